"""What an ExoMech database says of itself: the gate that tells readers whether its graph is whole, and the load's lock.

::

    (:ExomechBuild {id: "current", phase, number, manifest, build, ...})    the gate
    (:ExomechBuild {id: "ids-0000", data})                                  which nodes are ours (digests of their ids)
    (:ExomechBuild {id: "lock"})                                            never committed: held while a load runs

A commit is not one moment for a reader: it may see part of it. So the gate closes while one happens, and readers that
ended ``LEASE_S`` after they last saw it open, or later, look again (``Neo4jStore.read``).
"""

from __future__ import annotations

import base64
import json
import os
import socket
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from graph.backends.neo4j_driver import Connection, Writer
from graph.marks import ID_BYTES, LABEL, id_parts
from graph.store import Manifest, Row
from schema.errors import QueryTimeout, StoreLocked, StoreUnavailable

LEASE_S = 0.25
"""Seconds for which a reader that saw the gate whole may read without looking again."""

SETTLE_S = LEASE_S * 1.6
"""Seconds that a load waits after it has announced a change: every lease given before has ended by then."""

_READ = f"MATCH (b:{LABEL} {{id: 'current'}}) RETURN b.phase AS phase, b.number AS number, b.manifest AS manifest"
_WRITE = f"""MERGE (b:{LABEL} {{id: 'current'}})
SET b.phase = $phase, b.number = $number, b.manifest = $manifest, b.build = $build, b.data_version = $data_version,
    b.schema_version = $schema_version, b.code_version = $code_version, b.name = $name"""
_PHASE = f"MATCH (b:{LABEL} {{id: 'current'}}) SET b.phase = $phase"
_READ_IDS = f"MATCH (b:{LABEL}) WHERE b.id STARTS WITH 'ids-' RETURN b.data AS data ORDER BY b.id"
_DROP_IDS = f"MATCH (b:{LABEL}) WHERE b.id STARTS WITH 'ids-' AND NOT b.id IN $keep DELETE b"
_WRITE_IDS = f"UNWIND $parts AS p MERGE (b:{LABEL} {{id: p[0]}}) SET b.data = p[1], b.name = p[0]"
_LOCK = f"MERGE (b:{LABEL} {{id: 'lock'}}) SET b.holder = $holder"
_LOADS = """SHOW TRANSACTIONS YIELD transactionId, startTime, metaData
WHERE metaData.app = 'exomech' AND metaData.work = 'load'
RETURN transactionId AS id, metaData.holder AS holder, metaData.token AS token ORDER BY startTime, id"""


class ReadingClient(Protocol):
    """What reading needs of whatever talks to the server."""

    @property
    def url(self) -> str:
        """The server's address, for messages."""
        ...

    def read(self, text: str, params: Mapping[str, Any], limit_s: float) -> tuple[list[Row], str]:
        """All rows of one reading statement, and the server's name with its version; raises errors of our tree."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate: the phase, the number of the graph (rises with each load that writes), the manifest if any."""

    phase: str
    number: int
    manifest: Manifest | None
    seen: float
    agent: str


def read_gate(connection: ReadingClient, limit_s: float) -> Gate | None:
    """The gate as it is now, or None in a database that no load has touched; ``seen`` is when the look began."""
    seen = time.monotonic()
    try:
        rows, agent = connection.read(_READ, {}, limit_s)
    except QueryTimeout as error:
        raise StoreUnavailable(
            f"{connection.url} did not say within {limit_s:g} s what it holds",
            hint="look at its load",
        ) from error
    if not rows:
        return None
    row = rows[0]
    try:
        manifest = None if row["manifest"] is None else Manifest.from_mapping(json.loads(row["manifest"]))
        return Gate(str(row["phase"]), int(row["number"]), manifest, seen, agent)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreUnavailable(
            f"the node ({LABEL} {{id: 'current'}}) in {connection.url} does not say what the database holds",
            hint="run `exomech build`",
        ) from error


def gate_properties(phase: str, number: int, manifest: Manifest | None) -> dict[str, str | int | None]:
    """The gate's properties, ``id`` aside."""
    text = None if manifest is None else json.dumps(manifest.to_mapping(), sort_keys=True, ensure_ascii=False)
    return {
        "name": f"ExoMech build {manifest.build}" if manifest else "ExoMech build",
        "phase": phase,
        "number": number,
        "manifest": text,
        "build": manifest.build if manifest else None,
        "data_version": manifest.data_version if manifest else None,
        "schema_version": manifest.schema_version if manifest else None,
        "code_version": manifest.code_version if manifest else None,
    }


def write_gate(writer: Writer, phase: str, number: int, manifest: Manifest | None) -> None:
    """Make the gate say this."""
    writer.run(_WRITE, **gate_properties(phase, number, manifest))


def write_phase(connection: Connection, phase: str) -> None:
    """Change the phase alone, at once."""
    with connection.statements() as writer:
        writer.run(_PHASE, phase=phase)


def read_ids(connection: Connection, limit_s: float) -> set[bytes]:
    """The digests of the ids of all nodes that ExoMech wrote into this database."""
    rows, _ = connection.read(_READ_IDS, {}, limit_s)
    data = b"".join(base64.b64decode(row["data"]) for row in rows)
    return {data[at : at + ID_BYTES] for at in range(0, len(data), ID_BYTES)}


def write_ids(writer: Writer, digests: Iterable[bytes]) -> None:
    """Record which nodes are ours."""
    parts = id_parts(digests)
    writer.run(_DROP_IDS, keep=[name for name, _ in parts])
    for part in parts:
        writer.run(_WRITE_IDS, parts=[list(part)])


@contextmanager
def exclusive(connection: Connection) -> Iterator[None]:
    """Hold the lock of the one running load; it goes with the connection, however the process ends.

    Raises StoreLocked where another load runs.
    """
    holder, token = f"{socket.gethostname()}, process {os.getpid()}", uuid.uuid4().hex
    _refuse_second(connection, token, started=False)
    with connection.transaction(commit=False, work="load", holder=holder, token=token) as lock:
        lock.run("RETURN 1 AS x")  # from here on the other load sees this one
        _refuse_second(connection, token, started=True)
        lock.run(_LOCK, holder=holder)
        yield


def running(connection: Connection) -> list[Row]:
    """The loads that run now, the oldest first, each with id, holder and token."""
    return connection.read(_LOADS, {}, 10.0)[0]


def _refuse_second(connection: Connection, token: str, *, started: bool) -> None:
    """Raise StoreLocked unless this load is the first that runs, or none does and it has not ``started``."""
    rows = running(connection)
    if rows[:1] and not (started and rows[0]["token"] == token):
        raise StoreLocked(
            f"another load of {connection.url} is running ({rows[0]['holder']})",
            hint="wait until it has ended",
            details={"holder": str(rows[0]["holder"])},
        )
