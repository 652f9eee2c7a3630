"""A subgraph as a figure: compartments, nodes, signed edges with numbered references, legend, list of references."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.exports import captions
from graph.exports.captions import Size
from graph.exports.fitting import BAND_PAD, Flow, fit
from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.layering import PLACES
from graph.exports.placing import Point
from graph.exports.scene import GREY, NONE, PAPER, SOFT, Curve, Group, Polygon, Scene, Shape, Text, rectangle, rounded
from graph.exports.subgraph import Edge, Node, Subgraph, best
from graph.exports.symbols import MARK, edge_shapes, line_of, mark_shapes, outline_of, outline_shapes

MOST_EDGES = 60
"""Edges up to which a figure can be read."""
_TINTS = {"Donor cell": "#FFFAF0", "Vesicle": "#F4FAFE", "Recipient cell": "#F8F8F8"}


def _label(edge: Edge, subgraph: Subgraph) -> str:
    """References of an edge: [1] measured, (1) inferred by the authors, 1 background; a dagger for retracted ones.

    Studies against it stand after "vs", alone where no study is for it.
    """
    behind, against = subgraph.numbers_of(edge)
    names = {r.number: "†" for r in subgraph.references if r.retracted}
    sides = (captions.ranges(behind, names), f"{captions.AGAINST} {captions.ranges(against, names)}" if against else "")
    text = " ".join(side for side in sides if side)
    if not text or edge.kind != "claim":
        return text
    return f"[{text}]" if edge.basis == "measured" else f"({text})"


def _bands(flow: Flow, size: Size, top: float) -> tuple[list[Group], list[Group], float]:
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
        s: wrap(c, size.font, flow.plan.ranks[b][1] - flow.plan.ranks[a][0] + 2 * BAND_PAD - 3)
        for s, (c, a, b) in enumerate(spans)
    }
    head_room = max((len(x) for x in heads.values()), default=0) * line + 5 if flow.across else 0.0
    for s, (name, a, b) in enumerate(spans):
        low, high = flow.plan.ranks[a][0] - BAND_PAD, flow.plan.ranks[b][1] + BAND_PAD
        if flow.across:
            x, y, w, h = size.margin + low, top, high - low, head_room + flow.plan.breadth + 6
        else:
            x, y = size.margin, top + low - title_room
            w, h = size.inner, high - low + title_room
        stroke = GREY if name in PLACES else NONE
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


def _edge_group(edge: Edge, flow: Flow, to: Placer, text: str, size: Size, subgraph: Subgraph) -> tuple[Group, Group]:
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


def _labels(subgraph: Subgraph) -> dict[str, str]:
    return {e.id: _label(e, subgraph) for e in subgraph.edges}


def _drawn(whole: Subgraph, size: Size) -> tuple[Subgraph, Flow]:
    some = best(replace(whole, edges=tuple(e for e in whole.edges if e.source != e.target)), MOST_EDGES)
    return fit(some, size, _labels(some))


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
