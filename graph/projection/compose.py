"""The whole projection: every row of a corpus in its total order, and the manifest that names the build."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import orjson

from graph.projection.effects import claim_rows, conflict_rows, pairs
from graph.projection.entities import entity_edges, entity_nodes, keep, onward_sign, pathway_edges
from graph.projection.records import (
    context_rows,
    evidence_rows,
    mechanism_rows,
    other_rows,
    paper_row,
    preparation_rows,
    study_rows,
)
from graph.projection.trials import trial_rows
from graph.rows import EdgeRow, GraphRows, NodeRow, Value
from graph.store import Manifest
from schema import SCHEMA_VERSION
from schema.corpus import Corpus
from schema.documents import BackgroundDocument
from schema.judging import judge
from schema.properties import TYPES, PropertyType
from schema.signs import settled_aspect
from schema.vocabulary import RELATIONS


def _background_edge(corpus: Corpus, record: BackgroundDocument) -> EdgeRow:
    """A signalling step known beforehand; ``reports`` holds the studies whose own mechanisms pass through it."""
    relation = RELATIONS[record.relation]
    aspect = settled_aspect(record.relation, record.aspect)
    users = {
        p
        for m in corpus.mechanisms
        if not m.study.set_aside
        for s in m.steps
        if s.id == record.background
        for p in pairs(m.study)
    }
    props = keep(
        kind="background",
        background=record.background,
        sign=relation.sign,
        onward=onward_sign(corpus, record.object.id, aspect, relation.sign),
        aspect=aspect.value,
        basis="background",
        references=tuple(r.id for r in record.references),
        statement=record.references[0].statement,
    )
    return EdgeRow(
        record.relation,
        record.subject.id,
        record.object.id,
        record.background,
        props | {"reports": tuple(sorted(users))},
    )


def _rows(corpus: Corpus) -> Iterator[NodeRow | EdgeRow]:
    judged, conflicts = judge(corpus)
    yield from entity_nodes(corpus)
    yield from entity_edges(corpus)
    yield from pathway_edges(corpus)
    for study in corpus.studies.values():
        yield from study_rows(study)
        for key, preparation in study.preparations.items():
            yield from preparation_rows(study, key, preparation)
        for key, context in study.contexts.items():
            yield from context_rows(study, key, context, corpus)
        yield from other_rows(study)
    for item in corpus.evidence:
        yield from evidence_rows(item)
    for found in judged.values():
        yield from claim_rows(corpus, found)
    yield from conflict_rows(conflicts)
    for mechanism in corpus.mechanisms:
        yield from mechanism_rows(mechanism, corpus)
    yield from chain.from_iterable(trial_rows(corpus, trial) for trial in corpus.trials.values())
    for paper in corpus.papers.values():
        yield paper_row(paper)
    for record in corpus.background.values():
        yield _background_edge(corpus, record)
    for version, lines in corpus.releases.items():
        yield NodeRow(f"exomech:release-{version}", ("Release",), {"name": version, "claims": lines})


def _fits(value: Value, wanted: PropertyType) -> bool:
    if wanted.endswith("_list"):
        return isinstance(value, tuple) and all(type(item) is _SCALARS[wanted.removesuffix("_list")] for item in value)
    return type(value) is _SCALARS[wanted]


_SCALARS: dict[str, type] = {"text": str, "int": int, "float": float, "bool": bool}


def check_properties(row: NodeRow | EdgeRow) -> None:
    """Raise ValueError for a property that ``schema.properties`` has not for the row's kind, or of another type."""
    kind = row.labels[0] if isinstance(row, NodeRow) else row.type
    known = TYPES[kind]
    for name, value in row.props.items():
        wanted = known.get(name)
        if wanted is None:
            raise ValueError(f"{kind} has no property {name}; name it in schema/properties.py")
        if not _fits(value, wanted):
            raise ValueError(f"{kind}.{name} is {wanted}, not {value!r}")


def project(corpus: Corpus, *, code_version: str) -> tuple[GraphRows, Manifest]:
    """All rows of a corpus, sorted, and the manifest whose ``build`` is the hash of exactly these rows.

    The data version is hashed with them. Raises ValueError where two rows have the same identity: a corpus that was
    checked has none. Raises ValueError too for a property that ``schema.properties`` does not know.
    """
    nodes: dict[str, NodeRow] = {}
    edges: dict[tuple[str, str, str, str], EdgeRow] = {}
    for row in _rows(corpus):
        check_properties(row)
        if isinstance(row, NodeRow):
            if row.id in nodes:
                raise ValueError(f"two nodes with the id {row.id}")
            nodes[row.id] = row
        else:
            identity = (row.type, row.source, row.target, row.key)
            if identity in edges:
                raise ValueError(f"two edges {identity}")
            edges[identity] = row
    rows = GraphRows(tuple(nodes[k] for k in sorted(nodes)), tuple(edges[k] for k in sorted(edges)))
    dangling = next((e for e in rows.edges if e.source not in nodes or e.target not in nodes), None)
    if dangling is not None:
        raise ValueError(f"an edge without an end: {dangling.type} {dangling.source} -> {dangling.target}")
    return rows, manifest(rows, code_version=code_version, data_version=corpus.data_version)


def manifest(rows: GraphRows, *, code_version: str, data_version: str) -> Manifest:
    """The manifest of rows.

    Its hash covers the rows, the schema version and the data version, all that an answer can show: equal curation gives
    an equal build, whatever the version of the code.
    """
    digest = hashlib.sha256(orjson.dumps([SCHEMA_VERSION, data_version]))
    counts: Counter[str] = Counter()
    for node in rows.nodes:
        digest.update(orjson.dumps([node.id, node.labels, dict(node.props)], option=orjson.OPT_SORT_KEYS))
        counts.update(node.labels)
    for edge in rows.edges:
        digest.update(
            orjson.dumps([edge.type, edge.source, edge.target, edge.key, dict(edge.props)], option=orjson.OPT_SORT_KEYS)
        )
        counts[edge.type] += 1
    return Manifest(digest.hexdigest()[:16], code_version, SCHEMA_VERSION, data_version, dict(sorted(counts.items())))
