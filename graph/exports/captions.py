"""The words of a figure: heading, legend, numbered references, notes, and a description for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.scene import INK, SOFT, Group, Shape, Text
from graph.exports.subgraph import Edge, Reference, Subgraph
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

POINTS_PER_MM = 72 / 25.4
SMALLEST = 8.0
"""Points: no text is smaller."""
LICENCE = "CC BY 4.0"
_MOST_NUMBERS = 4
AGAINST = "vs"
"""What stands before the numbers of the studies that speak against a step."""


@dataclass(frozen=True, slots=True)
class Size:
    """A page: its width in points and its font size."""

    width: float
    font: float
    margin: float = 4.0

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin


SIZES: Mapping[str, Size] = {
    "single": Size(85 * POINTS_PER_MM, SMALLEST),
    "double": Size(180 * POINTS_PER_MM, SMALLEST),
    "slide": Size(254 * POINTS_PER_MM, 11.0),
}


def safe(identifier: str) -> str:
    """An identifier as part of an XML id.

    >>> safe("GO:0007249")
    'GO-0007249'
    """
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", identifier)


def ranges(numbers: Sequence[int], marks: Mapping[int, str] | None = None, *, most: int | None = _MOST_NUMBERS) -> str:
    """Numbers, runs of three or more as a range; beyond ``most`` parts the rest is counted.

    >>> ranges([1, 2, 3, 5]), ranges([1, 3, 5, 7, 9, 11])
    ('1–3,5', '1,3,5,7,+2')
    """
    marks = marks or {}
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1 and number not in marks and parts[-1][-1] not in marks:
            parts[-1].append(number)
        else:
            parts.append([number])
    pieces: list[tuple[str, int]] = []
    for run in parts:
        if len(run) > 2:
            pieces.append((f"{run[0]}–{run[-1]}", len(run)))
        else:
            pieces += [(f"{n}{marks.get(n, '')}", 1) for n in run]
    most = len(pieces) if most is None else most
    kept = [text for text, _ in pieces[:most]]
    rest = sum(many for _, many in pieces[most:])
    return ",".join([*kept, f"+{rest}"] if rest else kept)


_VERBS = {
    "SECRETES": "releases", "STUDIED_IN": "was reported in", "MEMBER_OF": "is a member of", "READOUT_OF": "reads out",
    "CARRIES": "carries", "LOADED_WITH": "is loaded with", "RELEASES": "releases", "TARGETS": "targets and decreases",
    "DELIVERED_TO": "is delivered to", "HOMES_TO": "gathers in", "BINDS": "binds", "AFFECTS": "affects",
    "SPONGES": "withdraws", "AMELIORATES": "ameliorates", "WORSENS": "worsens", "LOADS": "raises the load of",
    "UNLOADS": "lowers the load of", "INCREASES": "increases", "DECREASES": "decreases",
}  # fmt: skip


def in_words(edge: Edge, subgraph: Subgraph) -> str:
    """An edge as a sentence: what acts on what, how well it is known, and by which references."""
    names = {n.id: n.caption for n in subgraph.nodes}
    verb = _VERBS.get(edge.relation, edge.relation.lower().replace("_", " "))
    text = f"{names[edge.source]} {verb} {names[edge.target]}"
    text += " negatively" if edge.relation == "READOUT_OF" and edge.sign == -1 else ""
    told = [edge.aspect] if edge.aspect and edge.kind == "claim" else []
    told += [f"{edge.grade} evidence", edge.basis.replace("_", " ")] if edge.kind == "claim" else []
    told += ["background knowledge"] if edge.kind in {"background", "membership"} else []
    told += ["contradicted"] if edge.contradicted else []
    told += ["retracted"] if edge.retracted else []
    behind, against = subgraph.numbers_of(edge)
    told += [f"reference{'s'[: len(behind) > 1]} {', '.join(map(str, behind))}"] if behind else []
    told += [f"against: {', '.join(map(str, against))}"] if against else []
    return text + (f" ({'; '.join(t for t in told if t)})" if told else "")


def plain_numbers(subgraph: Subgraph, edge: Edge) -> str:
    """The numbers of an edge's references for files, none left out: "1,2 vs 3", studies against it after "vs"."""
    behind, against = (",".join(map(str, side)) for side in subgraph.numbers_of(edge))
    return " ".join(side for side in (behind, f"{AGAINST} {against}" if against else "") if side)


def description(subgraph: Subgraph) -> str:
    """The whole figure in sentences."""
    steps = ". ".join(in_words(e, subgraph) for e in subgraph.edges)
    return printable(f"{len(subgraph.nodes)} things joined by {len(subgraph.edges)} steps. {steps}.")


def paragraph(text: str, x: float, y: float, most: float, font: float, fill: str = INK) -> tuple[list[Text], float]:
    """Wrapped lines from the top ``y``; and the ``y`` below them."""
    shapes = []
    for line in wrap(printable(text), font, most):
        shapes.append(Text(x, y + font, line, font, width(line, font), fill))
        y += font * LEADING
    return shapes, y


def heading(subgraph: Subgraph, size: Size) -> tuple[Group, float]:
    """The question above the figure; and where the figure begins."""
    shapes, y = paragraph(str(subgraph.meta["title"]), size.margin, 3.0, size.inner, size.font + 1.5)
    return Group("heading", tuple(shapes)), y + 5


_SAMPLE = 26.0


def _entries(subgraph: Subgraph, size: Size) -> list[tuple[str, tuple[Shape, ...], float, str]]:
    """The legend's entries: name, symbol drawn at (0, 0), width of the symbol, what it means."""
    mid = size.font * LEADING / 2
    found: dict[str, tuple[tuple[Shape, ...], float]] = {}

    def sample(line: Line) -> tuple[Shape, ...]:
        a, b = (1.0, mid), (_SAMPLE - 1, mid)
        third = (b[0] - a[0]) / 3
        return edge_shapes([a, (a[0] + third, mid), (b[0] - third, mid), b], line)

    for node in sorted(subgraph.nodes, key=lambda n: list(_KINDS).index(outline_of(n.label).name)):
        outline = outline_of(node.label)
        found.setdefault(outline.name, (outline_shapes(outline, 2, 1.0, 20, size.font * LEADING - 2), 24.0))
    for edge in subgraph.edges:
        line = line_of(edge)
        plain = replace(line, hollow=False, width=0.9, dash=line.dash if edge.kind == "context" else "")
        found.setdefault(meaning(edge), (sample(plain), _SAMPLE))
    claims = [e for e in subgraph.edges if e.kind == "claim"]
    ink = Line("none", INK)
    if any(line_of(e).dash == "dashed" for e in subgraph.edges):
        found["background knowledge, or steps of several studies"] = (sample(replace(ink, dash="dashed")), _SAMPLE)
    for rank in sorted({e.grade_rank for e in claims if e.grade_rank is not None}):
        shown = next(line_of(e).width for e in claims if e.grade_rank == rank)
        found[f"{GRADES[rank]} evidence"] = (sample(replace(ink, width=shown)), _SAMPLE)
    numbered = [e for e in claims if e.supporting]

    def words(text: str) -> tuple[tuple[Shape, ...], float]:
        w = width(text, size.font)
        return (Text(1, mid + size.font * 0.36, text, size.font, w, INK),), w + 2

    if any(e.basis == "measured" for e in numbered):
        found["measured by reference n"] = words("[n]")
    if any(e.basis != "measured" for e in numbered):
        found["not measured: inferred by its authors"] = words("(n)")
    if any(e.against for e in claims):
        found["found no such effect, or the opposite: reference n"] = words(f"{AGAINST} n")
    if any(line_of(e).hollow for e in claims):
        found["not measured (any open head)"] = (sample(Line("triangle", INK, hollow=True)), _SAMPLE)
    if any(e.references for e in subgraph.edges):
        found["reference of background knowledge"] = words("n")
    if any(e.contradicted for e in claims):
        found["other evidence contradicts this"] = (mark_shapes(1, mid, size.font), MARK + 1)
    if any(r.retracted for r in subgraph.references):
        found["retracted"] = words("n†")
    return [(text, shapes, w, text) for text, (shapes, w) in found.items()]


_KINDS = (
    "cell source", "vesicles or secretome", "RNA", "gene or protein", "small molecule, drug or stimulus", "pathway",
    "process or component", "cell or tissue", "disease or outcome", "group that the paper does not resolve",
)  # fmt: skip


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


def legend(subgraph: Subgraph, size: Size, y: float) -> tuple[Group, float]:
    """Exactly the symbols that are used, set in lines; and where it ends."""
    groups, x, step = [], size.margin, size.font * LEADING + 3
    for number, (name, shapes, wide, text) in enumerate(_entries(subgraph, size), start=1):
        lines = wrap(text, size.font, size.inner - wide - 6)
        whole = wide + 3 + max(width(line, size.font) for line in lines)
        if x > size.margin and x + whole > size.margin + size.inner:
            x, y = size.margin, y + step
        drawn = [shifted(s, x, y) for s in shapes]
        for index, line in enumerate(lines):
            at = y + size.font + index * size.font * LEADING
            drawn.append(Text(x + wide + 3, at, line, size.font, width(line, size.font)))
        groups.append(Group(f"legend-{number}", tuple(drawn), title=name))
        if len(lines) > 1:
            x, y = size.margin, y + step + (len(lines) - 1) * size.font * LEADING
        else:
            x += whole + 10
    return Group("legend", groups=tuple(groups), title="Legend"), y + (step if x > size.margin else 0)


_BARE = {"pubmed": "PMID ", "pmc": "", "doi": "doi:"}


def _source(reference: Reference) -> str:
    """The shortest text by which the paper is found."""
    prefix, _, local = reference.id.partition(":")
    return f"doi:{reference.doi}" if reference.doi else _BARE.get(prefix, f"{prefix}:") + local


def _warned(reference: Reference) -> str:
    return "RETRACTED." if reference.retracted else ""


def reference_text(reference: Reference, *, short: bool = False) -> str:
    """A reference as one line of a list; ``short`` leaves out the title.

    >>> paper = Reference(1, "pubmed:1", "Lee 2020", "A title.", "Lee", 2020, "Cell", "10.1/x")
    >>> reference_text(paper), reference_text(paper, short=True)
    ('Lee 2020. A title. Cell. doi:10.1/x', 'Lee 2020. Cell. doi:10.1/x')
    """
    year = str(reference.year or "")
    # A study whose authors nobody wrote down is named after its identifier, which stands at the end anyway.
    named = reference.name if not reference.name.startswith(reference.id) else ""
    place = reference.journal if named else " ".join(x for x in (reference.journal, year) if x)
    title = "" if short and (named or place) else reference.title
    if not (named or title or reference.journal):
        return " ".join(p for p in (_source(reference), f"({year})" if year else "", _warned(reference)) if p)
    text = " ".join(f"{p.rstrip('.')}." for p in (named, title, place) if p)
    return " ".join(p for p in (text, _warned(reference), _source(reference)) if p)


MOST_TITLES = 8
"""References up to which their titles are printed; longer lists are set in columns without them."""
_COLUMN_GAP = 10.0
_TWO_COLUMNS = 400.0
"""Points between the margins from which on a long list is set in two columns."""


def references(subgraph: Subgraph, size: Size, y: float) -> tuple[Group, float]:
    """The numbered list of references, in columns where it is long; and where it ends."""
    short = len(subgraph.references) > MOST_TITLES
    columns = 2 if short and size.inner > _TWO_COLUMNS else 1
    indent = width(f"{len(subgraph.references)}. ", size.font) + 2
    wide = (size.inner - _COLUMN_GAP * (columns - 1)) / columns
    texts = [wrap(printable(reference_text(r, short=short)), size.font, wide - indent) for r in subgraph.references]
    most = -(-sum(map(len, texts)) // columns)
    groups, left, line, lowest = [], size.margin, 0, 0
    for reference, lines in zip(subgraph.references, texts, strict=True):
        if line and line + len(lines) > most and left == size.margin and columns > 1:
            left, line = size.margin + wide + _COLUMN_GAP, 0
        number = f"{reference.number}."
        at = y + size.font + line * size.font * LEADING
        shapes = [Text(left, at, number, size.font, width(number, size.font))]
        for index, text in enumerate(lines):
            below_it = at + index * size.font * LEADING
            shapes.append(Text(left + indent, below_it, text, size.font, width(text, size.font)))
        line += len(lines)
        lowest = max(lowest, line)
        groups.append(Group(f"reference-{reference.number}", tuple(shapes), title=reference.address))
    return Group("references", groups=tuple(groups), title="References"), y + lowest * size.font * LEADING


def origin(subgraph: Subgraph) -> str:
    """Where the figure comes from: the query, or a record's kind and id; build, data version, licence."""
    meta = subgraph.meta
    asked = " ".join(str(meta[name]) for name in ("query", "record") if meta.get(name))
    return f"ExoMech {asked}, build {meta['build']}, data {meta['data_version']}, {LICENCE}."


def notes(subgraph: Subgraph) -> list[str]:
    """What a reader must know: steps that are not drawn, and the answer's own warnings."""
    found = []
    if subgraph.left_out:
        found.append(
            f"{len(subgraph.edges)} steps are drawn, {subgraph.left_out} more are not: the first rows of the answer "
            "are shown. Ask for less: a disease, a sign, min_grade=moderate or limit=10."
        )
    return found + [f"{str(w).rstrip('.')}." for w in subgraph.meta.get("warnings", ())]


def below(subgraph: Subgraph, size: Size, y: float) -> tuple[list[Group], float]:
    """Legend, notes, references and origin; and the height of the page."""
    key, y = legend(subgraph, size, y)
    y += 4
    shapes: list[Text] = []
    for note in notes(subgraph):
        more, y = paragraph(note, size.margin, y, size.inner, size.font, SOFT)
        shapes += more
    y += 4 if shapes else 0
    listed, y = references(subgraph, size, y)
    last, y = paragraph(origin(subgraph), size.margin, y + 4, size.inner, size.font, SOFT)
    return [key, Group("notes", tuple(shapes)), listed, Group("origin", tuple(last))], y + 4
