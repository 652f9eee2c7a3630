"""The production backend: a graph in a Neo4j server, replaced by writing only what differs."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from graph.backends import neo4j_gate as gates
from graph.backends.neo4j_driver import Connection
from graph.backends.neo4j_gate import Gate
from graph.backends.neo4j_load import (
    constrain,
    counts_of,
    fill_empty_lists,
    stored_counts,
    unconstrained,
    verify,
    work_of,
)
from graph.backends.neo4j_reading import GatedReader
from graph.backends.neo4j_rows import (
    Difference,
    compare,
    our_labels,
    our_types,
    read_stored,
    refuse_broken,
    refuse_foreign,
    told,
)
from graph.backends.neo4j_watch import LOAD_PATIENCE_S
from graph.changes import unchanged
from graph.marks import ANNOUNCED, BUILDING, SWITCHING, WHOLE, id_digest
from graph.rows import GraphRows
from graph.store import LoadReport, Manifest
from schema.errors import ForeignData, QueryFailed, StoreError

ONE_TRANSACTION = 50_000
"""Rows of a difference that are written in one transaction, which the old graph outlives; a larger one closes it."""

_LOAD_GATE_LIMIT_S = 60.0


class Neo4jStore(GatedReader):
    """A store in the default database of a Neo4j server (5.26 or newer). Safe to use from several threads.

    Args:
        url: ``bolt://`` or ``neo4j://`` address, with ``+s`` or ``+ssc`` for encryption.
        user: name for the login.
        password: for the login; None where the server asks for none.
        timeout_s: seconds after which the server ends a query.

    Nothing is connected to before the first use.
    """

    def __init__(self, url: str, *, user: str = "neo4j", password: str | None = None, timeout_s: float = 10.0) -> None:
        self._connection = Connection(url, user, password)
        self._loading = Connection(url, user, password, patience_s=LOAD_PATIENCE_S)
        super().__init__(self._connection, timeout_s)

    def __enter__(self) -> Neo4jStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def compare(self, rows: GraphRows, manifest: Manifest, *, thorough: bool = False) -> LoadReport:
        """What ``replace`` would do to the stored graph, row by row (see ``Store.compare``)."""
        refuse_broken(rows)
        gate = gates.read_gate(self._loading, _LOAD_GATE_LIMIT_S)
        if not thorough and self._same_build(gate, rows, manifest):
            return LoadReport(unchanged(rows), manifest)
        ours = gates.read_ids(self._loading, 60.0)
        return LoadReport(told(self._difference(rows, ours), rows), manifest)

    def holds(self, manifest: Manifest) -> bool:
        """Whether the gate says so, nobody added or removed rows or constraints, and no load runs (``Store.holds``)."""
        gate = gates.read_gate(self._loading, _LOAD_GATE_LIMIT_S)
        if gate is None or gate.phase != WHOLE or gate.manifest != manifest:
            return False
        nothing = GraphRows((), ())
        labels, types = our_labels(nothing), our_types(nothing)
        expected = {name: manifest.counts.get(name, 0) for name in (*labels, *types)}
        return (
            expected.keys() >= manifest.counts.keys()
            and stored_counts(self._loading, labels, types) == expected
            and not unconstrained(self._loading, labels)
            and not gates.running(self._loading)
        )

    def replace(
        self,
        rows: GraphRows,
        manifest: Manifest,
        *,
        progress: Callable[[int, int], None] | None = None,
        thorough: bool = False,
    ) -> LoadReport:
        """Write what differs between ``rows`` and the stored graph (see ``Store.replace``).

        Up to ``ONE_TRANSACTION`` rows are one transaction: readers keep the old graph until it is committed. A larger
        difference, or the first load, turns readers away (StoreBuilding) until the graph is whole; where such a load
        ends early, the next one finishes it. Nodes, relationships and labels that ExoMech did not write stay as they
        are. A server that stops answering is StoreUnavailable after ``LOAD_PATIENCE_S`` and a few seconds. Raises
        StoreLocked, ForeignData, StoreUnavailable, and QueryFailed for rows that break their contract.
        """
        refuse_broken(rows)
        self._constrain(our_labels(rows))
        try:
            with gates.exclusive(self._loading):
                gate = gates.read_gate(self._loading, _LOAD_GATE_LIMIT_S)
                if not thorough and self._same_build(gate, rows, manifest):
                    difference = Difference()
                    # A load that was killed before its switch leaves a change announced that will not come.
                    if gate is not None and (gate.manifest != manifest or gate.phase != WHOLE):
                        with self._loading.statements() as writer:
                            gates.write_gate(writer, WHOLE, gate.number, manifest)
                else:
                    ours = gates.read_ids(self._loading, 60.0)
                    difference = self._difference(rows, ours)
                    self._write(gate, difference, rows, manifest, ours, progress)
        finally:
            self._gate = None
        return LoadReport(told(difference, rows), manifest)

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()
        self._loading.close()

    def _same_build(self, gate: Gate | None, rows: GraphRows, manifest: Manifest) -> bool:
        """Whether the stored build is this one and nobody added or removed rows."""
        if gate is None or gate.phase not in (WHOLE, ANNOUNCED) or gate.manifest is None:
            return False
        stored = gate.manifest
        if (stored.build, stored.schema_version) != (manifest.build, manifest.schema_version):
            return False
        labels, types = our_labels(rows), our_types(rows)
        return stored_counts(self._loading, labels, types) == counts_of(rows, labels, types)

    def _constrain(self, labels: tuple[str, ...]) -> None:
        """Declare what the lock and the writing stand on, once it is sure that the database is ours to load into."""
        if unconstrained(self._loading, labels):
            refuse_foreign(self._loading, labels, lambda: gates.read_ids(self._loading, 60.0))
            constrain(self._loading, labels)

    def _difference(self, rows: GraphRows, ours: set[bytes]) -> Difference:
        return compare(read_stored(self._loading, our_labels(rows), our_types(rows), ours), rows)

    def _write(
        self,
        gate: Gate | None,
        difference: Difference,
        rows: GraphRows,
        manifest: Manifest,
        ours: set[bytes],
        progress: Callable[[int, int], None] | None,
    ) -> None:
        advance = _advancing(difference, len(rows.nodes) + len(rows.edges), progress)
        after = {id_digest(node.id) for node in rows.nodes}
        served = gate is not None and gate.phase in (WHOLE, ANNOUNCED)
        # Above that of every load before, also of one whose gate is lost: readers remember answers by it.
        number = max(gate.number + 1 if gate is not None else 1, time.time_ns() // 1_000_000)
        if served and not difference.unfilled and difference.written + difference.removed <= ONE_TRANSACTION:
            self._write_at_once(difference, rows, ours, after, advance)
        else:
            self._write_in_batches(gate, difference, rows, ours, after, advance)
        with self._loading.statements() as writer:
            gates.write_gate(writer, WHOLE, number, manifest)

    def _write_at_once(
        self,
        difference: Difference,
        rows: GraphRows,
        ours: set[bytes],
        after: set[bytes],
        advance: Callable[[int], None],
    ) -> None:
        """One transaction. The gate is left at ``switching``: the caller opens it again."""
        switching = False

        def close_gate() -> None:
            nonlocal switching
            gates.write_phase(self._loading, ANNOUNCED)
            time.sleep(gates.SETTLE_S)
            switching = True
            gates.write_phase(self._loading, SWITCHING)

        try:
            with self._loading.transaction(before_commit=close_gate, work="write") as writer:
                for step in work_of(difference, rows, advance):
                    step(writer)
                if after != ours:
                    gates.write_ids(writer, after)
        except BaseException as error:
            # A commit that the server refused has not happened; one whose answer was lost may have.
            if not switching or isinstance(error, ForeignData | QueryFailed):
                with suppress(StoreError):
                    gates.write_phase(self._loading, WHOLE)
            raise

    def _write_in_batches(
        self,
        gate: Gate | None,
        difference: Difference,
        rows: GraphRows,
        ours: set[bytes],
        after: set[bytes],
        advance: Callable[[int], None],
    ) -> None:
        """Many transactions behind a closed gate; the caller opens it again."""
        with self._loading.transaction(work="write") as writer:
            gates.write_ids(writer, ours | after)
            gates.write_gate(writer, BUILDING, gate.number if gate else 0, gate.manifest if gate else None)
        if gate is not None and gate.phase in (WHOLE, ANNOUNCED):
            time.sleep(gates.SETTLE_S)
        with self._loading.statements() as writer:
            fill_empty_lists(writer, difference.unfilled)
            for step in work_of(difference, rows, advance):
                step(writer)
            verify(self._loading, rows, our_labels(rows), our_types(rows))
            if after != ours | after:
                gates.write_ids(writer, after)


def _advancing(
    difference: Difference, total: int, progress: Callable[[int, int], None] | None
) -> Callable[[int], None]:
    """Tells ``progress`` (rows done, rows in all) as rows are written; unchanged rows count from the start."""
    done = difference.unchanged

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        if progress is not None:
            progress(done, total)

    if progress is not None:
        progress(done, total)
    return advance
