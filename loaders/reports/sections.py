"""A report as sections of tables, and its three forms: Markdown for pages, plain text for terminals, plain values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Cell = str | int | float | None
"""A number, a text, or None for what there is not; a float is a share between 0 and 1 unless told otherwise."""

NOTHING = "·"
"""How None is shown."""

_GAP = 2


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its title and a note on what it counts."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def to_mapping(self) -> dict[str, Any]:
        """JSON-compatible: each row a mapping by column."""
        rows = [dict(zip(self.head, row, strict=True)) for row in self.rows]
        return {"title": self.title, "note": self.note, "rows": rows}


def shown(cell: Cell) -> str:
    """A cell as people read it; a float with two decimals."""
    if cell is None:
        return NOTHING
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def as_markdown(sections: Iterable[Section], *, level: int = 2) -> str:
    """Headings of the given level, notes and tables; ends in a newline."""
    parts = []
    for section in sections:
        numbers = [_is_number(row[i] for row in section.rows) for i in range(len(section.head))]
        lines = [" | ".join(section.head), " | ".join("---:" if n else "---" for n in numbers)]
        lines += [" | ".join(shown(c).replace("|", r"\|") for c in row) for row in section.rows]
        table = "\n".join(f"| {line} |" for line in lines)
        parts.append("\n\n".join(x for x in (f"{'#' * level} {section.title}", section.note, table) if x))
    return "\n\n".join(parts) + "\n"


def as_text(sections: Iterable[Section], width: int) -> str:
    """Titles, notes and aligned columns; texts are folded so that lines fit ``width``, as far as words allow."""
    parts = []
    for section in sections:
        head = [section.title, *(textwrap.wrap(section.note, width) if section.note else ())]
        parts.append("\n".join([*head, *_aligned(section, width)]))
    return "\n\n".join(parts) + "\n"


def _is_number(cells: Iterable[Cell]) -> bool:
    known = [c for c in cells if c is not None]
    return bool(known) and all(isinstance(c, int | float) for c in known)


def _aligned(section: Section, width: int) -> list[str]:
    rows: Sequence[tuple[str, ...]] = [section.head, *(tuple(shown(c) for c in row) for row in section.rows)]
    count = len(section.head)
    right = [_is_number(row[i] for row in section.rows) for i in range(count)]
    widths = [max(len(row[i]) for row in rows) for i in range(count)]
    # The widest columns give way until the line fits; none becomes narrower than its longest word.
    least = [max((len(w) for row in rows for w in row[i].split()), default=1) for i in range(count)]
    while sum(widths) + _GAP * count > width:
        widest = max(range(count), key=lambda i: widths[i] if widths[i] > least[i] else 0)
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    lines = []
    for row in rows:
        folded = [textwrap.wrap(cell, widths[i]) or [""] for i, cell in enumerate(row)]
        for depth in range(max(map(len, folded))):
            cells = [f[depth] if depth < len(f) else "" for f in folded]
            made = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
            lines.append((" " * _GAP + (" " * _GAP).join(made)).rstrip())
    return lines


def to_mapping(sections: Iterable[Section]) -> list[Mapping[str, Any]]:
    """The sections as JSON-compatible values."""
    return [s.to_mapping() for s in sections]
