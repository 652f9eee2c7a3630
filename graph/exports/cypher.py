"""A subgraph as a Cypher script that makes it in any Neo4j database, with ids, evidence and references."""

from __future__ import annotations

from collections.abc import Mapping

from graph.ddl import checked_name
from graph.exports.subgraph import Attribute, Subgraph, edge_attributes, node_attributes
from graph.exports.text import one_line


def literal(value: Attribute) -> str:
    """A value as a Cypher literal.

    >>> literal("it's"), literal(("a",)), literal(True)
    ("'it\\\\'s'", "['a']", 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(literal(v) for v in value) + "]"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
        return f"'{text}'"
    return str(value)


def properties(values: Mapping[str, Attribute]) -> str:
    """A map literal without empty values."""
    return "{" + ", ".join(f"{k}: {literal(v)}" for k, v in values.items() if v not in ("", ())) + "}"


def node_statement(identifier: str, labels: tuple[str, ...], values: Mapping[str, Attribute]) -> str:
    """One node, found by its id under its first label or made."""
    first, *more = (checked_name(x) for x in labels)
    extra = "".join(f", n:{x}" for x in more)
    return f"MERGE (n:{first} {{id: {literal(identifier)}}}) SET n += {properties(values)}{extra};"


def edge_statement(
    relation: str, source: tuple[str, str], target: tuple[str, str], key: str, values: Mapping[str, Attribute]
) -> str:
    """One relationship between two (label, id), told from its parallels by ``key``."""
    a = f"(a:{checked_name(source[0])} {{id: {literal(source[1])}}})"
    b = f"(b:{checked_name(target[0])} {{id: {literal(target[1])}}})"
    return (
        f"MATCH {a} MATCH {b} MERGE (a)-[r:{checked_name(relation)} {{id: {literal(key)}}}]->(b) "
        f"SET r += {properties(values)};"
    )


def to_cypher(subgraph: Subgraph) -> bytes:
    """One statement a line; running it twice changes nothing."""
    labels = {n.id: n.label or "Entity" for n in subgraph.nodes}
    lines = [f"// {one_line(str(subgraph.meta['title']))}", f"// build {subgraph.meta['build']}, CC BY 4.0"]
    for node in subgraph.nodes:
        second = tuple(x for x in node.labels if x != labels[node.id])
        values = {k: v for k, v in node_attributes(node).items() if k not in {"label", "labels"}}
        lines.append(node_statement(node.id, (labels[node.id], *second), values))
    for edge in subgraph.edges:
        ends = [(labels[i], i) for i in (edge.source, edge.target)]
        lines.append(edge_statement(edge.relation, ends[0], ends[1], edge.id, edge_attributes(edge)))
    lines += [f"// [{r.number}] {one_line(r.name)} {r.address}" for r in subgraph.references]
    return ("\n".join(lines) + "\n").encode()
