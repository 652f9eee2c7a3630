"""The way a figure is laid out: left to right or top to bottom, in how many columns, and with how many of its edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.exports.captions import Size
from graph.exports.fonts import LEADING, balanced, printable, width
from graph.exports.layering import Layers, layers
from graph.exports.ordering import Box, Link
from graph.exports.placing import Plan, breadths, lanes_length, least_breadth, place
from graph.exports.subgraph import Node, Subgraph, best, narrowed
from graph.exports.symbols import MARK, outline_of

BAND_PAD = 4.0
"""Room between the border of a compartment and what stands in it."""
_BAND_GAP = 3.0
_WIDE, _NARROW = (96.0, 80.0, 70.0, 62.0), (54.0, 48.0, 43.0)
"""Widths of text in nodes, in multiples of an eighth of the font size, tried from wide to narrow."""
_MOST_GAP = 60.0
_TALL = 480.0
"""Height in points, at the smallest font, beyond which top to bottom is tried, and taken if it is less tall."""
_PAGE = 760.0
"""Height in points, at the smallest font, of a tall page: a part of a greater answer is not drawn taller than that."""
_FEW = 40
"""Edges of it that are drawn however tall that is."""
_ACROSS_GAP = 5.0


@dataclass(frozen=True, slots=True)
class Flow:
    """One way to lay the figure out: left to right, or top to bottom where the page is too narrow for that."""

    across: bool
    plan: Plan
    layers: Layers
    lines: dict[str, tuple[str, ...]]

    @property
    def height(self) -> float:
        """Points from top to bottom, without the names of compartments."""
        return self.plan.breadth if self.across else self.plan.length


def _extent(lines: Sequence[str], node: Node, size: Size) -> tuple[float, float]:
    pad = outline_of(node.label).pad * size.font / 8
    return max(width(x, size.font) for x in lines) + 2 * pad, len(lines) * size.font * LEADING + 5.0


def _links(subgraph: Subgraph, labels: dict[str, str], size: Size, *, across: bool, at_end: bool = False) -> list[Link]:
    found = []
    for edge in subgraph.edges:
        text = labels[edge.id]
        w = width(text, size.font) + (MARK if edge.contradicted else 0.0) + (1.0 if text else 0.0)
        h = size.font * 1.12 if w else 0.0
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


def _left_to_right(subgraph: Subgraph, size: Size, labels: dict[str, str]) -> Flow | None:
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
            plan = place(boxes, links, gaps=_gaps(found.compartments, inner), gap_across=6.0)
            return Flow(True, plan, found, lines)
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


def _top_to_bottom(subgraph: Subgraph, size: Size, labels: dict[str, str]) -> Flow | None:
    links = _links(subgraph, labels, size, across=False)
    room = size.inner - 2 * BAND_PAD
    title = size.font * LEADING + 2
    nodes = _nodes(subgraph)
    chosen: Flow | None = None
    for whole in (layers(subgraph), layers(subgraph, merged=1)):
        for most in (_WIDE[1], _WIDE[3], _NARROW[1]):
            lines = _text_lines(subgraph, size, most)
            extents = {n.id: _extent(lines[n.id], n, size) for n in nodes}

            def boxes(found: Layers, extents: dict[str, tuple[float, float]] = extents) -> list[Box]:
                return [Box(n.id, found.rank[n.id], extents[n.id][1], extents[n.id][0]) for n in nodes]

            broad = breadths(boxes(whole), links)
            for share in (1.0, 0.85, 0.7, 0.55, 0.4):
                found = _split(nodes, whole, broad, room * share)
                placed = boxes(found)
                if least_breadth(placed, links, _ACROSS_GAP) > room:
                    continue
                gaps = _gaps(found.compartments, 16.0)
                starts = [
                    0,
                    *(i for i in range(1, len(gaps) - 1) if found.compartments[i] != found.compartments[i - 1]),
                ]
                for start in starts:
                    gaps[start] += title
                plan = place(placed, links, gaps=gaps, gap_across=_ACROSS_GAP, most_across=room, stretch=True)
                if plan.breadth <= room + 0.01 and (chosen is None or plan.length < chosen.plan.length):
                    chosen = Flow(False, plan, found, lines)
                if plan.breadth <= room + 0.01:
                    break
            if chosen is not None and chosen.lines is lines:
                break
    return chosen


def _fewer(subgraph: Subgraph) -> Subgraph:
    """About nine tenths of the edges, or four fifths of many; whole rows where that is possible."""
    share = 0.8 if len(subgraph.edges) > _FEW else 0.9
    most = max(int(len(subgraph.edges) * share), 1)
    fewer = best(subgraph, most)
    return narrowed(subgraph, subgraph.edges[:most]) if len(fewer.edges) == len(subgraph.edges) else fewer


def fit(subgraph: Subgraph, size: Size, labels: dict[str, str]) -> tuple[Subgraph, Flow]:
    """The figure, left to right if it fits well, else top to bottom; with fewer edges, best first, if neither does.

    An answer that was cut already (``left_out``) is cut further to keep the figure on a page.
    """
    while True:
        flow = _left_to_right(subgraph, size, labels)
        if flow is None or flow.height > _TALL * size.font / 8:
            other = _top_to_bottom(subgraph, size, labels)
            if flow is None or (other is not None and other.height < 0.85 * flow.height):
                flow = other
        tall = flow is not None and subgraph.left_out and flow.height > _PAGE * size.font / 8
        if flow is not None and (not tall or len(subgraph.edges) <= _FEW):
            return subgraph, flow
        subgraph = _fewer(subgraph)
