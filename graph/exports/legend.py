"""The legend of a figure: exactly the symbols that it uses, each in a form in which it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graph.exports.captions import AGAINST, Size
from graph.exports.fonts import LEADING, width, wrap
from graph.exports.scene import INK, Group, Shape, Text
from graph.exports.subgraph import Edge, Subgraph
from graph.exports.symbols import (
    GRADES,
    MARK,
    Line,
    edge_shapes,
    line_of,
    mark_shapes,
    meaning,
    outline_of,
    outline_shapes,
)

_SAMPLE = 26.0
_KINDS = (
    "cell source", "vesicles or secretome", "RNA", "gene or protein", "small molecule, drug or stimulus", "pathway",
    "process or component", "cell or tissue", "disease or outcome", "group that the paper does not resolve",
)  # fmt: skip

Symbol = tuple[tuple[Shape, ...], float]
"""A symbol drawn at (0, 0), and its width."""


def _sample(line: Line, mid: float) -> Symbol:
    a, b = (1.0, mid), (_SAMPLE - 1, mid)
    third = (b[0] - a[0]) / 3
    return edge_shapes([a, (a[0] + third, mid), (b[0] - third, mid), b], line), _SAMPLE


def _lines(edges: Sequence[Edge]) -> dict[str, Line]:
    """What lines mean, with a line of the figure: heads and colours, dashes, and weights by grade."""
    found: dict[str, Line] = {}
    groups: dict[str, list[Line]] = {}
    for edge in edges:
        line = line_of(edge)
        groups.setdefault(meaning(edge) + (", not measured" if line.hollow else ""), []).append(line)
    for text, lines in groups.items():
        found[text] = next((x for x in lines if not x.dash), lines[0])
    dashed = [e for e in edges if line_of(e).dash == "dashed"]
    if dashed:
        known = {e.kind != "claim" for e in dashed}
        words = ["background knowledge"] * (True in known) + ["steps of several studies"] * (False in known)
        found[f"dashed: {', or '.join(words)}"] = line_of(dashed[0])
    weights: dict[int, list[Line]] = {}
    for edge in edges:
        if edge.kind == "claim" and edge.grade_rank is not None:
            weights.setdefault(edge.grade_rank, []).append(line_of(edge))
    # One kind of line for all grades, where there is one: so they differ by their weight alone.
    common = Counter(look for lines in weights.values() for look in {replace(x, width=0.0) for x in lines})
    for rank in sorted(weights):
        found[f"{GRADES[rank]} evidence"] = max(weights[rank], key=lambda x: common[replace(x, width=0.0)])
    return found


def _entries(subgraph: Subgraph, size: Size) -> dict[str, Symbol]:
    """What each symbol means, with the symbol."""
    mid = size.font * LEADING / 2
    found: dict[str, Symbol] = {}
    for node in sorted(subgraph.nodes, key=lambda n: _KINDS.index(outline_of(n.label).name)):
        outline = outline_of(node.label)
        found.setdefault(outline.name, (outline_shapes(outline, 2, 1.0, 20, size.font * LEADING - 2), 24.0))
    found |= {text: _sample(line, mid) for text, line in _lines(subgraph.edges).items()}

    def words(text: str) -> Symbol:
        w = width(text, size.font)
        return (Text(1, mid + size.font * 0.36, text, size.font, w, INK),), w + 2

    claims = [e for e in subgraph.edges if e.kind == "claim"]
    numbered = [e for e in claims if e.supporting]
    if any(e.basis == "measured" for e in numbered):
        found["measured by reference n"] = words("[n]")
    if any(e.basis != "measured" for e in numbered):
        found["not measured: inferred by its authors"] = words("(n)")
    if any(e.against for e in claims):
        found["found no such effect, or the opposite: reference n"] = words(f"{AGAINST} n")
    if any(e.references for e in subgraph.edges):
        found["reference of background knowledge"] = words("n")
    if any(e.contradicted for e in subgraph.edges):
        found["other evidence contradicts this"] = (mark_shapes(1, mid, size.font), MARK + 1)
    aside = [r for r in subgraph.references if r.set_aside]
    if aside:
        found["retracted" if all(r.retracted for r in aside) else "retracted, or its record withdrawn"] = words("n†")
    return found


def shifted(shape: Shape, dx: float, dy: float) -> Shape:
    """The shape moved."""
    if isinstance(shape, Text):
        return replace(shape, x=shape.x + dx, y=shape.y + dy)
    points = tuple((x + dx, y + dy) for x, y in shape.points)
    return replace(shape, points=points)


def moved(group: Group, dx: float, dy: float = 0.0) -> Group:
    """The group with all that is in it, moved."""
    return replace(
        group,
        shapes=tuple(shifted(s, dx, dy) for s in group.shapes),
        groups=tuple(moved(g, dx, dy) for g in group.groups),
    )


def set_in_lines(entries: dict[str, Symbol], size: Size, y: float) -> tuple[Group, float]:
    """Symbols with their meanings in as many lines as they need; and where these end."""
    groups, x, step = [], size.margin, size.font * LEADING + 3
    for number, (text, (shapes, wide)) in enumerate(entries.items(), start=1):
        lines = wrap(text, size.font, size.inner - wide - 6)
        whole = wide + 3 + max(width(line, size.font) for line in lines)
        if x > size.margin and x + whole > size.margin + size.inner:
            x, y = size.margin, y + step
        drawn = [shifted(s, x, y) for s in shapes]
        for index, line in enumerate(lines):
            at = y + size.font + index * size.font * LEADING
            drawn.append(Text(x + wide + 3, at, line, size.font, width(line, size.font)))
        groups.append(Group(f"legend-{number}", tuple(drawn), title=text))
        if len(lines) > 1:
            x, y = size.margin, y + step + (len(lines) - 1) * size.font * LEADING
        else:
            x += whole + 10
    return Group("legend", groups=tuple(groups), title="Legend"), y + (step if x > size.margin else 0)


def legend(subgraph: Subgraph, size: Size, y: float) -> tuple[Group, float]:
    """Exactly the symbols that are used, in lines; and where it ends."""
    return set_in_lines(_entries(subgraph, size), size, y)
