"""Printing a table on a terminal."""

from __future__ import annotations

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.tables import GAP, Picture, widths


def print_table(console: Console, made: Picture, *, wrap: bool = True) -> None:
    """Print a table without frame lines; ``wrap=False`` lets lines be as long as they are."""
    # The box puts one blank between columns, so the padding is one less than the gap.
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style="bold")
    longest = [max([cell_len(h), *(cell_len(r[i]) for r in made.cells)]) for i, h in enumerate(made.headers)]
    fixed = widths(made, console.width) if wrap else longest
    for index, head in enumerate(made.headers):
        texts = [row[index] for row in made.cells]
        number = bool(texts) and all(t.replace("/", "").replace(".", "").isdigit() for t in texts)
        table.add_column(
            head,
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=not wrap,
            width=fixed[index] if fixed else None,
        )
    for row in made.cells:
        table.add_row(*(Text(cell) for cell in row))
    # A console never lets a table be wider than itself.
    room = console.width if wrap else max(sum(longest) + GAP * len(longest), console.width)
    Console(file=console.file, width=room, highlight=False, force_terminal=console.is_terminal).print(table)
