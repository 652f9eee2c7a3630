"""The whole graph, row by row, in the forms that can be streamed: memory does not grow with the number of edges."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from graph.exports import cx2, cypher, gexf, graphml, kgx
from graph.exports.jsonl import jsonl_lines
from graph.exports.subgraph import Attribute, Edge, Node, joined
from graph.exports.text import one_line
from graph.rows import EdgeRow, NodeRow, Value
from graph.store import Manifest
from schema.vocabulary import BACKGROUND_RELATIONS, NODE_LABELS, RELATIONS

_DATE = (2000, 1, 1, 0, 0, 0)
_DOMAIN = frozenset({*RELATIONS, *BACKGROUND_RELATIONS, "SECRETES", "MODELS"})
"""Relationships between entities: those that Biolink and SIF are about; the evidence layer stays out there."""
BASE = {"name": "string", "label": "string"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A graph to write: ``nodes`` and ``edges`` give a new iterator each time, in the total order of rows."""

    nodes: Callable[[], Iterable[NodeRow]]
    edges: Callable[[], Iterable[EdgeRow]]
    manifest: Manifest


def _kind(value: Value) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "float"
    return "string" if isinstance(value, str) else "list"


def _declared(rows: Iterable[NodeRow] | Iterable[EdgeRow], base: dict[str, str]) -> dict[str, str]:
    """Every property with its type, base ones first, the rest sorted; what has several types is a text."""
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.props.items():
            kind = _kind(value)
            before = found.setdefault(name, kind)
            if before != kind:
                found[name] = "float" if {before, kind} == {"float", "integer"} else "string"
    return base | {name: found[name] for name in sorted(found) if name not in base}


def _cast(value: Value, kind: str) -> Attribute:
    if isinstance(value, bool | int | float) and kind in {"boolean", "integer", "float"}:
        return float(value) if kind == "float" else value
    if isinstance(value, str | bool | int | float):
        return str(value)
    return tuple(map(str, value))


def _attributes(props: dict[str, Value], declared: dict[str, str]) -> dict[str, Attribute]:
    return {name: _cast(props[name], declared[name]) for name in declared if name in props}


def _node_values(row: NodeRow, declared: dict[str, str]) -> dict[str, Attribute]:
    return _attributes({**row.props, "label": row.labels[0]}, declared)


def _edge_values(row: EdgeRow, declared: dict[str, str]) -> dict[str, Attribute]:
    return _attributes({**row.props, "relation": row.type}, declared)


def edge_name(row: EdgeRow) -> str:
    """An id for a relationship that is unique in the graph."""
    return f"{row.type}|{row.source}|{row.target}|{row.key}".rstrip("|")


def _lines(lines: Iterable[str]) -> Iterator[bytes]:
    for line in lines:
        yield line.encode() + b"\n"


def _jsonl(whole: Whole) -> Iterator[bytes]:
    return jsonl_lines(whole.nodes(), whole.edges(), whole.manifest)


def _graphml(whole: Whole) -> Iterator[bytes]:
    nodes, edges = _declared(whole.nodes(), BASE), _declared(whole.edges(), {"relation": "string"})
    yield from _lines(graphml.opening(nodes, edges))
    yield from _lines(graphml.node_element(n.id, _node_values(n, nodes)) for n in whole.nodes())
    for e in whole.edges():
        yield graphml.edge_element(edge_name(e), e.source, e.target, _edge_values(e, edges)).encode() + b"\n"
    yield from _lines(graphml.CLOSING)


def _gexf(whole: Whole) -> Iterator[bytes]:
    nodes, edges = _declared(whole.nodes(), BASE), _declared(whole.edges(), {"relation": "string"})
    yield from _lines([*gexf.opening(nodes, edges), "<nodes>"])
    for n in whole.nodes():
        yield gexf.node_element(n.id, str(n.props.get("name", n.id)), _node_values(n, nodes)).encode() + b"\n"
    yield b"</nodes>\n<edges>\n"
    for e in whole.edges():
        yield gexf.edge_element(edge_name(e), e.source, e.target, e.type, _edge_values(e, edges)).encode() + b"\n"
    yield b"</edges>\n</graph>\n</gexf>\n"


def _cx2(whole: Whole) -> Iterator[bytes]:
    nodes, edges = _declared(whole.nodes(), BASE), _declared(whole.edges(), {"relation": "string"})
    declarations = {
        "networkAttributes": {"name": {"d": "string"}, "build": {"d": "string"}},
        "nodes": cx2.declared({"represents": "string"} | nodes),
        "edges": cx2.declared({"interaction": "string"} | edges),
    }
    yield b'[{"CXVersion":"2.0","hasFragments":false},\n'
    yield b'{"attributeDeclarations":[' + orjson.dumps(declarations) + b"]},\n"
    yield orjson.dumps({"networkAttributes": [{"name": "ExoMech", "build": whole.manifest.build}]}) + b",\n"
    numbers: dict[str, int] = {}  # CX2 numbers its nodes: this map is all that grows, with nodes alone
    yield b'{"nodes":['
    for number, n in enumerate(whole.nodes()):
        numbers[n.id] = number
        body = orjson.dumps({"id": number, "v": {"represents": n.id} | cx2.plain(_node_values(n, nodes))})
        yield (b",\n" if number else b"\n") + body
    yield b']},\n{"edges":['
    for number, e in enumerate(whole.edges()):
        values = {"interaction": e.type} | cx2.plain(_edge_values(e, edges))
        body = orjson.dumps({"id": number, "s": numbers[e.source], "t": numbers[e.target], "v": values})
        yield (b",\n" if number else b"\n") + body
    yield b']},\n{"status":[{"success":true}]}]\n'


def _cypher(whole: Whole) -> Iterator[bytes]:
    yield f"// ExoMech, build {whole.manifest.build}, CC BY 4.0\n".encode()
    labels: dict[str, str] = {}
    nodes, edges = _declared(whole.nodes(), BASE), _declared(whole.edges(), {})
    del nodes["label"]
    for n in whole.nodes():
        labels[n.id] = n.labels[0]
        yield cypher.node_statement(n.id, n.labels, _attributes(dict(n.props), nodes)).encode() + b"\n"
    for e in whole.edges():
        ends = ((labels[e.source], e.source), (labels[e.target], e.target))
        text = cypher.edge_statement(e.type, ends[0], ends[1], edge_name(e), _attributes(dict(e.props), edges))
        yield text.encode() + b"\n"


def _node_of(row: NodeRow) -> Node:
    return Node(row.id, str(row.props.get("name", row.id)), row.labels[0], xrefs=_texts(row.props.get("xrefs")))


def _texts(value: Value | None) -> tuple[str, ...]:
    return () if value is None or isinstance(value, str | bool | int | float) else tuple(map(str, value))


def _edge_of(row: EdgeRow) -> Edge:
    props = row.props
    sign, reports, against = props.get("sign"), _texts(props.get("reports")), _texts(props.get("against_studies"))
    # A study that only supposes it reports nothing, and yet is not against it.
    supposing = set(_texts(props.get("studies"))) - set(against)
    return Edge(
        id=edge_name(row),
        source=row.source,
        target=row.target,
        relation=row.type,
        kind="claim" if props.get("kind") == "claim" else "background",
        sign=sign if isinstance(sign, int) else None,
        aspect=str(props.get("aspect", "")),
        grade=str(props.get("grade", "")),
        basis=str(props.get("basis", "")),
        supporting=tuple(sorted({r.partition("@")[0] for r in reports} | supposing)),
        against=against,
        references=_texts(props.get("references")) or ((str(props["reference"]),) if "reference" in props else ()),
        retracted=bool(props.get("retracted", False)),
        withdrawn=bool(props.get("withdrawn", False)),
        diseases=tuple(sorted({r.partition("@")[2] for r in reports} - {""})),
    )


def _entities(whole: Whole) -> Iterator[NodeRow]:
    """Nodes that a relationship between entities may join."""
    for row in whole.nodes():
        if row.labels[0] in NODE_LABELS and (NODE_LABELS[row.labels[0]].entity or row.labels[0] == "DiseaseModel"):
            yield row


def _steps(whole: Whole) -> Iterator[EdgeRow]:
    return (row for row in whole.edges() if row.type in _DOMAIN)


def _kgx_nodes(whole: Whole) -> Iterator[bytes]:
    cells = (kgx.flat(kgx.node_record(_node_of(row)), kgx.NODE_COLUMNS) for row in _entities(whole))
    return _table(kgx.NODE_COLUMNS, cells)


def _kgx_edges(whole: Whole) -> Iterator[bytes]:
    cells = (kgx.flat(kgx.edge_record(_edge_of(row)), kgx.EDGE_COLUMNS) for row in _steps(whole))
    return _table(kgx.EDGE_COLUMNS, cells)


def _kgx_node_lines(whole: Whole) -> Iterator[bytes]:
    return (orjson.dumps(kgx.node_record(_node_of(row))) + b"\n" for row in _entities(whole))


def _kgx_edge_lines(whole: Whole) -> Iterator[bytes]:
    return (orjson.dumps(kgx.edge_record(_edge_of(row))) + b"\n" for row in _steps(whole))


def _kgx_losses(whole: Whole) -> Iterator[bytes]:
    return kgx.loss_report(lambda: map(_node_of, _entities(whole)), lambda: map(_edge_of, _steps(whole)))


def _table(header: Sequence[str], rows: Iterable[Sequence[Attribute]]) -> Iterator[bytes]:
    yield ("\t".join(header) + "\n").encode()
    for row in rows:
        yield ("\t".join(one_line(_cell(v)) for v in row) + "\n").encode()


def _cell(value: Attribute) -> str:
    flat = joined(value)
    return str(flat).lower() if isinstance(flat, bool) else str(flat)


def _tsv_nodes(whole: Whole) -> Iterator[bytes]:
    names = _declared(whole.nodes(), BASE)
    rows = ([n.id, *(_node_values(n, names).get(k, "") for k in names)] for n in whole.nodes())
    return _table(["id", *names], rows)


def _tsv_edges(whole: Whole) -> Iterator[bytes]:
    names = _declared(whole.edges(), {"relation": "string"})
    rows = ([e.source, e.target, e.key, *(_edge_values(e, names).get(k, "") for k in names)] for e in whole.edges())
    return _table(["source", "target", "key", *names], rows)


def _sif_network(whole: Whole) -> Iterator[bytes]:
    return (f"{e.source}\t{e.type}\t{e.target}\n".encode() for e in _steps(whole))


def _sif_edges(whole: Whole) -> Iterator[bytes]:
    names = _declared(_steps(whole), {"relation": "string"})
    rows = (
        [f"{e.source} ({e.type}) {e.target}", edge_name(e), e.source, e.target]
        + [_edge_values(e, names).get(k, "") for k in names]
        for e in _steps(whole)
    )
    return _table(["shared_name", "id", "source", "target", *names], rows)


def _sif_nodes(whole: Whole) -> Iterator[bytes]:
    names = _declared(_entities(whole), BASE)
    rows = ([n.id, *(_node_values(n, names).get(k, "") for k in names)] for n in _entities(whole))
    return _table(["id", *names], rows)


Part = Callable[[Whole], Iterator[bytes]]
STREAMS: dict[str, Part] = {
    "jsonl": _jsonl, "graphml": _graphml, "gexf": _gexf, "cx2": _cx2, "cypher": _cypher,
}  # fmt: skip
"""Forms of one file."""
ARCHIVES: dict[str, dict[str, Part]] = {
    "tsv": {"nodes.tsv": _tsv_nodes, "edges.tsv": _tsv_edges},
    "sif": {"network.sif": _sif_network, "edges.tsv": _sif_edges, "nodes.tsv": _sif_nodes},
    "kgx": {
        "nodes.tsv": _kgx_nodes, "edges.tsv": _kgx_edges, "nodes.jsonl": _kgx_node_lines,
        "edges.jsonl": _kgx_edge_lines, "loss.json": _kgx_losses,
    },
}  # fmt: skip
"""Forms of several files, in a zip with fixed dates."""
FORMS = (*STREAMS, *ARCHIVES)


def write_whole(whole: Whole, form: str, out: BinaryIO) -> None:
    """Write the graph as one of ``FORMS``; same rows, same bytes. Raises KeyError for another form, and OSError."""
    if form in STREAMS:
        out.writelines(STREAMS[form](whole))
        return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name, part in ARCHIVES[form].items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            with target.open(info, "w", force_zip64=True) as file:
                file.writelines(part(whole))
