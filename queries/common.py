"""The filters that every query takes, declared once; and the values that every query text is given."""

from __future__ import annotations

from queries.definitions import Param
from schema.making import Isolation
from schema.scale import GRADE_ORDER
from schema.species import SPECIES
from schema.words import Basis, System

SPECIES_SYNONYMS: dict[str, tuple[str, ...]] = {
    "NCBITaxon:9606": ("homo sapiens",),
    "NCBITaxon:10090": ("mus musculus", "mice"),
    "NCBITaxon:10116": ("rattus norvegicus",),
    "NCBITaxon:9541": ("macaca fascicularis", "cynomolgus"),
    "NCBITaxon:9544": ("macaca mulatta", "macaque"),
    "NCBITaxon:9615": ("canis lupus familiaris", "canine"),
    "NCBITaxon:9685": ("felis catus",),
    "NCBITaxon:9796": ("equus caballus", "equine"),
    "NCBITaxon:9823": ("sus scrofa", "porcine"),
    "NCBITaxon:9913": ("bos taurus", "cow", "bovine"),
    "NCBITaxon:9925": ("capra hircus",),
    "NCBITaxon:9940": ("ovis aries", "ovine"),
    "NCBITaxon:9986": ("oryctolagus cuniculus",),
    "NCBITaxon:10036": ("mesocricetus auratus", "hamster"),
    "NCBITaxon:10141": ("cavia porcellus",),
    "NCBITaxon:7955": ("danio rerio",),
}
"""Further names, in small letters, under which a request may ask for a species of ``schema.species``."""

SPECIES_NAMES: dict[str, str] = {
    name: taxon for taxon, label in SPECIES.items() for name in (label.casefold(), *SPECIES_SYNONYMS.get(taxon, ()))
}
"""Name to NCBI Taxonomy id; other species are asked for by id."""

PRIMING_LABELS = ("Stimulus", "Drug", "SmallMolecule", "Lipid", "Gene", "Complex", "Family", "MiRNA")
ANY_PRIMING = "any"
NO_PRIMING = "none"

MAX_LIMIT = 1000
DEFAULT_LIMIT = 100
MAX_TOTAL = 10_000
"""Rows up to which ``meta.total`` is exact."""

FIGURE_WIDTHS = ("single", "double", "slide")

TIERS = ("reported", "assembled")

EVIDENCE_FILTERS: tuple[Param, ...] = (
    Param("species", "species_list", example="human", help="species of the donor cells; repeat for several"),
    Param(
        "recipient_species",
        "species_list",
        example="mouse",
        help="species of the treated animal or recipient cell; repeat for several",
    ),
    Param(
        "source",
        "entity_list",
        labels=("CellSource",),
        example="BM-MSC",
        help="tissue of origin of the MSC, with its subtypes; repeat for several",
    ),
    Param(
        "priming",
        "entity_list",
        labels=PRIMING_LABELS,
        example="none",
        help="what the donor cells were primed with, or `any` or `none`; repeat for several",
    ),
    Param(
        "isolation",
        "enum_list",
        values=tuple(Isolation),
        example="size_exclusion",
        help="how the vesicles were isolated; repeat for several",
    ),
    Param(
        "system",
        "enum_list",
        values=tuple(System),
        example="in_vivo",
        help="in what it was measured; repeat for several",
    ),
    Param(
        "min_grade", "enum", values=tuple(GRADE_ORDER), example="moderate", help="weakest grade that a claim may have"
    ),
    Param(
        "min_level",
        "int",
        minimum=1,
        maximum=5,
        example=4,
        help="ladder level that a cargo's effect must reach (carriage: 1, delivery: 2 at most)",
    ),
    Param(
        "min_reporting",
        "float",
        minimum=0,
        maximum=1,
        example=0.6,
        help="reporting score (0 to 1) that the study must reach",
    ),
    Param(
        "basis",
        "enum_list",
        values=tuple(Basis),
        example="measured",
        help="where the statement comes from; repeat for several",
    ),
    Param("year_from", "int", minimum=1950, maximum=2100, example=2018, help="first year of publication"),
    Param("year_to", "int", minimum=1950, maximum=2100, example=2026, help="last year of publication"),
)
"""Filters that an evidence item must pass together, in the order in which an empty answer tries to do without them."""

SCOPE_FILTERS: tuple[Param, ...] = (
    Param(
        "include_retracted",
        "bool",
        default=False,
        example=False,
        help="count the evidence of retracted studies, and of records that their curators withdrew, too",
    ),
    Param(
        "descendants",
        "bool",
        default=True,
        example=True,
        help="subtypes of the disease and cell source asked for count too",
    ),
    Param(
        "tier",
        "enum",
        values=TIERS,
        default="reported",
        example="reported",
        help="reported: one study shows all the steps; assembled: also chains of several studies, marked",
    ),
)

PAGING: tuple[Param, ...] = (
    Param("limit", "int", default=DEFAULT_LIMIT, minimum=1, maximum=MAX_LIMIT, example=100, help="rows of one page"),
    Param("cursor", "str", help="next_cursor of the page before"),
    Param("format", "str", default="json", example="json", help="form of the answer"),
    Param(
        "width",
        "enum",
        values=FIGURE_WIDTHS,
        default=FIGURE_WIDTHS[1],
        example=FIGURE_WIDTHS[1],
        help="page of a figure: single column (85 by 240 mm), double (180 by 240 mm) or slide (254 by 143 mm)",
    ),
)

COMMON: tuple[Param, ...] = (*EVIDENCE_FILTERS, *SCOPE_FILTERS, *PAGING)
"""Every parameter that a query takes beside its own."""

BOUND = frozenset({"allowed", "include_retracted", "descendants", "tier", "limit", "skip"})
"""Names that every text is given; ``$allowed`` is null without an evidence filter, else ``answering.passing``."""

NEEDED = frozenset({"allowed", "limit", "skip"})
"""Names that every query text must use."""

RESERVED = frozenset({p.name for p in COMMON}) | BOUND
"""Names that a query may not declare as its own."""
