"""Arms of miRNAs that nobody named: which one a name was taken for, and which other it leaves open."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store import GraphReader
from queries.catalogue import shared_text
from queries.definitions import Caution
from queries.resolving import Resolved
from schema.names import normalise

OTHER = {"-5p": "-3p", "-3p": "-5p"}
"""Endings of the names of mature miRNAs, each with that of the other arm of its hairpin."""


def _assumed(found: Resolved) -> bool:
    """Whether the thing has an arm, which what was given for it does not name."""
    named = normalise(found.given).endswith(tuple(normalise(arm) for arm in OTHER))
    return found.label == "MiRNA" and found.matched != "id" and found.name.endswith(tuple(OTHER)) and not named


def arm_cautions(reader: GraphReader, resolved: Iterable[Resolved]) -> list[Caution]:
    """A warning ``arm_assumed`` for each miRNA that was asked for without its arm, in their order; else nothing.

    It tells the arm taken, and whether the graph holds the other.
    """
    taken = [(one, one.name[:-3] + OTHER[one.name[-3:]]) for one in resolved if _assumed(one)]
    if not taken:
        return []
    keys = sorted({normalise(other) for _, other in taken})
    held = {row["name"]: row["id"] for row in reader.read(shared_text("resolve"), {"ids": [], "keys": keys})}
    found = []
    for one, other in taken:
        rest = f"{other} ({held[other]}) is held too" if other in held else f"no {other} is held"
        message = f"{one.given!r} names no arm: {one.name} ({one.id}) was taken; {rest}"
        found.append(Caution("arm_assumed", message))
    return found


__all__ = ["OTHER", "arm_cautions"]
