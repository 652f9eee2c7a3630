"""Every question against its gold answer: the rows, the empty case with its reason, and what must not appear."""

from __future__ import annotations

from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from queries.answering import Clock, answer, prepare
from queries.catalogue import packaged
from queries.definitions import CannedQuery
from tests.golden.cargo import CARGO, CEDAR, PRODUCTS
from tests.golden.cases import Gold
from tests.golden.evidence import CELLS, EVIDENCE, TRANSLATION
from tests.golden.paths import DISEASES, PATHS

GOLD = (*CARGO, *PATHS, *PRODUCTS, *DISEASES, *EVIDENCE, *TRANSLATION, *CELLS)
QUERIES = packaged().queries


def test_every_question_has_a_gold_answer() -> None:
    assert sorted(g.query for g in GOLD) == sorted(q.name for q in QUERIES)
    assert len(GOLD) == 44


def test_every_gold_answer_has_rows_an_empty_case_and_one_that_must_not_appear() -> None:
    for gold in GOLD:
        columns = {c.name for c in packaged().get(gold.query).columns}
        assert gold.rows, f"{gold.query}: no rows written by hand"
        assert all(len(row) == len(gold.columns) for row in gold.rows), gold.query
        assert {*gold.columns, gold.absent[1]} <= columns, gold.query
        assert gold.empty[1] or gold.query == "shortest-path", f"{gold.query}: the empty case has no reason code"
        assert gold.absent[3], f"{gold.query}: nothing would let the value in that must not appear"


@pytest.mark.parametrize("gold", GOLD, ids=[g.query for g in GOLD])
def test_the_rows_are_those_of_the_files(gold: Gold, tiny: EmbeddedStore) -> None:
    found = answer(tiny, packaged().get(gold.query), gold.params)
    assert [tuple(row[c] for c in gold.columns) for row in found.rows] == list(gold.rows)
    assert found.meta.total == len(gold.rows)


@pytest.mark.parametrize("gold", GOLD, ids=[g.query for g in GOLD])
def test_an_empty_answer_gives_its_reason(gold: Gold, tiny: EmbeddedStore) -> None:
    params, reason = gold.empty
    found = answer(tiny, packaged().get(gold.query), params)
    assert found.meta.reason == reason
    assert bool(found.rows) == (reason is None)


@pytest.mark.parametrize("gold", GOLD, ids=[g.query for g in GOLD])
def test_what_must_not_appear_does_not(gold: Gold, tiny: EmbeddedStore) -> None:
    params, column, value, lure = gold.absent

    def held(asked: dict[str, Any]) -> list[Any]:
        rows = answer(tiny, packaged().get(gold.query), {"limit": 1000, **asked}).rows
        return [c for c in (row[column] for row in rows) if (value in c if isinstance(c, list) else value == c)]

    assert not held({**params})
    assert held({**params, **lure}), "nothing in the corpus leads there, so the case proves nothing"


WHY_NOT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"from": "IL6", "to": "MSC vesicles"}, "opposite_direction"),
    ({"from": "BM-MSC vesicles", "to": "pyroptosis", "max_length": 2}, "depth_exceeded"),
    ({"from": "CXCL12", "to": "TRAF6"}, "not_connected"),
    ({"from": "hsa-miR-21-5p", "to": "NF-kB"}, "filtered_out"),
    ({"from": "UC-MSC vesicles", "to": "TRAF6"}, "only_assembled"),
)


@pytest.mark.parametrize("filters", [{}, {"year_from": 2015}], ids=["", "filtered"])
@pytest.mark.parametrize(("params", "reason"), WHY_NOT, ids=[reason for _, reason in WHY_NOT])
def test_where_there_is_no_path_the_row_says_why(
    params: dict[str, Any], reason: str, filters: dict[str, Any], tiny: EmbeddedStore
) -> None:
    (row,) = answer(tiny, packaged().get("shortest-path"), params | filters).rows
    assert (row["found"], row["reason"], row["chain"], row["claims"]) == (False, reason, [], [])


def test_a_cargo_with_a_claim_of_its_own_on_the_disease_is_no_hypothesis(tiny: EmbeddedStore) -> None:
    eases = answer(tiny, packaged().get("effects-of-cargo"), {"cargo": "miR-146a-5p", "disease": "IBD"}).rows
    assert "inflammatory bowel disease" in {row["target_name"] for row in eases}
    found = answer(tiny, packaged().get("hypotheses"), {"disease": "IBD", "limit": 1000}).rows
    assert "hsa-miR-146a-5p" not in {row["cargo_name"] for row in found}


IL6, TLR4, TRAF6 = "HGNC:6018|-1", "HGNC:11850|-1", "HGNC:12036|-1"
M181, M223 = "mirbase.mature:MIMAT0000256", "mirbase.mature:MIMAT0000280"
# miR-146a-5p eases the disease itself, and what miR-223-3p does to NLRP3 was seen in it.
DEALT = ("HGNC:25796>mirbase.mature:MIMAT0000462|-1", "HGNC:8021>CHEBI:16335|1")
NULLS: tuple[tuple[dict[str, Any], list[str], float], ...] = (
    # Two of five: four of the ten deals hold IL6 and score the same, the six others less.
    ({}, [*DEALT, f"{M181}>{TLR4}", f"{M181}>{IL6}", f"{M223}>{TRAF6}"], 6 / 10 + 4 / 20),
    ({"recipient_species": ["mouse"]}, [f"{M181}>{TLR4}", f"{M181}>{IL6}", f"{M223}>{TRAF6}"], 1 / 3 + 2 / 6),
    ({"min_grade": "moderate"}, [f"{M181}>{TLR4}", f"{M181}>{IL6}"], 1 / 2),
)


@pytest.mark.parametrize(("filters", "universe", "share"), NULLS, ids=["all", "in mice", "graded"])
def test_the_null_deals_what_may_score_and_nothing_else(
    filters: dict[str, Any], universe: list[str], share: float, tiny: EmbeddedStore
) -> None:
    query, params = packaged().get("hypotheses"), {"disease": "IBD", "permutations": 10_000, **filters}
    graph = prepare(tiny, query, params).run({}, skip=0, limit=10, clock=Clock.of(60))
    assert graph[0]["universe"].split() == universe
    (row,) = answer(tiny, query, params).rows
    assert row["null_percentile"] == pytest.approx(share, abs=0.02)


def required(store: EmbeddedStore, query: CannedQuery) -> dict[str, Any]:
    gold = next(g for g in GOLD if g.query == query.name)
    return {p.name: gold.params[p.name] for p in query.params if p.required}


@pytest.mark.parametrize("query", QUERIES, ids=[q.name for q in QUERIES])
def test_a_retracted_study_is_in_no_answer_that_does_not_ask_for_it(query: CannedQuery, tiny: EmbeddedStore) -> None:
    for tier in ("reported", "assembled"):
        found = answer(tiny, query, required(tiny, query) | {"tier": tier, "limit": 1000})
        assert not [row for row in found.rows if CEDAR in (row.get("studies") or []) and query.name != "changes-since"]
