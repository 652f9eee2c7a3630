"""Rows that are counts, doses, trials or lists of claims as a picture of a table, with numbered references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.exports import captions
from graph.exports.captions import Size
from graph.exports.fonts import LEADING, printable, width, wrap
from graph.exports.rows import fitting_rows, heading_of, named, numbered, numbers_of, shown, with_references_of
from graph.exports.scene import GREY, INK, NONE, SOFT, Group, Polygon, Scene, Shape, Text, rectangle
from graph.exports.subgraph import Subgraph

MOST_ROWS = 30
_GUTTER, _NARROW_GUTTER = 9.0, 6.0
_NARROW = 300.0
"""Points between the margins below which columns stand closer."""
_BAND = "#F4F4F4"
_LEAST = 46.0
"""Points at the smallest font: narrower columns are made only where their text is narrower."""
_HIDDEN = frozenset(
    {
        "claims",
        "claim",
        "studies",
        "dois",
        "grade_rank",
        "grade_parts",
        "chain_ids",
        "relations",
        "signs",
        "aspects",
    }
)
_WORD = 62.0
"""Points at the smallest font up to which a word is not broken."""
_REFERENCES = "references"


def _columns(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Columns that people read: no ids beside their names, nothing that is empty everywhere."""
    kept = []
    for name in names:
        stem = name.removesuffix("_ids").removesuffix("_id")
        named = stem != name and {f"{stem}_name", f"{stem}_names"} & set(names)
        if not named and name not in _HIDDEN and any(shown(row.get(name)) for row in rows):
            kept.append(name)
    return kept


def _gutter(size: Size) -> float:
    return _NARROW_GUTTER if size.inner < _NARROW else _GUTTER


_DOSE = ("low", "high", "unit")
_OUTCOMES = ("n_better", "n_no_effect", "n_worse")
_STATE = ("phase", "status")


def _dose(row: Mapping[str, Any]) -> str:
    """A range of doses with its unit as one text: "10–100 µg protein per kg".

    >>> _dose({"low": 10.0, "high": 100.0, "unit": "ug_protein", "per": "kg"})
    '10–100 µg protein per kg'
    """
    ends = dict.fromkeys(shown(row[n]) for n in ("low", "high") if row.get(n) is not None)
    per = f"per {shown(row['per'])}" if row.get("per") else ""
    return " ".join(part for part in ("–".join(ends), shown(row.get("unit")), per) if part)


def _outcomes(row: Mapping[str, Any]) -> str:
    """Numbers of studies by outcome: "3 better, 1 no effect"; empty where no study measured it."""
    return ", ".join(f"{row[n]} {n.removeprefix('n_').replace('_', ' ')}" for n in _OUTCOMES if row.get(n))


def _state(row: Mapping[str, Any]) -> str:
    """Phase and status of a trial: "1, 2; completed"."""
    return "; ".join(shown(row[n]) for n in _STATE if shown(row.get(n)))


def _joined(names: Sequence[str], parts: Sequence[str], whole: str) -> list[str]:
    """``names`` with ``whole`` in the place of the first of ``parts``, where all of these are there."""
    if not set(parts) <= set(names):
        return list(names)
    first = min(names.index(n) for n in parts)
    return [whole if i == first else n for i, n in enumerate(names) if i == first or n not in parts]


def _cells(
    names: Sequence[str], rows: Sequence[Mapping[str, Any]], short: Mapping[str, str], numbers: Mapping[str, int]
) -> dict[str, list[str]]:
    """Each column's heading and cells as texts."""
    made = {"dose": _dose, "outcomes": _outcomes, "phase, status": _state}
    joint = {n: made[n] for n in made if rows and n not in rows[0]}
    return {
        n: [heading_of(n)] + [joint[n](row) if n in joint else numbered(named(row, n, short), numbers) for row in rows]
        for n in names
    }


def _widths(texts: Mapping[str, list[str]], size: Size, spare: Sequence[str] = ()) -> tuple[list[str], list[float]]:
    """The first columns that fit the page, with their widths: short texts on one line, the rest shared among long ones.

    What cannot fit is left out: ``spare`` columns first, in their order, then from the end, except for the references.
    """
    natural = {n: max(width(t, size.font) for t in found) for n, found in texts.items()}
    heads = {n: max(width(w, size.font) for w in found[0].split()) for n, found in texts.items()}
    words = {
        n: max((width(w, size.font) for t in found[1:] for w in t.split()), default=0.0) for n, found in texts.items()
    }
    least = {
        n: min(natural[n], max(_LEAST * size.font / 8, heads[n], min(words[n], _WORD * size.font / 8))) for n in texts
    }
    chosen, gutter = list(texts), _gutter(size)
    while len(chosen) > 1 and sum(least[n] for n in chosen) + gutter * (len(chosen) - 1) > size.inner:
        chosen.remove(next((n for n in spare if n in chosen), [n for n in chosen if n != _REFERENCES][-1]))
    room = size.inner - gutter * (len(chosen) - 1)
    found = {n: min(least[n], room) for n in chosen}
    growing = {n for n in chosen if natural[n] > found[n]}
    free = room - sum(found.values())
    while growing and free > 0.5:
        # Shared by the root of what a column wants: long statements get more, and do not starve the others.
        wants = {n: (natural[n] - found[n]) ** 0.5 for n in sorted(growing)}
        total = sum(wants.values())
        for n, want in wants.items():
            found[n] = min(natural[n], found[n] + free * want / total)
        growing = {n for n in growing if natural[n] - found[n] > 0.01}
        free = room - sum(found.values())
    return chosen, [found[n] for n in chosen]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _notes(subgraph: Subgraph, drawn: int, hidden: Sequence[str]) -> list[str]:
    rows = len(subgraph.meta.get("rows", ()))
    total = max(int(subgraph.meta.get("total") or 0), rows)
    told = []
    if not rows:
        told.append("The answer has no rows.")
    if total > drawn:
        told.append(f"{drawn} of {total} rows are shown.")
    if rows > drawn and (less := captions.less(subgraph)):
        told.append(less)
    if hidden:
        told.append(f"Not shown: {', '.join(map(heading_of, hidden))}.")
    return [*told, *captions.notes(subgraph)]


def _drawing(subgraph: Subgraph, size: Size, number: int, *, short: bool = False) -> tuple[Scene, Subgraph]:
    """The first ``number`` rows in the columns that fit, with their references."""
    drawn = list(subgraph.meta.get("rows", ()))[:number]
    part = with_references_of(subgraph, drawn)
    wished = list(subgraph.meta.get("show", ())) or list(subgraph.meta.get("columns", ()))
    names = _columns(wished, drawn)
    numbers, called = part.number_of(), {n.id: n.caption for n in subgraph.nodes}
    if set(_DOSE) <= set(names):
        names = _joined([n for n in names if n != "per"], _DOSE, "dose")
    spare = subgraph.meta["picture"].get("spare", ()) if "picture" in subgraph.meta else ()
    listed_numbers = [_REFERENCES, *(numbers_of([row], numbers) for row in drawn)]

    def laid(wanted: Sequence[str]) -> tuple[dict[str, list[str]], list[str], list[float]]:
        texts = _cells(wanted, drawn, called, numbers)
        if part.references:
            texts[_REFERENCES] = listed_numbers
        return (texts, *(_widths(texts, size, spare) if texts else ([], [])))

    texts, chosen, widths = laid(names)
    if set(names) - set(chosen):
        names = _joined(_joined(names, _OUTCOMES, "outcomes"), _STATE, "phase, status")
        texts, chosen, widths = laid(names)
    given = {n: [row[n] for row in drawn if row.get(n) is not None] for n in chosen}
    numeric = [n for n, values in given.items() if values and all(_is_number(v) for v in values)]
    head, y = captions.heading(subgraph, size)
    groups = [head]
    step = size.font * LEADING
    lefts = [size.margin + sum(widths[:i]) + _gutter(size) * i for i in range(len(widths))]
    for number in range(len(drawn) + 1 if chosen else 0):
        cells = [wrap(texts[n][number], size.font, w) for n, w in zip(chosen, widths, strict=True)]
        high = max(map(len, cells)) * step + 4
        shapes: list[Shape] = []
        if number and number % 2 == 0:
            shapes.append(Polygon(rectangle(size.margin - 2, y, size.inner + 4, high), NONE, 0.0, _BAND))
        for name, left, wide, cell in zip(chosen, lefts, widths, cells, strict=True):
            for index, line in enumerate(cell):
                long = width(line, size.font)
                x = left + wide - long if name in numeric else left
                at = y + 2 + size.font + index * step
                shapes.append(Text(x, at, line, size.font, long, INK if number else SOFT))
        y += high
        if number == 0:
            shapes.append(Polygon(rectangle(size.margin - 2, y - 0.8, size.inner + 4, 0.6), NONE, 0.0, GREY))
        groups.append(Group(f"row-{number}" if number else "header", tuple(shapes)))
    told = _notes(subgraph, len(drawn), [n for n in names if n not in chosen])
    below, y = captions.foot(part, told, size, y + 6, short=short)
    title = printable(str(subgraph.meta["title"]))
    columns = ", ".join(map(heading_of, chosen))
    return Scene(size.width, y, title, f"A table of {len(drawn)} rows: {columns}.", (*groups, *below)), part


def table_of(subgraph: Subgraph, size: Size) -> tuple[Scene, Subgraph]:
    """The table, and the subgraph with the references of the rows that it shows, numbered in their order.

    The first rows of the answer, at most 30, as many as the page holds, in the columns that fit.
    """
    number = min(len(subgraph.meta.get("rows", ())), MOST_ROWS)
    return fitting_rows(number, size, lambda n, short: _drawing(subgraph, size, n, short=short))
