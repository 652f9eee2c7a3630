"""The whole graph as JSON Lines, and back: a manifest, a line a node, a line an edge; same rows, same build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from graph.projection.compose import manifest as manifest_of
from graph.rows import EdgeRow, GraphRows, NodeRow, Value
from graph.store import Manifest

FORM = "exomech-rows-1"
"""Written in the first line; a file of another form is refused."""


def jsonl_lines(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow], manifest: Manifest) -> Iterator[bytes]:
    """Lines with their ends; keys sorted. Nothing but the line in hand is kept."""
    yield orjson.dumps({"form": FORM, "manifest": manifest.to_mapping()}, option=orjson.OPT_SORT_KEYS) + b"\n"
    for node in nodes:
        value = {"id": node.id, "labels": node.labels, "props": dict(node.props)}
        yield orjson.dumps(value, option=orjson.OPT_SORT_KEYS) + b"\n"
    for edge in edges:
        ends = {"type": edge.type, "source": edge.source, "target": edge.target, "key": edge.key}
        yield orjson.dumps(ends | {"props": dict(edge.props)}, option=orjson.OPT_SORT_KEYS) + b"\n"


def read_jsonl(lines: Iterable[bytes]) -> tuple[GraphRows, Manifest]:
    """The rows and the manifest of a file; the build is computed anew from the rows.

    Raises ValueError for a file of another form, a line that is no row, rows of another schema version,
    or rows that are not those of its build.
    """
    nodes: list[NodeRow] = []
    edges: list[EdgeRow] = []
    stated: Manifest | None = None
    for number, line in enumerate(lines, start=1):
        try:
            value = orjson.loads(line)
            if number == 1:
                if value.get("form") != FORM:
                    raise ValueError(f"line 1: the form is {value.get('form')!r}, not {FORM!r}")
                stated = Manifest.from_mapping(value["manifest"])
            elif "type" in value:
                ends = (value["type"], value["source"], value["target"], value["key"])
                edges.append(EdgeRow(*ends, _props(value["props"])))
            else:
                nodes.append(NodeRow(value["id"], tuple(value["labels"]), _props(value["props"])))
        except (KeyError, TypeError, AttributeError, orjson.JSONDecodeError) as error:
            raise ValueError(f"line {number}: no row of the graph") from error
    if stated is None:
        raise ValueError("the file is empty")
    rows = GraphRows(
        tuple(sorted(nodes, key=lambda n: n.id)),
        tuple(sorted(edges, key=lambda e: (e.type, e.source, e.target, e.key))),
    )
    found = manifest_of(rows, code_version=stated.code_version, data_version=stated.data_version)
    if found.schema_version != stated.schema_version:
        raise ValueError(f"the file is of schema version {stated.schema_version}, this is {found.schema_version}")
    if found.build != stated.build:
        raise ValueError(f"the rows are those of build {found.build}, not of {stated.build}")
    return rows, found


def _props(values: Mapping[str, Any]) -> dict[str, Value]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
