"""A million projected edges in the shape of the real ones: their load, and the flagship question beside real size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from neo4j import Driver, GraphDatabase

from benchmarks.report import Figure
from benchmarks.serving import ASKED, QUERY, bound, milliseconds, p99
from benchmarks.synthetic import CURATION
from graph.backends.neo4j_reading import MAP, with_one_map
from graph.backends.neo4j_store import Neo4jStore
from graph.exports.neo4j_admin import ARGUMENTS, neo4j_admin_files
from graph.projection.compose import manifest as manifest_of
from graph.rows import EdgeRow, GraphRows, NodeRow
from loaders.building import rows_of
from loaders.checking import check
from queries.catalogue import packaged
from schema.vocabulary import ENTITY
from tests.servers.neo4j import LTS, USER, Neo4jServer

EDGES = 1_000_000
MOVED = 0.1
"""Share of edges that end in another copy, so that a walk leaves the copy in which it begins."""
SEED = 20261127
CALLS = 100
_KEPT = ("Study",)


def shaped(rows: GraphRows, edges: int, seed: int = SEED) -> GraphRows:
    """At least ``edges`` projected edges: copies of the entities, studies and projected edges of ``rows``.

    Ids of copy 0 stay as they are. Each entity keeps its degree on average, and each label and type its share. The same
    seed gives the same rows.
    """
    nodes = [n for n in rows.nodes if ENTITY in n.labels or n.labels[0] in _KEPT]
    held = {n.id for n in nodes}
    links = [e for e in rows.edges if e.source in held and e.target in held]
    projected = sum("kind" in e.props for e in links)
    copies = -(-edges // projected)
    return GraphRows(
        tuple(sorted(_nodes(nodes, copies), key=lambda n: n.id)),
        tuple(sorted(_edges(links, copies, Random(seed)), key=lambda e: (e.type, e.source, e.target, e.key))),
    )


def _copy(identifier: str, copy: int) -> str:
    return f"{identifier}~{copy}" if copy else identifier


def _nodes(nodes: list[NodeRow], copies: int) -> Iterator[NodeRow]:
    for copy in range(copies):
        for node in nodes:
            source = node.props.get("source")
            props = {**node.props, "source": _copy(str(source), copy)} if source else node.props
            yield replace(node, id=_copy(node.id, copy), props=props)


def _edges(links: list[EdgeRow], copies: int, random: Random) -> Iterator[EdgeRow]:
    for copy in range(copies):
        for edge in links:
            # The ontology and what a cell releases stay within a copy; what a claim acts on may lie in another.
            away = "kind" in edge.props and random.random() < MOVED
            target = _copy(edge.target, random.randrange(copies) if away else copy)
            props: Mapping[str, Any] = edge.props
            if "claim" in props:
                props = {**props, "claim": _copy(str(props["claim"]), copy)}
            yield replace(edge, source=_copy(edge.source, copy), target=target, key=_copy(edge.key, copy), props=props)


def plan(driver: Driver, cypher: str, bound: Mapping[str, Any]) -> tuple[list[str], int]:
    """The leaf operators of the profile (with what they look up) and the database hits of the whole plan."""
    with driver.session() as session:
        profile = session.run("PROFILE " + cypher, dict(bound)).consume().profile
    assert profile is not None
    leaves: list[str] = []

    def walk(step: Mapping[str, Any]) -> int:
        below = sum(walk(child) for child in step.get("children", ()))
        if not step.get("children"):
            leaves.append(f"{step['operatorType'].partition('@')[0]}({step['args'].get('Details', '')})")
        return below + int(step.get("dbHits", 0))

    return leaves, walk(profile)


def asked(server: Neo4jServer) -> tuple[list[float], tuple[list[str], int]]:
    """Times of the flagship question on a loaded server, and the plan of the statement that is sent for it."""
    cypher = packaged().get(QUERY).cypher
    with (
        Neo4jStore(server.url, password=server.password, timeout_s=120) as store,
        GraphDatabase.driver(server.url, auth=(USER, server.password)) as driver,
    ):
        values = bound(store, {"pathway": ASKED["pathway"]})  # of every disease
        assert store.read(cypher, values), "the question has no answer: nothing would be measured"
        sent, _ = with_one_map(cypher)
        return milliseconds([lambda: store.read(cypher, values)], CALLS)[0], plan(driver, sent, {MAP: values})


def loaded(server: Neo4jServer, rows: GraphRows) -> float:
    """Seconds of `exomech build`'s load: all rows are written to an empty server, on a filled one they are compared."""
    with Neo4jStore(server.url, password=server.password, timeout_s=120) as store:
        begin = perf_counter()
        store.replace(rows, manifest_of(rows, code_version="0", data_version="benchmark"))
        return perf_counter() - begin


def imported(server: Neo4jServer, rows: GraphRows, files: Path) -> float:
    """Seconds of neo4j-admin's import of the CSV files, the server being stopped; writing them does not count."""
    files.mkdir()
    for name, text in neo4j_admin_files(rows):
        (files / name).write_text(text, "utf-8")
    options = (files / ARGUMENTS).read_text("utf-8").splitlines()
    begin = perf_counter()
    server.admin("database", "import", "full", "neo4j", *options, cwd=files)
    return perf_counter() - begin


def figures(edges: int = EDGES) -> list[Figure]:
    """The load of ``edges`` projected edges, and p50 and p99 of the flagship question at real size and among them."""
    real, _ = rows_of(check(curation=CURATION), CURATION)
    large = shaped(real, edges)
    projected = sum("kind" in e.props for e in large.edges)
    total = len(large.nodes) + len(large.edges)
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        server = Neo4jServer(Path(name) / "large", LTS)
        bulk = imported(server, large, Path(name) / "csv")
        with server:
            compared = loaded(server, large)
            many, (leaves, hits) = asked(server)
        with Neo4jServer(Path(name) / "empty", LTS) as empty:
            written = loaded(empty, large)
        with Neo4jServer(Path(name) / "real", LTS) as small:
            loaded(small, shaped(real, 1))
            few, (_, few_hits) = asked(small)
    return [
        Figure(
            f"{projected:,} projected edges ({total:,} rows) into Neo4j {LTS}: import of the CSV files",
            f"{bulk:.0f} s",
            f"{total / bulk:,.0f} rows/s",
            "reported",
        ),
        Figure(
            "then `exomech build`: constraints, every row compared, opened",
            f"{compared:.0f} s",
            f"{total / compared:,.0f} rows/s",
            "reported",
        ),
        Figure(
            "without the import: `exomech build`'s load into an empty server",
            f"{written:.0f} s",
            f"{total / written:,.0f} rows/s",
            "reported",
        ),
        Figure("flagship at real size, p50 / p99", _times(few), f"{few_hits:,} database hits", "reported"),
        Figure(
            f"flagship at {projected:,} projected edges, p50 / p99",
            _times(many),
            f"{hits:,} database hits; p50 {median(many) / median(few):.1f}x real size",
            "<= 5x",
        ),
        Figure("where its plan starts (PROFILE, every leaf)", "; ".join(leaves), "-", "an index"),
    ]


def _times(times: list[float]) -> str:
    return f"{median(times):.1f} / {p99(times):.1f} ms"
