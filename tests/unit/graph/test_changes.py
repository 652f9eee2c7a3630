"""What a load changed."""

from __future__ import annotations

import pytest

from graph.changes import Changes, changes, digests_of, pack, unpack
from graph.rows import EdgeRow, NodeRow
from tests.conformance.sample import SAMPLE, rows_of


def test_equal_rows_are_unchanged_whatever_the_order_of_their_properties() -> None:
    one = rows_of([NodeRow("a", ("Gene",), {"x": 1, "y": ("p", "q")})])
    other = rows_of([NodeRow("a", ("Gene",), {"y": ["p", "q"], "x": 1})])
    assert changes(digests_of(one), digests_of(other)) == Changes(written=0, unchanged=1, removed=0)


@pytest.mark.parametrize(
    "other",
    [
        NodeRow("a", ("Gene", "Entity"), {"x": 1}),
        NodeRow("a", ("Gene",), {"x": 1.0}),
        NodeRow("a", ("Gene",), {"x": "1"}),
        NodeRow("a", ("Gene",), {"x": True}),
        NodeRow("a", ("Gene",), {"x": [1]}),
        NodeRow("a", ("Gene",), {"y": 1}),
        NodeRow("a", ("Gene",), {}),
    ],
)
def test_a_difference_in_labels_names_values_or_their_types_counts(other: NodeRow) -> None:
    one = rows_of([NodeRow("a", ("Gene",), {"x": 1})])
    assert changes(digests_of(one), digests_of(rows_of([other]))) == Changes(written=1, unchanged=0, removed=0)


def test_an_edge_is_told_by_type_ends_and_key() -> None:
    nodes = [NodeRow("a", ("Gene",), {}), NodeRow("b", ("Gene",), {})]
    old = rows_of(nodes, [EdgeRow("R", "a", "b", "1", {}), EdgeRow("R", "a", "b", "2", {})])
    new = rows_of(
        nodes, [EdgeRow("R", "b", "a", "1", {}), EdgeRow("R", "a", "b", "2", {"x": 1}), EdgeRow("S", "a", "b", "1", {})]
    )
    assert changes(digests_of(old), digests_of(new)) == Changes(written=3, unchanged=2, removed=1)


def test_what_was_packed_is_unpacked() -> None:
    digests = digests_of(SAMPLE)
    assert len(digests) == len(SAMPLE.nodes) + len(SAMPLE.edges)
    assert unpack(pack(digests)) == digests
    with pytest.raises(ValueError, match="no multiple"):
        unpack(pack(digests)[:-1])
