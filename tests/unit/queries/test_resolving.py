from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.projection import project
from graph.store import GraphReader, Manifest, Row, StoreInfo
from loaders.assembling import assemble
from queries.definitions import Param
from queries.records import mechanism_record
from queries.resolving import (
    mirna_keys,
    nearest,
    resolve_entity,
    resolve_list,
    resolve_record,
    resolve_study,
    spellings,
)
from queries.searching import search
from schema.errors import AmbiguousName, InvalidParameter, UnknownEntity, UnknownRecord
from tests.unit.schema.corpora import ENTITIES, item, study


@pytest.mark.parametrize(
    ("text", "identifier", "matched"),
    [
        ("GO:0007249", "GO:0007249", "id"),
        ("go:0007249", "GO:0007249", "id"),
        ("GO:0007249 canonical NF-kappaB signal transduction", "GO:0007249", "id"),
        ("NF-κB", "GO:0007249", "preferred name"),
        ("NFkB", "GO:0007249", "preferred name"),
        ("nf kb", "GO:0007249", "preferred name"),
        ("nuclear factor kappa B", "GO:0007249", "synonym"),
        ("IBD", "MONDO:0005265", "preferred name"),
        ("crohn's disease", "MONDO:0005011", "synonym"),
        ("TNF-α", "HGNC:11892", "preferred name"),
        ("TNF", "HGNC:11892", "name"),
        ("tnf alpha", "HGNC:11892", "preferred name"),
        ("p65", "HGNC:9955", "synonym"),
        ("hsa-miR-146a-5p", "mirbase.mature:MIMAT0000449", "name"),
        ("miR-146b-5p", "mirbase.mature:MIMAT0002809", "name"),
        ("miR-223", "mirbase.mature:MIMAT0000280", "arm not named"),
        ("BMSC", "CL:0002540", "preferred name"),
        ("MIMAT0000449", "mirbase.mature:MIMAT0000449", "id"),
        ("mimat0000449", "mirbase.mature:MIMAT0000449", "id"),
        ("mirbase:MIMAT0000449", "mirbase.mature:MIMAT0000449", "id"),
        ("MIMAT0000449 hsa-miR-146a-5p", "mirbase.mature:MIMAT0000449", "id"),
        ("MONDO_0005265", "MONDO:0005265", "id"),
    ],
)
def test_a_name_leads_to_its_id(store: GraphReader, text: str, identifier: str, matched: str) -> None:
    found = resolve_entity(store, text)
    assert (found.id, found.matched, found.given) == (identifier, matched, text)


def test_a_name_that_fits_several_is_ambiguous_and_lists_them(store: GraphReader) -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve_entity(store, "miR-146")
    assert [c["id"] for c in caught.value.candidates] == ["mirbase.mature:MIMAT0000449", "mirbase.mature:MIMAT0002809"]
    assert caught.value.candidates[0] == {
        "id": "mirbase.mature:MIMAT0000449",
        "name": "hsa-miR-146a-5p",
        "label": "MiRNA",
    }


def test_a_mirna_without_arm_is_ambiguous_where_both_arms_are_held(store: GraphReader) -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve_entity(store, "hsa-miR-146a")
    assert [c["name"] for c in caught.value.candidates] == ["hsa-miR-146a-5p", "hsa-miR-146a-3p"]


def test_labels_restrict_what_a_name_may_mean(store: GraphReader) -> None:
    assert resolve_entity(store, "TRAF6", ["Gene", "Pathway"]).id == "HGNC:12036"
    with pytest.raises(UnknownEntity, match="'TRAF6' is no Pathway: it is HGNC:12036 TRAF6"):
        resolve_entity(store, "TRAF6", ["Pathway"])
    with pytest.raises(UnknownEntity, match="is no Pathway"):
        resolve_entity(store, "HGNC:12036", ["Pathway"])


def test_a_gene_stands_for_the_pathway_called_after_it_where_only_a_pathway_can_be_meant(store: GraphReader) -> None:
    gene = resolve_entity(store, "TLR4")
    pathway = resolve_entity(store, "TLR4", ["Pathway"])
    assert (gene.label, pathway.label, pathway.id) == ("Gene", "Pathway", "GO:0034142")
    assert pathway.given == "TLR4"
    with pytest.raises(UnknownEntity, match="is no Pathway"):
        resolve_entity(store, "TRAF6", ["Pathway"])


@pytest.mark.parametrize("labels", [["Pathway"], ["Gene", "Pathway"], ["Entity"], []])
@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("NF-κB signaling", "GO:0007249"),
        ("NF-kB signalling pathway", "GO:0007249"),
        ("NFkB pathways", "GO:0007249"),
        ("TLR4 signaling", "GO:0034142"),
        ("TLR4 signalling pathway", "GO:0034142"),
    ],
)
def test_what_is_called_a_pathway_is_found_without_that_word(
    store: GraphReader, text: str, identifier: str, labels: list[str]
) -> None:
    found = resolve_entity(store, text, labels)
    assert (found.id, found.label, found.given) == (identifier, "Pathway", text)


def test_what_is_called_a_pathway_is_no_gene_and_no_disease(store: GraphReader) -> None:
    for text, labels in (("NF-κB signaling", ["Disease"]), ("TRAF6 pathway", []), ("IBD pathway", []), ("pathway", [])):
        with pytest.raises(UnknownEntity):
            resolve_entity(store, text, labels)


def test_a_list_knows_a_pathway_by_the_same_names_as_one_value(store: GraphReader) -> None:
    param = Param("things", "entity_list", "things", labels=("Entity",))
    found, left = resolve_list(store, param, ["NF-κB signalling pathway", "TRAF6", "TRAF6 pathway"])
    assert [r.id for r in found] == ["GO:0007249", "HGNC:12036"]
    assert left == {"TRAF6 pathway": "unknown"}


def test_an_unknown_name_is_told_with_the_nearest(store: GraphReader) -> None:
    with pytest.raises(UnknownEntity) as caught:
        resolve_entity(store, "TRAF7", parameter="target")
    assert caught.value.details["reason"] == "unknown_entity"
    assert caught.value.details["parameter"] == "target"
    near = caught.value.details["nearest"]
    assert isinstance(near, list)
    assert near[0]["id"] == "HGNC:12036"
    assert "TRAF6" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["xyzzy", "qwertyuiop", "foo", "bar", "lorem ipsum", "quantum chromodynamics", "miR-9999", "ab", "x", "12", "zzzz"],
)
def test_nonsense_is_given_no_suggestion(store: GraphReader, text: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        resolve_entity(store, text)
    assert caught.value.details["nearest"] == []
    assert "did you mean" not in caught.value.hint


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("nuclear factor kapa B", "GO:0007249"),
        ("NFzB", "GO:0007249"),
        ("infamatory bowel disease", "MONDO:0005265"),
        ("crohn diseases", "MONDO:0005011"),
        ("NLRP33", "HGNC:16400"),
        ("miR-146x-5p", "mirbase.mature:MIMAT0000449"),
        ("sirolmus", "CHEBI:9168"),
        ("macrophage M7", "CL:0000235"),
    ],
)
def test_a_slip_is_given_what_was_meant(store: GraphReader, text: str, first: str) -> None:
    assert nearest(store, text)[0]["id"] == first


def test_a_suggestion_has_one_of_the_labels_asked_for(store: GraphReader) -> None:
    assert {n["label"] for n in nearest(store, "TRAF7", ["Gene"])} == {"Gene"}
    assert nearest(store, "TRAF7", ["Disease"]) == []


class Named:
    """A registry in which many things bear one name."""

    def __init__(self, number: int) -> None:
        self.rows = [
            {"id": f"HGNC:{n}", "name": f"G{n}", "labels": ["Gene"], "keys": ["p70"]}
            | {"preferred": [], "obsolete": False}
            for n in range(1, number + 1)
        ]

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        return self.rows

    def info(self) -> StoreInfo:
        return StoreInfo(Manifest("b", "c", "1", "d", {}), "fake", "0")


def test_what_an_ambiguous_name_may_mean_is_told_with_name_id_and_label_and_how_many_more() -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve_entity(Named(2), "p70")
    assert caught.value.message == "'p70' may be G1 (HGNC:1, Gene) or G2 (HGNC:2, Gene)"
    assert caught.value.hint == "give the id, such as HGNC:1"
    with pytest.raises(AmbiguousName, match=r"or G5 \(HGNC:5, Gene\) or 2 more$") as many:
        resolve_entity(Named(7), "p70")
    assert len(many.value.candidates) == 7


def test_an_identifier_that_is_not_held_is_not_guessed(store: GraphReader) -> None:
    with pytest.raises(UnknownEntity, match="no entity has the id 'HGNC:99999'"):
        resolve_entity(store, "HGNC:99999 TRAF6")


@pytest.mark.parametrize(
    "text",
    [
        "pubmed:900000001",
        "900000001",
        "10.5555/tiny.alder",
        "doi:10.5555/TINY.alder",
        "https://doi.org/10.5555/tiny.alder",
        "https://dx.doi.org/10.5555/Tiny.alder",
        "PMID: 900000001",
        "pmid 900000001",
        "https://pubmed.ncbi.nlm.nih.gov/900000001/",
        "Alder 2019",
        "alder 2019",
    ],
)
def test_a_study_is_found_by_what_people_quote(store: GraphReader, text: str) -> None:
    assert resolve_study(store, text).id == "pubmed:900000001"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    ids = {"study": "doi:10.5555/Elsewhere", "pmid": 7654321, "pmcid": "PMC765", "title": "A study, named by its DOI"}
    paper = study(1, item("target")).model_copy(update={"doi": None, **ids})
    rows, manifest = project(assemble((*ENTITIES, paper), data_version="x"), code_version="test")
    with EmbeddedStore(tmp_path_factory.mktemp("elsewhere")) as opened:
        opened.replace(rows, manifest)
        yield opened


@pytest.mark.parametrize(
    "text",
    ["doi:10.5555/Elsewhere", "10.5555/elsewhere", "PMID:7654321", "7654321", "pubmed:7654321", "PMC765", "pmc:pmc765",
     "https://pmc.ncbi.nlm.nih.gov/articles/PMC765/", "a study named by its DOI"],
)  # fmt: skip
def test_a_study_named_by_its_doi_is_found_by_its_other_ids(text: str, elsewhere: GraphReader) -> None:
    found = resolve_study(elsewhere, text)
    assert found.id == "doi:10.5555/Elsewhere"
    assert found.matched == ("name" if "named" in text else "id")


def test_unknown_records_are_told(store: GraphReader) -> None:
    with pytest.raises(UnknownRecord, match="no study"):
        resolve_study(store, "pubmed:1")
    with pytest.raises(UnknownRecord, match="no claim"):
        resolve_record(store, "exomech:claim-000000000000", "Claim")
    with pytest.raises(UnknownRecord, match="no claim"):
        resolve_record(store, "exomech:model-dss-colitis", "Claim")


def test_a_bare_number_is_not_guessed_and_the_hint_says_what_to_write(store: GraphReader) -> None:
    for text in ("12036", "0007249"):
        with pytest.raises(UnknownEntity) as caught:
            resolve_entity(store, text)
        assert "write the register before the number" in caught.value.hint


CLAIM = "hsa-miR-146a-5p TARGETS TRAF6"


@pytest.mark.parametrize("text", [f"{CLAIM} (amount)", CLAIM, CLAIM.lower(), "exomech:{id}", "{id}", "{id} " + CLAIM])
def test_a_claim_is_found_by_the_name_that_rows_print(store: GraphReader, text: str) -> None:
    target = "claim-9369b4b2e803"
    found = resolve_record(store, text.format(id=target), "Claim")
    assert (found.id, found.name) == (f"exomech:{target}", f"{CLAIM} (amount)")


def test_a_mechanism_is_found_by_its_name_and_namesakes_are_listed(store: GraphReader) -> None:
    name = "BM-MSC vesicles to canonical NF-kappaB signal transduction"
    whole = resolve_record(store, f"{name} (Alder 2019)", "Mechanism")
    assert whole.id.startswith("exomech:mechanism-")
    assert mechanism_record(store, f"{name} (Alder 2019)")["id"] == whole.id
    with pytest.raises(AmbiguousName) as caught:
        resolve_record(store, name, "Mechanism")
    assert whole.id in {c["id"] for c in caught.value.candidates}
    assert len({c["name"] for c in caught.value.candidates}) == len(caught.value.candidates) > 1


def test_a_record_that_is_not_held_is_told_with_the_nearest(store: GraphReader) -> None:
    with pytest.raises(UnknownRecord) as caught:
        resolve_record(store, "hsa-miR-146a-5p TARGET TRAF6 (amount)", "Claim")
    assert f"{CLAIM} (amount)" in caught.value.hint
    assert caught.value.details["nearest"]


def test_spellings_and_short_mirna_names() -> None:
    assert spellings("hgnc:12036 TRAF6") == ("HGNC:12036",)
    assert spellings("TRAF6") == ()
    assert mirna_keys("traf6") == ()
    assert mirna_keys("mir146a5p") == ("hsamir146a5p",)


@pytest.mark.parametrize(
    ("text", "first", "match"),
    [
        ("GO:0007249", "GO:0007249", "id"),
        ("nfkb", "GO:0007249", "preferred name"),
        ("NALP3", "HGNC:16400", "synonym"),
        ("TRAF6", "HGNC:12036", "name"),
        ("inflammatory", "MONDO:0005265", "beginning"),
        ("cryopyrine", "HGNC:16400", "likeness"),
        ("dextran sulfate", "exomech:model-dss-colitis", "beginning"),
        ("Alder 2019", "pubmed:900000001", "name"),
        ("900000001", "pubmed:900000001", "id"),
        ("miR-223-3p", "mirbase.mature:MIMAT0000280", "name"),
    ],
)
def test_search_ranks_and_says_why(store: GraphReader, text: str, first: str, match: str) -> None:
    hits = search(store, text)
    assert (hits[0]["id"], hits[0]["match"]) == (first, match)


def test_search_is_bounded_and_refuses_nothing_to_look_for(store: GraphReader) -> None:
    assert len(search(store, "hsa-miR", limit=2)) == 2
    assert search(store, "zzzzzzzz") == []
    assert {h["label"] for h in search(store, "miR-146a", labels=["MiRNA"])} == {"MiRNA"}
    for text, limit in (("  - ", 5), ("TNF", 0), ("TNF", 101)):
        with pytest.raises(InvalidParameter):
            search(store, text, limit=limit)
