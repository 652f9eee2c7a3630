"""The species that preparations, contexts and orthologues may name; they are context and never nodes of their own."""

from __future__ import annotations

SPECIES: dict[str, str] = {
    "NCBITaxon:9606": "human",
    "NCBITaxon:10090": "mouse",
    "NCBITaxon:10116": "rat",
    "NCBITaxon:9541": "crab-eating macaque",
    "NCBITaxon:9544": "rhesus macaque",
    "NCBITaxon:9615": "dog",
    "NCBITaxon:9685": "cat",
    "NCBITaxon:9796": "horse",
    "NCBITaxon:9823": "pig",
    "NCBITaxon:9913": "cattle",
    "NCBITaxon:9925": "goat",
    "NCBITaxon:9940": "sheep",
    "NCBITaxon:9986": "rabbit",
    "NCBITaxon:10036": "golden hamster",
    "NCBITaxon:10141": "guinea pig",
    "NCBITaxon:9031": "chicken",
    "NCBITaxon:7955": "zebrafish",
    "NCBITaxon:8355": "African clawed frog",
}
"""Label of each accepted species, by identifier."""
