"""A subgraph as CX2, the format of Cytoscape and NDEx: declared attributes and a visual style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from graph.exports.styling import edge_look, node_colours
from graph.exports.subgraph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Subgraph,
    edge_attributes,
    node_attributes,
)
from schema.vocabulary import ENTITY_LABELS

_TYPES = {"string": "string", "list": "list_of_string", "integer": "integer", "boolean": "boolean", "float": "double"}
_SHAPES = {
    "CellSource": "ellipse", "Vesicle": "ellipse", "MiRNA": "hexagon", "LncRNA": "hexagon", "CircRNA": "hexagon",
    "MRNA": "hexagon", "Pathway": "round-rectangle", "Process": "round-rectangle", "Disease": "octagon",
    "Outcome": "octagon", "SmallMolecule": "diamond", "Lipid": "diamond", "Drug": "diamond", "Stimulus": "diamond",
}  # fmt: skip
_HEADS = {
    "triangle": "triangle",
    "tee": "tee",
    "diamond": "diamond",
    "vee": "open_delta",
    "circle": "circle",
    "none": "none",
}


def declared(attributes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """An attribute declaration."""
    return {name: {"d": _TYPES[kind]} for name, kind in attributes.items()}


def plain(values: Mapping[str, Attribute]) -> dict[str, Any]:
    """Attribute values; empty texts and lists are left out."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items() if v not in ("", ())}


def _mapping(attribute: str, pairs: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "type": "DISCRETE",
        "definition": {"attribute": attribute, "map": [{"v": v, "vp": p} for v, p in pairs.items()]},
    }


def style() -> dict[str, Any]:
    """The visual style: colours and shapes by label, heads and colours by ``look`` of the edges."""
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_LABEL_FONT_SIZE": 10, "NODE_WIDTH": 70.0, "NODE_HEIGHT": 28.0, "NODE_SHAPE": "rectangle",
                "NODE_BORDER_WIDTH": 1.0, "NODE_BACKGROUND_COLOR": "#FFFFFF", "NODE_BORDER_COLOR": "#222222",
            },
            "edge": {"EDGE_WIDTH": 1.0, "EDGE_LINE_COLOR": "#555555", "EDGE_TARGET_ARROW_SHAPE": "none"},
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "short", "type": "string"}},
            "NODE_BACKGROUND_COLOR": _mapping("label", {name: node_colours(name)[0] for name in ENTITY_LABELS}),
            "NODE_BORDER_COLOR": _mapping("label", {name: node_colours(name)[1] for name in ENTITY_LABELS}),
            "NODE_SHAPE": _mapping("label", _SHAPES),
        },
        "edgeMapping": {
            "EDGE_TARGET_ARROW_SHAPE": _mapping("head", {v: v for v in sorted(set(_HEADS.values()))}),
            "EDGE_LINE_COLOR": {"type": "PASSTHROUGH", "definition": {"attribute": "colour", "type": "string"}},
            "EDGE_TARGET_ARROW_COLOR": {"type": "PASSTHROUGH", "definition": {"attribute": "colour", "type": "string"}},
            "EDGE_LINE_STYLE": _mapping("line", {v: v for v in ("solid", "dashed", "dotted")}),
            "EDGE_WIDTH": {"type": "PASSTHROUGH", "definition": {"attribute": "width", "type": "double"}},
        },
    }  # fmt: skip


LOOK = {"head": "string", "colour": "string", "line": "string", "width": "float"}
"""Attributes of edges that only carry the style."""


def to_cx2(subgraph: Subgraph) -> bytes:
    """The subgraph; opens styled in Cytoscape 3.10, Cytoscape Web and NDEx. Node ids stand in ``represents``."""
    numbers = {n.id: i for i, n in enumerate(subgraph.nodes)}
    edges = []
    for number, edge in enumerate(subgraph.edges):
        arrow, colour, line, width = edge_look(edge)
        look = {"head": _HEADS[arrow], "colour": colour, "line": line, "width": width}
        values = plain(edge_attributes(edge)) | {"id": edge.id, "interaction": edge.relation} | look
        edges.append({"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": values})
    meta = subgraph.meta
    names = {
        "name": str(meta["title"]), "query": str(meta.get("query", "")), "build": str(meta["build"]),
        "version": str(meta["data_version"]), "rights": "CC BY 4.0",
    }  # fmt: skip
    declarations = {
        "networkAttributes": {name: {"d": "string"} for name in names},
        "nodes": declared({"represents": "string"} | NODE_ATTRIBUTES),
        "edges": declared({"id": "string", "interaction": "string"} | EDGE_ATTRIBUTES | LOOK),
    }
    body = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"attributeDeclarations": [declarations]},
        {"networkAttributes": [names]},
        {
            "nodes": [
                {"id": numbers[n.id], "v": {"represents": n.id} | plain(node_attributes(n))} for n in subgraph.nodes
            ]
        },
        {"edges": edges},
        {"visualProperties": [style()]},
        {"status": [{"success": True}]},
    ]
    return orjson.dumps(body) + b"\n"
