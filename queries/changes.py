"""What changed between two states of the claims: added, removed, regraded, retracted, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Row
from schema.errors import InvalidParameter
from schema.releases import EMPTY, HEADERS, LINE
from schema.signs import NO_SIGN
from schema.words import Sign

CURRENT = "current"
SIGNS = {"+": Sign.INCREASE.value, "-": Sign.DECREASE.value, "0": Sign.UNKNOWN.value, ".": NO_SIGN}
"""Words for the marks that the lines of a release have."""
ORDER = ("retracted", "withdrawn", "removed", "regraded", "restored", "added")
"""Kinds of change in the order of the answer: what a reader must look at first."""
ASIDE = {
    "retracted": "all of its support is retracted",
    "withdrawn": "all of its support is retracted, or of records that their curators withdrew",
}
"""What a claim's status says where it does not stand."""


def _given(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a table that came with the request, tabs put back. Raises InvalidParameter with the line."""
    found = []
    for number, line in enumerate(lines, start=1):
        *state, name = [*line.split(maxsplit=4), *[""] * 5][:5]
        text = "\t".join([*state, " ".join(name.split())]).rstrip("\t")
        if text in HEADERS and number == 1:
            continue
        if not LINE.fullmatch(text):
            raise InvalidParameter(
                f"table: line {number} is no claim, sign, grade, status and name: {line!r}",
                hint="give a table as `exomech export --format claims` writes it",
                details={"parameter": "table"},
            )
        found.append(text)
    return found


def _state(lines: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    parts = (line.split("\t") for line in lines)
    return {claim: (sign, grade, status) for claim, sign, grade, status, *_ in parts}


def _names(lines: Sequence[str]) -> dict[str, str]:
    """Names of claims by id, as far as a table holds them."""
    parts = (line.split("\t") for line in lines)
    return {claim: name[0] for claim, _, _, _, *name in parts if name}


def _lines(row: Row, side: str, version: str | None, held: Sequence[str]) -> Sequence[str]:
    lines: Sequence[str] | None = row[side]
    if version == EMPTY:
        return ()
    if lines is None:
        named = ", ".join([*held, EMPTY])
        parameter = "release" if side == "before" else "until"
        raise InvalidParameter(
            f"{parameter}: there is no release {version!r}; there are {named}",
            hint="give one of them",
            details={"parameter": parameter},
        )
    return lines


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is compared, in words, and whether the later side is this build's own graph."""

    earlier: str
    later: str
    current: bool

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> _Sides:
        release, until = params["release"], params.get("until") or CURRENT
        earlier = "the table given" if params.get("table") else f"release {release}"
        current = until == CURRENT
        later = "this build" if current else "the empty release" if until == EMPTY else f"release {until}"
        return cls("" if earlier == f"release {EMPTY}" else earlier, later, current)

    def added(self, status: str) -> str:
        told = f"in {self.later}, not in {self.earlier}" if self.earlier else f"in {self.later}"
        return f"{told}; {ASIDE[status].replace(' is ', ' was ')} already" if status in ASIDE else told

    def removed(self, held_now: bool) -> str:
        """Why a claim is gone; only for this build do we know what its studies state."""
        if self.current:
            return f"in {self.earlier}; no study of this build states it"
        told = "holds it" if held_now else "does not hold it either"
        return f"in {self.earlier}, not in {self.later}; this build {told}"


def _kind(
    old: tuple[str, str, str] | None, new: tuple[str, str, str] | None, sides: _Sides, *, held_now: bool
) -> tuple[str, str] | None:
    if old == new:
        return None
    if old is None and new is not None:
        return "added", sides.added(new[2])
    if old is None or new is None:
        return "removed", sides.removed(held_now)
    if old[2] != new[2]:
        told = "a study that is neither retracted nor withdrawn supports it"
        return (new[2], ASIDE[new[2]]) if new[2] in ASIDE else ("restored", told)
    return "regraded", f"{old[1]} in {sides.earlier}, {new[1]} in {sides.later}"


def changes(rows: Sequence[Row], params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a claim that differs, in the order of ``ORDER``, then by claim id.

    ``rows`` is the one row of the graph part; a ``table`` among the parameters stands for the earlier release. Raises
    InvalidParameter for a release that is not held and for a table that is none.
    """
    if not rows:
        return []
    row = rows[0]
    table = params.get("table")
    before = _given(table) if table else _lines(row, "before", params["release"], row["held"])
    after = _lines(row, "after", params.get("until"), row["held"])
    old, new, called = _state(before), _state(after), _names(before) | _names(after)
    allowed = None if row["kept"] is None else set(row["kept"])
    names, studies = dict(zip(row["ids"], row["names"], strict=True)), dict(zip(row["ids"], row["papers"], strict=True))
    sides = _Sides.of(params)
    found = []
    for claim in sorted({*old, *new}):
        change = _kind(old.get(claim), new.get(claim), sides, held_now=claim in names)
        if change is None or (allowed is not None and claim not in allowed):
            continue
        earlier, later = old.get(claim), new.get(claim)
        found.append(
            {
                "claim_id": claim,
                "claim_name": names.get(claim) or called.get(claim),
                "change": change[0],
                "reason": change[1],
                "sign": SIGNS[(later or earlier or (".", "", ""))[0]],
                "grade_before": earlier[1] if earlier else None,
                "grade_after": later[1] if later else None,
                "studies": studies[claim].split(" ") if studies.get(claim) else [],
                "claims": [claim],
            }
        )
    kinds = params.get("change")
    kept = [r for r in found if not kinds or r["change"] in kinds]
    return sorted(kept, key=lambda r: (ORDER.index(r["change"]), r["claim_id"]))


__all__ = ["EMPTY", "ORDER", "changes"]
