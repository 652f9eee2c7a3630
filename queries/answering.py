"""Running one canned query: values resolved, filters applied, a page read, its total, cursor, warnings and reason."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.store import GraphReader, Row, StoreInfo
from queries import common
from queries.arms import arm_cautions
from queries.catalogue import shared_text
from queries.cautions import MAX_NAMED, cautions, ids_of, opposed, state_cautions
from queries.cursors import fingerprint, read_cursor, write_cursor
from queries.definitions import CannedQuery, Caution, Column, Meta, Value
from queries.parameters import all_params, parse_params
from queries.reasons import MOST, Changes, Reason, explain
from queries.resolving import Resolved, check_different, echo, resolve, resolve_list
from schema.errors import InvalidCursor, QueryTimeout, StoreBuilding
from schema.scale import GRADE_ORDER, Grade

DEFAULT_TIMEOUT_S = 10.0
"""Seconds that one answer may take in all."""
REASON_SHARE = 0.5
"""Share of the time that the search for an empty answer's reason may take."""
BUILD_TRIES = 3
MAX_SKIP = 1_000_000
LIST = "list"
"""Role of a parameter that takes a list of the user's own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of an answer: its query, its rows (keys in the order of the columns), and the envelope's ``meta``."""

    query: CannedQuery
    rows: list[Row]
    meta: Meta
    paging: Mapping[str, Value] = field(default_factory=dict)
    """``limit`` and ``cursor`` in force, a cursor only where one was given: with them the same page is asked again."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the rows, in order."""
        return self.query.columns


@dataclass(frozen=True, slots=True)
class Clock:
    """Time left of a request; every read gets what remains."""

    ends: float

    @classmethod
    def of(cls, seconds: float) -> Clock:
        """A clock that ends ``seconds`` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left; raises QueryTimeout where there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise QueryTimeout(
                "the answer took longer than its time limit", hint="ask for less, or raise EXOMECH_TIMEOUT"
            )
        return left

    def part(self, share: float) -> Clock:
        """A clock that ends after ``share`` (0 to 1) of what is left."""
        now = time.monotonic()
        return Clock(now + max(self.ends - now, 0) * share)


@dataclass(slots=True)
class Request:
    """A query with checked values and what they were resolved to."""

    reader: GraphReader
    query: CannedQuery
    values: Mapping[str, Value]
    resolved: Mapping[str, Resolved | list[Resolved]]
    told: tuple[Caution, ...] = ()
    """Warnings on what the values were taken for."""
    _allowed: dict[str, dict[str, bool]] = field(default_factory=dict)

    def allowed(self, values: Mapping[str, Value], clock: Clock) -> dict[str, bool] | None:
        """What passes the evidence filters of ``values`` (see ``passing``), or None where none is set."""
        bound = bind_filters(self.reader, values, clock)
        if bound is None:
            return None
        mark = repr(sorted(bound.items()))
        if mark not in self._allowed:
            rows = self.reader.read(shared_text("allowed"), bound, timeout_s=clock.left())
            self._allowed[mark] = passing(rows[0]["allowed"] if rows else ())
        return self._allowed[mark]

    def run(self, changes: Changes, *, skip: int, limit: int, clock: Clock) -> list[Row]:
        """Rows of the query's text with some values changed; raises what ``GraphReader.read`` raises."""
        values = {**self.values, **changes}
        bound: dict[str, Any] = {p.name: values[p.name] for p in self.query.params}
        bound |= {name: values[name] for name in ("include_retracted", "descendants", "tier")}
        bound |= {"allowed": self.allowed(values, clock), "skip": skip, "limit": limit}
        return list(self.reader.read(self.query.cypher, bound, timeout_s=clock.left()))

    def post(self, rows: Sequence[Row], changes: Changes) -> list[Row]:
        """Rows after the query's own post-processing, if it has one."""
        return list(rows) if self.query.post is None else self.query.post(rows, {**self.values, **changes})


def passing(pairs: Iterable[str]) -> dict[str, bool]:
    """A map whose keys pass: each "claim|study", its claim and its study; "|study" is one without evidence.

    A map, as each engine looks into one at once, where it goes through a list for each row.
    """
    return {part: True for pair in pairs for part in (pair, *pair.split("|")) if part}


def _ids(value: Resolved | list[Resolved]) -> str | list[str]:
    return [r.id for r in value] if isinstance(value, list) else value.id


def bind_filters(reader: GraphReader, values: Mapping[str, Value], clock: Clock) -> dict[str, Any] | None:
    """The parameters of ``shared/allowed`` for parsed and resolved filters; None where no evidence filter is set."""
    if all(values.get(p.name) is None for p in common.EVIDENCE_FILTERS):
        return None
    sources = values["source"]
    if sources is not None:
        given = {"sources": sources, "descendants": values["descendants"]}
        sources = [r["id"] for r in reader.read(shared_text("source-scope"), given, timeout_s=clock.left())]
    asked = values["priming"]
    words = set(asked or ()) & {common.ANY_PRIMING, common.NO_PRIMING}
    agents = [a for a in asked or () if a not in words]
    rank = None if values["min_grade"] is None else GRADE_ORDER.index(Grade(values["min_grade"]))
    same = (
        "species",
        "recipient_species",
        "isolation",
        "system",
        "min_level",
        "min_reporting",
        "basis",
        "year_from",
        "year_to",
    )
    return {name: values[name] for name in same} | {
        "sources": sources,
        "priming": agents or None,
        "primed": (common.ANY_PRIMING in words) if len(words) == 1 else None,
        "min_rank": rank,
        "include_retracted": values["include_retracted"],
    }


def _left_out(name: str, total: int, missing: Mapping[str, str]) -> Caution:
    named = [f"{text} ({why})" for text, why in list(missing.items())[:MAX_NAMED]]
    more = f" and {len(missing) - MAX_NAMED} more" if len(missing) > MAX_NAMED else ""
    told = f"{len(missing)} of {total} values of {name} are not in the graph, or not clearly, and were left out"
    return Caution("left_out", f"{told}: {', '.join(named)}{more}")


def prepare(reader: GraphReader, query: CannedQuery, raw: Mapping[str, Any]) -> Request:
    """Check and resolve a request's values; raises every RequestError but InvalidCursor."""
    values = parse_params(query, raw)
    resolved: dict[str, Resolved | list[Resolved]] = {}
    left_out: list[Caution] = []
    for param in all_params(query):
        value = values[param.name]
        if param.role == LIST and value is not None:
            members, missing = resolve_list(reader, param, value)
            resolved[param.name], values[param.name] = members, [r.id for r in members]
            if missing:
                left_out.append(_left_out(param.name, len(value), missing))
            continue
        if param.name == "priming" and value is not None:
            words = [v for v in value if v in {common.ANY_PRIMING, common.NO_PRIMING}]
            agents = resolve(reader, param, [v for v in value if v not in words])
            found = agents if isinstance(agents, list) else []
            values["priming"] = [*words, *(r.id for r in found)]
            if found:
                resolved["priming"] = found
            continue
        result = resolve(reader, param, value)
        if result is not None:
            resolved[param.name] = result
            values[param.name] = _ids(result)
    check_different(query, resolved, left_out)
    every = [one for found in resolved.values() for one in (found if isinstance(found, list) else [found])]
    return Request(reader, query, values, resolved, (*left_out, *arm_cautions(reader, every)))


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows of the page, every row read for it, total (at most 10,000), whether that is cut and whether rows follow."""

    rows: list[Row]
    every: list[Row]
    total: int
    cut: bool
    more: bool


def _page(request: Request, skip: int, limit: int, clock: Clock) -> _Page:
    if request.query.post is not None:
        graph = request.run({}, skip=0, limit=common.MAX_TOTAL + 1, clock=clock)
        everything = request.post(graph[: common.MAX_TOTAL], {})
        return _Page(
            everything[skip : skip + limit],
            everything,
            len(everything),
            len(graph) > common.MAX_TOTAL,
            len(everything) > skip + limit,
        )
    # The engine orders all rows before it cuts a page, so the total costs no second run but the sending of its rows.
    everything = request.run({}, skip=0, limit=common.MAX_TOTAL + 1, clock=clock)
    cut = len(everything) > common.MAX_TOTAL
    if cut and skip + limit >= common.MAX_TOTAL:
        rows = request.run({}, skip=skip, limit=limit + 1, clock=clock)
        return _Page(rows[:limit], everything, common.MAX_TOTAL, True, len(rows) > limit)
    page, more = everything[skip : skip + limit], len(everything) > skip + limit
    return _Page(page, everything, min(len(everything), common.MAX_TOTAL), cut, more)


def _reason(request: Request, clock: Clock) -> Reason:
    part = clock.part(REASON_SHARE)

    # What comes after the graph part needs all of it: of a part it would make another answer.
    most = MOST if request.query.post is None else common.MAX_TOTAL

    def count(changes: Changes) -> int:
        rows = request.run(changes, skip=0, limit=most, clock=part)
        return len(request.post(rows, changes))

    named: dict[str, str] = {}

    def above(name: str) -> list[Value]:
        """A disease's wider ones, or a list of diseases with one of them wider."""
        found = request.resolved.get(name)
        if isinstance(found, Resolved):
            return list(_wider(request, found, named, part))
        ids = [r.id for r in found or ()]
        return [
            [*ids[:at], wider, *ids[at + 1 :]]
            for at, one in enumerate(found or ())
            for wider in _wider(request, one, named, part)
            if wider not in ids
        ]

    reason = explain(request.query, request.values, count, above)
    if reason.nearest is None or not named:
        return reason
    told = {name: _told(value, named) for name, value in reason.nearest.params.items()}
    return replace(reason, nearest=replace(reason.nearest, params=told))


def _wider(request: Request, found: Resolved, named: dict[str, str], clock: Clock) -> list[str]:
    """Ids of the diseases of which ``found`` is a kind, nearest first; ``named`` takes their names."""
    if found.label != "Disease":
        return []
    rows = request.reader.read(shared_text("parents"), {"id": found.id}, timeout_s=clock.left())
    named |= {row["id"]: f"{row['id']} {row['name']}" for row in rows}
    return [row["id"] for row in rows]


def _told(value: Value, named: Mapping[str, str]) -> Value:
    """A value of a nearest answer, diseases with their names: an id with its name is as good a value as the id."""
    if isinstance(value, list):
        return [_told(item, named) for item in value]
    return named.get(value, value) if isinstance(value, str) else value


def _warnings(request: Request, rows: Sequence[Row], clock: Clock) -> list[Caution]:
    claims = [ids_of(row, request.query.claim_columns) for row in rows]
    studies = [ids_of(row, request.query.study_columns) for row in rows]
    found: list[Caution] = []
    if asked := sorted({c for row in claims for c in row}):
        flags = request.reader.read(shared_text("claim-flags"), {"claims": asked}, timeout_s=clock.left())
        found += cautions(claims, {f["id"]: f for f in flags}, chained=request.query.chained)
    if named := sorted({s for row in studies for s in row}):
        states = request.reader.read(shared_text("study-states"), {"studies": named}, timeout_s=clock.left())
        found += state_cautions(studies, claims, {s["id"]: s["status"] for s in states})
    return found


def _shown(request: Request) -> dict[str, Any]:
    """Values in force as ``meta`` echoes them: names with the id chosen, others as they are; without paging."""
    paging = {p.name for p in common.PAGING}
    shown = {
        n: v for n, v in request.values.items() if v is not None and n not in paging and n not in request.query.refuses
    }
    for param in request.query.params:
        if param.type == "str_list" and len(shown.get(param.name, ())) > MAX_NAMED:
            shown[param.name] = f"{len(shown[param.name])} values"
        if param.type == "sign" and param.name in shown:
            shown[param.name] = "increase" if shown[param.name] > 0 else "decrease"
    words = [v for v in request.values["priming"] or () if v in {common.ANY_PRIMING, common.NO_PRIMING}]
    found = echo(request.resolved)
    if "priming" in found:
        found["priming"] = [*words, *found["priming"]]
    return shown | found


def _once(reader: GraphReader, query: CannedQuery, raw: Mapping[str, Any], clock: Clock, info: StoreInfo) -> Answer:
    manifest = info.manifest
    request = prepare(reader, query, raw)
    limit = int(request.values["limit"])
    mark = fingerprint(info.graph, query.name, request.values)
    skip = read_cursor(request.values["cursor"], mark)
    if skip > MAX_SKIP:
        raise InvalidCursor("the cursor lies beyond every answer", hint="ask for the first page again, without cursor")
    page = _page(request, skip, limit, clock)
    rows, total = page.rows, page.total
    reason = _reason(request, clock) if total == 0 else None
    # The page may show one side only, so that all rows are asked whether any oppose one another.
    mixed = opposed(page.every, query.opposed, query.claim_columns)
    warnings = [*request.told, *mixed, *_warnings(request, rows, clock)]
    if reason is not None and reason.code == "not_searched":
        warnings.append(Caution("reason_not_searched", "time ran out before a nearer answer was found"))
    names = [c.name for c in query.columns]
    meta = Meta(
        query=query.name,
        build=manifest.build,
        data_version=manifest.data_version,
        total=total,
        returned=len(rows),
        params_resolved=_shown(request),
        next_cursor=write_cursor(skip + limit, mark) if page.more else None,
        truncated=page.cut,
        warnings=tuple(warnings),
        reason=reason.code if reason else None,
        filtered_by=reason.filtered_by if reason else (),
        nearest=reason.nearest if reason else None,
    )
    paging = {name: value for name in ("limit", "cursor") if (value := request.values[name]) is not None}
    return Answer(query, [{name: row[name] for name in names} for row in rows], meta, paging)


def answer(
    reader: GraphReader, query: CannedQuery, raw_params: Mapping[str, Any], *, timeout_s: float = DEFAULT_TIMEOUT_S
) -> Answer:
    """One page of the query's answer, all of it from one build.

    ``raw_params`` maps a parameter's name to its text, to a typed value, or to a list where it is repeated.
    ``timeout_s`` bounds the whole answer. ``meta.total`` is exact up to 10,000; beyond, ``meta.truncated`` is true.
    Raises RequestError, StoreError.
    """
    clock = Clock.of(timeout_s)
    for _ in range(BUILD_TRIES):
        info = reader.info()
        found = _once(reader, query, raw_params, clock, info)
        # A load may have ended between two reads; an answer never mixes two graphs.
        if reader.info().graph == info.graph:
            return found
    raise StoreBuilding("the build changed while the answer was made", hint="ask again")
