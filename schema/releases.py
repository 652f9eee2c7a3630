"""The table of claims that a release leaves: one line a claim, its parts parted by tabs."""

from __future__ import annotations

import re

EMPTY = "empty"
"""The version that no release may have: it stands for nothing at all in ``changes-since``."""

HEADER = "claim\tsign\tgrade\tstatus"
LINE = re.compile(r"exomech:claim-[0-9a-f]{12}\t[-+0.]\t[a-z]+\t(?:held|retracted)")
"""Claim id, sign (``.`` where there is none), grade, and whether all of its support is retracted."""

__all__ = ["EMPTY", "HEADER", "LINE"]
