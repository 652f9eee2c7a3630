"""Filters only ever take rows away: any of them, in any combination, one upon another, for every question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.backends.embedded import EmbeddedStore
from queries.answering import answer
from queries.catalogue import packaged
from queries.common import EVIDENCE_FILTERS
from queries.definitions import CannedQuery
from schema.making import Isolation
from schema.scale import GRADE_ORDER
from schema.words import Basis, System
from tests.golden.cases import GROWS, LISTS, WAYS
from tests.golden.test_gold import required

QUERIES = [q for q in packaged().queries if q.name not in LISTS]

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "species": st.lists(st.sampled_from(["human", "mouse", "rat"]), min_size=1, unique=True),
    "recipient_species": st.lists(st.sampled_from(["human", "mouse", "rat"]), min_size=1, unique=True),
    "source": st.lists(st.sampled_from(["BM-MSC", "UC-MSC", "CL:0000134"]), min_size=1, unique=True),
    "priming": st.lists(st.sampled_from(["none", "any", "IFNG", "hypoxia"]), min_size=1, max_size=1),
    "isolation": st.lists(st.sampled_from([str(i) for i in Isolation]), min_size=1, max_size=3, unique=True),
    "system": st.lists(st.sampled_from([str(s) for s in System]), min_size=1, max_size=2, unique=True),
    "min_grade": st.sampled_from([g.value for g in GRADE_ORDER]),
    "min_level": st.integers(1, 5),
    "min_reporting": st.sampled_from([0.1, 0.25, 0.6]),
    "basis": st.lists(st.sampled_from([str(b) for b in Basis]), min_size=1, max_size=2, unique=True),
    "year_from": st.integers(2015, 2020),
    "year_to": st.integers(2021, 2026),
    "descendants": st.just(False),
}
DRAWN = st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: VALUES[name] for name in names})
)


def test_every_filter_is_drawn() -> None:
    assert {p.name for p in EVIDENCE_FILTERS} <= set(VALUES)


def keys(store: EmbeddedStore, query: CannedQuery, asked: dict[str, Any]) -> frozenset[str]:
    return frozenset(
        repr([row[k] for k in WAYS.get(query.name, query.key)])
        for row in answer(store, query, {"limit": 1000, **asked}).rows
    )


WHOLE: dict[tuple[str, str], frozenset[str]] = {}
"""Keys of the answer without filters, by question and tier: every example is held against the same."""


def whole(store: EmbeddedStore, query: CannedQuery, tier: str) -> frozenset[str]:
    if (query.name, tier) not in WHOLE:
        WHOLE[query.name, tier] = keys(store, query, required(store, query) | {"tier": tier})
    return WHOLE[query.name, tier]


@pytest.mark.parametrize("query", [q for q in QUERIES if q.name not in GROWS], ids=lambda q: q.name)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=DRAWN, more=DRAWN, tier=st.sampled_from(["reported", "assembled"]))
def test_one_filter_more_gives_no_row_more(
    query: CannedQuery, first: dict[str, Any], more: dict[str, Any], tier: str, tiny: EmbeddedStore
) -> None:
    asked = required(tiny, query) | {"tier": tier}
    some = keys(tiny, query, asked | first)
    assert some <= whole(tiny, query, tier)
    assert keys(tiny, query, asked | more | first) <= some


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q.name)
def test_without_kinds_is_a_subset_and_reported_is_one_of_assembled(query: CannedQuery, tiny: EmbeddedStore) -> None:
    every = whole(tiny, query, "assembled")
    assert whole(tiny, query, "reported") <= every
    assert keys(tiny, query, required(tiny, query) | {"tier": "assembled", "descendants": False}) <= every


GRADED = [q for q in QUERIES if "grade" in {c.name for c in q.columns}]


@pytest.mark.parametrize("query", GRADED, ids=lambda q: q.name)
def test_no_row_is_graded_below_what_is_asked(query: CannedQuery, tiny: EmbeddedStore) -> None:
    ranks = [g.value for g in GRADE_ORDER]
    asked = required(tiny, query) | {"min_grade": "moderate", "tier": "assembled", "limit": 1000}
    low = [r for r in answer(tiny, query, asked).rows if r["grade"] in ranks[: ranks.index("moderate")]]
    assert low == []


def test_what_stands_beside_a_quantity_is_filtered_too(tiny: EmbeddedStore) -> None:
    query, asked = packaged().get("dose-plausibility"), {"cargo": "miR-181a-5p"}
    every = answer(tiny, query, asked).rows[0]["claims"]
    dish = answer(tiny, query, asked | {"system": ["in_vitro"]}).rows[0]["claims"]
    assert set(dish) < set(every)
    assert len(dish) == 1
