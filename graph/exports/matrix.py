"""Rows that compare (sources by effect, diseases by pathway) as a matrix: signs or numbers, with references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.exports import captions
from graph.exports.captions import AGAINST, Size
from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.legend import Symbol, set_in_lines
from graph.exports.rows import fitting_rows, heading_of, named, numbers_of, shown, with_references_of
from graph.exports.scene import (
    BLUE,
    GREY,
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
from graph.exports.symbols import GRADES, MARK, NOT_FOUND, Line, edge_shapes, mark_shapes, weight_of

MOST_ROWS = 40
_LEAST, _MOST = 40.0, 74.0
"""Widths of a column in points at the smallest font."""
_SIGNS = {"increase": Line("triangle", BLUE), "decrease": Line("bar", VERMILION), "none": Line("none", SOFT)}
_OTHER = Line("diamond", SOFT)
_MEANINGS = {
    "increase": "increases", "decrease": "decreases or ameliorates", "none": NOT_FOUND,
    "": "acts; direction mixed or not stated",
}  # fmt: skip
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


def _cut(grid: _Grid, size: Size, number: int) -> tuple[_Grid, float, float]:
    """The columns that fit the page and the first ``number`` lines, with the widths of their headings."""
    scale = size.font / 8
    natural = max((width(" · ".join(a), size.font) for a in grid.lines), default=40.0)
    head = min(natural, size.inner * 0.28)
    fit = max(int((size.inner - head - _PAD) / (_LEAST * scale)), 1)
    columns = grid.columns[:fit]
    wide = min((size.inner - head - _PAD) / max(len(columns), 1), _MOST * scale)
    lines = tuple(a for a in grid.lines if any((a, b) in grid.cells for b in columns))[:number]
    return replace(grid, lines=lines, columns=columns), head, wide


def _rows_of(grid: _Grid) -> list[Row]:
    return [row for a in grid.lines for b in grid.columns for row in grid.cells.get((a, b), ())]


def _direction(row: Row) -> str:
    """Increase, decrease or none, or nothing for every other."""
    told = str(row.get("direction"))
    return told if told in _SIGNS else ""


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
            text = numbers_of([row], numbers)
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


def _legend(grid: _Grid, rows: Sequence[Row], size: Size, y: float, *, whole: bool) -> tuple[Group, float]:
    """What the symbols in cells mean: those used and no other, in the form of the first that has it.

    ``whole`` where the answer has no other rows than those asked for.
    """
    mid = size.font * LEADING / 2
    entries: dict[str, Symbol] = {}

    def arrow(row: Row) -> Symbol:
        return tuple(_sign({**row, "contradicted": False}, 1, mid)), _SAMPLE + 2

    for row in sorted(rows, key=lambda r: list(_MEANINGS).index(_direction(r))):
        entries.setdefault(_MEANINGS[_direction(row)], arrow(row))
    graded = sorted((r for r in rows if r.get("grade_rank") is not None), key=lambda r: int(r["grade_rank"]))
    for row in graded:
        entries.setdefault(f"{GRADES[row['grade_rank']]} evidence", arrow(row))
    if any(r.get("contradicted") for r in rows):
        entries["other evidence contradicts this"] = (mark_shapes(1, mid, size.font), MARK + 1)
    if any(r.get("studies") for r in rows):
        wide = width("[n]", size.font)
        entries["shown by reference n of the list below"] = (
            (Text(1, mid + size.font * 0.36, "[n]", size.font, wide),),
            wide + 2,
        )
    if any(r.get("against") for r in rows):
        text = f"{AGAINST} n"
        wide = width(text, size.font)
        entries["found no such effect, or the opposite: reference n"] = (
            (Text(1, mid + size.font * 0.36, text, size.font, wide),),
            wide + 2,
        )
    if any((a, b) not in grid.cells for a in grid.lines for b in grid.columns):
        entries["empty: no claim" if whole else "empty: no claim among the rows asked for"] = ((), 0.0)
    return set_in_lines(entries, size, y)


def _drawing(
    subgraph: Subgraph, whole: _Grid, size: Size, number: int, *, short: bool = False
) -> tuple[Scene, Subgraph]:
    """The first ``number`` lines and the columns that fit, with a note, and the references of their cells."""
    name = str(subgraph.meta["picture"]["matrix"]["cell"])
    grid, head_wide, wide = _cut(whole, size, number)
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
    asked = len(subgraph.meta.get("rows", ()))
    total = max(int(subgraph.meta.get("total") or 0), asked)
    if not numeric and rows:
        legend, y = _legend(grid, rows, size, y + 6, whole=asked == total)
        groups.append(legend)
    among = "the answer" if asked >= total else f"the {asked} rows asked for"
    empty = f"empty where {among} {'names' if asked >= total else 'name'} no such pair"
    told = [f"Cells: {heading_of(name)}; {empty}."] if numeric else []
    if not rows:
        told.append("The answer has no rows.")
    if len(rows) < total:
        told.append(f"{len(rows)} of {total} rows are shown.")
    if len(grid.columns) < len(whole.columns):
        told.append(f"{len(grid.columns)} of {len(whole.columns)} columns fit the page.")
    if len(rows) < asked and (less := captions.less(subgraph)):
        told.append(less)
    below, y = captions.foot(part, [*told, *captions.notes(subgraph)], size, y + 4, short=short)
    lines_and_columns = f"{len(grid.lines)} lines by {len(grid.columns)} columns"
    told_cells = "; ".join(
        f"{' · '.join(a)}, {' · '.join(b)}: {', '.join(shown(r.get(name)) for r in grid.cells[a, b])}"
        for a in grid.lines
        for b in grid.columns
        if (a, b) in grid.cells
    )
    text = printable(f"A matrix of {lines_and_columns}. {told_cells}.")
    return Scene(size.width, y, printable(str(subgraph.meta["title"])), text, (*groups, *below)), part


def matrix_of(subgraph: Subgraph, size: Size) -> tuple[Scene, Subgraph]:
    """The matrix, and the subgraph with the references of the cells that it shows, numbered line by line.

    The first lines, at most 40, as many as the page holds, and the columns that fit.
    """
    whole = _grid(subgraph)
    number = min(len(whole.lines), MOST_ROWS)
    return fitting_rows(number, size, lambda n, short: _drawing(subgraph, whole, size, n, short=short))
