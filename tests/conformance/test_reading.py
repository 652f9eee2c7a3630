"""What every store promises to a reader: the values that were put in, portable queries, and one tree of errors."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.store import Store
from schema.errors import QueryFailed, QueryTimeout
from tests.conformance.conftest import Opener
from tests.conformance.sample import EVERY_NODE, SAMPLE, manifest_of, ring
from tests.servers.fixtures import SERVERS
from tests.servers.neo4j import USER, Neo4jServer

RUNAWAY = """UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b
WITH a, b WHERE a * b % 7 = 9 RETURN count(*) AS number"""


LATE_S = 3.5
"""Seconds past its limit by which a query has ended: Neo4j looks for late ones every two; the rest is to end them."""


def values(store: Store, text: str, **params: Any) -> list[Any]:
    """The rows of a query, bare where it has one column."""
    rows = [tuple(row.values()) for row in store.read(text, params)]
    return [row[0] if len(row) == 1 else row for row in rows]


def test_every_property_comes_back_as_it_went_in(sample: Store) -> None:
    for node in SAMPLE.nodes:
        label = node.labels[0]
        (props,) = values(sample, f"MATCH (n:{label} {{id: $id}}) RETURN properties(n) AS props", id=node.id)
        expected = {key: list(v) if isinstance(v, tuple) else v for key, v in node.props.items()}
        found = {key: props[key] for key in expected}
        assert found == expected
        assert {key: type(v) for key, v in found.items()} == {key: type(v) for key, v in expected.items()}


def test_a_node_is_found_by_each_of_its_labels_and_no_other(sample: Store) -> None:
    every = {label for node in SAMPLE.nodes for label in node.labels}
    for node in SAMPLE.nodes:
        for label in every:
            found = values(sample, f"MATCH (n:{label} {{id: $id}}) RETURN n.id AS id", id=node.id)
            assert found == ([node.id] if label in node.labels else [])


def test_labels_are_those_that_were_given(sample: Store) -> None:
    rows = sample.read(f"{EVERY_NODE} RETURN n.id AS id, labels(n) AS labels ORDER BY id", {})
    assert {row["id"]: set(row["labels"]) for row in rows} == {node.id: set(node.labels) for node in SAMPLE.nodes}


def test_parallel_edges_and_loops_stay_apart(sample: Store) -> None:
    text = "MATCH (a {id: $a})-[r]->(b {id: $b}) RETURN type(r) AS type, r.claim AS claim ORDER BY type, claim"
    assert values(sample, text, a="mir:1", b="HGNC:2") == [("TARGETS", "c1"), ("TARGETS", "c2")]
    assert values(sample, text, a="study:1", b="study:1") == [("ABOUT", None)]
    assert values(sample, text, a="HGNC:2", b="mir:1") == []


def test_edge_properties_hold_lists_and_signs(sample: Store) -> None:
    text = "MATCH ()-[r:TARGETS]->() WHERE r.claim = $c RETURN r.studies AS studies, r.sign AS sign"
    assert values(sample, text, c="c1") == [(["s1", "s2"], -1)]
    assert values(sample, text, c="c2") == [(None, -1)]


def test_a_null_parameter_is_a_value(sample: Store) -> None:
    text = "MATCH (n:Gene) WHERE $ids IS NULL OR n.id IN $ids RETURN n.id AS id ORDER BY id"
    assert values(sample, text, ids=None) == ["HGNC:1", "HGNC:2", "HGNC:3"]
    assert values(sample, text, ids=["HGNC:2"]) == ["HGNC:2"]
    assert values(sample, text, ids=[]) == []
    assert sample.read("RETURN $x AS x, $x IS NULL AS none", {"x": None}) == [{"x": None, "none": True}]


@pytest.mark.parametrize("engine", list(SERVERS), indirect=True)
def test_a_server_keeps_one_plan_whatever_the_values(engine: Neo4jServer, sample: Store) -> None:
    text = (
        "MATCH (n:Gene) WHERE $ids IS NULL OR n.id IN $ids OR n.name = $name RETURN n.id AS id ORDER BY id LIMIT $limit"
    )
    lists: list[list[str] | None] = [None, [], ["HGNC:2"], ["HGNC:2", "x" * 300] * 40]
    with GraphDatabase.driver(engine.url, auth=(USER, engine.password)) as driver:
        sample.info()
        clear_plans(driver)
        for ids in lists:
            expected = ["HGNC:1", "HGNC:2", "HGNC:3"] if ids is None else ["HGNC:2"] if ids else []
            for name in (None, "x", "x" * 300):
                assert values(sample, text, ids=ids, name=name, limit=9) == expected
        assert clear_plans(driver) <= 3  # of this text, of the look at the gate and of the clearing itself


def clear_plans(driver: Driver) -> int:
    """Make the server forget its plans; returns how many it had."""
    (told,), *_ = driver.execute_query("CALL db.clearQueryCaches()").records
    return int(re.sub(r"\D", "", told) or 0)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "é\u0301 NF-κB 𝛼 \"'`\\ \t",
        "a\x00b",
        0,
        -1,
        2**63 - 1,
        1.0,
        0.1,
        True,
        [],
        ["a", "β"],
        [1, 2],
        {"a": [1, None]},
    ],
    ids=repr,
)
def test_parameters_come_back_unchanged(sample: Store, value: Any) -> None:
    (back,) = values(sample, "RETURN $x AS x", x=value)
    assert back == value
    assert type(back) is type(value)


PORTABLE: list[tuple[str, dict[str, Any], list[Any]]] = [
    (
        ("MATCH p = (a:MiRNA {id: $a})-[:TARGETS|INCREASES|DECREASES*1..3]->(b:Entity {id: $b}) "
        "WITH [n IN nodes(p) | n.id] AS ids, reduce(s = 1, r IN relationships(p) | s * r.sign) AS sign "
        "RETURN ids, sign ORDER BY ids, sign"),
        {"a": "mir:1", "b": "GO:1"},
        [
            (["mir:1", "HGNC:2", "GO:1"], -1),
            (["mir:1", "HGNC:2", "GO:1"], -1),
            (["mir:1", "HGNC:3", "GO:1"], 1),
        ],
    ),
    (
        ("MATCH p = (a:MiRNA {id: $a})-[r:TARGETS|INCREASES*1..3]->(b) "
        "WHERE all(x IN r WHERE x.claim IN $ok) RETURN [n IN nodes(p) | n.id] AS ids ORDER BY ids"),
        {"a": "mir:1", "ok": ["c1", "c4"]},
        [["mir:1", "HGNC:2"], ["mir:1", "HGNC:2", "GO:1"]],
    ),
    ("MATCH (n:Gene) WHERE any(s IN n.synonyms WHERE s = $s) RETURN n.id AS id", {"s": "TNFα"}, ["HGNC:1"]),
    ("MATCH (n:Gene) WHERE none(s IN coalesce(n.synonyms, []) WHERE s = $s) RETURN n.id AS id ORDER BY id",
     {"s": "TNFα"}, ["HGNC:2", "HGNC:3"]),
    ("RETURN single(x IN $xs WHERE x > 2) AS one", {"xs": [1, 2, 3]}, [True]),
    ("MATCH (n:MiRNA) RETURN [(n)-[:TARGETS]->(g) WHERE g.name = $g | g.id] AS ids", {"g": "IRAK1"}, [["HGNC:3"]]),
    ("MATCH (n:Entity) WHERE EXISTS { MATCH (n)-[:INCREASES]->(:Pathway) } RETURN n.id AS id", {}, ["HGNC:2"]),
    ("MATCH (n:MiRNA) RETURN COUNT { (n)-[:TARGETS]->() } AS number", {}, [3]),
    (
        "MATCH (n:MiRNA) RETURN COLLECT { MATCH (n)-[r:TARGETS]->(g) RETURN g.id + r.claim AS x ORDER BY x } AS ids",
        {},
        [["HGNC:2c1", "HGNC:2c2", "HGNC:3c3"]],
    ),
    (
        ("MATCH (n:Entity) RETURN n.id AS id, CASE WHEN n:Cytokine THEN 'c' WHEN n:Gene THEN 'g' ELSE '-' END AS kind "
        "ORDER BY id"),
        {},
        [("GO:1", "-"), ("HGNC:1", "c"), ("HGNC:2", "g"), ("HGNC:3", "g"), ("mir:1", "-")],
    ),
    ("MATCH (n:Gene {id: $id}) RETURN n{.id, .name, .score} AS n", {"id": "HGNC:3"},
     [{"id": "HGNC:3", "name": "IRAK1", "score": None}]),
    (
        ("MATCH (a:MiRNA {id: $a}) MATCH (b:Gene {id: $b}) MATCH p = shortestPath((a)-[*..6]->(b)) "
        "RETURN [n IN nodes(p) | n.id][0] AS first, length(p) AS hops"),
        {"a": "mir:1", "b": "HGNC:1"},
        [("mir:1", 3)],
    ),
    (
        ("MATCH (a:MiRNA {id: $a}) MATCH (b:Pathway {id: $b}) MATCH p = allShortestPaths((a)-[*..6]->(b)) "
        "RETURN DISTINCT [n IN nodes(p) | n.id] AS ids ORDER BY ids"),
        {"a": "mir:1", "b": "GO:1"},
        [["mir:1", "HGNC:2", "GO:1"], ["mir:1", "HGNC:3", "GO:1"]],
    ),
    (
        ("MATCH (n:Entity) CALL (n) { MATCH (n)-[r]->() RETURN count(r) AS out } "
        "WITH n, out WHERE out > 1 RETURN n.id AS id, out"),
        {},
        [("mir:1", 3)],
    ),
    ("UNWIND $rows AS r MATCH (n:Entity {id: r.id}) RETURN n.id AS id, r.k AS k", {"rows": [{"id": "GO:1", "k": 1}]},
     [("GO:1", 1)]),
    ("MATCH (n:Gene) WITH n ORDER BY n.id RETURN collect(n.id) AS ids", {}, [["HGNC:1", "HGNC:2", "HGNC:3"]]),
    ("MATCH (n:Entity) RETURN n.id AS id ORDER BY id DESC SKIP $skip LIMIT $limit", {"skip": 1, "limit": 2},
     ["HGNC:3", "HGNC:2"]),
    ("MATCH (n:Gene) OPTIONAL MATCH (n)-[:INCREASES]->(m) RETURN n.id AS id, m.id AS m ORDER BY id", {},
     [("HGNC:1", None), ("HGNC:2", "GO:1"), ("HGNC:3", None)]),
    ("MATCH (n:Entity) WHERE n.name CONTAINS $t RETURN n.id AS id", {"t": "κB"}, ["GO:1"]),
    ("UNWIND ['b', 'Z', 'é', 'a'] AS x RETURN x ORDER BY x", {}, ["Z", "a", "b", "é"]),
    ("UNWIND [2, null, 1] AS x RETURN x ORDER BY x", {}, [1, 2, None]),
    ("MATCH (n:Mechanism {id: $id})-[:HAS_STEP]->(m) RETURN m.id AS id", {"id": "x"}, []),
    ("MATCH (n:MiRNA {id: $id})-[r:TARGETS|SPONGES*1..2]->(m) RETURN DISTINCT m.id AS id ORDER BY id", {"id": "mir:1"},
     ["HGNC:2", "HGNC:3"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "params", "expected"), PORTABLE, ids=range(len(PORTABLE)))
def test_portable_queries(sample: Store, text: str, params: dict[str, Any], expected: list[Any]) -> None:
    assert values(sample, text, **params) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Gene {id: 'x'}) RETURN n.id AS id",
        "MERGE (n:Gene {id: 'x'}) RETURN n.id AS id",
        "MATCH (n:Gene) SET n.name = 'x' RETURN n.id AS id",
        "MATCH (n:Gene) REMOVE n.name RETURN n.id AS id",
        "MATCH (n:Gene) DETACH DELETE n",
        "MATCH (a:Gene), (b:Pathway) CREATE (a)-[r:INCREASES]->(b) RETURN type(r) AS type",
        "CREATE CONSTRAINT x IF NOT EXISTS FOR (n:Nothing) REQUIRE n.id IS UNIQUE",
    ],
)
def test_reading_never_writes(sample: Store, text: str) -> None:
    everything = """MATCH (n) OPTIONAL MATCH (n)-[r]->(m)
    RETURN n.id AS id, n.name AS name, type(r) AS t, m.id AS m ORDER BY id, t, m"""
    before = sample.read(everything, {})
    with pytest.raises(QueryFailed):
        sample.read(text, {})
    assert sample.read(everything, {}) == before


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("RETRUN 1", {}),
        ("", {}),
        ("RETURN nothing.id AS x", {}),
        ("RETURN no_such_function(1) AS x", {}),
        ("RETURN $missing AS x", {}),
        ("MATCH (n:Gene {id: $missing}) RETURN n.id AS id", {"other": 1}),
        ("RETURN 1 / 0 AS x", {}),
        ("RETURN toInteger([1]) AS x", {}),
        ("RETURN $x AS x", {"x": 2**63}),
        ("RETURN $x AS x", {"x": object()}),
    ],
)
def test_what_the_engine_refuses_is_query_failed(sample: Store, text: str, params: dict[str, Any]) -> None:
    with pytest.raises(QueryFailed) as caught:
        sample.read(text, params)
    assert caught.value.message
    assert values(sample, "RETURN 1 AS x") == [1]  # the store goes on


@pytest.mark.parametrize("limits", [(1.0, None), (5.0, 0.3)], ids=["of the store", "of the call"])
def test_a_runaway_query_ends_at_its_limit(opener: Opener, limits: tuple[float, float | None]) -> None:
    of_store, of_call = limits
    store = opener(timeout_s=of_store)
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    store.read("RETURN 1 AS x", {})
    begin = time.monotonic()
    with pytest.raises(QueryTimeout):
        store.read(RUNAWAY, {}, timeout_s=of_call)
    limit = of_call or of_store
    assert limit * 0.9 <= time.monotonic() - begin < limit + LATE_S
    assert values(store, "RETURN 1 AS x") == [1]


def test_a_call_cannot_lengthen_the_limit_of_the_store(opener: Opener) -> None:
    store = opener(timeout_s=0.5)
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    begin = time.monotonic()
    with pytest.raises(QueryTimeout):
        store.read(RUNAWAY, {}, timeout_s=60)
    assert time.monotonic() - begin < 0.5 + LATE_S


def test_the_limit_is_the_reader_s_not_the_builder_s(opener: Opener) -> None:
    builder = opener(timeout_s=60)
    builder.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    builder.close()
    reader = opener(timeout_s=0.5)
    begin = time.monotonic()
    with pytest.raises(QueryTimeout):
        reader.read(RUNAWAY, {})
    assert time.monotonic() - begin < 0.5 + LATE_S


def test_look_up_by_id_does_not_scan(store: Store) -> None:
    """Under the primary label and under ``Entity`` alike; a scan for the same node is the measure.

    What any question costs, a busy server's answer included, is taken off both.
    """
    rows = ring(24_000, 1)
    store.replace(rows, manifest_of(rows, "aa"))

    def seconds(text: str, x: str = "g012000") -> float:
        best = float("inf")
        for _ in range(20):
            begin = time.perf_counter()
            assert values(store, text, x=x) == ["g012000"]
            best = min(best, time.perf_counter() - begin)
        return best

    floor = seconds("WITH $x AS id RETURN id")
    scan = seconds("MATCH (n:Gene) WHERE n.name = $x RETURN n.id AS id", "gene 12000") - floor
    assert (seconds("MATCH (n:Gene {id: $x}) RETURN n.id AS id") - floor) * 5 < scan
    assert (seconds("MATCH (n:Entity {id: $x}) RETURN n.id AS id") - floor) * 5 < scan
