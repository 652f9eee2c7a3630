"""A subgraph in Graphviz's DOT: our arrowheads, colours and compartments, every attribute on its edge."""

from __future__ import annotations

from graph.exports.captions import plain_numbers
from graph.exports.layering import layers
from graph.exports.styling import edge_look, node_colours
from graph.exports.subgraph import Subgraph, edge_attributes, joined, node_attributes
from graph.exports.text import clean

_HEADS = {"triangle": "normal", "tee": "tee", "diamond": "diamond", "vee": "vee", "circle": "odot", "none": "none"}
_RESERVED = frozenset({"label", "name"})


Value = str | int | float | bool


def _quoted(value: Value) -> str:
    text = str(value).lower() if isinstance(value, bool) else clean(str(value))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n") + '"'


def _list(values: dict[str, Value]) -> str:
    return ", ".join(f"{name}={_quoted(v)}" for name, v in values.items() if v != "")


def to_dot(subgraph: Subgraph) -> bytes:
    """A directed graph, left to right; one cluster a compartment; node names are ids, ``label`` what people read."""
    found = layers(subgraph)
    lines = [
        "digraph exomech {",
        f"  label={_quoted(str(subgraph.meta['title']))}; rankdir=LR; newrank=true;",
        '  node [shape=box, style="rounded,filled", fontname="Noto Sans", fontsize=10];',
        '  edge [fontname="Noto Sans", fontsize=9];',
    ]
    for number, compartment in enumerate(dict.fromkeys(found.compartments)):
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    label={_quoted(compartment)}; color=gray;")
        for node in subgraph.nodes:
            if found.compartments[found.rank[node.id]] == compartment:
                fill, border = node_colours(node.label)
                own = {k: joined(v) for k, v in node_attributes(node).items() if k not in _RESERVED}
                looks: dict[str, Value] = {
                    "label": node.caption,
                    "tooltip": node.name,
                    "fillcolor": fill,
                    "color": border,
                }
                lines.append(f"    {_quoted(node.id)} [{_list(looks | {'entity': node.label} | own)}];")
        lines.append("  }")
    for edge in subgraph.edges:
        arrow, colour, line, width = edge_look(edge)
        label = plain_numbers(subgraph, edge)
        styled: dict[str, Value] = {
            "id": edge.id, "label": label, "arrowhead": _HEADS[arrow], "color": colour,
            "style": line, "penwidth": width,
        }  # fmt: skip
        own = {k: joined(v) for k, v in edge_attributes(edge).items()}
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_list(styled | own)}];")
    return ("\n".join([*lines, "}"]) + "\n").encode()
