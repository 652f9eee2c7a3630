"""The CSV files that ``neo4j-admin database import full`` reads: the fast way to fill an empty Neo4j.

The import leaves a database that says that it is being built. ``exomech build`` then declares the constraints, compares
every row and opens it. An empty list cannot be imported: a property names those of a row, and the build writes them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, TypeVar

from graph.ddl import checked_name
from graph.marks import BUILDING, EMPTY, LABEL, id_digest, id_parts
from graph.rows import EdgeRow, GraphRows, NodeRow, Scalar, Value

T = TypeVar("T", NodeRow, EdgeRow)

ARGUMENTS = "neo4j-admin.args"
"""Name of the file of the tool's arguments, one a line: ``xargs -d '\\n' neo4j-admin ... < neo4j-admin.args``."""

_DATE = (2000, 1, 1, 0, 0, 0)
_BETWEEN = "\x1f"
_TYPES: Mapping[type, str] = {str: "string", bool: "boolean", int: "long", float: "double"}


def neo4j_admin_files(rows: GraphRows) -> Iterator[tuple[str, str]]:
    """Name and text of each file, equal for equal rows; the last one is ``ARGUMENTS``.

    Nodes have one file a set of labels, relationships one a type; more where a property has values of several types.
    Raises ValueError for a name that would need quoting and for a list item that holds the control character U+001F.
    """
    arguments = ["--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string", "--normalize-types=false"]
    parts: list[tuple[str, str, list[list[str]]]] = []
    for labels, nodes in _tables(rows.nodes, lambda node: ";".join(map(checked_name, node.labels))):
        columns = _columns(nodes)
        body = [[node.id, *(_cell(node.props.get(name)) for name, _ in columns)] for node in nodes]
        parts.append(("nodes", labels, [["id:ID", *_header(columns)], *body]))
    ours = [["id:ID", "name:string", "phase:string", "number:long", "data:string"]]
    ours.append(["current", "ExoMech build", BUILDING, "0", ""])
    ours += [[name, name, "", "", data] for name, data in id_parts(id_digest(node.id) for node in rows.nodes)]
    parts.append(("nodes", LABEL, ours))
    for kind, edges in _tables(rows.edges, lambda edge: checked_name(edge.type)):
        columns = _columns(edges)
        body = [[e.source, e.target, *(_cell(e.props.get(name)) for name, _ in columns)] for e in edges]
        parts.append(("relationships", kind, [[":START_ID", ":END_ID", *_header(columns)], *body]))
    for number, (what, name, lines) in enumerate(parts):
        file = f"{number:03}-{name.replace(';', '-')}.csv"
        arguments.append(f"--{what}={name.replace(';', ':')}=./{file}")
        yield file, _text(lines)
    yield ARGUMENTS, "\n".join(arguments) + "\n"


def write_neo4j_admin(rows: GraphRows, out: BinaryIO) -> None:
    """The files as a ZIP, equal bytes for equal rows; raises what ``neo4j_admin_files`` raises."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in neo4j_admin_files(rows):
            archive.writestr(zipfile.ZipInfo(name, _DATE), text, zipfile.ZIP_DEFLATED)


def _tables(rows: Iterable[T], name: Callable[[T], str]) -> Iterator[tuple[str, list[T]]]:
    """The rows by name, and by the types of those properties that have several types under that name."""
    groups: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(_sayable(row))
    for key in sorted(groups):
        types: dict[str, set[str]] = defaultdict(set)
        for row in groups[key]:
            for prop, value in row.props.items():
                types[prop].add(_type(value))
        mixed = sorted(prop for prop, found in types.items() if len(found) > 1)
        parts: dict[tuple[str, ...], list[T]] = defaultdict(list)
        for row in groups[key]:
            parts[tuple(_type(row.props.get(prop, "")) for prop in mixed)].append(row)
        for part in sorted(parts):
            yield key, parts[part]


def _sayable(row: T) -> T:
    """The row with the names of its empty lists in their place."""
    empty = tuple(sorted(name for name, value in row.props.items() if not isinstance(value, Scalar) and not value))
    if not empty:
        return row
    kept = {name: value for name, value in row.props.items() if name not in empty}
    return replace(row, props={**kept, EMPTY: empty})


def _columns(rows: Sequence[NodeRow] | Sequence[EdgeRow]) -> list[tuple[str, str]]:
    found = {prop: _type(value) for row in rows for prop, value in row.props.items() if _cell(value)}
    return sorted(found.items())


def _header(columns: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name}:{kind}" for name, kind in columns]


def _type(value: Value) -> str:
    if isinstance(value, str | bool | int | float):
        return _TYPES[type(value)]
    return f"{_TYPES[type(value[0])] if value else 'string'}[]"


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value) if isinstance(value, str) else repr(value)
    items = [_cell(item) for item in value]
    if any(_BETWEEN in item for item in items):
        raise ValueError(f"a list item holds the control character U+001F: {items!r}")
    return _BETWEEN.join(items)


def _text(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()
