"""What a gold answer is: a question, what its rows must say, when it is empty and why, and what must not appear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LISTS = {"bridge"}
"""Not a set of findings: its rows depend on one another, so a filter may change the way taken."""
GROWS = {"gaps"}
"""Fewer claims make more gaps: a filter may add rows."""
WAYS = {"mirnas-on-pathway": ["chain_ids"], "cargo-on-target": ["chain_ids"]}
"""Where of several ways along one chain the best is told: a filter may change the way, never add a chain."""


@dataclass(frozen=True)
class Gold:
    """One question on the tiny corpus, worked out by hand from its files.

    ``rows`` are the values of ``columns`` of every row, in the order of the answer. ``empty`` is parameters without an
    answer and the reason given. ``absent`` is parameters, a column, a value that no row may hold there (or, for a list,
    in it), and the one change of the parameters with which it does appear: a retracted study, the other sign, a sibling
    disease, a looser test. So the corpus would lead there, and the condition alone keeps it out.
    """

    query: str
    params: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    empty: tuple[Mapping[str, Any], str | None]
    absent: tuple[Mapping[str, Any], str, Any, Mapping[str, Any]]
