from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.projection import project
from graph.rows import EdgeRow, GraphRows, NodeRow
from graph.store import GraphReader, Manifest
from loaders.assembling import assemble
from loaders.checking import check
from queries.catalogue import packaged

TINY = Path(__file__).resolve().parents[2] / "corpora" / "tiny"
T = TypeVar("T", NodeRow, EdgeRow)
QUERIES = packaged().integrity


@pytest.fixture(scope="module")
def projection() -> tuple[GraphRows, Manifest]:
    return project(assemble(check(curation=TINY).documents), code_version="test")


def first(rows: tuple[T, ...], test: Callable[[T], bool]) -> T:
    return next(r for r in rows if test(r))


def without(rows: GraphRows, *edges: EdgeRow) -> GraphRows:
    return replace(rows, edges=tuple(e for e in rows.edges if e not in edges))


def with_edges(rows: GraphRows, *edges: EdgeRow) -> GraphRows:
    return replace(rows, edges=tuple(sorted((*rows.edges, *edges), key=lambda e: (e.type, e.source, e.target, e.key))))


def exchange(rows: GraphRows, old: NodeRow | EdgeRow, **props: object) -> GraphRows:
    new = replace(old, props={k: v for k, v in {**old.props, **props}.items() if v is not None})
    return GraphRows(
        tuple(new if n is old else n for n in rows.nodes), tuple(new if e is old else e for e in rows.edges)
    )


def projected(rows: GraphRows) -> EdgeRow:
    return first(rows.edges, lambda e: e.type == "TARGETS" and bool(e.props["reports"]))


def edge(rows: GraphRows, kind: str) -> EdgeRow:
    return first(rows.edges, lambda e: e.type == kind)


def node(rows: GraphRows, label: str) -> NodeRow:
    return first(rows.nodes, lambda n: n.labels[0] == label)


def another_claim(rows: GraphRows) -> GraphRows:
    step = first(rows.edges, lambda e: e.type == "HAS_STEP" and e.props["position"] == 2)
    ends = {e.target for e in rows.edges if e.type == "HAS_SUBJECT" and e.source == step.target}
    other = first(rows.edges, lambda e: e.type == "HAS_SUBJECT" and e.target not in ends).source
    return with_edges(without(rows, step), replace(step, target=other))


def bearing_on(rows: GraphRows, claim: str) -> list[EdgeRow]:
    return [e for e in rows.edges if e.target == claim and e.type in {"SUPPORTS", "REFUTES", "FOUND_NO_EFFECT"}]


BREAKS: dict[str, Callable[[GraphRows], GraphRows]] = {
    "claims-without-one-edge": lambda r: without(r, projected(r)),
    "edges-without-claim": lambda r: exchange(r, projected(r), sign=1),
    "claims-without-ends": lambda r: without(r, edge(r, "HAS_OBJECT")),
    "claims-without-evidence": lambda r: without(r, *bearing_on(r, edge(r, "SUPPORTS").target)),
    "evidence-without-study": lambda r: without(
        r, first(r.edges, lambda e: e.type == "REPORTED_IN" and e.source.startswith("exomech:evidence-"))
    ),
    "nodes-without-name": lambda r: exchange(r, node(r, "Gene"), name=None),
    "self-loops": lambda r: with_edges(r, replace(projected(r), source=projected(r).target)),
    "retracted-in-reports": lambda r: exchange(r, projected(r), reports=("pubmed:900000003@MONDO:0005265",)),
    "reports-without-evidence": lambda r: exchange(r, projected(r), reports=("pubmed:900000002@MONDO:0005265",)),
    "mechanisms-that-do-not-join": another_claim,
    "mechanisms-without-ends": lambda r: without(r, edge(r, "STARTS_AT")),
    "products-without-source": lambda r: without(r, edge(r, "SECRETES")),
    "preferred-name-clashes": lambda r: exchange(
        r, first(r.nodes, lambda n: n.id == "HGNC:9955"), preferred_keys=("nfkappab",)
    ),
}


@pytest.mark.parametrize("query", QUERIES, ids=[q.name for q in QUERIES])
def test_nothing_is_found_in_a_sound_graph(store: GraphReader, query: object) -> None:
    assert list(store.read(query.cypher, {})) == []


@pytest.fixture
def broken(
    projection: tuple[GraphRows, Manifest], tmp_path: object, request: pytest.FixtureRequest
) -> Iterator[GraphReader]:
    sound, manifest = projection
    rows = BREAKS[request.param](sound)
    with EmbeddedStore(tmp_path) as opened:
        opened.replace(rows, manifest)
        yield opened


def test_every_integrity_query_is_seen_to_find_something() -> None:
    assert set(BREAKS) == {q.name for q in QUERIES}


@pytest.mark.parametrize(("broken", "name"), [(n, n) for n in BREAKS], ids=list(BREAKS), indirect=["broken"])
def test_the_break_is_found(broken: GraphReader, name: str) -> None:
    text = next(q.cypher for q in QUERIES if q.name == name)
    assert broken.read(text, {})
