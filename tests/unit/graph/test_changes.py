"""What a load changed."""

from __future__ import annotations

import pytest

from graph.changes import LISTED, Changes, Sums, changes, held_of, pack, unchanged, unpack
from graph.rows import EdgeRow, NodeRow
from tests.conformance.sample import SAMPLE, rows_of


def test_equal_rows_are_unchanged_whatever_the_order_of_their_properties() -> None:
    one = rows_of([NodeRow("a", ("Gene",), {"x": 1, "y": ("p", "q")})])
    other = rows_of([NodeRow("a", ("Gene",), {"y": ["p", "q"], "x": 1})])
    assert changes(held_of(one), held_of(other)) == Changes.none({"Gene": 1}, {}) == unchanged(other)


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
    found = changes(held_of(one), held_of(rows_of([other])))
    assert Sums.of(found.nodes) == Sums(written=1, unchanged=0, removed=0)
    assert found.nodes["Gene"].changed.ids == ["a"]


def test_an_edge_is_told_by_type_ends_and_key() -> None:
    nodes = [NodeRow("a", ("Gene",), {}), NodeRow("b", ("Gene",), {})]
    old = rows_of(nodes, [EdgeRow("R", "a", "b", "1", {}), EdgeRow("R", "a", "b", "2", {})])
    new = rows_of(
        nodes, [EdgeRow("R", "b", "a", "1", {}), EdgeRow("R", "a", "b", "2", {"x": 1}), EdgeRow("S", "a", "b", "1", {})]
    )
    found = changes(held_of(old), held_of(new))
    assert Sums.of(found.nodes, found.relationships) == Sums(written=3, unchanged=2, removed=1)
    assert Sums.of(found.relationships).rows_in == 4
    kind = found.relationships["R"]
    assert [kind.added.ids, kind.changed.ids, kind.removed.ids] == [["b -> a"], ["a -> b"], ["a -> b"]]
    assert found.relationships["S"].added.ids == ["a -> b"]


def test_many_rows_are_counted_and_the_first_are_named() -> None:
    rows = rows_of(NodeRow(f"g{i:05}", ("Gene", "Entity"), {}) for i in range(LISTED + 5))
    listed = changes({}, held_of(rows)).nodes["Gene"].added
    assert (listed.number, len(listed.ids), listed.ids[0]) == (LISTED + 5, LISTED, "g00000")


def test_what_was_packed_is_unpacked() -> None:
    held = held_of(SAMPLE)
    assert len(held) == len(SAMPLE.nodes) + len(SAMPLE.edges)
    assert unpack(pack(held)) == held
    for spoilt in (pack(held)[:-1], b"", b"x" * 32):
        with pytest.raises(ValueError, match="no digests of rows"):
            unpack(spoilt)
