"""The way a figure is laid out: left to right or top to bottom, in how many columns, and with how many of its edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.exports.captions import Size
from graph.exports.fonts import LEADING, balanced, printable, width, wrap
from graph.exports.layering import Layers, layers
from graph.exports.ordering import Box, Link
from graph.exports.placing import Plan, breadths, lanes_length, least_breadth, place
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


def _left_to_right(subgraph: Subgraph, size: Size, labels: Labels, room: float, gap: float) -> Flow | None:
    """The least crowded of the ways that fit the page's width: fewer columns and narrower nodes as it gets tight.

    None where there is none, and where that one is taller than ``room``.
    """
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
            if least_breadth(boxes, links, gap) > room:
                return None
            inner = min(least + free / max(len(found.compartments) - 0.4, 1), _MOST_GAP)
            while lanes + sum(_gaps(found.compartments, inner)) > size.inner:
                inner = max(inner - 1.0, least)
            plan = place(boxes, links, gaps=_gaps(found.compartments, inner), gap_across=gap)
            spans = []
            for name, a, b in _spans(found.compartments):
                wide = plan.ranks[b][1] - plan.ranks[a][0] + 2 * BAND_PAD - 3
                spans.append(Span(name, wrap(name, size.font, wide), a, b))
            flow = Flow(True, plan, tuple(spans), lines, size.font)
            return flow if flow.height <= room else None
    return None


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


def _top_to_bottom(subgraph: Subgraph, size: Size, labels: Labels, room: float, inner: float) -> Flow | None:
    """The shortest of the ways that fit the page's width and ``room``, or None."""
    links = _links(subgraph, labels, size, across=False)
    broad_room = size.inner - 2 * BAND_PAD
    nodes = _nodes(subgraph)
    chosen: Flow | None = None
    for whole in (layers(subgraph), layers(subgraph, merged=1)):
        for most in (_WIDE[1], _WIDE[3], _NARROW[1]):
            lines = _text_lines(subgraph, size, most)
            extents = {n.id: _extent(lines[n.id], n, size) for n in nodes}
            boxes = [Box(n.id, whole.rank[n.id], extents[n.id][1], extents[n.id][0]) for n in nodes]
            broad = breadths(boxes, links)
            for share in (1.0, 0.85, 0.7, 0.55, 0.4):
                found, names = _with_names(_split(nodes, whole, broad, broad_room * share), size)
                placed = names + [Box(n.id, found.rank[n.id], extents[n.id][1], extents[n.id][0]) for n in nodes]
                gaps = _down_gaps(found.compartments, inner)
                if least_breadth(placed, links, _ACROSS_GAP) > broad_room:
                    continue
                if lanes_length(placed, links) + sum(gaps) > room:
                    break
                plan = place(placed, links, gaps=gaps, gap_across=_ACROSS_GAP, most_across=broad_room, stretch=True)
                if plan.breadth > broad_room + 0.01:
                    continue
                if plan.length <= room and (chosen is None or plan.length < chosen.plan.length):
                    spans = tuple(Span(name, (name,), a, b) for name, a, b in _spans(found.compartments))
                    chosen = Flow(False, plan, spans, lines, size.font)
                break
            if chosen is not None and chosen.lines is lines:
                break
    return chosen


def fit(subgraph: Subgraph, size: Size, labels: Labels, room: float) -> Flow | None:
    """The figure in ``room`` points of height: left to right if that fits, else top to bottom, else the same closer.

    None where neither fits.
    """
    for gap, inner in _SPACINGS:
        flow = _left_to_right(subgraph, size, labels, room, gap)
        flow = flow or _top_to_bottom(subgraph, size, labels, room, inner)
        if flow is not None:
            return flow
    return None
