"""A subgraph as a Mermaid flowchart for Markdown pages; each edge is followed by a comment with its evidence."""

from __future__ import annotations

from graph.exports.captions import plain_numbers
from graph.exports.layering import layers
from graph.exports.styling import edge_look, node_colours
from graph.exports.subgraph import Edge, Subgraph
from graph.exports.text import one_line

_SHAPES = {
    "CellSource": ("([", "])"), "Vesicle": ("((", "))"), "MiRNA": ("{{", "}}"), "LncRNA": ("{{", "}}"),
    "CircRNA": ("{{", "}}"), "MRNA": ("{{", "}}"), "Pathway": ("(", ")"), "Process": ("(", ")"),
    "Disease": ("[[", "]]"), "Outcome": ("[[", "]]"),
}  # fmt: skip


def _quoted(text: str) -> str:
    return (
        '"'
        + one_line(text).replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
        + '"'
    )


def _arrow(edge: Edge, text: str) -> str:
    """``-->`` increases, ``--x`` decreases, ``--o`` direction unknown or none; dotted where dashed in figures."""
    head = {1: ">", -1: "x"}.get(edge.sign or 0, "o")
    line = f"-.-{head}" if edge.dashed else f"=={head}" if (edge.grade_rank or 0) >= 2 else f"--{head}"
    return f"{line}|{_quoted(text)}|"


def to_mermaid(subgraph: Subgraph) -> bytes:
    """A flowchart from left to right. Mermaid has no T-bar: a cross stands for it, as the comment on top says."""
    found = layers(subgraph)
    names = {n.id: f"n{i}" for i, n in enumerate(subgraph.nodes)}
    lines = [
        "flowchart LR",
        f"%% {one_line(str(subgraph.meta['title']))}",
        "%% arrow: increases; cross: decreases; circle: no sign",
    ]
    for number, compartment in enumerate(dict.fromkeys(found.compartments)):
        lines.append(f"  subgraph c{number}[{_quoted(compartment)}]")
        for node in subgraph.nodes:
            if found.compartments[found.rank[node.id]] == compartment:
                left, right = _SHAPES.get(node.label, ("[", "]"))
                lines.append(f"    {names[node.id]}{left}{_quoted(node.caption)}{right}")
        lines.append("  end")
    for edge in subgraph.edges:
        numbers = plain_numbers(subgraph, edge)
        word = edge.relation.lower().replace("_", " ")
        told = word + (f" [{numbers}]" if numbers else "")
        lines.append(f"  {names[edge.source]} {_arrow(edge, told)} {names[edge.target]}")
        sides = f"studies={','.join(edge.supporting)} against={','.join(edge.against)}"
        lines.append(f"  %% {edge.id} sign={edge.sign} grade={edge.grade} {sides}")
    for number, edge in enumerate(subgraph.edges):
        lines.append(f"  linkStyle {number} stroke:{edge_look(edge)[1]}")
    for node in subgraph.nodes:
        fill, border = node_colours(node.label)
        lines.append(f"  style {names[node.id]} fill:{fill},stroke:{border},color:#222222")
    lines += [f"%% [{r.number}] {r.name} {r.address}" for r in subgraph.references]
    return ("\n".join(lines) + "\n").encode()
