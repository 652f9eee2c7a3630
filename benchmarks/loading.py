"""Loading Neo4j: the loader against bare UNWIND, a MERGE a row and other people's loaders, and an unchanged load."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from neo4j import Driver, GraphDatabase

from benchmarks.peering import SCRIPTS, rate, write_rows
from benchmarks.report import Figure
from benchmarks.synthetic import CURATION
from graph.backends.neo4j_store import Neo4jStore
from graph.projection.compose import manifest as manifest_of
from graph.rows import GraphRows
from loaders.building import rows_of
from loaders.checking import check
from tests.servers.fixtures import last_commit, wipe
from tests.servers.neo4j import LTS, USER, Neo4jServer

BATCH = 10_000
SAMPLE = 500
"""Edges of the slice that is loaded a row at a time."""
ROUNDS = 2
SLOW = frozenset({"neomodel"})
"""Peers that send each relationship for itself: they load the slice."""


def bare(driver: Driver, rows: GraphRows) -> None:
    """The least that writes these rows: one UNWIND statement a label set and a relationship type, in batches."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    primary = {}
    for node in rows.nodes:
        primary[node.id] = node.labels[0]
        nodes[":".join(node.labels)].append({**node.props, "id": node.id})
    edges: dict[tuple[str, str, str], list[list[Any]]] = defaultdict(list)
    for edge in rows.edges:
        key = (edge.type, primary[edge.source], primary[edge.target])
        edges[key].append([edge.source, edge.target, dict(edge.props)])
    texts: list[tuple[str, list[Any]]]
    texts = [(f"UNWIND $rows AS r CREATE (x:{labels}) SET x = r", found) for labels, found in nodes.items()]
    ends = (
        "UNWIND $rows AS r MATCH (a:{1} {{id: r[0]}}) MATCH (b:{2} {{id: r[1]}}) CREATE (a)-[x:{0}]->(b) SET x = r[2]"
    )
    texts += [(ends.format(*key), links) for key, links in edges.items()]
    with driver.session() as session:
        for text, values in texts:
            for start in range(0, len(values), BATCH):
                session.run(text, rows=values[start : start + BATCH]).consume()


def slice_of(rows: GraphRows, edges: int) -> GraphRows:
    """Evenly drawn edges of ``rows``, ``edges`` at most, with the nodes at their ends: for what takes a trip a row."""
    drawn = rows.edges[:: max(len(rows.edges) // edges, 1)][:edges]
    ends = {end for e in drawn for end in (e.source, e.target)}
    return GraphRows(tuple(n for n in rows.nodes if n.id in ends), drawn)


def one_by_one(driver: Driver, rows: GraphRows) -> None:
    """A MERGE in a transaction of its own for each row."""
    primary = {node.id: node.labels[0] for node in rows.nodes}
    with driver.session() as session:
        for node in rows.nodes:
            text = f"MERGE (x:{node.labels[0]} {{id: $id}}) SET x:{':'.join(node.labels)}, x += $props"
            session.run(text, id=node.id, props=dict(node.props)).consume()
        for edge in rows.edges:
            text = f"MATCH (a:{primary[edge.source]} {{id: $a}}) MATCH (b:{primary[edge.target]} {{id: $b}})"
            text += f" MERGE (a)-[x:{edge.type} {{key: $key}}]->(b) SET x += $props"
            session.run(text, a=edge.source, b=edge.target, key=edge.key, props=dict(edge.props)).consume()


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def figures() -> list[Figure]:
    """Rows a second into a server with one gigabyte of heap, the best of each kind, in turns on the same server."""
    rows, _ = rows_of(check(curation=CURATION), CURATION)
    manifest = manifest_of(rows, code_version="0", data_version="benchmark")
    part = slice_of(rows, SAMPLE)
    total, few = len(rows.nodes) + len(rows.edges), len(part.nodes) + len(part.edges)
    times: dict[str, float] = {}
    peers: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name, Neo4jServer(Path(name), LTS) as server:
        files = {kind: Path(name) / f"{kind}.jsonl" for kind in ("all", "slice")}
        write_rows(rows, files["all"])
        write_rows(part, files["slice"])

        def note(kind: str, work: Callable[[], object]) -> None:
            times[kind] = min(times.get(kind, float("inf")), seconds(work))

        with (
            GraphDatabase.driver(server.url, auth=(USER, server.password)) as driver,
            Neo4jStore(server.url, password=server.password) as store,
        ):
            first = seconds(lambda: store.replace(rows, manifest))
            for _ in range(ROUNDS):
                for peer in SCRIPTS:
                    wipe(server)
                    found = rate(peer, server.url, server.password, files["slice" if peer in SLOW else "all"])
                    peers[peer] = max(peers.get(peer, 0.0), found)
                wipe(server)
                note("bare", lambda: bare(driver, rows))
                wipe(server)
                note("loader", lambda: store.replace(rows, manifest))
                before = last_commit(driver)
                note("again", lambda: store.replace(rows, manifest))
                assert last_commit(driver) == before, "the second load wrote something"
                wipe(server)
                note("single", lambda: one_by_one(driver, part))
    bare_rate, loader_rate, single_rate = total / times["bare"], total / times["loader"], few / times["single"]
    return [
        Figure(
            f"load of {total:,} rows into Neo4j {LTS}",
            f"{loader_rate:,.0f} rows/s",
            f"bare UNWIND {bare_rate:,.0f} rows/s: {loader_rate / bare_rate:.2f}",
            ">= 0.9",
        ),
        Figure(
            "the same",
            f"{loader_rate:,.0f} rows/s",
            f"a MERGE a row ({few:,} rows) {single_rate:,.0f} rows/s: {loader_rate / single_rate:.0f}x",
            ">= 20x",
        ),
        *(
            Figure(
                "the same",
                f"{loader_rate:,.0f} rows/s",
                f"{peer}{f' ({few:,} rows)' if peer in SLOW else ''} {found:,.0f} rows/s: {loader_rate / found:.1f}x",
                "> 1x",
            )
            for peer, found in peers.items()
        ),
        Figure(
            "the same rows again, unchanged",
            f"{times['again']:.2f} s",
            f"first {times['loader']:.2f} s: {times['loader'] / times['again']:.0f}x; no transaction committed",
            ">= 20x, 0 rows written",
        ),
        Figure("first load into a server just started, constraints included", f"{first:.1f} s", "-", "reported"),
    ]
