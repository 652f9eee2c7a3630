"""The words of a figure: heading, numbered references, notes, and a description for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.scene import INK, SOFT, Group, Text
from graph.exports.subgraph import Edge, Reference, Subgraph
from schema.words import CurationStatus

POINTS_PER_MM = 72 / 25.4
SMALLEST = 8.0
"""Points: no text is smaller."""
LICENCE = "CC BY 4.0"
AGAINST = "vs"
"""What stands before the numbers of the studies that speak against a step."""


@dataclass(frozen=True, slots=True)
class Size:
    """A page: width, greatest height and font size, in points."""

    width: float
    height: float
    font: float
    margin: float = 4.0

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin


SIZES: Mapping[str, Size] = {
    "single": Size(85 * POINTS_PER_MM, 240 * POINTS_PER_MM, SMALLEST),
    "double": Size(180 * POINTS_PER_MM, 240 * POINTS_PER_MM, SMALLEST),
    "slide": Size(254 * POINTS_PER_MM, 143 * POINTS_PER_MM, 11.0),
}
"""One and two columns of a journal's page, which leaves room for the caption, and a slide of 16 by 9."""


def safe(identifier: str) -> str:
    """An identifier as part of an XML id.

    >>> safe("GO:0007249")
    'GO-0007249'
    """
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", identifier)


def ranges(numbers: Sequence[int], marks: Mapping[int, str] | None = None) -> str:
    """All numbers, runs of three or more as a range.

    >>> ranges([1, 2, 3, 5]), ranges([1, 3, 5, 7, 9, 11])
    ('1–3,5', '1,3,5,7,9,11')
    """
    marks = marks or {}
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1 and number not in marks and parts[-1][-1] not in marks:
            parts[-1].append(number)
        else:
            parts.append([number])
    pieces: list[str] = []
    for run in parts:
        pieces += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [f"{n}{marks.get(n, '')}" for n in run]
    return ",".join(pieces)


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
    if edge.relation == "MEMBER_OF" and edge.sign == -1:
        verb = "is an inhibiting member of"
    text = f"{names[edge.source]} {verb} {names[edge.target]}"
    text += " negatively" if edge.relation == "READOUT_OF" and edge.sign == -1 else ""
    told = [edge.aspect] if edge.aspect and edge.kind == "claim" else []
    told += [f"{edge.grade} evidence", edge.basis.replace("_", " ")] if edge.kind == "claim" else []
    told += ["background knowledge"] if edge.kind in {"background", "membership"} else []
    told += ["contradicted"] if edge.contradicted else []
    told += ["retracted"] if edge.retracted else []
    told += ["record withdrawn"] if edge.withdrawn else []
    behind, against = subgraph.numbers_of(edge)
    told += [f"reference{'s'[: len(behind) > 1]} {', '.join(map(str, behind))}"] if behind else []
    told += [f"against: {', '.join(map(str, against))}"] if against else []
    return text + (f" ({'; '.join(t for t in told if t)})" if told else "")


def sides(behind: str, against: str) -> str:
    """The numbers of what stands behind a finding, then those of what speaks against it after ``AGAINST``.

    >>> sides("1,2", "3"), sides("", "3"), sides("1", "")
    ('1,2 vs 3', 'vs 3', '1')
    """
    return " ".join(filter(None, (behind, f"{AGAINST} {against}" if against else "")))


def plain_numbers(subgraph: Subgraph, edge: Edge) -> str:
    """The numbers of an edge's references for files, none left out: "1,2 vs 3", studies against it after "vs"."""
    behind, against = (",".join(map(str, side)) for side in subgraph.numbers_of(edge))
    return sides(behind, against)


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


_BARE = {"pubmed": "PMID ", "pmc": "", "doi": "doi:"}


def _source(reference: Reference) -> str:
    """The shortest text by which the paper is found."""
    prefix, _, local = reference.id.partition(":")
    return f"doi:{reference.doi}" if reference.doi else _BARE.get(prefix, f"{prefix}:") + local


def standing(reference: Reference) -> list[str]:
    """What a reader must know of a paper and of its record; empty for most.

    >>> standing(Reference(1, "pubmed:1", "Lee 2020", retracted=True, status="disputed"))
    ['RETRACTED', 'RECORD DISPUTED']
    """
    doubted = reference.status in {CurationStatus.DISPUTED, CurationStatus.WITHDRAWN}
    return ["RETRACTED"] * reference.retracted + [f"RECORD {reference.status.upper()}"] * doubted


def _warned(reference: Reference) -> str:
    return " ".join(f"{told}." for told in standing(reference))


def reference_text(reference: Reference, *, short: bool = False) -> str:
    """A reference as one line of a list; ``short`` leaves out title and journal, and names that are no authors.

    >>> paper = Reference(1, "pubmed:1", "Lee 2020", "A title.", "Lee", 2020, "Cell", "10.1/x")
    >>> reference_text(paper), reference_text(paper, short=True)
    ('Lee 2020. A title. Cell. doi:10.1/x', 'Lee 2020. doi:10.1/x')
    """
    year = str(reference.year or "")
    # A study whose authors nobody wrote down is named after its identifier, which stands at the end anyway.
    named = reference.name if not reference.name.startswith(reference.id) else ""
    if short:
        # Without authors the name is a journal or title: the paper is found as well without it.
        named, title, place = (named if reference.first_author else ""), "", ""
    else:
        place = reference.journal if named else " ".join(x for x in (reference.journal, year) if x)
        title = reference.title
    if not (named or title or place):
        return " ".join(p for p in (_source(reference), f"({year})" if year else "", _warned(reference)) if p)
    text = " ".join(f"{p.rstrip('.')}." for p in (named, title, place) if p)
    return " ".join(p for p in (text, _warned(reference), _source(reference)) if p)


MOST_TITLES = 8
"""References up to which their titles are printed if the page has room; other lists stand in columns without them."""
_COLUMN_GAP = 10.0
_MOST_COLUMNS = 4
_NARROWEST = 90.0
"""Width of a column of references, in points at the smallest font."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """References in columns: their lines, the width of a column, and the place of each: column, and line in it."""

    texts: tuple[tuple[str, ...], ...]
    wide: float
    places: tuple[tuple[int, int], ...]

    @property
    def lines(self) -> int:
        """Lines of the longest column."""
        return max((line + len(text) for (_, line), text in zip(self.places, self.texts, strict=True)), default=0)


def _in_columns(subgraph: Subgraph, size: Size, columns: int, indent: float, *, short: bool) -> _Columns:
    wide = (size.inner - _COLUMN_GAP * (columns - 1)) / columns
    listed = [printable(reference_text(r, short=short)) for r in subgraph.references]
    texts = tuple(wrap(text, size.font, wide - indent) for text in listed)
    most = -(-sum(map(len, texts)) // columns)
    places, column, line = [], 0, 0
    for lines in texts:
        if line and line + len(lines) > most and column < columns - 1:
            column, line = column + 1, 0
        places.append((column, line))
        line += len(lines)
    return _Columns(texts, wide, tuple(places))


def references(subgraph: Subgraph, size: Size, y: float, *, short: bool = False) -> tuple[Group, float]:
    """The numbered list of references, in as many columns as save room where it is long or to be ``short``.

    And where it ends.
    """
    short = short or len(subgraph.references) > MOST_TITLES
    indent = width(f"{len(subgraph.references)}. ", size.font) + 2
    room = int(size.inner / (_NARROWEST * size.font / SMALLEST))
    chosen = _in_columns(subgraph, size, 1, indent, short=short)
    for many in range(2, min(room, _MOST_COLUMNS) + 1 if short else 2):
        tried = _in_columns(subgraph, size, many, indent, short=short)
        # Narrow columns break what is read as one: they are taken for much room only.
        chosen = tried if tried.lines <= 0.8 * chosen.lines else chosen
    groups = []
    for reference, lines, (column, line) in zip(subgraph.references, chosen.texts, chosen.places, strict=True):
        left = size.margin + column * (chosen.wide + _COLUMN_GAP)
        at = y + size.font + line * size.font * LEADING
        number = f"{reference.number}."
        shapes = [Text(left, at, number, size.font, width(number, size.font))]
        for index, text in enumerate(lines):
            below_it = at + index * size.font * LEADING
            shapes.append(Text(left + indent, below_it, text, size.font, width(text, size.font)))
        groups.append(Group(f"reference-{reference.number}", tuple(shapes), title=reference.address))
    return Group("references", groups=tuple(groups), title="References"), y + chosen.lines * size.font * LEADING


def origin(subgraph: Subgraph) -> str:
    """Where the figure comes from: the query, or a record's kind and id; build, data version, licence."""
    meta = subgraph.meta
    asked = " ".join(str(meta[name]) for name in ("query", "record") if meta.get(name))
    asked = ", ".join([asked, *map(str, meta.get("filters", ()))])
    return f"ExoMech {asked}, build {meta['build']}, data {meta['data_version']}, {LICENCE}."


_FIRST = {"entity": "the best supported", "study": "its mechanisms, then its other claims"}
"""What is drawn of a record that a page does not hold, by the record's kind."""


def less(subgraph: Subgraph) -> str:
    """How to ask for less, in parameters that this query takes; nothing where it takes none."""
    *more, last = ["", *map(str, subgraph.meta.get("narrower", ()))]
    return f"Ask for less: {' or '.join(filter(None, (', '.join(more[1:]), last)))}." if last else ""


def notes(subgraph: Subgraph) -> list[str]:
    """What a reader must know: rows not asked for, steps that are not drawn, and the answer's own warnings."""
    found = []
    meta = subgraph.meta
    asked, total = int(meta.get("returned") or 0), int(meta.get("total") or 0)
    if 0 < asked < total and not {"table", "matrix"} & set(meta.get("picture", ())):
        found.append(f"Of the answer's {total} rows, {asked} were asked for.")
    if subgraph.left_out:
        drawn = len(subgraph.edges)
        kind = str(subgraph.meta.get("query", "")) if subgraph.meta.get("record") else ""
        which = _FIRST.get(kind, "the first") if kind else "the first rows of the answer"
        total = drawn + subgraph.left_out
        found.append(f"{drawn} of {total} steps are drawn: {which}, as many as a page holds.")
        found += [told] if (told := less(subgraph)) else []
    return found + [f"{str(w).rstrip('.')}." for w in subgraph.meta.get("warnings", ())]


def foot(
    subgraph: Subgraph, told: Sequence[str], size: Size, y: float, *, short: bool = False
) -> tuple[list[Group], float]:
    """Notes, references and origin of any picture, notes one after another; and the height of the page.

    ``short`` leaves titles out of the references, however few there are.
    """
    noted, y = paragraph(" ".join(told), size.margin, y, size.inner, size.font, SOFT) if told else ([], y)
    listed, y = references(subgraph, size, y + 4, short=short)
    last, y = paragraph(origin(subgraph), size.margin, y + 4, size.inner, size.font, SOFT)
    return [Group("notes", tuple(noted)), listed, Group("origin", tuple(last))], y + 4
