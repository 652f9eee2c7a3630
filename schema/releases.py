"""The table of claims that a release leaves: one line a claim, its parts parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

EMPTY = "empty"
"""The version that no release may have: it stands for nothing at all in ``changes-since``."""

STATE_HEADER = "claim\tsign\tgrade\tstatus"
"""Header of a table without names, as 0.1.0 was published with."""
HEADER = f"{STATE_HEADER}\tname"
"""Header of the tables that are written now."""
HEADERS = (HEADER, STATE_HEADER)
LINE = re.compile(r"exomech:claim-[0-9a-f]{12}\t[-+0.]\t[a-z]+\t(?:held|retracted|withdrawn)(?:\t[^\t\r\n]+)?")
"""Claim id, sign (``.`` where there is none), grade, ``held`` or why all of its support is set aside; then its name.

What a claim is called outlives it by this name alone: nothing else of a claim that no study states any more is kept.
"""


def holds(table: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a table, with or without names, says of these claims what ``lines`` (with names) say; both in order."""
    return len(table) == len(lines) and all(
        line == told or line.startswith(f"{told}\t") for told, line in zip(table, lines, strict=True)
    )


__all__ = ["EMPTY", "HEADER", "HEADERS", "LINE", "STATE_HEADER", "holds"]
