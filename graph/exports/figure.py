"""A subgraph as a figure: compartments, nodes, signed edges with numbered references, legend, list of references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.exports import captions
from graph.exports.captions import Size
from graph.exports.fonts import LEADING, balanced, printable, width, wrap
from graph.exports.layering import BODY, OUTCOME, Layers, layers
from graph.exports.placing import Box, Link, Plan, Point, least_length, place
from graph.exports.scene import GREY, NONE, PAPER, SOFT, Curve, Group, Polygon, Scene, Shape, Text, rectangle, rounded
from graph.exports.subgraph import Edge, Node, Subgraph, best, narrowed
from graph.exports.symbols import MARK, edge_shapes, line_of, mark_shapes, outline_of, outline_shapes

MOST_EDGES = 60
"""Edges up to which a figure can be read."""
_WRAPS = (96.0, 80.0, 70.0, 62.0, 54.0, 48.0, 43.0)
"""Widths of text in nodes, in multiples of an eighth of the font size, tried from wide to narrow."""
_BAND_PAD = 4.0
_BAND_GAP = 3.0
_MOST_GAP = 60.0
_TALL = 480.0
"""Height in points, at the smallest font, beyond which top to bottom is tried, and taken if it is less tall."""
_TINTS = {"Donor cell": "#FFFAF0", "Vesicle": "#F4FAFE", "Recipient cell": "#F8F8F8"}


@dataclass(frozen=True, slots=True)
class _Flow:
    """One way to lay the figure out: left to right, or top to bottom where the page is too narrow for that."""

    across: bool
    plan: Plan
    layers: Layers
    lines: dict[str, tuple[str, ...]]


def _label(edge: Edge, numbers: dict[str, int], retracted: set[str]) -> str:
    """References of an edge: [1] measured, (1) inferred by the authors, 1 background; a dagger for retracted ones."""
    used = sorted(numbers[r] for r in {*edge.studies, *edge.references} if r in numbers)
    names = {numbers[r]: "†" for r in retracted if r in numbers}
    text = captions.ranges(used, names)
    if not text or edge.kind != "claim":
        return text
    return f"[{text}]" if edge.basis == "measured" else f"({text})"


def _extent(lines: Sequence[str], node: Node, size: Size) -> tuple[float, float]:
    pad = outline_of(node.label).pad * size.font / 8
    return max(width(x, size.font) for x in lines) + 2 * pad, len(lines) * size.font * LEADING + 5.0


def _links(subgraph: Subgraph, labels: dict[str, str], size: Size, across: bool) -> list[Link]:
    found = []
    for edge in subgraph.edges:
        text = labels[edge.id]
        w = width(text, size.font) + (MARK if edge.contradicted else 0.0) + (1.0 if text else 0.0)
        h = size.font * 1.12 if w else 0.0
        found.append(Link(edge.id, edge.source, edge.target, *((w, h) if across else (h, w))))
    return found


def _gaps(compartments: Sequence[str], inner: float, title: float) -> list[float]:
    """Distances along the flow: between compartments there is room for both borders, and for a title before each."""
    found = [_BAND_PAD + title]
    for a, b in pairwise(compartments):
        found.append(inner if a == b else inner * 0.6 + 2 * _BAND_PAD + _BAND_GAP + title)
    return [*found, _BAND_PAD]


def _text_lines(subgraph: Subgraph, size: Size, most: float) -> dict[str, tuple[str, ...]]:
    return {n.id: balanced(printable(n.caption), size.font, most * size.font / 8) for n in subgraph.nodes}


def _left_to_right(subgraph: Subgraph, size: Size, labels: dict[str, str]) -> _Flow | None:
    found = layers(subgraph)
    links = _links(subgraph, labels, size, across=True)
    least = 8.0 + min(len(links), 30) * 0.3
    for most in _WRAPS:
        lines = _text_lines(subgraph, size, most)
        boxes = [Box(n.id, found.rank[n.id], *_extent(lines[n.id], n, size)) for n in subgraph.nodes]
        free = size.inner - least_length(boxes, links, _gaps(found.compartments, least, 0.0))
        if free < 0:
            continue
        inner = min(least + free / max(len(found.compartments) - 0.4, 1), _MOST_GAP)
        while least_length(boxes, links, _gaps(found.compartments, inner, 0.0)) > size.inner:
            inner = max(inner - 1.0, least)
        plan = place(boxes, links, gaps=_gaps(found.compartments, inner, 0.0), gap_across=6.0)
        return _Flow(True, plan, found, lines)
    return None


def _split(subgraph: Subgraph, found: Layers, extents: dict[str, float], room: float) -> Layers:
    """Ranks whose nodes do not fit side by side, broken into several rows."""
    rank: dict[str, int] = {}
    compartments: list[str] = []
    for number, compartment in enumerate(found.compartments):
        members = [n.id for n in subgraph.nodes if found.rank[n.id] == number]
        first = {e: i for i, edge in reversed(list(enumerate(subgraph.edges))) for e in (edge.source, edge.target)}
        members.sort(key=lambda m: (first.get(m, 0), m))
        used = room + 1
        for member in members:
            if used + extents[member] > room:
                compartments.append(compartment)
                used = 0.0
            rank[member] = len(compartments) - 1
            used += extents[member] + 6.0
    return Layers(rank, tuple(compartments))


def _top_to_bottom(subgraph: Subgraph, size: Size, labels: dict[str, str]) -> _Flow | None:
    whole = layers(subgraph)
    links = _links(subgraph, labels, size, across=False)
    room = size.inner - 2 * _BAND_PAD
    for most in (_WRAPS[1], _WRAPS[3], _WRAPS[5]):
        lines = _text_lines(subgraph, size, most)
        extents = {n.id: _extent(lines[n.id], n, size) for n in subgraph.nodes}
        for share in (1.0, 0.75, 0.55, 0.4):
            found = _split(subgraph, whole, {i: w for i, (w, _) in extents.items()}, room * share)
            boxes = [Box(n.id, found.rank[n.id], extents[n.id][1], extents[n.id][0]) for n in subgraph.nodes]
            gaps = _gaps(found.compartments, 16.0, 0.0)
            title = size.font * LEADING + 2
            starts = [0, *(i for i in range(1, len(gaps) - 1) if found.compartments[i] != found.compartments[i - 1])]
            for start in starts:
                gaps[start] += title
            plan = place(boxes, links, gaps=gaps, gap_across=5.0, most_across=room)
            if plan.breadth <= room + 0.01:
                return _Flow(False, plan, found, lines)
    return None


def _fit(subgraph: Subgraph, size: Size, labels: dict[str, str]) -> tuple[Subgraph, _Flow]:
    """The figure, left to right if it fits well, else top to bottom; with fewer edges, best first, if neither does."""
    while True:
        flow = _left_to_right(subgraph, size, labels)
        if flow is None or flow.plan.breadth > _TALL * size.font / 8:
            other = _top_to_bottom(subgraph, size, labels)
            if flow is None or (other is not None and other.plan.length < flow.plan.breadth):
                flow = other
        if flow is not None:
            return subgraph, flow
        fewer = best(subgraph, max(len(subgraph.edges) * 4 // 5, 1))
        if len(fewer.edges) == len(subgraph.edges):
            fewer = narrowed(subgraph, subgraph.edges[: len(subgraph.edges) * 4 // 5])
        subgraph = fewer


def _bands(flow: _Flow, size: Size, top: float) -> tuple[list[Group], list[Group], float]:
    """The compartments as boxes, their names, and the distance from ``top`` at which the nodes begin."""
    groups, names, spans = [], [], []
    compartments = flow.layers.compartments
    start = 0
    for i in range(1, len(compartments) + 1):
        if i == len(compartments) or compartments[i] != compartments[start]:
            spans.append((compartments[start], start, i - 1))
            start = i
    line = size.font * LEADING
    title_room = size.font * LEADING + 2
    heads = {
        s: wrap(c, size.font, flow.plan.ranks[b][1] - flow.plan.ranks[a][0] + 2 * _BAND_PAD - 3)
        for s, (c, a, b) in enumerate(spans)
    }
    head_room = max((len(x) for x in heads.values()), default=0) * line + 5 if flow.across else 0.0
    for s, (name, a, b) in enumerate(spans):
        low, high = flow.plan.ranks[a][0] - _BAND_PAD, flow.plan.ranks[b][1] + _BAND_PAD
        if flow.across:
            x, y, w, h = size.margin + low, top, high - low, head_room + flow.plan.breadth + 6
        else:
            x, y = size.margin, top + low - title_room
            w, h = size.inner, high - low + title_room
        plain = name in {BODY, OUTCOME}
        stroke = GREY if not plain else NONE
        shapes: list[Shape] = [Curve(rounded(x, y, w, h, 5), stroke, 0.8, _TINTS.get(name, PAPER))]
        titles: list[Shape] = []
        for number, text in enumerate(heads[s] if flow.across else (name,)):
            wide = width(text, size.font)
            back = rectangle(x + 1.5, y + 2.6 + number * line, wide + 2, size.font * 1.1)
            titles.append(Polygon(back, NONE, 0.0, _TINTS.get(name, PAPER)))
            titles.append(
                Text(x + 2.5, y + 2 + size.font + number * line, text, size.font, width(text, size.font), SOFT)
            )
        groups.append(Group(f"compartment-{s + 1}", tuple(shapes), title=name, kind="compartment"))
        names.append(Group(f"compartment-name-{s + 1}", tuple(titles)))
    return groups, names, head_room


def _edge_group(edge: Edge, flow: _Flow, to: Placer, text: str, size: Size, subgraph: Subgraph) -> tuple[Group, Group]:
    route = flow.plan.routes[edge.id]
    title = captions.in_words(edge, subgraph)
    line = Group(
        f"edge-{captions.safe(edge.id)}",
        edge_shapes([to(p) for p in route.points], line_of(edge)),
        title=title,
        kind=f"{edge.kind} {edge.relation.lower()}",
    )
    shapes: list[Shape] = []
    if text or edge.contradicted:
        x, y = to(route.label)
        wide = width(text, size.font)
        whole = wide + (MARK if edge.contradicted else 0.0)
        left = x - whole / 2
        shapes.append(Polygon(rectangle(left - 0.8, y - size.font * 0.5, whole + 1.6, size.font), NONE, 0.0, PAPER))
        if edge.contradicted:
            shapes += mark_shapes(left, y, size.font)
            left += MARK
        if text:
            shapes.append(Text(left, y + size.font * 0.36, text, size.font, wide, line_of(edge).colour))
    return line, Group(f"label-{captions.safe(edge.id)}", tuple(shapes), title=title, kind="references")


@dataclass(frozen=True, slots=True)
class Placer:
    """From the plan's coordinates to the page's."""

    across: bool
    x: float
    y: float

    def __call__(self, point: Point) -> Point:
        """The point on the page."""
        u, v = point if self.across else (point[1], point[0])
        return (self.x + u, self.y + v)


def _node_group(node: Node, flow: _Flow, to: Placer, size: Size) -> Group:
    x, y = to(flow.plan.middles[node.id])
    w, h = flow.plan.sizes[node.id]
    if not flow.across:
        w, h = h, w
    shapes = list(outline_shapes(outline_of(node.label), x - w / 2, y - h / 2, w, h))
    lines, step = flow.lines[node.id], size.font * LEADING
    first = y - (len(lines) - 1) * step / 2 + size.font * 0.36
    for number, line in enumerate(lines):
        wide = width(line, size.font)
        shapes.append(Text(x - wide / 2, first + number * step, line, size.font, wide))
    title = f"{node.name} ({node.label}, {node.id})"
    return Group(f"node-{captions.safe(node.id)}", tuple(shapes), title=title, kind=f"node {node.label.lower()}")


def _labels(subgraph: Subgraph) -> dict[str, str]:
    retracted = {r.id for r in subgraph.references if r.retracted}
    return {e.id: _label(e, subgraph.number_of(), retracted) for e in subgraph.edges}


def _drawn(whole: Subgraph, size: Size) -> tuple[Subgraph, _Flow]:
    some = best(replace(whole, edges=tuple(e for e in whole.edges if e.source != e.target)), MOST_EDGES)
    return _fit(some, size, _labels(some))


def drawn_part(whole: Subgraph, size_name: str = "double") -> Subgraph:
    """What of a subgraph ``figure`` draws, its references numbered as there."""
    return _drawn(whole, captions.SIZES[size_name])[0]


def figure(whole: Subgraph, size_name: str = "double") -> Scene:
    """The figure at "single" (85 mm), "double" (180 mm) or "slide" (254 mm) width; same subgraph, same drawing.

    Text is at least 8 points. Of more than 60 edges, or more than fit the width, the best are drawn, in the answer's
    own order, and a printed note says how many are not and how to ask for fewer. Raises KeyError for another size.
    """
    size = captions.SIZES[size_name]
    subgraph, flow = _drawn(whole, size)
    labels = _labels(subgraph)
    head, y = captions.heading(whole, size)
    bands, names, room = _bands(flow, size, y)
    middle = max(size.inner - (flow.plan.length if flow.across else flow.plan.breadth), 0.0) / 2
    to = Placer(flow.across, size.margin + (0.0 if flow.across else middle), y + room)
    edges, texts = [], []
    for edge in subgraph.edges:
        line, label = _edge_group(edge, flow, to, labels[edge.id], size, subgraph)
        edges.append(line)
        if label.shapes:
            texts.append(label)
    drawn = [
        Group("compartments", groups=tuple(bands)),
        Group("edges", groups=tuple(edges)),
        Group("compartment-names", groups=tuple(names)),
        Group("edge-references", groups=tuple(texts)),
        Group("nodes", groups=tuple(_node_group(n, flow, to, size) for n in subgraph.nodes)),
    ]
    y += room + flow.plan.breadth + 6 if flow.across else flow.plan.length
    if flow.across and middle:
        drawn = [captions.moved(g, middle) for g in drawn]
    below, y = captions.below(subgraph, size, y + 8)
    title = printable(str(whole.meta["title"]))
    return Scene(size.width, y, title, captions.description(subgraph), (head, *drawn, *below))
