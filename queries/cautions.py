"""Warnings on an answer: what a reader of its rows must know about the claims behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import Row
from queries.definitions import Caution
from schema.words import CurationStatus

MAX_NAMED = 20
"""Claims that a warning names; the count is always whole."""
MAX_OPPOSED = 5
"""Pairs of actor and end that a warning of opposite signs names."""
OPPOSITES = ("increase", "decrease")

STATES = {
    CurationStatus.DISPUTED.value: "in dispute: its readers do not agree on what the paper says",
    CurationStatus.WITHDRAWN.value: "withdrawn by its curators",
}
"""States of a record that a reader must know, each the code of its warning, with what it says of the record."""


def ids_of(row: Mapping[str, Any], columns: Sequence[str]) -> tuple[str, ...]:
    """Ids in some columns of a row, each a text or a list, in the order of the columns, without repeats."""
    found: dict[str, None] = {}
    for column in columns:
        value = row.get(column)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                found[item] = None
    return tuple(found)


def _warning(code: str, message: str, claims: Sequence[str]) -> Caution:
    return Caution(code, message, tuple(sorted(set(claims))[:MAX_NAMED]))


def _crosses(claims: Sequence[str], flags: Mapping[str, Row]) -> bool:
    seen = [set(flags[c]["recipient_species"]) for c in claims if c in flags and flags[c]["recipient_species"]]
    return len(seen) > 1 and not set.intersection(*seen)


def _end(value: Any, at: int) -> str:
    """A cell's text: of a list the item ``at`` (0 or -1), empty for an empty one."""
    if isinstance(value, list):
        value = value[at] if value else ""
    return str(value or "")


def opposed(rows: Sequence[Row], columns: Mapping[str, str], claim_columns: Sequence[str]) -> list[Caution]:
    """A warning where rows say that one thing raises and lowers another, in the same aspect of it; else nothing.

    ``columns`` names the columns by ``actor``, ``end``, ``sign`` and ``aspect``, as a query's front matter does.
    """
    ways: dict[tuple[str, ...], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows if columns else ():
        sign = row[columns["sign"]]
        if sign in OPPOSITES:
            # Membership has no aspect of its own: it is the activity of a pathway that it leads to.
            aspect = _end(row[columns["aspect"]], -1) or "activity" if "aspect" in columns else ""
            ways[_end(row[columns["actor"]], 0), _end(row[columns["end"]], -1), aspect][sign].append(row)
    mixed = {key: found for key, found in ways.items() if len(found) > 1}
    if not mixed:
        return []
    told = [
        f"{actor} on {end} ({', '.join(f'{sign} in {len(found[sign])}' for sign in OPPOSITES)})"
        for (actor, end, _), found in sorted(mixed.items())[:MAX_OPPOSED]
    ]
    more = f" and {len(mixed) - MAX_OPPOSED} more" if len(mixed) > MAX_OPPOSED else ""
    message = (
        f"rows point both ways: {', '.join(told)}{more}; contradictions tells where measurements disagree, and why"
    )
    claims = [c for found in mixed.values() for side in found.values() for r in side for c in ids_of(r, claim_columns)]
    return [_warning("mixed_sign", message, claims)]


def _one_laboratory(claims: Sequence[str], flags: Mapping[str, Row]) -> tuple[list[str], list[str]]:
    """Claims known to rest on one laboratory; claims of several studies that may, as not every study states its own."""
    single: list[str] = []
    unstated: list[str] = []
    for claim in claims:
        flag = flags[claim]
        if flag["n_groups"] > 1 or flag["n_support"] < 1:
            continue
        (unstated if flag["n_support"] > 1 and flag["n_unstated"] else single).append(claim)
    return single, unstated


def state_cautions(
    studies: Sequence[Sequence[str]], claims: Sequence[Sequence[str]], states: Mapping[str, str]
) -> list[Caution]:
    """Warnings on rows that rest on a disputed or withdrawn record, the disputed first.

    ``studies`` and ``claims`` hold the ids of each row; ``states`` what ``shared/study-states`` tells, by study.
    """
    found = []
    for state, told in STATES.items():
        at = [n for n, row in enumerate(studies) if any(states.get(s) == state for s in row)]
        named = sorted({s for n in at for s in studies[n] if states.get(s) == state})
        if at:
            message = f"{len(at)} of {len(studies)} rows rest on a record {told} ({', '.join(named[:MAX_NAMED])})"
            found.append(_warning(state, message, [c for n in at for c in claims[n]]))
    return found


def record_cautions(record: Mapping[str, Any]) -> list[Caution]:
    """Warnings on a record of ``queries.records``: which studies that it is or rests on have a record in doubt."""
    own = [record["study"]] if isinstance(record.get("study"), Mapping) else [record]
    studies = [*own, *(e["study"] for e in record.get("evidence", ()) if isinstance(e.get("study"), Mapping))]
    found = []
    for state, told in STATES.items():
        named = sorted({str(s["id"]) for s in studies if s.get("status") == state})
        if named:
            found.append(_warning(state, f"the record of {', '.join(named[:MAX_NAMED])} is {told}", []))
    return found


def cautions(rows: Sequence[Sequence[str]], flags: Mapping[str, Row], *, chained: bool) -> list[Caution]:
    """Warnings on the claims behind rows, in a fixed order.

    ``rows`` holds the claim ids of each row; ``flags`` the rows of ``shared/claim-flags`` by claim id. ``chained``:
    whether the claims of a row are steps of one chain: only then is it asked whether they were seen in one species.
    """
    claims = sorted({c for row in rows for c in row if c in flags})
    total = len(claims)
    found = []
    unclear = [c for c in claims if any(r.endswith((" arm_inferred", " precursor")) for r in flags[c]["resolution"])]
    if unclear:
        found.append(
            _warning(
                "ambiguous_arm",
                f"{len(unclear)} of {total} claims name a miRNA whose arm the paper leaves open",
                unclear,
            )
        )
    loose = [c for c in claims if any(r.endswith((" family", " member_inferred")) for r in flags[c]["resolution"])]
    if loose:
        found.append(
            _warning(
                "inferred_member", f"{len(loose)} of {total} claims name a family of which one member was taken", loose
            )
        )
    crossing = [row for row in rows if chained and _crosses(row, flags)]
    if crossing:
        message = f"{len(crossing)} of {len(rows)} rows join steps that were never seen in one species"
        found.append(_warning("cross_species_chain", message, [c for row in crossing for c in row]))
    shallow = [c for c in claims if flags[c]["abstract_only"]]
    if shallow:
        message = f"{len(shallow)} of {total} claims rest on studies of which no full text was read"
        found.append(_warning("abstract_only", message, shallow))
    told = [c for c in claims if flags[c]["secondary_only"]]
    if told:
        message = f"{len(told)} of {total} claims rest on studies known only through a review's account"
        found.append(_warning("secondary", message, told))
    single, unstated = _one_laboratory(claims, flags)
    if single:
        message = f"{len(single)} of {total} claims rest on a single study or on one laboratory"
        found.append(_warning("single_group", message, single))
    if unstated:
        message = (
            f"{len(unstated)} of {total} claims rest on several studies, laboratory not stated: it may be one or more"
        )
        found.append(_warning("unstated_groups", message, unstated))
    fallen = [c for c in claims if flags[c]["retracted"]]
    if fallen:
        found.append(
            _warning("retracted_support", f"{len(fallen)} of {total} claims have only retracted support", fallen)
        )
    return found
