"""A subgraph as a figure: compartments, nodes, signed edges with numbered references, legend, list of references."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from graph.exports import captions
from graph.exports.captions import Size
from graph.exports.fitting import BAND_PAD, Fitting, Flow, Labels
from graph.exports.fonts import LEADING, balanced, printable, width
from graph.exports.layering import DONOR_CELL, IN_VESICLE, PLACES, RECIPIENT, RELEASED
from graph.exports.legend import legend, moved
from graph.exports.merging import merged, told_aspects
from graph.exports.paging import most_that_fits
from graph.exports.placing import Point
from graph.exports.scene import GREY, NONE, PAPER, SOFT, Curve, Group, Polygon, Scene, Shape, Text, rectangle, rounded
from graph.exports.subgraph import Edge, Node, Subgraph, best, narrowed
from graph.exports.symbols import MARK, edge_shapes, line_of, mark_shapes, outline_of, outline_shapes

MOST_EDGES = 60
"""Edges up to which a figure can be read; of these it draws as many rows of the answer as one page holds."""
LABEL = 6.0
"""Widest line of references on an edge, in font sizes: longer lists take several lines."""
_TINTS = {DONOR_CELL: "#FFFAF0", IN_VESICLE: "#F4FAFE", RELEASED: "#F4FAFE", RECIPIENT: "#F8F8F8"}


def _label(edge: Edge, subgraph: Subgraph) -> str:
    """References of an edge: [1] measured, (1) inferred by the authors, 1 background; a dagger for those set aside.

    Studies against it stand after "vs", alone where no study is for it.
    """
    behind, against = subgraph.numbers_of(edge)
    names = {r.number: "†" for r in subgraph.references if r.set_aside}
    text = captions.sides(captions.ranges(behind, names), captions.ranges(against, names))
    if not text or edge.kind != "claim":
        return text
    return f"[{text}]" if edge.basis == "measured" else f"({text})"


def _labels(subgraph: Subgraph, font: float) -> Labels:
    """The lines of what stands on each edge: all its references, and its aspect where that alone tells it apart."""
    aspects = told_aspects(subgraph)
    found = {}
    for edge in subgraph.edges:
        text = _label(edge, subgraph)
        lines = balanced(text, font, LABEL * font) if text else ()
        found[edge.id] = (*lines, *([printable(aspects[edge.id])] if edge.id in aspects else ()))
    return found


def _bands(flow: Flow, size: Size, top: float) -> tuple[list[Group], list[Group]]:
    """The compartments as boxes, and their names."""
    groups, names = [], []
    line = size.font * LEADING
    for number, span in enumerate(flow.spans, start=1):
        low, high = flow.plan.ranks[span.first][0] - BAND_PAD, flow.plan.ranks[span.last][1] + BAND_PAD
        if flow.across:
            x, y, w, h = size.margin + low, top, high - low, flow.height
        else:
            low += BAND_PAD - 2
            x, y, w, h = size.margin, top + low, size.inner, high - low
        stroke = GREY if span.name in PLACES else NONE
        box = Curve(rounded(x, y, w, h, 5), stroke, 0.8, _TINTS.get(span.name, PAPER))
        titles = tuple(
            Text(x + 2.5, y + 2 + size.font + index * line, text, size.font, width(text, size.font), SOFT)
            for index, text in enumerate(span.lines)
        )
        groups.append(Group(f"compartment-{number}", (box,), title=span.name, kind="compartment"))
        names.append(Group(f"compartment-name-{number}", titles))
    return groups, names


def _edge_group(
    edge: Edge, flow: Flow, to: Placer, lines: tuple[str, ...], size: Size, subgraph: Subgraph
) -> tuple[Group, Group]:
    route = flow.plan.routes[edge.id]
    title = captions.in_words(edge, subgraph)
    line = Group(
        f"edge-{captions.safe(edge.id)}",
        edge_shapes([to(p) for p in route.points], line_of(edge)),
        title=title,
        kind=f"{edge.kind} {edge.relation.lower()}",
    )
    shapes: list[Shape] = []
    if lines or edge.contradicted:
        x, y = to(route.label)
        step, many = size.font * 1.12, max(len(lines), 1)
        wide = max((width(text, size.font) for text in lines), default=0.0)
        whole = wide + (MARK if edge.contradicted else 0.0)
        left, top = x - whole / 2, y - many * step / 2
        back = rectangle(left - 0.8, top + size.font * 0.06, whole + 1.6, many * step - size.font * 0.12)
        shapes.append(Polygon(back, NONE, 0.0, PAPER))
        if edge.contradicted:
            shapes += mark_shapes(left, y, size.font)
            left += MARK
        for number, text in enumerate(lines):
            long = width(text, size.font)
            at = top + (number + 0.5) * step + size.font * 0.36
            shapes.append(Text(left + (wide - long) / 2, at, text, size.font, long, line_of(edge).colour))
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


def _node_group(node: Node, flow: Flow, to: Placer, size: Size) -> Group:
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


def _scene(whole: Subgraph, part: Subgraph, flow: Flow, labels: Labels, size: Size, *, short: bool) -> Scene:
    head, y = captions.heading(whole, size)
    bands, names = _bands(flow, size, y)
    middle = max(size.inner - (flow.plan.length if flow.across else flow.plan.breadth), 0.0) / 2
    to = Placer(flow.across, size.margin + (0.0 if flow.across else middle), y + flow.head)
    edges, texts = [], []
    for edge in part.edges:
        line, label = _edge_group(edge, flow, to, labels[edge.id], size, part)
        edges.append(line)
        if label.shapes:
            texts.append(label)
    drawn = [
        Group("compartments", groups=tuple(bands)),
        Group("edges", groups=tuple(edges)),
        Group("compartment-names", groups=tuple(names)),
        Group("edge-references", groups=tuple(texts)),
        Group("nodes", groups=tuple(_node_group(n, flow, to, size) for n in part.nodes)),
    ]
    if flow.across and middle:
        drawn = [moved(g, middle) for g in drawn]
    key, y = legend(part, size, y + flow.height + 8)
    below, y = captions.foot(part, captions.notes(part), size, y + 4, short=short)
    title = printable(str(whole.meta["title"]))
    return Scene(size.width, y, title, captions.description(part), (head, *drawn, key, *below))


def _room(whole: Subgraph, part: Subgraph, size: Size, *, short: bool) -> float:
    """Points of the page's height that heading, legend, notes and references leave."""
    _, y = captions.heading(whole, size)
    _, y = legend(part, size, y + 8)
    _, y = captions.foot(part, captions.notes(part), size, y + 4, short=short)
    return size.height - y


def _drawing(whole: Subgraph, part: Subgraph, size: Size, *, endless: bool = False) -> tuple[Scene, Subgraph] | None:
    """The figure of ``part`` on one page: with titles of references, else without them; None where neither fits.

    An ``endless`` page holds whatever fits its width.
    """
    labels = _labels(part, size.font)
    fitting = Fitting(part, size, labels)
    for short in (False, True):
        room = inf if endless else _room(whole, part, size, short=short)
        flow = fitting.fit(room) if room > 0 else None
        if flow is not None:
            return _scene(whole, part, flow, labels, size, short=short), part
        if len(part.references) > captions.MOST_TITLES:
            break
    return None


def figure_of(whole: Subgraph, size: Size) -> tuple[Scene, Subgraph]:
    """The figure, and what of the subgraph it draws, its references numbered as there."""
    some = best(merged(whole), MOST_EDGES)
    rows = [e.row for e in some.edges]
    ends = [n for n in range(1, len(rows) + 1) if n == len(rows) or rows[n] != rows[n - 1]]

    def part(number: int) -> Subgraph:
        return some if number == len(some.edges) else narrowed(some, some.edges[:number])

    found = most_that_fits(ends, lambda n: _drawing(whole, part(n), size))
    found = found or most_that_fits(range(1, ends[0]), lambda n: _drawing(whole, part(n), size))
    found = found or _drawing(whole, part(1), size, endless=True)
    assert found is not None, "one edge fits every width"
    return found
