"""py2neo on both lines of Neo4j: every question through it, subgraphs there and back, and what it no longer can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

py2neo = pytest.importorskip("py2neo", reason="the extra py2neo is not installed")

# Below the skip, as they cannot be imported without the extra.
from neo4j import GraphDatabase  # noqa: E402
from py2neo import errors  # noqa: E402

from graph.backends.py2neo_graph import from_py2neo, py2neo_reader, to_py2neo  # noqa: E402
from graph.exports.subgraph import Subgraph  # noqa: E402
from graph.opening import open_store  # noqa: E402
from graph.store import GraphReader, Store  # noqa: E402
from loaders.building import build  # noqa: E402
from queries.answering import answer  # noqa: E402
from queries.catalogue import packaged  # noqa: E402
from queries.subgraphs import subgraph_of_answer  # noqa: E402
from schema.errors import ForeignData, QueryFailed, StoreNotBuilt  # noqa: E402
from tests.conformance.py2neo_sockets import LEAVES_SOCKETS  # noqa: E402
from tests.docs.cells import cells  # noqa: E402
from tests.servers.fixtures import SERVERS, opener_of, wipe  # noqa: E402
from tests.servers.neo4j import USER, Neo4jServer  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("engine", list(SERVERS), indirect=True), *LEAVES_SOCKETS]
TINY = Path(__file__).resolve().parents[1] / "corpora" / "tiny"
LIMIT_S = 20.0


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The corpus in the embedded engine."""
    store = open_store(str(tmp_path_factory.mktemp("py2neo") / "store"), timeout_s=LIMIT_S)
    build(TINY, store)
    yield store
    store.close()


@pytest.fixture
def graph(engine: Neo4jServer) -> py2neo.Graph:
    return py2neo.Graph(engine.url, auth=(USER, engine.password))


@pytest.fixture
def loaded(engine: Neo4jServer) -> Iterator[Store]:
    """The engine's database with the corpus in it, loaded once: what a test added goes."""
    with GraphDatabase.driver(engine.url, auth=(USER, engine.password)) as driver:
        driver.execute_query("MATCH (n:Mine) DETACH DELETE n")
    store = opener_of(engine)(timeout_s=LIMIT_S)
    try:
        build(TINY, store)
    except ForeignData:  # left by the tests of another module
        wipe(engine)
        build(TINY, store)
    yield store
    store.close()


def example(reader: GraphReader) -> Subgraph:
    found = answer(reader, packaged().get("mirnas-on-pathway"), {"pathway": "NF-κB"}, timeout_s=LIMIT_S)
    return subgraph_of_answer(reader, found)


def test_a_question_has_the_same_answer_through_py2neo(loaded: Store, reference: Store, graph: py2neo.Graph) -> None:
    # Of every question: test_questions, on the long-term line.
    reader = py2neo_reader(graph, timeout_s=LIMIT_S)
    assert reader.info() == loaded.info()
    query, asked = packaged().get("mirnas-on-pathway"), {"pathway": "NF-κB"}
    through, itself = (answer(place, query, asked, timeout_s=LIMIT_S) for place in (reader, reference))
    assert through.rows
    assert (through.rows, through.meta) == (itself.rows, itself.meta)


def test_writing_and_wrong_texts_are_refused(loaded: Store, graph: py2neo.Graph) -> None:
    reader = py2neo_reader(graph)
    for text in ("CREATE (:Gene {id: 'x'})", "RETRUN 1"):
        with pytest.raises(QueryFailed):
            reader.read(text, {})


def test_a_subgraph_is_read_converted_and_comes_back(loaded: Store, reference: Store, graph: py2neo.Graph) -> None:
    subgraph = example(py2neo_reader(graph, timeout_s=LIMIT_S))
    assert subgraph == example(reference)
    assert len(subgraph.edges) > 2
    assert from_py2neo(to_py2neo(subgraph)) == subgraph


def test_a_loaded_graph_is_read_as_py2neo_reads_any(loaded: Store, graph: py2neo.Graph) -> None:
    text = "MATCH p = (:MiRNA)-[:TARGETS]->(:Gene) RETURN p"
    drawn = graph.run(text).to_subgraph()
    assert {type(r).__name__ for r in drawn.relationships} == {"TARGETS"}
    claims = {r["claim"] for r in drawn.relationships}
    rows = graph.run("MATCH (:MiRNA)-[r:TARGETS]->(:Gene) RETURN r.claim AS claim").data()
    assert claims == {row["claim"] for row in rows}
    with pytest.raises(ValueError, match="to_py2neo"):
        from_py2neo(drawn)


def test_the_cells_of_the_page_run(loaded: Store, engine: Neo4jServer) -> None:
    ran = 0
    for section in ("Neo4j: the official driver", "Neo4j: py2neo"):
        for cell in cells(section):
            exec(cell["code"], {"url": engine.url, "password": engine.password})
            ran += 1
    assert ran == 2


def test_what_the_page_says_does_not_work(loaded: Store, graph: py2neo.Graph) -> None:
    with pytest.raises(errors.Neo4jError):
        graph.schema.get_uniqueness_constraints("Gene")
    with pytest.raises(errors.Neo4jError):
        graph.schema.create_uniqueness_constraint("Mine", "id")
    start, end = py2neo.Node("Mine", name="a"), py2neo.Node("Mine", name="b")
    links = [py2neo.Relationship(start, "LINK", end, claim=claim) for claim in ("c1", "c2")]
    graph.create(py2neo.Subgraph([start, end], links))
    assert graph.run("MATCH (:Mine)-[r:LINK]->(:Mine) RETURN count(r) AS n").data() == [{"n": 1}]


def test_a_database_without_a_build_is_told(engine: Neo4jServer, graph: py2neo.Graph) -> None:
    wipe(engine)
    with pytest.raises(StoreNotBuilt):
        py2neo_reader(graph).info()
