"""A subgraph as GraphML: typed keys declared first, lists joined by ``|``, parallel edges kept by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from graph.exports.subgraph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Subgraph,
    edge_attributes,
    joined,
    node_attributes,
)
from graph.exports.text import clean

_TYPES = {"string": "string", "list": "string", "integer": "int", "boolean": "boolean", "float": "double"}


def _value(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else escape(clean(str(value)))


def opening(nodes: Mapping[str, str], edges: Mapping[str, str]) -> Iterator[str]:
    """The head of the document: one key an attribute, ``n_``/``e_`` before its name, and the graph's start."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for scope, attributes in (("node", nodes), ("edge", edges)):
        for name, kind in attributes.items():
            yield f'<key id="{scope[0]}_{name}" for="{scope}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
    yield '<graph id="exomech" edgedefault="directed">'


def node_element(identifier: str, values: Mapping[str, Attribute]) -> str:
    """One node on one line."""
    return f"<node id={quoteattr(clean(identifier))}>{_data('n', values)}</node>"


def edge_element(identifier: str, source: str, target: str, values: Mapping[str, Attribute]) -> str:
    """One edge on one line."""
    ends = f"source={quoteattr(clean(source))} target={quoteattr(clean(target))}"
    return f"<edge id={quoteattr(clean(identifier))} {ends}>{_data('e', values)}</edge>"


def _data(scope: str, values: Mapping[str, Attribute]) -> str:
    return "".join(f'<data key="{scope}_{name}">{_value(joined(v))}</data>' for name, v in values.items())


CLOSING = ("</graph>", "</graphml>")


def to_graphml(subgraph: Subgraph) -> bytes:
    """The subgraph with all of its attributes; read by networkx, Gephi, Cytoscape, igraph and yEd."""
    lines: Iterable[str] = (
        *opening(NODE_ATTRIBUTES, EDGE_ATTRIBUTES),
        *(node_element(n.id, node_attributes(n)) for n in subgraph.nodes),
        *(edge_element(e.id, e.source, e.target, edge_attributes(e)) for e in subgraph.edges),
        *CLOSING,
    )
    return ("\n".join(lines) + "\n").encode()
