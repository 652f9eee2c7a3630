"""Rows that name no step (counts, doses, gaps) as a picture of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.exports import captions
from graph.exports.captions import Size, paragraph
from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.scene import GREY, NONE, SOFT, Group, Polygon, Scene, Shape, Text, rectangle
from graph.exports.subgraph import Subgraph

MOST_ROWS = 30
_WIDEST = 110.0
_GUTTER = 8.0
_BAND = "#F4F4F4"
_HIDDEN = frozenset(
    {"claims", "claim", "n_studies", "grade_rank", "grade_parts", "chain_ids", "relations", "signs", "aspects"}
)


def shown(value: Any) -> str:
    """A value in a cell: lists by commas, booleans as yes and no, floats to three digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {shown(v)}" for k, v in sorted(value.items()))
    if isinstance(value, list | tuple):
        return ", ".join(shown(v) for v in value)
    return str(value)


def _columns(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Columns that people read: no ids beside their names, nothing that is empty everywhere."""
    kept = []
    for name in names:
        stem = name.removesuffix("_ids").removesuffix("_id")
        named = stem != name and {f"{stem}_name", f"{stem}_names"} & set(names)
        if not named and name not in _HIDDEN and any(shown(row.get(name)) for row in rows):
            kept.append(name)
    return kept


def _fitting(names: list[str], cells: Mapping[str, list[str]], size: Size) -> tuple[list[str], list[float]]:
    """The first columns that fit the page, with their widths; at least one."""
    chosen: list[str] = []
    widths: list[float] = []
    for name in names:
        texts = [name.replace("_", " "), *cells[name]]
        natural = max(width(t, size.font) for t in texts)
        wide = min(natural, _WIDEST * size.font / 8, size.inner)
        if chosen and sum(widths) + _GUTTER * len(widths) + wide > size.inner:
            continue
        chosen.append(name)
        widths.append(wide)
    return chosen, widths


def table(subgraph: Subgraph, size_name: str = "double") -> Scene:
    """The first 30 rows in the columns that fit; a printed note tells what is not shown. Raises KeyError."""
    size = captions.SIZES[size_name]
    rows = list(subgraph.meta.get("rows", ()))
    drawn = rows[:MOST_ROWS]
    names = _columns(list(subgraph.meta.get("columns", ())), drawn)
    cells = {n: [printable(shown(row.get(n))) for row in drawn] for n in names}
    chosen, widths = _fitting(names, cells, size)
    head, y = captions.heading(subgraph, size)
    groups = [head]
    step = size.font * LEADING
    lefts = [size.margin + sum(widths[:i]) + _GUTTER * i for i in range(len(widths))]
    lines: list[list[tuple[str, ...]]] = [
        [wrap(n.replace("_", " "), size.font, w) for n, w in zip(chosen, widths, strict=True)]
    ]
    lines += [[wrap(cells[n][i], size.font, w) for n, w in zip(chosen, widths, strict=True)] for i in range(len(drawn))]
    for number, row in enumerate(lines):
        high = max((len(c) for c in row), default=1) * step + 4
        shapes: list[Shape] = []
        if number and number % 2 == 0:
            shapes.append(Polygon(rectangle(size.margin - 2, y, size.inner + 4, high), NONE, 0.0, _BAND))
        for left, cell in zip(lefts, row, strict=True):
            for index, line in enumerate(cell):
                fill = "#222222" if number else SOFT
                at = y + 2 + size.font + index * step
                shapes.append(Text(left, at, line, size.font, width(line, size.font), fill))
        y += high
        if number == 0:
            shapes.append(Polygon(rectangle(size.margin - 2, y - 0.8, size.inner + 4, 0.6), NONE, 0.0, GREY))
        groups.append(Group(f"row-{number}" if number else "header", tuple(shapes)))
    told = []
    if not rows:
        told.append("The answer has no rows.")
    if len(rows) > len(drawn):
        told.append(f"{len(drawn)} of {len(rows)} rows are shown: ask for less with limit or a filter.")
    if len(chosen) < len(names):
        told.append(f"Not shown: {', '.join(n.replace('_', ' ') for n in names if n not in chosen)}.")
    notes: list[Shape] = []
    y += 6
    for text in [*told, *captions.notes(subgraph), captions.origin(subgraph)]:
        more, y = paragraph(text, size.margin, y, size.inner, size.font, SOFT)
        notes += more
    groups.append(Group("notes", tuple(notes)))
    title = printable(str(subgraph.meta["title"]))
    return Scene(size.width, y + 4, title, f"A table of {len(drawn)} rows: {', '.join(chosen)}.", tuple(groups))
