"""Reading behind the gate: an answer always comes from one whole graph, whichever client asks the server."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from graph.backends import neo4j_gate as gates
from graph.backends.neo4j_driver import NAME
from graph.backends.neo4j_gate import Gate, ReadingClient
from graph.marks import ANNOUNCED, SWITCHING, WHOLE
from graph.store import Row, StoreInfo
from schema import SCHEMA_VERSION
from schema.errors import QueryFailed, StoreBuilding, StoreNotBuilt, StoreSchemaMismatch

SWITCH_WAIT_S = 2.0
"""Seconds that a reader waits for a commit to end before it is told to come back."""

_GATE_LIMIT_S = 2.0
_READ_TRIES = 4
_HINT_BUILD = "run `exomech build`"

MAP = "given"
"""Name of the one parameter that a statement is sent with."""
_PARAMETER = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|//[^\n]*|/\*.*?\*/|\$(?P<name>[A-Za-z_]\w*)""", re.DOTALL
)


@lru_cache(maxsize=512)
def with_one_map(text: str) -> tuple[str, frozenset[str]]:
    """A statement that takes its parameters from one map, ``$given``, and their names; strings and comments stay.

    The server plans a statement anew for each type and each size class of a parameter: a longer id, a filter set or
    left out, a longer list; and planning takes it far longer than answering. For a map it keeps one plan.
    """
    names: set[str] = set()

    def replaced(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0]
        names.add(name)
        return f"${MAP}.{name}"

    return _PARAMETER.sub(replaced, text), frozenset(names)


class GatedReader:
    """A reader of the graph that a load put into a Neo4j database (see ``GraphReader``).

    Args:
        client: asks the server.
        timeout_s: seconds after which a query is ended, above 0.

    A read is answered from one whole graph: where a load changed it meanwhile, the query runs again.
    """

    def __init__(self, client: ReadingClient, timeout_s: float) -> None:
        self._client = client
        self._timeout_s = timeout_s
        self._gate: Gate | None = None

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        """Run one reading statement (see ``GraphReader.read``)."""
        limit_s = self._timeout_s if timeout_s is None else min(timeout_s, self._timeout_s)
        ends = time.monotonic() + limit_s
        statement, names = with_one_map(text)
        if missing := sorted(names - params.keys()):
            # In a map what is missing would be null.
            raise QueryFailed(f"the statement has no value for {', '.join(f'${name}' for name in missing)}")
        given = {MAP: dict(params)}
        for _ in range(_READ_TRIES):
            gate = self._whole(min(ends, time.monotonic() + SWITCH_WAIT_S))
            rows, _agent = self._client.read(statement, given, max(ends - time.monotonic(), 0.001))
            if _leased(gate):
                return rows
            after = self._look()
            if after is not None and after.number == gate.number and after.phase in (WHOLE, ANNOUNCED):
                return rows
        raise StoreBuilding("the graph changes faster than it can be read", hint="try again in a few seconds")

    def info(self) -> StoreInfo:
        """The build that reads are answered from now (see ``GraphReader.info``)."""
        return _told(self._whole(time.monotonic() + SWITCH_WAIT_S))

    def known(self) -> StoreInfo | None:
        """The build behind a gate that was seen whole less than ``gates.LEASE_S`` ago (see ``Store.known``)."""
        gate = self._gate
        if gate is None or not _leased(gate) or gate.manifest is None or gate.manifest.schema_version != SCHEMA_VERSION:
            return None
        return _told(gate)

    def _look(self) -> Gate | None:
        self._gate = gate = gates.read_gate(self._client, _GATE_LIMIT_S)
        return gate

    def _whole(self, ends: float) -> Gate:
        """The gate, when a graph can be read behind it: the one seen last while its lease lasts, else a new look."""
        gate = self._gate
        if gate is None or not _leased(gate):
            gate = self._look()
        while gate is not None and gate.phase == SWITCHING and time.monotonic() < ends:
            time.sleep(0.02)
            gate = self._look()
        if gate is None:
            raise StoreNotBuilt(f"there is no build in {self._client.url}", hint=_HINT_BUILD)
        if gate.phase not in (WHOLE, ANNOUNCED) or gate.manifest is None:
            raise StoreBuilding(
                f"a load of {self._client.url} is under way, or ended before it was done",
                hint="try again in a few seconds; where no load runs, run `exomech build`",
            )
        if gate.manifest.schema_version != SCHEMA_VERSION:
            raise StoreSchemaMismatch(
                f"the store was built with schema version {gate.manifest.schema_version}, this is {SCHEMA_VERSION}",
                hint=_HINT_BUILD,
                details={"stored": gate.manifest.schema_version, "expected": SCHEMA_VERSION},
            )
        return gate


def _leased(gate: Gate) -> bool:
    """Whether what is read behind the gate now is of one whole graph, without another look."""
    return gate.phase == WHOLE and time.monotonic() - gate.seen < gates.LEASE_S


def _told(gate: Gate) -> StoreInfo:
    assert gate.manifest is not None
    version = gate.agent.partition("/")[2] or gate.agent
    return StoreInfo(manifest=gate.manifest, engine=NAME, engine_version=version, load=str(gate.number))
