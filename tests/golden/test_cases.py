"""Gold answers beside the one case a question: what was not read, a disease beside its kind, the nearest answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.rows import EdgeRow, NodeRow
from queries.answering import answer
from queries.catalogue import packaged
from tests.conformance.sample import manifest_of, rows_of
from tests.golden.cargo import DOGWOOD, IVY

IBD, UC, CROHN, ARDS = "MONDO:0005265", "MONDO:0005101", "MONDO:0005011", "MONDO:0006502"
NAMED_IBD = f"{IBD} inflammatory bowel disease"


def rows(store: EmbeddedStore, name: str, **params: Any) -> list[dict[str, Any]]:
    return answer(store, packaged().get(name), params).rows


@pytest.mark.parametrize(("disease", "effects", "word"), [("OA", "severity", "not_stated"), (CROHN, "any", "not_read")])
def test_a_method_that_was_not_read_is_not_told_as_not_stated(
    disease: str, effects: str, word: str, tiny: EmbeddedStore
) -> None:
    # Ivy was read in full and names no method; of Dogwood only the abstract was read.
    found = rows(tiny, "effect-by-isolation", disease=disease, effects=effects)
    assert {r["isolation"] for r in found} == {word}


def test_what_is_missing_is_told_only_of_studies_that_were_read(tiny: EmbeddedStore) -> None:
    items = [
        "ev_track", "isolation", "medium", "negative_marker", "particle_count", "size", "two_characterisation_methods",
        "two_positive_markers",
    ]  # fmt: skip
    found = {r["study_id"]: r for r in rows(tiny, "low-reporting", below=1.0)}
    assert (found[DOGWOOD]["missing"], found[DOGWOOD]["not_read"]) == ([], items)
    assert (found[IVY]["missing"], found[IVY]["not_read"]) == (items, [])


def test_a_step_of_one_study_alone_is_not_shared_by_a_disease_and_its_kind(tiny: EmbeddedStore) -> None:
    # Alder (ulcerative colitis) is a study of inflammatory bowel disease too; no other study has a step of its own.
    assert rows(tiny, "shared-mechanisms", diseases=["IBD", "UC"]) == []
    assert rows(tiny, "shared-mechanisms", diseases=["ARDS", "UC"])


IDS = {"IBD": "MONDO:0000001", "UC": "MONDO:0000002", "CD": "MONDO:0000003"}
STEPS = {
    "one study of the kind": ("s1@UC",),
    "one study that names both": ("s1@IBD", "s1@UC"),
    "a study of each": ("s1@UC", "s2@IBD"),
    "studies of two kinds": ("s1@UC", "s2@CD"),
    "all three": ("s1@UC", "s2@CD", "s3@IBD"),
}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """A disease, its two kinds, and an actor for each way in which studies may report one step."""
    names = {"IBD": "bowel disease", "UC": "colitis", "CD": "Crohn disease"}
    nodes = [NodeRow(IDS[key], ("Disease", "Entity"), {"name": name}) for key, name in names.items()]
    nodes += [NodeRow(f"pubmed:s{n}", ("Study",), {"name": f"study {n}", "indications": ()}) for n in (1, 2, 3)]
    nodes.append(NodeRow("HGNC:0", ("Gene", "Entity"), {"name": "object"}))
    edges = [EdgeRow("IS_A", IDS[kind], IDS["IBD"], "", {}) for kind in ("UC", "CD")]
    for number, (actor, reports) in enumerate(STEPS.items(), start=1):
        nodes.append(NodeRow(f"HGNC:{number}", ("Gene", "Entity"), {"name": actor}))
        told = tuple(f"pubmed:{study}@{IDS[kind]}" for study, kind in (pair.split("@") for pair in reports))
        props = {"kind": "claim", "claim": f"c{number}", "sign": 1, "aspect": "amount", "grade": "weak"}
        props |= {"grade_rank": 1, "reports": told, "reports_retracted": ()}
        edges.append(EdgeRow("INCREASES", f"HGNC:{number}", "HGNC:0", f"c{number}", props))
    found = rows_of(nodes, edges)
    with EmbeddedStore(tmp_path_factory.mktemp("kinds")) as store:
        store.replace(found, manifest_of(found, "5a3b1e0000000003"))
        yield store


def shared(store: EmbeddedStore, *diseases: str, **params: Any) -> dict[str, list[str]]:
    asked = {"diseases": [IDS[d] for d in diseases], **params}
    return {r["actor_name"]: r["by_disease"] for r in rows(store, "shared-mechanisms", **asked)}


def test_a_study_counts_for_the_kind_alone_where_both_are_asked_for(kinds: EmbeddedStore) -> None:
    assert shared(kinds, "IBD", "UC") == {
        "a study of each": ["bowel disease without colitis: pubmed:s2", "colitis: pubmed:s1"],
        "studies of two kinds": ["bowel disease without colitis: pubmed:s2", "colitis: pubmed:s1"],
        "all three": ["bowel disease without colitis: pubmed:s2, pubmed:s3", "colitis: pubmed:s1"],
    }
    rest = "bowel disease without Crohn disease and colitis: pubmed:s3"
    assert shared(kinds, "CD", "IBD", "UC") == {"all three": [rest, "colitis: pubmed:s1", "Crohn disease: pubmed:s2"]}
    # Beside one another, two kinds share what studies of each report.
    assert set(shared(kinds, "CD", "UC")) == {"studies of two kinds", "all three"}


def test_without_kinds_no_more_is_shared(kinds: EmbeddedStore) -> None:
    narrow = shared(kinds, "IBD", "UC", descendants=False)
    assert set(narrow) == {"a study of each", "all three"}
    assert set(narrow) < set(shared(kinds, "IBD", "UC"))


NEAREST: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    # One condition less comes before a wider disease, and a wider disease before none.
    ("trials", {"disease": IBD, "phase": ["3"]}, {"phase": None}),
    ("trials", {"disease": CROHN}, {"disease": NAMED_IBD}),
    ("trials", {"disease": CROHN, "phase": ["3"]}, {"disease": NAMED_IBD, "phase": None}),
    ("cargo-on-target", {"target": "pyroptosis", "disease": CROHN}, {"disease": NAMED_IBD}),
    ("cargo-on-target", {"target": "pyroptosis", "disease": "OA"}, {"disease": None}),
    ("cytokine-changes", {"disease": CROHN}, {"disease": NAMED_IBD}),
    ("cytokine-changes", {"disease": CROHN, "min_grade": "weak"}, {"disease": NAMED_IBD}),
    ("shared-mechanisms", {"diseases": [CROHN, ARDS], "steps": "mechanism"}, {"diseases": [NAMED_IBD, ARDS]}),
)


@pytest.mark.parametrize(("name", "asked", "change"), NEAREST, ids=[f"{n}-{i}" for i, (n, _, _) in enumerate(NEAREST)])
def test_the_nearest_answer_loses_as_little_as_it_can(
    name: str, asked: dict[str, Any], change: dict[str, Any], tiny: EmbeddedStore
) -> None:
    meta = answer(tiny, packaged().get(name), asked).meta
    assert (meta.total, meta.reason) == (0, "known_but_no_claims")
    assert meta.nearest is not None
    assert meta.nearest.params == change
    again = {k: v for k, v in (asked | change).items() if v is not None}
    assert answer(tiny, packaged().get(name), again).meta.total == meta.nearest.rows > 0
