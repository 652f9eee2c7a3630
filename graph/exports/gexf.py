"""A subgraph as GEXF 1.3, the format of Gephi: declared attributes, colours by kind of node and sign of edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

_TYPES = {"string": "string", "list": "string", "integer": "integer", "boolean": "boolean", "float": "double"}


def opening(nodes: Mapping[str, str], edges: Mapping[str, str]) -> Iterator[str]:
    """The head of the document with the declared attributes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield '<graph defaultedgetype="directed" mode="static">'
    for scope, attributes in (("node", nodes), ("edge", edges)):
        yield f'<attributes class="{scope}">'
        for name, kind in attributes.items():
            # networkx takes titles as keyword arguments beside its own `key`.
            title = "record_key" if name == "key" else name
            yield f'<attribute id="{name}" title="{title}" type="{_TYPES[kind]}"/>'
        yield "</attributes>"


def _values(values: Mapping[str, Attribute]) -> str:
    told = "".join(f'<attvalue for="{name}" value={quoteattr(_text(joined(v)))}/>' for name, v in values.items())
    return f"<attvalues>{told}</attvalues>"


def _text(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


def node_element(identifier: str, label: str, values: Mapping[str, Attribute]) -> str:
    """One node on one line."""
    return f"<node id={quoteattr(clean(identifier))} label={quoteattr(clean(label))}>{_values(values)}</node>"


def edge_element(identifier: str, source: str, target: str, relation: str, values: Mapping[str, Attribute]) -> str:
    """One edge on one line; its kind is the relation, so that parallel edges stay apart."""
    ends = f"source={quoteattr(clean(source))} target={quoteattr(clean(target))}"
    return (
        f"<edge id={quoteattr(clean(identifier))} {ends} kind={quoteattr(escape(relation))} "
        f"label={quoteattr(relation)}>{_values(values)}</edge>"
    )


def to_gexf(subgraph: Subgraph) -> bytes:
    """The subgraph with all of its attributes."""
    lines = [
        *opening(NODE_ATTRIBUTES, EDGE_ATTRIBUTES),
        "<nodes>",
        *(node_element(n.id, n.caption, node_attributes(n)) for n in subgraph.nodes),
        "</nodes>",
        "<edges>",
        *(edge_element(e.id, e.source, e.target, e.relation, edge_attributes(e)) for e in subgraph.edges),
        "</edges>",
        "</graph>",
        "</gexf>",
    ]
    return ("\n".join(lines) + "\n").encode()
