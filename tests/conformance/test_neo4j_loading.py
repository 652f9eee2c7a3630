"""What a load promises of a shared server: nothing foreign is touched, every change is counted, ids are unique."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.backends import neo4j_store
from graph.backends.neo4j_driver import Connection
from graph.backends.neo4j_store import Neo4jStore
from graph.rows import EdgeRow, NodeRow
from loaders.building import build
from schema.errors import ForeignData, StoreBuilding, StoreNotBuilt, StoreUnavailable
from schema.vocabulary import ENTITY, NODE_LABELS
from tests.conformance.sample import SAMPLE, manifest_of, ring, rows_of
from tests.servers.fixtures import Servers, last_commit, wipe
from tests.servers.neo4j import USER, Neo4jServer
from tests.serving import TINY

pytestmark = pytest.mark.slow
SIZE = len(SAMPLE.nodes) + len(SAMPLE.edges)


@pytest.fixture(scope="module")
def server(servers: Servers) -> Neo4jServer:
    return servers.running("neo4j-5.26")


@pytest.fixture(scope="module")
def driver(server: Neo4jServer) -> Iterator[Driver]:
    with GraphDatabase.driver(server.url, auth=(USER, server.password)) as opened:
        yield opened


@pytest.fixture
def store(server: Neo4jServer) -> Iterator[Neo4jStore]:
    wipe(server)
    with Neo4jStore(server.url, password=server.password, timeout_s=5.0) as opened:
        yield opened


def run(driver: Driver, text: str) -> Sequence[Any]:
    """Rows of a statement that somebody else sends to the server."""
    with driver.session() as session:
        return session.run(text).values()


def everything(driver: Driver) -> list[Sequence[Any]]:
    """Nodes, constraints and indexes of the database."""
    return [
        run(driver, "MATCH (n) RETURN labels(n), properties(n) ORDER BY elementId(n)"),
        run(driver, "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"),
        run(driver, "SHOW INDEXES YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"),
    ]


@pytest.fixture
def unconstrained(store: Neo4jStore, driver: Driver) -> None:
    """The database as a load finds it that is the first one ever: tests before have left their constraints."""
    for (name,) in run(driver, "SHOW CONSTRAINTS YIELD name RETURN name"):
        run(driver, f"DROP CONSTRAINT {name}")


@pytest.mark.usefixtures("unconstrained")
@pytest.mark.parametrize(
    ("foreign", "number"),
    [
        ("CREATE (:Gene {symbol: 'TNF'})", 1),
        ("CREATE (:Other:Entity {id: 'HGNC:1'})", 1),
        ("UNWIND [1, 2] AS n CREATE (:Gene {id: 'HGNC:1'})", 2),
    ],
)
def test_a_database_with_foreign_nodes_under_our_labels_is_refused_and_left_exactly_as_it_was(
    store: Neo4jStore, driver: Driver, foreign: str, number: int
) -> None:
    run(driver, foreign)
    before = everything(driver)
    last = last_commit(driver)
    with pytest.raises(ForeignData, match=r"nodes? that ExoMech did not write") as caught:
        store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    assert caught.value.details["nodes"] == number
    assert "nothing was changed" in caught.value.hint
    assert everything(driver) == before
    assert last_commit(driver) == last
    assert "Gene" not in str(before[1]), "no constraint of ours was there, or the test would show nothing"
    with pytest.raises(StoreNotBuilt):
        store.info()


@pytest.mark.usefixtures("unconstrained")
@pytest.mark.parametrize(
    ("there", "away"),
    [
        ("CREATE CONSTRAINT gene_id FOR (n:Other) REQUIRE n.id IS UNIQUE", "DROP CONSTRAINT gene_id"),
        ("CREATE INDEX mine FOR (n:Gene) ON (n.id)", "DROP INDEX mine"),
        ("CREATE TEXT INDEX gene_id FOR (n:Other) ON (n.id)", "DROP INDEX gene_id"),
    ],
)
def test_an_index_or_constraint_of_others_in_the_way_is_told_and_nothing_is_declared(
    store: Neo4jStore, driver: Driver, there: str, away: str
) -> None:
    run(driver, there)
    try:
        before = everything(driver)
        with pytest.raises(ForeignData, match=f"for Gene: {away.rsplit(maxsplit=1)[-1]}, .* in the way") as caught:
            store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
        assert f"drop {away.rsplit(maxsplit=1)[-1]}" in caught.value.hint
        assert everything(driver) == before
    finally:
        run(driver, away)


def test_a_foreign_node_that_came_after_a_load_is_refused_too_and_the_old_graph_goes_on(
    store: Neo4jStore, driver: Driver
) -> None:
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    run(driver, "CREATE (:Gene {id: 'mine'})")
    rows = ring(20, 1)
    with pytest.raises(ForeignData, match="mine"):
        store.replace(rows, manifest_of(rows, "bb"))
    assert store.info().manifest.build == "aa"
    assert store.read("MATCH (n:Gene) RETURN count(n) AS n", {}) == [{"n": 4}]


def test_nothing_foreign_is_touched(store: Neo4jStore, driver: Driver) -> None:
    """Not nodes under other labels, not relationships between ours, not labels of others on ours."""
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    run(driver, "CREATE (:Person {id: 'HGNC:1'})-[:ABOUT {x: 1}]->(:Thing)")
    run(driver, "MATCH (a:MiRNA), (b:Pathway) SET a:Seen CREATE (a)-[:MY_NOTE {text: 'look'}]->(b)")
    nodes = [replace(n, props={**n.props, "score": 9.0}) if n.id == "mir:1" else n for n in SAMPLE.nodes]
    rows = rows_of(nodes, SAMPLE.edges[1:])
    report = store.replace(rows, manifest_of(rows, "bb"))
    assert (report.written, report.removed) == (1, 1)
    assert run(driver, "MATCH (p:Person)-[r:ABOUT]->(:Thing) RETURN p.id, r.x") == [["HGNC:1", 1]]
    assert run(driver, "MATCH (a:Seen)-[r:MY_NOTE]->() RETURN a.score, r.text") == [[9.0, "look"]]


def test_a_node_that_somebody_linked_to_is_not_removed_with_the_link(store: Neo4jStore, driver: Driver) -> None:
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    run(driver, "MATCH (s:Study) CREATE (s)-[:READ_BY]->(:Person {name: 'me'})")
    rows = rows_of([n for n in SAMPLE.nodes if n.id != "study:1"], [e for e in SAMPLE.edges if e.type != "ABOUT"])
    with pytest.raises(ForeignData, match="relationships"):
        store.replace(rows, manifest_of(rows, "bb"))
    assert store.info().manifest.build == "aa"
    assert run(driver, "MATCH (s:Study)-[:READ_BY]->(p:Person) RETURN s.id, p.name") == [["study:1", "me"]]


def test_what_somebody_changed_by_hand_is_put_right(store: Neo4jStore, driver: Driver) -> None:
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    run(driver, "MATCH (:MiRNA)-[r:TARGETS {claim: 'c1'}]->() DELETE r")
    report = store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    assert (report.written, report.removed, report.unchanged) == (1, 0, SIZE - 1)
    run(driver, "MATCH (g:Gene {id: 'HGNC:2'}) SET g.name = 'wrong', g.extra = 1")
    again = manifest_of(SAMPLE, "aa")
    # A changed value is seen where every row is compared; what a dry run tells is what a load does.
    assert store.compare(SAMPLE, again).written == store.replace(SAMPLE, again).written == 0
    told = store.compare(SAMPLE, again, thorough=True)
    report = store.replace(SAMPLE, again, thorough=True)
    assert report == told
    assert (report.written, report.removed, report.unchanged) == (1, 0, SIZE - 1)
    assert run(driver, "MATCH (g:Gene {id: 'HGNC:2'}) RETURN g.name, g.extra") == [["TRAF6", None]]


SPOILT = (
    # (what somebody does, rows that are written again, rows that are removed); None: as many as went with the node
    ("MATCH ()-[r:TARGETS]->() WITH r ORDER BY elementId(r) LIMIT 1 DELETE r", 1, 0),
    ("MATCH (s:Study) WITH s ORDER BY s.id LIMIT 1 DETACH DELETE s", None, 0),
    ("MATCH (a:Gene), (b:Disease) WITH a, b ORDER BY a.id, b.id LIMIT 1 CREATE (a)-[:TARGETS]->(b)", 0, 1),
    ("DROP CONSTRAINT gene_id", 0, 0),
    ("MATCH (b:ExomechBuild {id: 'current'}) SET b.phase = 'building'", 0, 0),
    ("MATCH (b:ExomechBuild {id: 'current'}) SET b.phase = 'announced'", 0, 0),
    ("MATCH (b:ExomechBuild {id: 'current'}) DETACH DELETE b", 0, 0),
)


def test_a_database_that_was_tampered_with_is_put_right_though_the_files_are_the_same(
    store: Neo4jStore, driver: Driver, tmp_path: Path
) -> None:
    """A build that knows its files looks whether the server still holds what they made."""
    manifest = build(TINY, store, cache=tmp_path).rows.manifest
    declared = everything(driver)[1:]
    for spoil, written, removed in SPOILT:
        assert store.holds(manifest)
        run(driver, spoil)
        assert not store.holds(manifest), spoil
        report = build(TINY, store, cache=tmp_path).rows
        assert report.removed == removed, spoil
        assert report.written == written if written is not None else report.written > 1, spoil
    assert everything(driver)[1:] == declared
    again = build(TINY, store, cache=tmp_path).rows
    assert (again.written, again.removed) == (0, 0)


def test_a_lost_gate_is_written_anew_by_the_next_load(store: Neo4jStore, driver: Driver) -> None:
    manifest = manifest_of(SAMPLE, "a1")
    store.replace(SAMPLE, manifest)
    driver.execute_query("MATCH (b:ExomechBuild {id: 'current'}) DETACH DELETE b")
    with pytest.raises(StoreNotBuilt):
        store.info()
    report = store.replace(SAMPLE, manifest)
    assert (report.written, report.removed) == (0, 0)
    assert store.info().manifest == manifest


def test_comparing_tells_what_a_load_would_do_and_writes_nothing(store: Neo4jStore, driver: Driver) -> None:
    assert store.compare(SAMPLE, manifest_of(SAMPLE, "aa")).written == SIZE
    with pytest.raises(StoreNotBuilt):
        store.info()
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    rows = rows_of(
        [*SAMPLE.nodes, NodeRow("HGNC:9", ("Gene", "Entity"), {})],
        [*SAMPLE.edges[1:], EdgeRow("INCREASES", "HGNC:9", "GO:1", "c9", {"claim": "c9"})],
    )
    report = store.compare(rows, manifest_of(rows, "bb"))
    assert (report.rows_in, report.written, report.unchanged, report.removed) == (SIZE + 2, 2, SIZE - 1, 1)
    assert store.info().manifest.build == "aa"
    assert run(driver, "MATCH (n:Gene {id: 'HGNC:9'}) RETURN n.id") == []
    after = store.replace(rows, manifest_of(rows, "bb"))
    assert (after.written, after.unchanged, after.removed) == (report.written, report.unchanged, report.removed)


def test_parallel_edges_change_each_for_itself(store: Neo4jStore) -> None:
    nodes = [NodeRow("a", ("Gene", "Entity"), {}), NodeRow("b", ("Gene", "Entity"), {})]
    edges = [EdgeRow("INCREASES", "a", "b", f"c{i}", {"claim": f"c{i}", "n": i}) for i in range(4)]
    store.replace(rows_of(nodes, edges), manifest_of(rows_of(nodes, edges), "aa"))
    changed = [edges[0], replace(edges[1], props={"claim": "c1", "n": 10}), edges[3]]
    rows = rows_of(nodes, [*changed, EdgeRow("INCREASES", "a", "b", "c7", {"claim": "c7", "n": 7})])
    report = store.replace(rows, manifest_of(rows, "bb"))
    assert (report.written, report.unchanged, report.removed) == (2, 4, 1)
    found = store.read("MATCH (:Gene)-[r:INCREASES]->() RETURN r.claim AS claim, r.n AS n ORDER BY claim", {})
    assert [(row["claim"], row["n"]) for row in found] == [("c0", 0), ("c1", 10), ("c3", 3), ("c7", 7)]


def test_every_label_of_the_vocabulary_has_its_constraint(store: Neo4jStore, driver: Driver) -> None:
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    rows = run(
        driver, "SHOW CONSTRAINTS YIELD labelsOrTypes, properties WHERE properties = ['id'] RETURN labelsOrTypes"
    )
    assert {labels[0] for (labels,) in rows} >= {*NODE_LABELS, ENTITY, "ExomechBuild"}
    run(driver, "DROP CONSTRAINT gene_id")
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    assert run(driver, "SHOW CONSTRAINTS YIELD name WHERE name = 'gene_id' RETURN name") == [["gene_id"]]


def test_an_unchanged_load_changes_nothing_in_the_database(store: Neo4jStore, driver: Driver) -> None:
    rows = ring(500, 1)
    store.replace(rows, manifest_of(rows, "aa"))
    last = last_commit(driver)
    store.replace(rows, manifest_of(rows, "aa"))
    assert last_commit(driver) == last
    run(driver, "MATCH (n:Gene) WITH n LIMIT 1 SET n.touched = 1 REMOVE n.touched")
    assert last_commit(driver) != last, "a commit moves it, or nothing would be shown"


def test_a_large_difference_turns_readers_away_until_it_is_written(
    store: Neo4jStore, server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_store, "ONE_TRANSACTION", 100)
    first, second = ring(300, 1), ring(280, 2)
    store.replace(first, manifest_of(first, "aa"))
    seen: list[str] = []
    with closing(Neo4jStore(server.url, password=server.password)) as reader:
        assert reader.info().manifest.build == "aa"

        def look(done: int, total: int) -> None:
            if done > 0:
                with pytest.raises(StoreBuilding):
                    reader.read("MATCH (n:Gene) RETURN count(n) AS n", {})
                seen.append("building")

        store.replace(second, manifest_of(second, "bb"), progress=look)
        assert seen
        assert reader.read("MATCH (n:Gene) RETURN count(n) AS n", {}) == [{"n": 280}]


def test_a_password_that_is_not_set_is_told_with_the_setting(server: Neo4jServer) -> None:
    with Neo4jStore(server.url) as store:
        for use in (store.info, lambda: store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))):
            with pytest.raises(StoreUnavailable, match="asks for a password, and none is set") as caught:
                use()
            assert "EXOMECH_NEO4J_PASSWORD_FILE to a file" in caught.value.hint


def test_a_wrong_password_is_told(server: Neo4jServer) -> None:
    with Neo4jStore(server.url, password="wrong") as store, pytest.raises(StoreUnavailable, match="login") as caught:
        store.info()
    assert "PASSWORD" in caught.value.hint


def test_a_connection_that_is_closed_while_it_asks_whether_the_server_is_there_leaves_none_open(
    server: Neo4jServer, driver: Driver
) -> None:
    kept = []
    for step in range(40):
        kept.append(Connection(server.url, USER, server.password))
        asking = threading.Thread(target=kept[-1]._answers)
        asking.start()
        time.sleep(step * 0.0005)
        kept[-1].close()
        asking.join()
    text = "CALL dbms.listConnections() YIELD userAgent WHERE userAgent = 'exomech' RETURN count(*) AS n"
    for _ in range(20):  # the server takes a moment to let go of what was closed
        if not (left := driver.execute_query(text).records[0]["n"]):
            break
        time.sleep(0.1)
    assert left == 0
