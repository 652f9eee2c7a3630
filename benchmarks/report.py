"""One figure, and the table of figures that a run prints."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from os import cpu_count
from typing import NamedTuple


class Figure(NamedTuple):
    """A measured figure with what it is held against."""

    what: str
    value: str
    against: str
    target: str


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table, with the machine in a line above it."""
    head = f"Python {platform.python_version()}, {cpu_count()} processors, {platform.system()} {platform.machine()}\n"
    rows = [f"| {f.what} | {f.value} | {f.against} | {f.target} |" for f in figures]
    return "\n".join([head, "| work | figure | against | target |", "|---|---|---|---|", *rows])
