"""What cannot be meant as it is asked: a filter that would do nothing, one thing where several are meant."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store import GraphReader
from queries.answering import answer
from queries.catalogue import packaged
from queries.parameters import all_params
from schema.errors import InvalidParameter

REAL = packaged().queries


def test_a_common_filter_that_would_do_nothing_is_refused_and_not_offered() -> None:
    # What changes-since keeps by a filter may be what retracted studies support.
    silent = {q.name for q in REAL if "include_retracted" not in q.uses | set(q.refuses)}
    assert silent == {"changes-since"}
    refusing = [q for q in REAL if q.refuses]
    assert [q.name for q in refusing] == ["contradictions", "gaps", "hypotheses", "retraction-impact"]
    for query in refusing:
        assert not {p.name for p in all_params(query)} & set(query.refuses)
        assert all(f"Takes no {name}: {why}." in query.about for name, why in query.refuses.items())


DEGENERATE: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("paths", {"from": "TRAF6", "to": "HGNC:12036"}, "from and to are the same, TRAF6 (HGNC:12036)", "two different"),
    ("shortest-path", {"from": "IL6", "to": "IL6"}, "from and to are the same", "subgraph tells what surrounds IL6"),
    ("bridge", {"entities": ["TRAF6"]}, "entities: 'TRAF6' is one, TRAF6", "repeat entities with others"),
    ("bridge", {"entities": ["TRAF6", "no such thing"]}, "no such thing (unknown)", "repeat entities with others"),
    ("shared-mechanisms", {"diseases": ["IBD", "MONDO:0005265"]}, "are one and the same", "repeat diseases"),
    ("shared-regulators", {"targets": ["IL6", "HGNC:6018"]}, "are one and the same", "repeat targets"),
    ("shared-regulators", {"targets": ["IL6"]}, "targets: 'IL6' is one, IL6", "repeat targets with others"),
)


@pytest.mark.parametrize(("name", "params", "told", "hint"), DEGENERATE)
def test_one_thing_where_several_are_needed_is_an_error(
    name: str, params: dict[str, Any], told: str, hint: str, store: GraphReader
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        answer(store, packaged().get(name), params)
    assert told in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.details["parameter"] in params
