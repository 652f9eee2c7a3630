"""The store port: the few primitives that every backend offers, and the manifest that says what a store holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from graph.changes import Changes, Sums
from graph.rows import GraphRows

Row = dict[str, Any]
"""One answer row: column name to scalar, list or map, as the query's RETURN names them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is: written with the graph, read back by ``info``.

    ``build`` is the content hash (sha-256, first 16 hex digits) of code-independent content: the rows, the schema
    version and the data version; equal curation gives an equal build whatever the file order. ``counts`` maps a label
    or relationship type to its number.
    """

    build: str
    code_version: str
    schema_version: str
    data_version: str
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_mapping(self) -> dict[str, Any]:
        """A JSON-compatible mapping, counts sorted by key."""
        data = asdict(self)
        data["counts"] = dict(sorted(self.counts.items()))
        return data

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Manifest:
        """The inverse of ``to_mapping``; other keys are ignored. Raises KeyError, TypeError or ValueError."""
        counts = {str(name): int(number) for name, number in dict(data["counts"]).items()}
        texts = {name: str(data[name]) for name in ("build", "code_version", "schema_version", "data_version")}
        return cls(**texts, counts=counts)


NO_BUILD = Manifest("", "", "", "")
"""Stands for the manifest in what is answered without a store."""


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What ``info`` tells: the manifest of the current build, and the engine with its version.

    ``load`` names the load that wrote what is served, where one build can be written twice: rows that somebody changed
    by hand are put right under the same build. It is empty where a build never changes.
    """

    manifest: Manifest
    engine: str
    engine_version: str
    load: str = ""

    @property
    def graph(self) -> tuple[str, str]:
        """Build and load: equal as long as every question has the same rows."""
        return self.manifest.build, self.load


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, by kind of row: ``rows_in = written + unchanged + removed``, of all rows, nodes, relationships.

    ``written`` counts the rows that are new or differ from the stored row of the same identity, on every backend alike,
    also where the backend had to write the whole graph to change them. ``removed`` counts stored rows that the new
    graph lacks. A load takes all rows or none, so no row is ever rejected.
    """

    changes: Changes
    manifest: Manifest

    @property
    def nodes(self) -> Sums:
        """Of the nodes."""
        return Sums.of(self.changes.nodes)

    @property
    def relationships(self) -> Sums:
        """Of the relationships."""
        return Sums.of(self.changes.relationships)

    @property
    def rows(self) -> Sums:
        """Of all rows."""
        return Sums.of(self.changes.nodes, self.changes.relationships)

    @property
    def rows_in(self) -> int:
        """Rows that the load looked at: those of the new graph, and those stored that it lacks."""
        return self.rows.rows_in

    @property
    def written(self) -> int:
        """Rows that are new or differ."""
        return self.rows.written

    @property
    def unchanged(self) -> int:
        """Rows that are as they were."""
        return self.rows.unchanged

    @property
    def removed(self) -> int:
        """Stored rows that are gone."""
        return self.rows.removed


class GraphReader(Protocol):
    """What queries need of a store."""

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        """Run one reading statement of the portable Cypher subset; all of its parameters are bound, null included.

        Rows come in the order of the text's ORDER BY. ``timeout_s`` may shorten the store's limit, never lengthen it.
        Raises QueryTimeout, QueryFailed, StoreUnavailable, StoreBuilding, StoreNotBuilt, StoreSchemaMismatch.
        """
        ...

    def info(self) -> StoreInfo:
        """The current build. Raises StoreNotBuilt, StoreBuilding, StoreUnavailable, StoreSchemaMismatch."""
        ...


class Store(GraphReader, Protocol):
    """A whole store: reading, replacing, closing."""

    def known(self) -> StoreInfo | None:
        """What ``info`` would tell, where that is known without waiting for anybody; else None. Raises nothing."""
        ...

    def replace(
        self,
        rows: GraphRows,
        manifest: Manifest,
        *,
        progress: Callable[[int, int], None] | None = None,
        thorough: bool = False,
    ) -> LoadReport:
        """Put ``rows`` in place of what is stored; readers see the old graph or the new one, never a mixture.

        ``progress`` is called with (rows done, rows in all). Where the stored build is this one, its rows are taken to
        be as they were written; with ``thorough`` each is compared, for a server on which others can change them.
        Raises StoreLocked, ForeignData, StoreUnavailable.
        """
        ...

    def compare(self, rows: GraphRows, manifest: Manifest, *, thorough: bool = False) -> LoadReport:
        """The report that ``replace`` would give now; nothing is written.

        Raises what ``replace`` raises, but for StoreLocked.
        """
        ...

    def holds(self, manifest: Manifest) -> bool:
        """Whether ``replace`` of this very build would find nothing to do, as far as it can be told without its rows.

        False where anything speaks against it, such as a load that runs; then ``replace`` finds out. Nothing is
        written. Raises StoreUnavailable.
        """
        ...

    def close(self) -> None:
        """Release the engine; a closed store is not used again."""
        ...
