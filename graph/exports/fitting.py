"""The way a figure is laid out: left to right or top to bottom, in how many columns, and with how many of its edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.exports.captions import Size
from graph.exports.fonts import LEADING, balanced, printable, width, wrap
from graph.exports.layering import Layers, layers
from graph.exports.ordering import Box, Link
from graph.exports.placing import Plan, breadths, lanes_length, least_extents, place
from graph.exports.subgraph import Node, Subgraph
from graph.exports.symbols import MARK, outline_of

BAND_PAD = 4.0
"""Room between the border of a compartment and what stands in it."""
_BAND_GAP = 3.0
_WIDE, _NARROW = (96.0, 80.0, 70.0, 62.0), (54.0, 48.0, 43.0)
"""Widths of text in nodes, in multiples of an eighth of the font size, tried from wide to narrow."""
_MOST_GAP = 60.0
_ACROSS_GAP = 5.0
_SPACINGS = ((6.0, 16.0), (3.0, 9.0))
"""Distance between neighbours from left to right, between ranks from top to bottom; the second pair if it is tight."""

Labels = Mapping[str, tuple[str, ...]]
"""By edge, the lines of what stands on it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A compartment: its name in lines, and its first and last rank."""

    name: str
    lines: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Flow:
    """One way to lay the figure out: left to right, or top to bottom where the page is too narrow for that.

    From top to bottom the names of compartments have ranks of their own, through which edges pass beside them.
    """

    across: bool
    plan: Plan
    spans: tuple[Span, ...]
    lines: dict[str, tuple[str, ...]]
    font: float

    @property
    def head(self) -> float:
        """Points above the nodes for the names of compartments."""
        return max((len(s.lines) for s in self.spans), default=0) * self.font * LEADING + 5 if self.across else 0.0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.head + self.plan.breadth + 6 if self.across else self.plan.length


def _spans(compartments: Sequence[str]) -> list[tuple[str, int, int]]:
    """Each compartment with its first and last rank."""
    found: list[tuple[str, int, int]] = []
    for rank, name in enumerate(compartments):
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1], rank)
        else:
            found.append((name, rank, rank))
    return found


def _extent(lines: Sequence[str], node: Node, size: Size) -> tuple[float, float]:
    pad = outline_of(node.label).pad * size.font / 8
    return max(width(x, size.font) for x in lines) + 2 * pad, len(lines) * size.font * LEADING + 5.0


def _links(subgraph: Subgraph, labels: Labels, size: Size, *, across: bool, at_end: bool = False) -> list[Link]:
    found = []
    for edge in subgraph.edges:
        lines = labels[edge.id]
        wide = max((width(text, size.font) for text in lines), default=0.0)
        w = wide + (MARK if edge.contradicted else 0.0) + (1.0 if lines else 0.0)
        h = size.font * 1.12 * max(len(lines), 1) if w else 0.0
        found.append(Link(edge.id, edge.source, edge.target, *((w, h) if across else (h, w)), at_end))
    return found


def _nodes(subgraph: Subgraph) -> list[Node]:
    """The nodes in the order in which the edges first name them."""
    first = {e: i for i, edge in reversed(list(enumerate(subgraph.edges))) for e in (edge.source, edge.target)}
    return sorted(subgraph.nodes, key=lambda n: (first.get(n.id, 0), n.id))


def _gaps(compartments: Sequence[str], inner: float) -> list[float]:
    """Distances along the flow: between compartments there is room for both borders."""
    found = [BAND_PAD]
    for a, b in pairwise(compartments):
        found.append(inner if a == b else inner * 0.6 + 2 * BAND_PAD + _BAND_GAP)
    return [*found, BAND_PAD]


def _text_lines(subgraph: Subgraph, size: Size, most: float) -> dict[str, tuple[str, ...]]:
    return {n.id: balanced(printable(n.caption), size.font, most * size.font / 8) for n in subgraph.nodes}


@dataclass(frozen=True, slots=True)
class _Across:
    """What is placed from left to right: the first way that fits the page's width."""

    boxes: list[Box]
    links: list[Link]
    gaps: list[float]
    compartments: tuple[str, ...]
    lines: dict[str, tuple[str, ...]]


def _fitting_width(subgraph: Subgraph, size: Size, labels: Labels) -> _Across | None:
    """The least crowded of the ways that fit the page's width: fewer columns and narrower nodes as it gets tight."""
    nodes = _nodes(subgraph)
    kinds = [layers(subgraph, merged=m) for m in range(3)]
    usual = 8.0 + min(len(subgraph.edges), 30) * 0.3
    tries = [(k, w, usual, False) for w in (_WIDE, _NARROW) for k in kinds[:2]]
    tries += [(k, w, 8.0, True) for w in (_WIDE, _NARROW) for k in kinds[1:]]
    for found, wraps, least, at_end in tries:
        links = _links(subgraph, labels, size, across=True, at_end=at_end)
        for most in wraps:
            lines = _text_lines(subgraph, size, most)
            boxes = [Box(n.id, found.rank[n.id], *_extent(lines[n.id], n, size)) for n in nodes]
            lanes = lanes_length(boxes, links)
            free = size.inner - lanes - sum(_gaps(found.compartments, least))
            if free < 0:
                continue
            inner = min(least + free / max(len(found.compartments) - 0.4, 1), _MOST_GAP)
            while lanes + sum(_gaps(found.compartments, inner)) > size.inner:
                inner = max(inner - 1.0, least)
            return _Across(boxes, links, _gaps(found.compartments, inner), found.compartments, lines)
    return None


def _left_to_right(ready: _Across, size: Size, room: float, gap: float) -> Flow | None:
    """The figure from left to right, or None where it is taller than ``room``."""
    if least_extents(ready.boxes, ready.links, gap)[1] > room:
        return None
    plan = place(ready.boxes, ready.links, gaps=ready.gaps, gap_across=gap)
    spans = []
    for name, a, b in _spans(ready.compartments):
        wide = plan.ranks[b][1] - plan.ranks[a][0] + 2 * BAND_PAD - 3
        spans.append(Span(name, wrap(name, size.font, wide), a, b))
    flow = Flow(True, plan, tuple(spans), ready.lines, size.font)
    return flow if flow.height <= room else None


def _split(nodes: Sequence[Node], found: Layers, extents: dict[str, float], room: float) -> Layers:
    """Ranks whose nodes do not fit side by side, broken into several rows."""
    rank: dict[str, int] = {}
    compartments: list[str] = []
    for number, compartment in enumerate(found.compartments):
        used = room + 1
        for member in (n.id for n in nodes if found.rank[n.id] == number):
            if used + extents[member] > room:
                compartments.append(compartment)
                used = 0.0
            rank[member] = len(compartments) - 1
            used += extents[member] + _ACROSS_GAP
    return Layers(rank, tuple(compartments))


def _with_names(found: Layers, size: Size) -> tuple[Layers, list[Box]]:
    """The layers with a rank for the name of each compartment before its first, and the boxes of these names."""
    rank: dict[str, int] = {}
    compartments: list[str] = []
    boxes: list[Box] = []
    old_to_new: dict[int, int] = {}
    for name, first, last in _spans(found.compartments):
        boxes.append(Box(f"name {len(boxes)}", len(compartments), size.font * LEADING, width(name, size.font)))
        compartments.append(name)
        for number in range(first, last + 1):
            old_to_new[number] = len(compartments)
            compartments.append(name)
    rank = {node: old_to_new[number] for node, number in found.rank.items()}
    return Layers(rank, tuple(compartments)), boxes


def _down_gaps(compartments: Sequence[str], inner: float) -> list[float]:
    """Distances along the flow from top to bottom, where the name of a compartment is the first of its ranks."""
    gaps = _gaps(compartments, inner)
    for _, first, _ in _spans(compartments):
        gaps[first] -= BAND_PAD - 2
        gaps[first + 1] = inner * 0.6
    return gaps


@dataclass(frozen=True, slots=True)
class _Down:
    """What is placed from top to bottom in one of the ways to layer it and to break names into lines."""

    boxes: list[Box]
    links: list[Link]
    compartments: tuple[str, ...]
    lines: dict[str, tuple[str, ...]]
    lanes: float


def _rows_in(subgraph: Subgraph, size: Size, labels: Labels) -> list[list[list[_Down]]]:
    """For each way to layer, and then each width of names: what might fit the page's width, with few rows first."""
    links = _links(subgraph, labels, size, across=False)
    broad_room = size.inner - 2 * BAND_PAD
    nodes = _nodes(subgraph)
    ways = []
    for whole in (layers(subgraph), layers(subgraph, merged=1)):
        of_layers = []
        for most in (_WIDE[1], _WIDE[3], _NARROW[1]):
            lines = _text_lines(subgraph, size, most)
            extents = {n.id: _extent(lines[n.id], n, size) for n in nodes}
            boxes = [Box(n.id, whole.rank[n.id], extents[n.id][1], extents[n.id][0]) for n in nodes]
            broad = breadths(boxes, links)
            fitting = []
            for share in (1.0, 0.85, 0.7, 0.55, 0.4):
                found, names = _with_names(_split(nodes, whole, broad, broad_room * share), size)
                placed = names + [Box(n.id, found.rank[n.id], extents[n.id][1], extents[n.id][0]) for n in nodes]
                lanes, least = least_extents(placed, links, _ACROSS_GAP)
                if least <= broad_room:
                    fitting.append(_Down(placed, links, found.compartments, lines, lanes))
            of_layers.append(fitting)
        ways.append(of_layers)
    return ways


def _top_to_bottom(ways: list[list[list[_Down]]], size: Size, room: float, inner: float) -> Flow | None:
    """The shortest of the ways that fit the page's width and ``room``, or None."""
    broad_room = size.inner - 2 * BAND_PAD
    chosen: Flow | None = None
    for of_layers in ways:
        for fitting in of_layers:
            found = None
            for ready in fitting:
                gaps = _down_gaps(ready.compartments, inner)
                if ready.lanes + sum(gaps) > room:
                    break
                plan = place(
                    ready.boxes, ready.links, gaps=gaps, gap_across=_ACROSS_GAP, most_across=broad_room, stretch=True
                )
                if plan.breadth <= broad_room + 0.01:
                    spans = tuple(Span(name, (name,), a, b) for name, a, b in _spans(ready.compartments))
                    found = Flow(False, plan, spans, ready.lines, size.font)
                    break
            if found is not None and found.height <= room and (chosen is None or found.height < chosen.height):
                chosen = found
                break
    return chosen


class Fitting:
    """A subgraph that is to be laid out on a page of this width, in more or less height."""

    def __init__(self, subgraph: Subgraph, size: Size, labels: Labels) -> None:
        self._given = (subgraph, size, labels)

    @cached_property
    def _across(self) -> _Across | None:
        return _fitting_width(*self._given)

    @cached_property
    def _down(self) -> list[list[list[_Down]]]:
        return _rows_in(*self._given)

    def fit(self, room: float) -> Flow | None:
        """The figure in ``room`` points of height: left to right if that fits, else top to bottom, else both closer.

        None where none fits.
        """
        size = self._given[1]
        for gap, inner in _SPACINGS:
            flow = _left_to_right(self._across, size, room, gap) if self._across else None
            flow = flow or _top_to_bottom(self._down, size, room, inner)
            if flow is not None:
                return flow
        return None
