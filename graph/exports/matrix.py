"""Rows that compare (sources by effect, diseases by pathway) as a matrix: signs or numbers, with references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.exports import captions
from graph.exports.captions import Size, paragraph
from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.rows import heading_of, named, numbers_of, shown, with_references_of
from graph.exports.scene import (
    BLUE,
    GREY,
    INK,
    NONE,
    PAPER,
    SOFT,
    VERMILION,
    Group,
    Polygon,
    Scene,
    Shape,
    Text,
    rectangle,
)
from graph.exports.subgraph import Subgraph
from graph.exports.symbols import GRADES, MARK, Line, edge_shapes, mark_shapes, weight_of

MOST_ROWS = 40
_LEAST, _MOST = 40.0, 74.0
"""Widths of a column in points at the smallest font."""
_SIGNS = {"increase": Line("triangle", BLUE), "decrease": Line("bar", VERMILION)}
_OTHER = Line("diamond", SOFT)
_SAMPLE = 15.0
_PAD = 3.0
_SHADE = (0, 114, 178)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows of the answer by cell, and the headings of lines and columns in the answer's order."""

    lines: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    cells: Mapping[tuple[tuple[str, ...], tuple[str, ...]], Sequence[Row]]


def _grid(subgraph: Subgraph) -> _Grid:
    picture = subgraph.meta["picture"]["matrix"]
    short = {n.id: n.caption for n in subgraph.nodes}
    cells: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Row]] = {}
    for row in subgraph.meta.get("rows", ()):
        a = tuple(named(row, n, short) for n in picture["rows"])
        b = tuple(named(row, n, short) for n in picture["columns"])
        cells.setdefault((a, b), []).append(row)
    return _Grid(tuple(dict.fromkeys(a for a, _ in cells)), tuple(dict.fromkeys(b for _, b in cells)), cells)


def _cut(grid: _Grid, size: Size) -> tuple[_Grid, float, float]:
    """What fits the page, with the widths of the headings of lines and of columns."""
    scale = size.font / 8
    natural = max((width(" · ".join(a), size.font) for a in grid.lines), default=40.0)
    head = min(natural, size.inner * 0.28)
    fit = max(int((size.inner - head - _PAD) / (_LEAST * scale)), 1)
    columns = grid.columns[:fit]
    wide = min((size.inner - head - _PAD) / max(len(columns), 1), _MOST * scale)
    lines = tuple(a for a in grid.lines if any((a, b) in grid.cells for b in columns))[:MOST_ROWS]
    return replace(grid, lines=lines, columns=columns), head, wide


def _rows_of(grid: _Grid) -> list[Row]:
    return [row for a in grid.lines for b in grid.columns for row in grid.cells.get((a, b), ())]


def matrix_part(subgraph: Subgraph, size_name: str = "double") -> Subgraph:
    """What of it the matrix shows: the references of its cells, numbered line by line."""
    return with_references_of(subgraph, _rows_of(_cut(_grid(subgraph), captions.SIZES[size_name])[0]))


def _sign(row: Row, x: float, y: float) -> list[Shape]:
    """The symbol of a direction, as thick as its grade is good, with its middle at ``y``."""
    line = replace(_SIGNS.get(str(row.get("direction")), _OTHER), width=weight_of(row.get("grade_rank")))
    a, b = (x, y), (x + _SAMPLE, y)
    third = _SAMPLE / 3
    shapes = list(edge_shapes([a, (x + third, y), (x + 2 * third, y), b], line))
    return [*shapes, *(mark_shapes(x + _SAMPLE + 1, y, 8.0) if row.get("contradicted") else ())]


def _cell(
    rows: Sequence[Row], name: str, numbers: Mapping[str, int], wide: float, size: Size
) -> list[tuple[Row | None, str]]:
    """The lines of a cell: a row whose sign is drawn before the text, or none."""
    lines: list[tuple[Row | None, str]] = []
    for row in rows:
        if name == "direction":
            room = wide - 2 * _PAD - _SAMPLE - 2 - (MARK if row.get("contradicted") else 0)
            text = numbers_of([row], numbers, most=3)
            first, *more = wrap(text, size.font, room)
            if any(width(line, size.font) > room for line in (first, *more)):
                # Beside the mark there is no room for a number: they stand under it.
                first, more = "", list(wrap(text, size.font, wide - 2 * _PAD - _SAMPLE - 2))
            lines += [(row, first), *((None, text) for text in more)]
        else:
            lines += [(None, t) for t in wrap(shown(row.get(name)), size.font, wide - 2 * _PAD)]
    return lines


def _shade(value: Any, most: float) -> str:
    share = min(max(float(value) / most, 0.0), 1.0) * 0.45 if most else 0.0
    return "#" + "".join(f"{round(255 - (255 - c) * share):02X}" for c in _SHADE)


def _legend(rows: Sequence[Row], size: Size, y: float) -> tuple[Group, float]:
    """What the symbols in cells mean: those used and no other."""
    mid, entries = size.font * LEADING / 2, []
    for word, text in (("increase", "increases"), ("decrease", "decreases or ameliorates")):
        if any(r.get("direction") == word for r in rows):
            entries.append((text, _sign({"direction": word, "grade_rank": 1}, 1, mid), _SAMPLE + 2))
    if any(r.get("direction") not in {"increase", "decrease"} for r in rows):
        entries.append(("acts; direction mixed or not stated", _sign({"grade_rank": 1}, 1, mid), _SAMPLE + 2))
    for rank in sorted({r["grade_rank"] for r in rows if r.get("grade_rank") is not None}):
        third = _SAMPLE / 3
        points = [(1.0, mid), (1 + third, mid), (1 + 2 * third, mid), (1 + _SAMPLE, mid)]
        shapes = list(edge_shapes(points, Line("none", INK, width=weight_of(rank))))
        entries.append((f"{GRADES[rank]} evidence", shapes, _SAMPLE + 2))
    if any(r.get("contradicted") for r in rows):
        entries.append(("other evidence contradicts this", list(mark_shapes(1, mid, size.font)), MARK + 1))
    if any(r.get("studies") for r in rows):
        wide = width("[n]", size.font)
        sample = Text(1, mid + size.font * 0.36, "[n]", size.font, wide)
        entries.append(("shown by reference n of the list below", [sample], wide + 2))
    entries.append(("no claim", [], 0.0))
    groups, x = [], size.margin
    for number, (text, shapes, wide) in enumerate(entries, start=1):
        if not shapes:
            text = "empty: no claim"
        whole = wide + 3 + width(text, size.font)
        if x > size.margin and x + whole > size.margin + size.inner:
            x, y = size.margin, y + size.font * LEADING + 3
        label = Text(x + wide + 3, y + size.font, text, size.font, width(text, size.font))
        drawn = (*(captions.shifted(s, x, y) for s in shapes), label)
        groups.append(Group(f"legend-{number}", drawn, title=text))
        x += whole + 10
    return Group("legend", groups=tuple(groups), title="Legend"), y + size.font * LEADING + 3


def matrix(subgraph: Subgraph, size_name: str = "double") -> Scene:
    """The matrix at this width, of the first 40 lines and the columns that fit, with a note. Raises KeyError."""
    size = captions.SIZES[size_name]
    whole, name = _grid(subgraph), str(subgraph.meta["picture"]["matrix"]["cell"])
    grid, head_wide, wide = _cut(whole, size)
    rows = _rows_of(grid)
    part = with_references_of(subgraph, rows)
    numbers = part.number_of()
    numeric = bool(rows) and all(isinstance(r.get(name), int | float) for r in rows)
    most = max((float(r[name]) for r in rows), default=0.0) if numeric else 0.0
    head, y = captions.heading(subgraph, size)
    step, left = size.font * LEADING, size.margin + head_wide + _PAD
    tops = [wrap(" · ".join(b), size.font, wide - 2 * _PAD) for b in grid.columns]
    high = max(map(len, tops), default=0) * step
    shapes: list[Shape] = []
    for index, lines in enumerate(tops):
        for number, text in enumerate(lines):
            at = y + high - (len(lines) - 1 - number) * step - 3
            shapes.append(Text(left + index * wide + _PAD, at, text, size.font, width(text, size.font), SOFT))
    groups = [head, Group("header", tuple(shapes))]
    y += high + 2
    right = left + wide * len(grid.columns)
    for number, a in enumerate(grid.lines, start=1):
        label = wrap(" · ".join(a), size.font, head_wide)
        cells = [_cell(grid.cells.get((a, b), ()), name, numbers, wide, size) for b in grid.columns]
        high = max(len(label), *map(len, cells)) * step + 5
        shapes = [Polygon(rectangle(size.margin, y - 0.3, right - size.margin, 0.4), NONE, 0.0, GREY)]
        for index, text in enumerate(label):
            shapes.append(Text(size.margin, y + 2 + size.font + index * step, text, size.font, width(text, size.font)))
        for column, (b, cell) in enumerate(zip(grid.columns, cells, strict=True)):
            x = left + column * wide
            if numeric and cell:
                value = grid.cells[a, b][0].get(name)
                shapes.append(Polygon(rectangle(x + 1, y + 1, wide - 2, high - 2), PAPER, 0.0, _shade(value, most)))
            for index, (row, text) in enumerate(cell):
                at = y + 2 + size.font + index * step
                shift = _SAMPLE + 2 if name == "direction" else 0.0
                shift += MARK if row and row.get("contradicted") else 0.0
                shapes += _sign(row, x + _PAD, at - size.font * 0.34) if row else []
                if text:
                    shapes.append(Text(x + _PAD + shift, at, text, size.font, width(text, size.font)))
        groups.append(Group(f"row-{number}", tuple(shapes), title=" · ".join(a)))
        y += high
    if not numeric and rows:
        legend, y = _legend(rows, size, y + 6)
        groups.append(legend)
    told = [f"Cells: {heading_of(name)}; empty where the answer names no such pair."] if numeric else []
    total = max(int(subgraph.meta.get("total") or 0), len(subgraph.meta.get("rows", ())))
    if not rows:
        told.append("The answer has no rows.")
    if len(rows) < total:
        told.append(f"{len(rows)} of {total} rows are shown: ask for less with limit or a filter.")
    notes: list[Shape] = []
    y += 4
    for text in [*told, *captions.notes(subgraph)]:
        more, y = paragraph(text, size.margin, y, size.inner, size.font, SOFT)
        notes += more
    listed, y = captions.references(part, size, y + 4)
    last, y = paragraph(captions.origin(subgraph), size.margin, y + 4, size.inner, size.font, SOFT)
    groups += [Group("notes", tuple(notes)), listed, Group("origin", tuple(last))]
    lines_and_columns = f"{len(grid.lines)} lines by {len(grid.columns)} columns"
    told_cells = "; ".join(
        f"{' · '.join(a)}, {' · '.join(b)}: {', '.join(shown(r.get(name)) for r in grid.cells[a, b])}"
        for a in grid.lines
        for b in grid.columns
        if (a, b) in grid.cells
    )
    text = printable(f"A matrix of {lines_and_columns}. {told_cells}.")
    return Scene(size.width, y + 4, printable(str(subgraph.meta["title"])), text, tuple(groups))
