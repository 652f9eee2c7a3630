"""What figures are drawn with: node outlines, line styles, arrowheads; the legend draws those that were used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graph.exports.scene import (
    BLUE,
    GREEN,
    GREY,
    INK,
    NONE,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    SOFT,
    VERMILION,
    Curve,
    Point,
    Polygon,
    Shape,
    Text,
    rectangle,
    rounded,
)
from graph.exports.subgraph import Edge

_WEIGHTS = {None: 0.75, 0: 0.6, 1: 0.9, 2: 1.7, 3: 2.6}
"""Line width in points by rank of grade."""
NOT_FOUND = "tested, and not found"
GRADES = ("unsupported", "weak", "moderate", "strong")


@dataclass(frozen=True, slots=True)
class Outline:
    """How nodes of some labels look: ``form`` is rect, round, pill, double, hexagon or cut; ``pad`` is side room."""

    name: str
    form: str
    fill: str
    stroke: str
    pad: float = 4.0


SOURCE = Outline("cell source", "pill", "#FBEBCB", ORANGE, 5.5)
VESICLES = Outline("vesicles or secretome", "double", "#DFF1FB", SKY, 6.5)
RNA = Outline("RNA", "hexagon", "#DAF1E8", GREEN, 6.5)
GENE = Outline("gene or protein", "rect", PAPER, INK)
CHEMICAL = Outline("small molecule, drug or stimulus", "cut", "#F7E6F0", PURPLE, 5.0)
PATHWAY = Outline("pathway", "round", "#DCEAF5", BLUE)
PROCESS = Outline("process or component", "round", "#EEEEEE", SOFT)
CELL = Outline("cell or tissue", "pill", "#EEEEEE", SOFT, 5.5)
DISEASE = Outline("disease or outcome", "double", "#FBE5D6", VERMILION, 5.5)
GROUP = Outline("group that the paper does not resolve", "dotted", PAPER, SOFT)

_OUTLINES = {
    "CellSource": SOURCE, "Vesicle": VESICLES, "MiRNA": RNA, "LncRNA": RNA, "CircRNA": RNA, "MRNA": RNA, "Gene": GENE,
    "Complex": GENE, "Family": GENE, "SmallMolecule": CHEMICAL, "Lipid": CHEMICAL, "Drug": CHEMICAL,
    "Stimulus": CHEMICAL, "Pathway": PATHWAY, "Process": PROCESS, "CellularComponent": PROCESS, "CellType": CELL,
    "Tissue": CELL, "Outcome": DISEASE, "Disease": DISEASE, "DiseaseModel": DISEASE, "UnresolvedGroup": GROUP,
}  # fmt: skip


def outline_of(label: str) -> Outline:
    """How a node of this label looks."""
    return _OUTLINES.get(label, GENE)


def outline_shapes(outline: Outline, x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """The outline in this rectangle."""
    fill, stroke = outline.fill, outline.stroke
    match outline.form:
        case "pill":
            return (Curve(rounded(x, y, w, h, min(h / 2, 9)), stroke, 1.0, fill),)
        case "double":
            radius = min(h / 2, 9.0) if outline is VESICLES else 2.0
            inner = Curve(rounded(x + 1.8, y + 1.8, w - 3.6, h - 3.6, max(radius - 1.8, 0.5)), stroke, 0.6)
            return (Curve(rounded(x, y, w, h, radius), stroke, 1.0, fill), inner)
        case "round":
            return (Curve(rounded(x, y, w, h, 4.5), stroke, 1.0, fill),)
        case "hexagon":
            c = 4.5
            corners = (
                (x + c, y),
                (x + w - c, y),
                (x + w, y + h / 2),
                (x + w - c, y + h),
                (x + c, y + h),
                (x, y + h / 2),
            )
            return (Polygon(corners, stroke, 1.0, fill),)
        case "cut":
            c = 3.5
            octagon = (
                (x + c, y), (x + w - c, y), (x + w, y + c), (x + w, y + h - c), (x + w - c, y + h), (x + c, y + h),
                (x, y + h - c), (x, y + c),
            )  # fmt: skip
            return (Polygon(octagon, stroke, 1.0, fill),)
        case "dotted":
            return (Polygon(rectangle(x, y, w, h), stroke, 1.0, fill, "dotted"),)
        case _:
            return (Polygon(rectangle(x, y, w, h), stroke, 0.8, fill),)


@dataclass(frozen=True, slots=True)
class Line:
    """How an edge looks: ``head`` is triangle, bar, diamond, chevron, circle or none; ``hollow`` where not measured."""

    head: str
    colour: str
    dash: str = ""
    hollow: bool = False
    width: float = 0.75


_CARRIAGE = frozenset({"CARRIES", "LOADED_WITH", "RELEASES"})


def weight_of(rank: int | None) -> float:
    """Line width in points of a rank of grade, of what has no grade."""
    return _WEIGHTS.get(rank, 0.75)


def _not_found(edge: Edge) -> bool:
    """Whether studies speak against the claim and none for it: a head would show an effect that nobody saw."""
    return bool(edge.against) and not edge.supporting


def line_of(edge: Edge) -> Line:
    """The line of an edge, by relation, sign, kind, basis and grade."""
    if edge.kind == "structure":
        return Line("circle", SOFT)
    if edge.kind == "context":
        return Line("none", GREY, "dotted", width=1.0)
    dash = "dashed" if edge.dashed else ""
    hollow = edge.kind == "claim" and edge.basis != "measured"
    width = weight_of(edge.grade_rank)
    if _not_found(edge):
        return Line("none", SOFT, dash, False, width)
    if edge.relation in _CARRIAGE:
        return Line("chevron", GREEN, dash, False, width)
    if edge.sign is None:
        return Line("circle", PURPLE, dash, hollow, width)
    head, colour = {1: ("triangle", BLUE), -1: ("bar", VERMILION)}.get(edge.sign, ("diamond", SOFT))
    return Line(head, colour, dash, hollow, width)


def meaning(edge: Edge) -> str:
    """What the legend says of the edge's head and colour."""
    if edge.kind == "structure":
        return "releases"
    if edge.kind == "context":
        return "reported in this disease"
    if _not_found(edge):
        return NOT_FOUND
    if edge.relation in _CARRIAGE:
        return "carries, is loaded with or releases"
    if edge.sign is None:
        return "reaches, gathers in or binds"
    return {1: "increases", -1: "decreases or ameliorates"}.get(edge.sign, "acts; direction mixed or not stated")


def edge_shapes(points: Sequence[Point], line: Line) -> tuple[Shape, ...]:
    """The line along cubic curves with its head at the last point."""
    tip, before = points[-1], points[-2]
    length = math.hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    reach = {"triangle": 6.5, "bar": 2.0, "diamond": 7.0, "chevron": 0.6, "circle": 4.4, "none": 0.0}[line.head]
    half = 2.6 + line.width / 2

    def at(back: float, side: float) -> Point:
        return (tip[0] - ux * back - uy * side, tip[1] - uy * back + ux * side)

    # The last straight piece is at least as long as a head, so the line can end at the head's foot.
    body = Curve((*points[:-1], at(reach, 0.0)), line.colour, line.width, NONE, line.dash)
    fill = PAPER if line.hollow else line.colour
    head: tuple[Shape, ...]
    match line.head:
        case "triangle":
            head = (Polygon((at(0.3, 0), at(reach, half), at(reach, -half)), line.colour, 0.8, fill),)
        case "bar":
            thick = 2.2 if line.hollow else 1.8
            wide = 3.1 + line.width / 4
            bar = (at(0.6, wide), at(0.6 + thick, wide), at(0.6 + thick, -wide), at(0.6, -wide))
            head = (Polygon(bar, line.colour, 0.7, fill),)
        case "diamond":
            head = (
                Polygon((at(0.3, 0), at(reach / 2, half), at(reach, 0), at(reach / 2, -half)), line.colour, 0.8, fill),
            )
        case "chevron":
            wings = (at(5.0, half + 0.6), at(0.6, 0), at(5.0, -half - 0.6))
            strokes = [(wings[0], wings[1]), (wings[1], wings[2])]
            head = tuple(Curve((a, a, b, b), line.colour, max(line.width, 1.0)) for a, b in strokes)
        case "circle":
            middle = at(2.4, 0)
            ring = rounded(middle[0] - 2, middle[1] - 2, 4, 4, 2)
            head = (Curve(ring, line.colour, 0.8, PAPER),)
        case _:
            head = ()
    return (body, *head)


MARK = 9.5
"""Width of the mark of contradiction."""


def mark_shapes(x: float, y: float, size: float) -> tuple[Shape, ...]:
    """The mark of contradicted claims with its left end at ``x`` and its middle at ``y``."""
    middle = x + MARK / 2 - 0.5
    corners = ((middle, y - 4.8), (middle + 4.8, y), (middle, y + 4.8), (middle - 4.8, y))
    from graph.exports.fonts import width

    bang = width("!", size)
    return (
        Polygon(corners, INK, 0.6, ORANGE),
        Text(middle - bang / 2, y + size * 0.36, "!", size, bang, INK),
    )
