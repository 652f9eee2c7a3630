"""What a Neo4j database holds of ours, read back, and how it differs from the rows of a new graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from graph.backends.neo4j_driver import Connection
from graph.changes import Changes, Tally, edge_name, record_of, unchanged
from graph.ddl import checked_name, labels_of, types_of
from graph.marks import EMPTY, id_digest
from graph.rows import EdgeRow, GraphRows, NodeRow
from schema.errors import ForeignData, QueryFailed
from schema.vocabulary import CYTOKINE, ENTITY, NODE_LABELS, RELATIONSHIP_TYPES

Pair = tuple[str, str, str]
"""Type, source and target of parallel edges."""

Foreign = tuple[list[str], Any]
"""Labels and ``id`` of a node that ExoMech did not write."""


@dataclass(frozen=True, slots=True)
class StoredEdge:
    """One relationship in the database; ``element`` is the engine's name for it."""

    element: str
    type: str
    source: str
    target: str
    props: dict[str, Any]


Unfilled = dict[tuple[str, bool], set[str]]
"""Empty lists that an import could not write, by label (False) or relationship type (True)."""


@dataclass(slots=True)
class Stored:
    """Everything of ours in the database: nodes by id, edges in no order."""

    nodes: dict[str, NodeRow] = field(default_factory=dict)
    edges: list[StoredEdge] = field(default_factory=list)
    unfilled: Unfilled = field(default_factory=dict)


@dataclass(slots=True)
class Difference:
    """What turns the stored graph into the new one; ``unchanged`` counts rows that stay as they are."""

    new_nodes: list[NodeRow] = field(default_factory=list)
    changed_nodes: list[tuple[NodeRow, NodeRow]] = field(default_factory=list)
    """(stored, new)"""
    gone_nodes: list[NodeRow] = field(default_factory=list)
    new_edges: list[EdgeRow] = field(default_factory=list)
    changed_edges: list[tuple[StoredEdge, EdgeRow]] = field(default_factory=list)
    gone_edges: list[StoredEdge] = field(default_factory=list)
    unchanged: int = 0
    unfilled: Unfilled = field(default_factory=dict)
    """No difference: what an import left to do."""

    @property
    def written(self) -> int:
        """Rows to write."""
        return len(self.new_nodes) + len(self.changed_nodes) + len(self.new_edges) + len(self.changed_edges)

    @property
    def removed(self) -> int:
        """Rows to remove."""
        return len(self.gone_nodes) + len(self.gone_edges)


def told(difference: Difference, rows: GraphRows) -> Changes:
    """The difference as a report tells it; ``rows`` are those of the new graph."""
    found = unchanged(rows)
    for node in difference.new_nodes:
        _take(found.nodes[node.labels[0]]).added.add(node.id)
    for _, node in difference.changed_nodes:
        _take(found.nodes[node.labels[0]]).changed.add(node.id)
    for node in difference.gone_nodes:
        # Labels come back from the database in no order.
        first = next((label for label in node.labels if label not in (ENTITY, CYTOKINE)), node.labels[0])
        found.nodes[first].removed.add(node.id)
    for edge in difference.new_edges:
        _take(found.relationships[edge.type]).added.add(_edge_name(edge))
    for _, edge in difference.changed_edges:
        _take(found.relationships[edge.type]).changed.add(_edge_name(edge))
    for gone in difference.gone_edges:
        found.relationships[gone.type].removed.add(_edge_name(gone))
    return found


def _take(tally: Tally) -> Tally:
    """The tally with one row less that counts as unchanged."""
    tally.unchanged -= 1
    return tally


def _edge_name(edge: EdgeRow | StoredEdge) -> str:
    return edge_name(edge.source, edge.target, record_of(edge.props))


def our_labels(rows: GraphRows) -> tuple[str, ...]:
    """Every label of the vocabulary and of the rows, sorted. Raises QueryFailed for one that would need quoting."""
    return _checked({*NODE_LABELS, ENTITY, CYTOKINE, *labels_of(rows)})


def our_types(rows: GraphRows) -> tuple[str, ...]:
    """Every relationship type of the vocabulary and of the rows, sorted. Raises QueryFailed as ``our_labels`` does."""
    return _checked({*RELATIONSHIP_TYPES, *types_of(rows)})


def _checked(names: Iterable[str]) -> tuple[str, ...]:
    try:
        return tuple(sorted(map(checked_name, names)))
    except ValueError as error:
        raise QueryFailed(str(error)) from error


def refuse_broken(rows: GraphRows) -> None:
    """Raise QueryFailed for rows that break their contract: an id twice, no label, an edge without its end."""
    nodes = {node.id for node in rows.nodes}
    if len(nodes) != len(rows.nodes):
        raise QueryFailed(f"{len(rows.nodes) - len(nodes)} nodes repeat the id of another node")
    bare = next((node.id for node in rows.nodes if not node.labels), None)
    if bare is not None:
        raise QueryFailed(f"the node {bare!r} has no label")
    loose = next((e for e in rows.edges if e.source not in nodes or e.target not in nodes), None)
    if loose is not None:
        raise QueryFailed(
            f"an edge ends at a node that is not in the graph: {loose.type} {loose.source} -> {loose.target}"
        )


def refuse_foreign(connection: Connection, labels: tuple[str, ...], ours: Callable[[], set[bytes]]) -> None:
    """Raise ForeignData for a node under ``labels`` that ``read_stored`` would refuse; no property but ``id`` is read.

    ``ours`` is asked after the nodes: a load that begins meanwhile names its nodes before it writes them.
    """
    found: list[Foreign] = []
    connection.stream(
        f"MATCH (n:{'|'.join(labels)}) RETURN labels(n) AS names, n.id AS id",
        {},
        lambda rows: found.extend((names, node) for names, node in rows),
    )
    known = ours()
    met: set[str] = set()
    foreign: list[Foreign] = []
    for names, node in found:
        if not isinstance(node, str) or node in met or id_digest(node) not in known:
            foreign.append((names, node))
        else:
            met.add(node)
    _refuse(connection, foreign)


def _refuse(connection: Connection, foreign: Sequence[Foreign]) -> None:
    if foreign:
        names, node = min(foreign, key=repr)
        raise ForeignData(
            f"the database {connection.url} holds {len(foreign)} {'node' if len(foreign) == 1 else 'nodes'} that "
            f"ExoMech did not write under labels that it uses, such as (:{':'.join(sorted(names))} {{id: {node!r}}})",
            hint="load into a database of its own; nothing was changed",
            details={"nodes": len(foreign), "labels": sorted({name for names, _ in foreign for name in names})},
        )


def read_stored(connection: Connection, labels: tuple[str, ...], types: tuple[str, ...], ours: set[bytes]) -> Stored:
    """Our nodes, and the relationships of our types between them.

    ``ours`` holds the digests of the ids that ExoMech wrote. Raises ForeignData for any other node under ``labels``.
    """
    stored = Stored()
    by_element: dict[str, str] = {}
    known = frozenset(labels)
    foreign: list[Foreign] = []

    def take_nodes(rows: Iterator[list[Any]]) -> None:
        for element, names, props in rows:
            node = props.pop("id", None)
            if not isinstance(node, str) or id_digest(node) not in ours or node in stored.nodes:
                foreign.append((names, node))
                continue
            by_element[element] = node
            ours_of = tuple(sorted(known.intersection(names)))
            _fill(props, stored.unfilled, (ours_of[0], False))
            stored.nodes[node] = NodeRow(node, ours_of, props)

    connection.stream(
        f"MATCH (n:{'|'.join(labels)}) RETURN elementId(n) AS element, labels(n) AS names, properties(n) AS props",
        {},
        take_nodes,
    )
    _refuse(connection, foreign)
    if not stored.nodes:
        return stored

    def take_edges(rows: Iterator[list[Any]]) -> None:
        for element, name, source, target, props in rows:
            if source in by_element and target in by_element:
                _fill(props, stored.unfilled, (name, True))
                stored.edges.append(StoredEdge(element, name, by_element[source], by_element[target], props))

    connection.stream(
        f"MATCH (a)-[r:{'|'.join(types)}]->(b) RETURN elementId(r) AS element, type(r) AS name, "
        "elementId(a) AS source, elementId(b) AS target, properties(r) AS props",
        {},
        take_edges,
    )
    return stored


def _fill(props: dict[str, Any], unfilled: Unfilled, kind: tuple[str, bool]) -> None:
    """Put the empty lists that an import names into the properties, and note what has to be done in the database."""
    for name in props.pop(EMPTY, ()):
        unfilled.setdefault(kind, set()).add(name)
        props[name] = []


def _mark(props: Any) -> bytes:
    """Equal for equal properties only: 1, 1.0 and true differ, a list and a tuple do not."""
    try:
        return orjson.dumps(dict(props), option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise QueryFailed(f"a property cannot be stored: {error}") from error


def compare(stored: Stored, rows: GraphRows) -> Difference:
    """The difference between what is stored and ``rows``, each list in the order of the rows or of ids."""
    found = Difference(unfilled=stored.unfilled)
    left = dict(stored.nodes)
    for node in rows.nodes:
        before = left.pop(node.id, None)
        if before is None:
            found.new_nodes.append(node)
        elif before.labels == tuple(sorted(node.labels)) and _mark(before.props) == _mark(node.props):
            found.unchanged += 1
        else:
            found.changed_nodes.append((before, node))
    found.gone_nodes = [left[key] for key in sorted(left)]
    if not stored.edges:
        found.new_edges = list(rows.edges)
        return found
    groups: dict[Pair, list[StoredEdge]] = defaultdict(list)
    for edge in stored.edges:
        groups[edge.type, edge.source, edge.target].append(edge)
    news: dict[Pair, list[EdgeRow]] = defaultdict(list)
    for row in rows.edges:
        news[row.type, row.source, row.target].append(row)
    for pair, wanted in news.items():
        _compare_parallel(groups.pop(pair, []), wanted, found)
    found.gone_edges += [edge for pair in sorted(groups) for edge in groups[pair]]
    return found


def _compare_parallel(stored: list[StoredEdge], wanted: list[EdgeRow], found: Difference) -> None:
    by_mark: dict[bytes, list[StoredEdge]] = defaultdict(list)
    for edge in stored:
        by_mark[_mark(edge.props)].append(edge)
    differing: list[EdgeRow] = []
    for row in wanted:
        same = by_mark.get(_mark(row.props))
        if same:
            same.pop()
            found.unchanged += 1
        else:
            differing.append(row)
    # Parallel edges that no record tells apart are told apart by their order.
    by_name: dict[str, list[StoredEdge]] = defaultdict(list)
    for edge in sorted((e for edges in by_mark.values() for e in edges), key=lambda e: e.element, reverse=True):
        by_name[record_of(edge.props)].append(edge)
    for row in differing:
        candidates = by_name.get(record_of(row.props))
        if candidates:
            found.changed_edges.append((candidates.pop(), row))
        else:
            found.new_edges.append(row)
    found.gone_edges += [edge for edges in by_name.values() for edge in edges]
