"""Why an answer is empty: the query asked again with one condition less, in a fixed order, until rows come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from queries import common
from queries.definitions import CannedQuery, Nearest, ReasonCode, Value
from schema.errors import QueryTimeout

Changes = Mapping[str, Value]
MOST = 1000
"""Rows of the graph up to which a nearest answer is counted; all of them where a function comes after."""
ANYTHING = "any"
"""The value of an enum that sets no condition, where it has one."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there are no rows.

    ``filtered_by`` names the filters that took the rows away; ``nearest`` is None where no change tried gives rows.
    ``not_searched``: time ran out before all changes were tried.
    """

    code: ReasonCode
    filtered_by: tuple[str, ...] = ()
    nearest: Nearest | None = None


def _filters_set(values: Mapping[str, Value]) -> list[str]:
    return [p.name for p in common.EVIDENCE_FILTERS if values.get(p.name) is not None]


Above = Callable[[str], Sequence[Value]]
"""A parameter's name to the values to try in its place, nearest first: diseases of which what it names is a kind."""
Attempt = tuple[ReasonCode, tuple[str, ...], Changes]


def _of_filters(
    query: CannedQuery, values: Mapping[str, Value], filters: Sequence[str], scope: Changes
) -> Iterator[Attempt]:
    for name in filters:
        yield "filtered_out", (name,), {name: None}
    if values["descendants"] is False:
        yield "filtered_out", ("descendants",), {"descendants": True}
    if values["include_retracted"] is False and "include_retracted" not in query.refuses:
        yield "only_retracted", (), {"include_retracted": True}
    for param in query.params:
        if param.type == "sign" and values.get(param.name) is not None and not param.required:
            yield "opposite_sign_only", (), {param.name: None}
        if param.role == "depth" and param.maximum is not None and values[param.name] < param.maximum:
            yield "depth_exceeded", (), {param.name: int(param.maximum)}
    if "tier" in scope:
        yield "filtered_out", ("tier",), {"tier": "assembled"}
    without: dict[str, Value] = dict.fromkeys(filters)
    if len(filters) > 1:
        yield "filtered_out", tuple(filters), without
    if filters and scope:
        yield "filtered_out", (*filters, *scope), {**without, **scope}


def attempts(query: CannedQuery, values: Mapping[str, Value], above: Above) -> Iterator[Attempt]:
    """What to try, in order: reason code if it gives rows, filters to blame, and the changed values.

    Each evidence filter alone; subtypes; retracted studies; the other sign; more hops; assembled chains; all filters
    together; all filters with subtypes and assembled chains. Then, as the least is lost first: each optional parameter
    of the query's own that names no disease; each wider disease, the nearest first; each disease that may be left out;
    each wider disease with one condition less, and with all of them less.
    """
    filters = _filters_set(values)
    scope: dict[str, Value] = {}
    if "tier" in query.uses and values["tier"] != "assembled":
        scope["tier"] = "assembled"
    if values["descendants"] is False:
        scope["descendants"] = True
    yield from _of_filters(query, values, filters, scope)
    loose, diseases = _optional(query, values)
    wider = [{p.name: value} for p in query.params for value in above(p.name)]
    for change in (*loose, *wider, *diseases):
        yield "known_but_no_claims", (), change
        if scope:
            yield "known_but_no_claims", (), {**change, **scope}
    less: list[Changes] = [*({name: None} for name in filters), *loose]
    together = {name: value for change in less for name, value in change.items()} | scope
    for change in wider:
        for one in less:
            yield "known_but_no_claims", (), {**one, **change}
        if len(less) > 1 or (less and scope):
            yield "known_but_no_claims", (), {**together, **change}


def _optional(query: CannedQuery, values: Mapping[str, Value]) -> tuple[list[Changes], list[Changes]]:
    """Each optional parameter with the value that asks least of it: those that name no disease, and those that do."""
    loose: list[Changes] = []
    diseases: list[Changes] = []
    for param in query.params:
        value = values.get(param.name)
        least = ANYTHING if ANYTHING in param.values else param.default
        if param.required or value is None or value == least or param.type == "sign" or param.role:
            continue
        (diseases if "Disease" in param.labels else loose).append({param.name: least})
    return loose, diseases


def explain(query: CannedQuery, values: Mapping[str, Value], count: Callable[[Changes], int], above: Above) -> Reason:
    """The reason of an empty answer; ``count`` gives the rows (at most 1000) of the query with changed values.

    Raises nothing of its own; a QueryTimeout of ``count`` or ``above`` ends the search.
    """
    try:
        for code, blamed, changes in attempts(query, values, above):
            rows = count(changes)
            if rows:
                return Reason(code, blamed, Nearest(dict(changes), rows))
    except QueryTimeout:
        return Reason("not_searched")
    return Reason("known_but_no_claims")
