"""Writing into Neo4j: constraints from the vocabulary, and one static statement a label and a relationship type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from graph.backends.neo4j_driver import Connection, Writer
from graph.backends.neo4j_rows import Difference, Unfilled
from graph.ddl import checked_name, uniqueness_constraints
from graph.marks import EMPTY, LABEL
from graph.rows import EdgeRow, GraphRows, NodeRow
from graph.store import Row
from schema.errors import ForeignData, StoreUnavailable

T = TypeVar("T")

BATCH = 10_000
"""Rows a statement, and so the step of ``progress``."""

_SHOW_CONSTRAINTS = """SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties, type
RETURN name, labelsOrTypes AS labels, properties, type"""
_SHOW_INDEXES = """SHOW INDEXES YIELD name, labelsOrTypes, properties, type
RETURN name, labelsOrTypes AS labels, properties, type"""
_UNIQUE = frozenset({"UNIQUENESS", "NODE_PROPERTY_UNIQUENESS", "NODE_KEY"})
_AWAIT = "CALL db.awaitIndexes(300)"


def unconstrained(connection: Connection, labels: Iterable[str]) -> list[str]:
    """Those of our marks' label and ``labels`` under which ``id`` is not unique yet, in this order."""
    return _unconstrained(_shown(connection, _SHOW_CONSTRAINTS), labels)


def constrain(connection: Connection, labels: Iterable[str]) -> None:
    """Make ``id`` unique under our marks' label and each of ``labels``, where it is not yet, or under none of them.

    Returns when the indexes behind it are online. Raises ForeignData where an index or a constraint that ExoMech did
    not make is in the way.
    """
    indexes = _shown(connection, _SHOW_INDEXES)
    # The later look: what another load has just made is no hindrance.
    constraints = _shown(connection, _SHOW_CONSTRAINTS)
    wanted = _unconstrained(constraints, labels)
    if not wanted:
        return
    for label in wanted:
        _refuse_hindrance(label, [*constraints, *indexes])
    with connection.transaction() as writer:
        for statement in uniqueness_constraints(wanted):
            writer.run(statement)
    with connection.statements() as writer:
        writer.run(_AWAIT)


def _shown(connection: Connection, text: str) -> list[Row]:
    return connection.read(text, {}, 30.0)[0]


def _unconstrained(constraints: Iterable[Row], labels: Iterable[str]) -> list[str]:
    done = {row["labels"][0] for row in constraints if row["type"] in _UNIQUE and row["properties"] == ["id"]}
    return [label for label in (LABEL, *labels) if label not in done]


def _refuse_hindrance(label: str, there: Iterable[Row]) -> None:
    """Raise ForeignData for what has the name of the label's constraint, or is the index that it would bring."""
    for row in there:
        same = (row["type"], row["labels"], row["properties"]) == ("RANGE", [label], ["id"])
        if same or row["name"] == f"{label.lower()}_id":
            raise ForeignData(
                f"the uniqueness of `id` cannot be declared for {label}: {row['name']}, an index or constraint that "
                "ExoMech did not make, is in the way",
                hint=f"drop {row['name']}, or load into a database of its own; nothing was changed",
                details={"label": label, "name": str(row["name"])},
            )


def counts_of(rows: GraphRows, labels: Iterable[str], types: Iterable[str]) -> dict[str, int]:
    """Rows by label and by type, 0 where there are none."""
    found: Counter[str] = Counter(label for node in rows.nodes for label in node.labels)
    found.update(edge.type for edge in rows.edges)
    return {name: found[name] for name in (*labels, *types)}


def stored_counts(connection: Connection, labels: Iterable[str], types: Iterable[str]) -> dict[str, int]:
    """The same of the database, from its count store: no row is read."""
    parts = [f"MATCH (n:{label}) WITH count(n) AS number RETURN '{label}' AS name, number" for label in labels]
    parts += [f"MATCH ()-[r:{name}]->() WITH count(r) AS number RETURN '{name}' AS name, number" for name in types]
    rows, _ = connection.read(" UNION ALL ".join(parts), {}, 60.0)
    return {row["name"]: row["number"] for row in rows}


def verify(connection: Connection, rows: GraphRows, labels: Sequence[str], types: Sequence[str]) -> None:
    """Raise StoreUnavailable unless the database holds as many nodes of each label, and enough relationships."""
    expected, found = counts_of(rows, labels, types), stored_counts(connection, labels, types)
    for name, number in expected.items():
        # Relationships of the same type between nodes that are not ours are none of our business.
        if found[name] != number if name in labels else found[name] < number:
            raise StoreUnavailable(
                f"the server stored {found[name]} of {number} rows of {name}", hint="run `exomech build` again"
            )


def fill_empty_lists(writer: Writer, unfilled: Unfilled) -> None:
    """Write the empty lists that an import could only name, where they are; each batch is committed by itself.

    Safe to repeat after an early end.
    """
    for (name, is_type), keys in sorted(unfilled.items()):
        found = f"()-[x:{name}]->()" if is_type else f"(x:{name})"
        names = sorted(map(checked_name, keys))
        puts = ", ".join(f"x.{key} = CASE WHEN '{key}' IN x.{EMPTY} THEN [] ELSE x.{key} END" for key in names)
        writer.run(
            f"MATCH {found} WHERE x.{EMPTY} IS NOT NULL "
            f"CALL (x) {{ SET {puts} REMOVE x.{EMPTY} }} IN TRANSACTIONS OF {BATCH} ROWS"
        )


def work_of(
    difference: Difference, rows: GraphRows, advance: Callable[[int], None]
) -> Iterator[Callable[[Writer], None]]:
    """The difference as steps, in the order in which they can be written, each of up to ``BATCH`` rows.

    ``advance`` is called with the rows that a step has written.
    """
    for text, params in _steps(difference, {node.id: node.labels[0] for node in rows.nodes}):
        for chunk in _chunks(params):
            yield _step(text, chunk, advance)


def _step(text: str, chunk: Sequence[object], advance: Callable[[int], None]) -> Callable[[Writer], None]:
    def write(writer: Writer) -> None:
        writer.run(text, rows=chunk)
        if not text.endswith("DELETE x"):
            advance(len(chunk))

    return write


def _steps(difference: Difference, primary: dict[str, str]) -> Iterator[tuple[str, Sequence[Any]]]:
    for name, gone in _grouped(difference.gone_edges, lambda edge: edge.type):
        yield f"UNWIND $rows AS r MATCH ()-[x:{name}]->() WHERE elementId(x) = r DELETE x", [e.element for e in gone]
    for labels, nodes in _grouped(difference.gone_nodes, lambda node: node.labels):
        # Not DETACH: a relationship that is not ours would go with it.
        yield f"UNWIND $rows AS r MATCH (x:{labels[0]} {{id: r}}) DELETE x", [node.id for node in nodes]
    for (old, new), pairs in _grouped(difference.changed_nodes, lambda pair: (pair[0].labels, pair[1].labels)):
        put = "".join(f" SET x:{label}" for label in sorted(set(new) - set(old)))
        take = "".join(f" REMOVE x:{label}" for label in sorted(set(old) - set(new)))
        text = f"UNWIND $rows AS r MATCH (x:{old[0]} {{id: r.id}}) SET x = r{put}{take}"
        yield text, [_node_map(after) for _, after in pairs]
    for labels, created in _grouped(difference.new_nodes, lambda node: node.labels):
        yield f"UNWIND $rows AS r CREATE (x:{':'.join(labels)}) SET x = r", [_node_map(node) for node in created]
    for name, changed in _grouped(difference.changed_edges, lambda pair: pair[1].type):
        text = f"UNWIND $rows AS r MATCH ()-[x:{name}]->() WHERE elementId(x) = r[0] SET x = r[1]"
        yield text, [[before.element, dict(after.props)] for before, after in changed]

    def ends(edge: EdgeRow) -> tuple[str, str, str]:
        return edge.type, primary[edge.source], primary[edge.target]

    for (name, source, target), links in _grouped(difference.new_edges, ends):
        text = (
            f"UNWIND $rows AS r MATCH (a:{source} {{id: r[0]}}) MATCH (b:{target} {{id: r[1]}}) "
            f"CREATE (a)-[x:{name}]->(b) SET x = r[2]"
        )
        yield text, [[edge.source, edge.target, dict(edge.props)] for edge in links]


def _node_map(node: NodeRow) -> dict[str, Any]:
    return {**node.props, "id": node.id}


def _grouped(items: Iterable[T], key: Callable[[T], Any]) -> Iterator[tuple[Any, list[T]]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    yield from sorted(groups.items(), key=lambda group: group[0])


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
