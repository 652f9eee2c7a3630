"""ExoMech through py2neo, for notebooks that still use it: reading a loaded graph, and subgraphs there and back.

py2neo (2021.2.4, the last) is an optional extra. Nothing else of ExoMech imports this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

import py2neo
from py2neo import errors

from graph.backends.neo4j_reading import GatedReader
from graph.exports.subgraph import Edge, Node, Reference, Subgraph, order_edges
from graph.store import Row
from schema.errors import QueryFailed, QueryTimeout, StoreError, StoreUnavailable

DESCRIPTION = "ExomechSubgraph"
"""Label of the one node that holds what a py2neo subgraph has no place for: references, origin, what was left out."""

_VERSION = "CALL dbms.components() YIELD versions RETURN versions[0] AS version"

_NODE = tuple(f.name for f in fields(Node))
_EDGE = tuple(f.name for f in fields(Edge) if f.name not in ("source", "target", "relation"))
_REFERENCE = tuple(f.name for f in fields(Reference))
_GONE = (errors.ConnectionUnavailable, errors.ConnectionBroken, errors.ConnectionLimit, errors.ServiceUnavailable)


def py2neo_reader(graph: py2neo.Graph, *, timeout_s: float = 10.0) -> GatedReader:
    """A reader (``GraphReader``) over a py2neo connection: every canned question can be asked through it.

    py2neo cannot tell the server a time limit: ``timeout_s`` only bounds the wait for a load that is being committed,
    and ``db.transaction.timeout`` of the server ends a query. The server refuses writing, as it does for the driver.
    """
    return GatedReader(_Py2neoClient(graph), timeout_s)


class _Py2neoClient:
    """What ``GatedReader`` asks."""

    def __init__(self, graph: py2neo.Graph) -> None:
        self._graph = graph
        self._agent = ""
        self.url = str(graph.service.uri)

    def read(self, text: str, params: Mapping[str, Any], limit_s: float) -> tuple[list[Row], str]:
        with _translated():
            rows = self._graph.query(text, dict(params)).data()
            # Not ``service.kernel_version``, which makes 2026.8.1 of 2026.08.1.
            self._agent = self._agent or f"Neo4j/{self._graph.query(_VERSION).evaluate()}"
        return rows, self._agent


@contextmanager
def _translated() -> Iterator[None]:
    """Turn py2neo's errors into those of our tree."""
    try:
        yield
    except _GONE as error:
        raise StoreUnavailable(f"py2neo cannot reach the server: {error}", hint="check that it runs") from error
    except errors.Neo4jError as error:
        raise _of_server(error) from error
    except (errors.ProtocolError, OSError) as error:
        raise StoreUnavailable(f"py2neo and the server do not understand each other: {error}") from error


def _of_server(error: errors.Neo4jError) -> StoreError:
    details = {"engine": "neo4j", "exception": str(error.code)}
    if "TransactionTimedOut" in error.code:
        return QueryTimeout("the query ran past the server's time limit", hint="ask for less", details=details)
    if error.category == "Security":
        return StoreUnavailable(f"the server refused the login: {error.message}", details=details)
    if error.category in {"Statement", "Schema", "Procedure"}:
        return QueryFailed(f"the engine failed while reading: {error.message}", details=details)
    return StoreUnavailable(f"the server cannot be used: {error.message}", details=details)


def to_py2neo(subgraph: Subgraph) -> py2neo.Subgraph:
    """A py2neo subgraph with a node an entity and a relationship a step, and one node of the label ``DESCRIPTION``.

    Nodes have the entity's labels, relationships the step's relation as their type. Properties are the fields of
    ``Node`` and ``Edge``; ``evidence`` is a list of JSON texts, since a property holds no map.

    py2neo's own ``Graph.create`` must not write it: of parallel relationships of one type it keeps one.
    """
    nodes = {n.id: py2neo.Node(*(n.labels or (n.label,)), **_properties(n, _NODE)) for n in subgraph.nodes}
    links = [
        py2neo.Relationship(nodes[e.source], e.relation, nodes[e.target], **_properties(e, _EDGE))
        for e in subgraph.edges
    ]
    description = py2neo.Node(
        DESCRIPTION,
        name=str(subgraph.meta.get("title", "ExoMech subgraph")),
        meta=_json(subgraph.meta),
        left_out=subgraph.left_out,
        references=[_json({name: getattr(r, name) for name in _REFERENCE}) for r in subgraph.references],
    )
    return py2neo.Subgraph([*nodes.values(), description], links)


def from_py2neo(made: py2neo.Subgraph) -> Subgraph:
    """The inverse of ``to_py2neo``, also of a part of such a subgraph: references that nothing uses any more go.

    Values of ``meta`` and ``evidence`` come back as JSON has them. Properties that were added are left out. Raises
    ValueError for a node or a relationship that ``to_py2neo`` did not make, such as one read from a loaded graph.
    """
    described = next((n for n in made.nodes if n.has_label(DESCRIPTION)), py2neo.Node())
    nodes = [Node(**_taken(n, _NODE, Node)) for n in made.nodes if not n.has_label(DESCRIPTION)]
    edges = [
        Edge(
            source=str(r.start_node["id"]),
            target=str(r.end_node["id"]),
            relation=type(r).__name__,
            **_taken(r, _EDGE, Edge),
        )
        for r in made.relationships
    ]
    used = {r for e in edges for r in (*e.studies, *e.references)}
    references = [Reference(**json.loads(text)) for text in described["references"] or ()]
    return Subgraph(
        nodes=tuple(sorted(nodes, key=lambda n: n.id)),
        edges=order_edges(edges),
        references=tuple(r for r in references if r.id in used),
        meta=json.loads(described["meta"] or "{}"),
        left_out=int(described["left_out"] or 0),
    )


def _json(value: Any) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def _properties(item: Node | Edge, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(item, name) for name in names}
    if "evidence" in found:
        found["evidence"] = [_json(e) for e in found["evidence"]]
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items() if v is not None}


def _taken(entity: py2neo.Entity, names: tuple[str, ...], kind: type[Node] | type[Edge]) -> dict[str, Any]:
    """The fields of ``kind``; one that is not there is None where the field may be."""
    may_be_none = {"sign", "grade_rank"}
    missing = [name for name in names if name not in entity and name not in may_be_none]
    if missing:
        raise ValueError(f"{entity!r} has no {missing[0]!r}: it was not made by to_py2neo")
    found = {name: entity[name] for name in names}
    if kind is Edge:
        found["evidence"] = [json.loads(text) for text in found["evidence"]]
    return {name: tuple(v) if isinstance(v, list) else v for name, v in found.items()}
