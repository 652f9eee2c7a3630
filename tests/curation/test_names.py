"""What biologists type leads to what the curation holds, under names as they are spelt in papers."""

from __future__ import annotations

import pytest

from graph.backends.embedded import EmbeddedStore
from queries.answering import answer
from queries.catalogue import packaged
from queries.resolving import resolve_entity
from schema.errors import AmbiguousName

DISEASES = {
    "kidney injury": "MONDO:0005240",
    "AKI": "MONDO:0002492",
    "ARDS": "MONDO:0006502",
    "acute lung injury": "MONDO:0015796",
    "ALI": "MONDO:0015796",
    "lung injury": "MONDO:0015796",
    "colitis": "MONDO:0005265",
    "Crohn's": "MONDO:0005011",
    "crohn": "MONDO:0005011",
    "OA": "MONDO:0005178",
    "knee OA": "MONDO:0005416",
    "knee osteoarthritis": "MONDO:0005416",
    "ra": "MONDO:0008383",
    "stroke": "MONDO:0002679",
}
PATHWAYS = {
    "TLR4": "GO:0034142",
    "NLRP3": "GO:0044546",
    "Nrf2": "exomech:pathway-nrf2",
    "STAT3": "GO:0007259",
    "JAK2/STAT3 signaling pathway": "GO:0007259",
    "Wnt": "GO:0060070",
    "Wnt signaling": "GO:0060070",
    "Wnt/β-catenin signaling pathway": "GO:0060070",
    "AKT": "GO:0043491",
    "PI3K/Akt signaling pathway": "GO:0043491",
    "TGF-β": "GO:0007179",
    "TGFb/Smad": "GO:0007179",
    "TGF-β1/Smad signalling": "GO:0007179",
    "MAPK/ERK": "GO:0000165",
    "MAPK signaling pathway": "GO:0000165",
    "ERK": "GO:0070371",
    "NF-κB signaling": "GO:0007249",
    "NF-κB signalling pathway": "GO:0007249",
    "NF-kB pathway": "GO:0007249",
    "NF-ΚΒ": "GO:0007249",
    "apoptosis pathway": "GO:0006915",
}
ANYTHING = {
    "inflammation": "GO:0006954",
    "oxidative stress": "GO:0006979",
    "senescence": "GO:0090398",
    "α-SMA": "HGNC:130",
    "alpha-SMA": "HGNC:130",
    "rapamycin": "CHEBI:9168",
    "aspirin": "CHEBI:15365",
    "PGE2": "CHEBI:15551",
    "PGI2": "CHEBI:15552",
    "H2S": "CHEBI:16136",
    "hyaluronan": "CHEBI:16336",
    "GSH": "CHEBI:16856",
    "DNA": "CHEBI:16991",
    "ROS": "CHEBI:26523",
    "MDA": "CHEBI:566274",
    "malondialdehyde": "CHEBI:566274",
    "SCFAs": "CHEBI:58951",
    "Aβ": "CHEBI:64645",
    "LXA4": "CHEBI:6498",
    "H2O2": "CHEBI:16240",
    "estradiol": "CHEBI:16469",
    "HUVEC": "CL:0002618",
    "PBMCs": "CL:2000001",
    "CD8 T cell": "CL:0000625",
    "CD8+ T cell": "CL:0000625",
    "CD4+ T cell": "CL:0000624",
    "Th17": "CL:0000899",
    "NF-κB signalling pathway": "GO:0007249",
}


@pytest.mark.parametrize(
    ("text", "labels", "identifier"),
    [
        *((text, ("Disease",), identifier) for text, identifier in DISEASES.items()),
        *((text, ("Pathway",), identifier) for text, identifier in PATHWAYS.items()),
        *((text, (), identifier) for text, identifier in ANYTHING.items()),
    ],
)
def test_what_people_type_is_found(text: str, labels: tuple[str, ...], identifier: str, store: EmbeddedStore) -> None:
    assert resolve_entity(store, text, labels).id == identifier


@pytest.mark.parametrize(
    ("text", "labels", "identifiers"),
    [
        ("IL-1", (), ["HGNC:5991", "HGNC:5992"]),
        ("TLR4/NF-κB", ("Pathway",), ["GO:0007249", "GO:0034142"]),
        ("TLR4/NF-κB signaling pathway", ("Pathway",), ["GO:0007249", "GO:0034142"]),
    ],
)
def test_a_name_of_two_is_told_as_both(
    text: str, labels: tuple[str, ...], identifiers: list[str], store: EmbeddedStore
) -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve_entity(store, text, labels)
    assert [c["id"] for c in caught.value.candidates] == identifiers


@pytest.mark.parametrize("name", ["ALI", "acute lung injury"])
def test_a_disease_is_the_same_by_its_name_and_its_id(name: str, store: EmbeddedStore) -> None:
    query = packaged().get("modes-of-action")
    found = [answer(store, query, {"disease": text, "limit": 1000}).rows for text in (name, "MONDO:0015796")]
    assert found[0] == found[1]
    assert any("doi:10.1155/2019/4851431" in row["studies"] for row in found[0])
