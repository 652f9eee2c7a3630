"""The one module that calls ArcadeDB: create and load, open, query, and the translation of its errors into ours."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from graph.builds import SETTINGS_FILE, write_durably
from graph.ddl import checked_name, labels_of, types_of, uniqueness_constraints
from graph.rows import EdgeRow, GraphRows, Scalar, Value
from graph.store import Row
from schema.errors import QueryFailed, QueryTimeout, StoreError, StoreNotBuilt, StoreUnavailable

T = TypeVar("T")

Database = Any
"""An open ArcadeDB database; the package ships no types."""

NAME = "arcadedb"

_CHUNK = 5_000
"""Rows a crossing into the engine and a transaction, and so the step of ``progress``."""

_CLASS = re.compile(r"\b(?:[a-z]\w*\.)+(\w*(?:Exception|Error))\b")
_TIMEOUTS = frozenset({"TimeoutException", "PartialResultTimeoutException", "QueryTerminatedException"})
_MISSING = frozenset({"DatabaseNotFoundException"})
_BROKEN = frozenset(
    {
        "BrokenChunkChainException", "ClosedChannelException", "ConfigurationException", "DatabaseIsClosedException",
        "DatabaseIsReopeningException", "DatabaseMetadataException", "DatabaseNotAvailableException",
        "DatabaseOperationException", "DatabaseOperationInProgressException", "FileNotFoundException", "IOException",
        "InvalidDatabaseInstanceException", "LockException", "LockTimeoutException", "NoSuchFileException",
        "OutOfMemoryError", "PageCorruptionException", "PageSnapshotException", "SerializationException",
        "UncheckedIOException", "WALException", "WALVersionGapException",
    }
)  # fmt: skip
"""Engine exceptions that blame the files or the process, not the query."""


def engine(log_directory: Path | None = None) -> ModuleType:
    """The engine's package, imported on first use; its log goes to files, by default under ``log_directory``.

    Raises StoreUnavailable where the package is missing or does not run on this machine.
    """
    # The engine reads both when its library is loaded. Its console log would otherwise mix with answers on stdout.
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    if log_directory is not None:
        os.environ.setdefault("ARCADEDB_LOG_DIR", str(log_directory))
    try:
        import arcadedb
    except (ImportError, OSError) as error:
        raise StoreUnavailable(
            f"the embedded engine cannot be loaded: {error}",
            hint="reinstall the package 'arcadedb', or use a Neo4j server",
        ) from error
    return arcadedb  # type: ignore[no-any-return]  # ships no types


def version() -> str:
    """The version of the engine's package."""
    return str(engine().__version__)


def translate(error: Exception, doing: str) -> StoreError:
    """The error of our tree for what the engine raised while ``doing`` something ("reading", "opening", "loading").

    Time limits become QueryTimeout, a missing database StoreNotBuilt, trouble with files or the process
    StoreUnavailable, and everything else, known or not, QueryFailed: the engine refused the text or the values.
    """
    chain = [(str(name), str(text)) for name, text in getattr(error, "java_chain", None) or []]
    names = {name.rpartition(".")[2] for name, _ in chain} if chain else set(_CLASS.findall(str(error)))
    reason = next((text for _, text in chain if text not in ("", "None")), str(error))
    reason = f"the engine failed while {doing}: {reason}"
    details = {"engine": NAME, "exception": chain[0][0] if chain else type(error).__name__}
    if names & _TIMEOUTS:
        hint = "ask for less, or raise the limit"
        return QueryTimeout("the query ran past its time limit", hint=hint, details=details)
    if names & _MISSING:
        return StoreNotBuilt("the current build has no database", hint="run `exomech build`", details=details)
    # An error without an engine class comes from the binding itself: a closed handle, a library that does not load.
    if names & _BROKEN or (not names and not isinstance(error, (TypeError, ValueError, OverflowError))):
        return StoreUnavailable(reason, hint="run `exomech build`", details=details)
    return QueryFailed(reason, details=details)


@contextmanager
def _translated(doing: str) -> Iterator[None]:
    # TypeError, ValueError and OverflowError: a parameter that the binding cannot hand over.
    try:
        yield
    except (engine().ArcadeDBError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise translate(error, doing) from error


def open_read_only(path: Path, limit_s: float) -> tuple[Database, float]:
    """Open the database at ``path`` for reading, with a limit of ``limit_s`` seconds on every query.

    Returns the database and the limit in force: where the settings file cannot be written, the stored one, or infinity.
    """
    in_force = _set_limit(path / SETTINGS_FILE, _limit_ms(limit_s))
    with _translated("opening"):
        return engine().open_database(str(path), read_only=True), in_force / 1000


def query(database: Database, text: str, params: Mapping[str, Any]) -> list[Row]:
    """All rows of one reading statement; a statement that would write is refused (QueryFailed)."""
    with _translated("reading"):
        rows: list[Row] = database.query("opencypher", text, dict(params)).to_list()
        return rows


def close(database: Database) -> None:
    """Close the database; raises StoreUnavailable if the engine cannot."""
    with _translated("closing"):
        database.close()


def build(path: Path, rows: GraphRows, limit_s: float, progress: Callable[[int, int], None] | None) -> None:
    """Create a database at ``path`` that holds exactly ``rows``, closed when this returns.

    Raises QueryFailed for rows that break their contract (an id twice, an edge without its end, a name that a label
    and a type share) and StoreUnavailable for trouble with the files.
    """
    with _translated("loading"):
        database = engine().create_database(str(path))
        try:
            _define(database, rows)
            _fill(database, rows, progress or (lambda done, total: None))
            _verify(database, rows)
            database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {_limit_ms(limit_s)}")
            database.command("sql", "ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` false")
        except BaseException:
            with suppress(engine().ArcadeDBError):
                database.close()  # the first error is the one that matters
            raise
        database.close()


def _set_limit(settings: Path, limit_ms: int) -> float:
    """Write the time limit for the next opener; returns the one that is in the file now, in ms, or infinity."""
    # A database that is open read-only refuses ALTER, so its file is changed before it is opened.
    in_force = float("inf")
    with suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads(settings.read_bytes())
        in_force = stored["configuration"].get("command.timeout", in_force)
        if in_force != limit_ms:
            stored["configuration"]["command.timeout"] = limit_ms
            write_durably(settings, json.dumps(stored).encode("ascii"))
            in_force = limit_ms
    return in_force


def _limit_ms(limit_s: float) -> int:
    return max(1, round(limit_s * 1000))


def _composite(labels: tuple[str, ...]) -> str:
    """The engine's type for nodes with these labels: it inherits from each of them, and so do their indexes."""
    return "~".join(sorted(map(checked_name, labels)))


def _define(database: Database, rows: GraphRows) -> None:
    # Constraints come first: they make the label types, whose indexes the composite types then inherit.
    for statement in uniqueness_constraints(labels_of(rows)):
        database.command("opencypher", statement, {})
    for labels in sorted({node.labels for node in rows.nodes if len(node.labels) > 1}):
        parents = ", ".join(f"`{label}`" for label in sorted(labels))
        database.command("sql", f"CREATE VERTEX TYPE `{_composite(labels)}` IF NOT EXISTS EXTENDS {parents}")
    for name in types_of(rows):
        database.command("sql", f"CREATE EDGE TYPE `{checked_name(name)}`")


def _fill(database: Database, rows: GraphRows, progress: Callable[[int, int], None]) -> None:
    done, total = 0, len(rows.nodes) + len(rows.edges)
    records: dict[str, str] = {}
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    edges: dict[str, list[EdgeRow]] = defaultdict(list)
    for node in rows.nodes:
        by_type[_composite(node.labels)].append({"id": node.id, **_plain(node.props)})
    for edge in rows.edges:
        edges[edge.type].append(edge)
    progress(done, total)
    # One flushing thread: the same rows are then stored in the same order, at the same speed.
    with database.graph_batch(commit_every=_CHUNK, parallel_flush=False) as batch:
        for name, nodes in sorted(by_type.items()):
            for chunk in _chunks(nodes):
                created = batch.create_vertices(name, chunk)
                records.update(zip((node["id"] for node in chunk), created, strict=True))
                done += len(chunk)
                progress(done, total)
        if len(records) != len(rows.nodes):
            raise ValueError(f"{len(rows.nodes) - len(records)} nodes repeat the id of another node")
        for name, links in sorted(edges.items()):
            for part in _chunks(links):
                sources = [_record(records, edge.source) for edge in part]
                targets = [_record(records, edge.target) for edge in part]
                batch.new_edges(sources, name, targets, [_plain(edge.props) for edge in part])
                done += len(part)
                progress(done, total)


def _record(records: Mapping[str, str], node: str) -> str:
    if node not in records:
        raise ValueError(f"an edge ends at {node!r}, which is no node of the graph")
    return records[node]


def _verify(database: Database, rows: GraphRows) -> None:
    for text, expected in (
        ("MATCH (n) RETURN count(n) AS number", len(rows.nodes)),
        ("MATCH ()-[r]->() RETURN count(r) AS number", len(rows.edges)),
    ):
        number = database.query("opencypher", text, {}).to_list()[0]["number"]
        if number != expected:
            raise StoreUnavailable(f"the engine stored {number} rows of {expected}", hint="run `exomech build` again")


def _plain(props: Mapping[str, Value]) -> dict[str, Scalar | list[Scalar]]:
    return {key: value if isinstance(value, str | int | float | bool) else list(value) for key, value in props.items()}


def _chunks(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
