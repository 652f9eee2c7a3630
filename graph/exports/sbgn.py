"""A subgraph as SBGN-ML, Activity Flow: activities and phenotypes, positive, negative and unknown influences."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from graph.exports.layering import layers
from graph.exports.subgraph import Edge, Subgraph, edge_attributes, joined
from graph.exports.text import clean

_PHENOTYPES = frozenset({"Process", "Disease", "Outcome", "CellType", "Tissue"})
_ARCS = {1: "positive influence", -1: "negative influence"}
_WIDTH, _HEIGHT, _STEP_X, _STEP_Y = 108, 40, 180, 64


def arc_class(edge: Edge) -> str:
    """The class of influence of an edge; without a sign it is unknown."""
    return _ARCS.get(edge.sign or 0, "unknown influence")


def to_sbgn(subgraph: Subgraph) -> bytes:
    """A map with a plain layout by layers; an entity's id and an edge's evidence stand in their notes.

    Glyphs are named ``g0``, ``g1`` ... in the order of nodes, arcs ``a0`` ... in the order of edges.
    """
    found = layers(subgraph)
    places: dict[str, tuple[int, int]] = {}
    filled: dict[int, int] = {}
    for node in subgraph.nodes:
        rank = found.rank[node.id]
        places[node.id] = (40 + rank * _STEP_X, 40 + filled.get(rank, 0) * _STEP_Y)
        filled[rank] = filled.get(rank, 0) + 1
    names = {n.id: f"g{i}" for i, n in enumerate(subgraph.nodes)}
    xhtml = "http://www.w3.org/1999/xhtml"

    def notes(text: str) -> str:
        return f'<notes><p xmlns="{xhtml}">{escape(clean(text))}</p></notes>'

    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sbgn xmlns="http://sbgn.org/libsbgn/0.2">',
        '<map id="exomech" language="activity flow">',
        notes(f"{subgraph.meta['title']}; build {subgraph.meta['build']}; CC BY 4.0"),
    ]
    for node in subgraph.nodes:
        x, y = places[node.id]
        kind = "phenotype" if node.label in _PHENOTYPES else "biological activity"
        lines.append(
            f'<glyph class="{kind}" id="{names[node.id]}">{notes(f"{node.id}; {node.label}; {node.name}")}'
            f"<label text={quoteattr(clean(node.caption))}/>"
            f'<bbox x="{x}" y="{y}" w="{_WIDTH}" h="{_HEIGHT}"/></glyph>'
        )
    for number, edge in enumerate(subgraph.edges):
        (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
        told = "; ".join(
            f"{k}={joined(v)}" for k, v in ({"id": edge.id} | edge_attributes(edge)).items() if v not in ("", ())
        )
        ends = f'source="{names[edge.source]}" target="{names[edge.target]}"'
        start = f'<start x="{x1 + _WIDTH}" y="{y1 + _HEIGHT / 2:g}"/>'
        end = f'<end x="{x2}" y="{y2 + _HEIGHT / 2:g}"/>'
        lines.append(f'<arc class="{arc_class(edge)}" id="a{number}" {ends}>{notes(told)}{start}{end}</arc>')
    return ("\n".join([*lines, "</map>", "</sbgn>"]) + "\n").encode()
