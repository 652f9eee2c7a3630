"""Why an answer is empty: the query asked again with one condition less, in a fixed order, until rows come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from queries import common
from queries.definitions import CannedQuery, Nearest, ReasonCode, Value
from schema.errors import QueryTimeout

Changes = Mapping[str, Value]
MOST = 1000
"""Rows up to which a nearest answer is counted."""
ANYTHING = "any"
"""The value of an enum that sets no condition, where it has one."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there are no rows.

    ``filtered_by`` names the filters that took the rows away; ``nearest`` is None where no change tried gives rows.
    ``complete`` is false where time ran out before all changes were tried.
    """

    code: ReasonCode
    filtered_by: tuple[str, ...] = ()
    nearest: Nearest | None = None
    complete: bool = True


def _filters_set(values: Mapping[str, Value]) -> list[str]:
    return [p.name for p in common.EVIDENCE_FILTERS if values.get(p.name) is not None]


def attempts(query: CannedQuery, values: Mapping[str, Value]) -> Iterator[tuple[ReasonCode, tuple[str, ...], Changes]]:
    """What to try, in order: reason code if it gives rows, filters to blame, and the changed values.

    Each evidence filter alone; subtypes; retracted studies; the other sign; more hops; assembled chains; all filters
    together; all filters with subtypes and assembled chains; then each optional parameter of the query's own.
    """
    filters = _filters_set(values)
    for name in filters:
        yield "filtered_out", (name,), {name: None}
    if values["descendants"] is False:
        yield "filtered_out", ("descendants",), {"descendants": True}
    if values["include_retracted"] is False:
        yield "only_retracted", (), {"include_retracted": True}
    for param in query.params:
        if param.type == "sign" and values.get(param.name) is not None and not param.required:
            yield "opposite_sign_only", (), {param.name: None}
        if param.role == "depth" and param.maximum is not None and values[param.name] < param.maximum:
            yield "depth_exceeded", (), {param.name: int(param.maximum)}
    wide = "tier" in query.uses and values["tier"] != "assembled"
    if wide:
        yield "filtered_out", ("tier",), {"tier": "assembled"}
    scope: dict[str, Value] = {"tier": "assembled"} if wide else {}
    if values["descendants"] is False:
        scope["descendants"] = True
    without: dict[str, Value] = dict.fromkeys(filters)
    if len(filters) > 1:
        yield "filtered_out", tuple(filters), without
    if filters and scope:
        yield "filtered_out", (*filters, *scope), without | scope
    for param in query.params:
        value = values.get(param.name)
        wider = ANYTHING if ANYTHING in param.values else param.default
        if param.required or value is None or value == wider or param.type == "sign" or param.role:
            continue
        yield "known_but_no_claims", (), {param.name: wider}
        if scope:
            yield "known_but_no_claims", (), {param.name: wider, **scope}


def explain(query: CannedQuery, values: Mapping[str, Value], count: Callable[[Changes], int]) -> Reason:
    """The reason of an empty answer; ``count`` gives the rows (at most 1000) of the query with changed values.

    Raises nothing of its own; a QueryTimeout of ``count`` ends the search.
    """
    try:
        for code, blamed, changes in attempts(query, values):
            rows = count(changes)
            if rows:
                return Reason(code, blamed, Nearest(dict(changes), rows))
    except QueryTimeout:
        return Reason("known_but_no_claims", complete=False)
    return Reason("known_but_no_claims")
