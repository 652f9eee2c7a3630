"""py2neo on both lines of Neo4j: every question through it, subgraphs there and back, and what it no longer can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

py2neo = pytest.importorskip("py2neo", reason="the extra py2neo is not installed")

from py2neo import errors  # noqa: E402

from graph.backends.neo4j_reading import GatedReader  # noqa: E402
from graph.backends.py2neo_graph import from_py2neo, py2neo_reader, to_py2neo  # noqa: E402
from graph.exports.subgraph import Subgraph  # noqa: E402
from graph.store import Store  # noqa: E402
from loaders.building import build  # noqa: E402
from queries.answering import answer  # noqa: E402
from queries.catalogue import packaged  # noqa: E402
from queries.subgraphs import subgraph_of_answer  # noqa: E402
from schema.errors import QueryFailed, RequestError, StoreNotBuilt  # noqa: E402
from tests.servers.fixtures import SERVERS, opener_of, wipe  # noqa: E402
from tests.servers.neo4j import USER, Neo4jServer  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("engine", list(SERVERS), indirect=True)]
TINY = Path(__file__).resolve().parents[1] / "corpora" / "tiny"
LIMIT_S = 20.0


@pytest.fixture
def graph(engine: Neo4jServer) -> py2neo.Graph:
    return py2neo.Graph(engine.url, auth=(USER, engine.password))


@pytest.fixture
def loaded(engine: Neo4jServer) -> Iterator[Store]:
    wipe(engine)
    store = opener_of(engine)(timeout_s=LIMIT_S)
    build(TINY, store)
    yield store
    store.close()


def outcome(reader: GatedReader | Store, name: str) -> object:
    query = packaged().get(name)
    try:
        found = answer(reader, query, {p.name: p.example for p in query.params if p.required}, timeout_s=LIMIT_S)
    except RequestError as error:
        return type(error).__name__, error.message
    return found.rows, found.meta


def example(reader: GatedReader | Store) -> Subgraph:
    found = answer(reader, packaged().get("mirnas-on-pathway"), {"pathway": "NF-κB"}, timeout_s=LIMIT_S)
    return subgraph_of_answer(reader, found)


def test_every_question_has_the_same_answer_through_py2neo(loaded: Store, graph: py2neo.Graph) -> None:
    reader = py2neo_reader(graph, timeout_s=LIMIT_S)
    assert reader.info() == loaded.info()
    for query in packaged().queries:
        assert outcome(reader, query.name) == outcome(loaded, query.name), query.name


def test_writing_and_wrong_texts_are_refused(loaded: Store, graph: py2neo.Graph) -> None:
    reader = py2neo_reader(graph)
    for text in ("CREATE (:Gene {id: 'x'})", "RETRUN 1"):
        with pytest.raises(QueryFailed):
            reader.read(text, {})


def test_a_database_without_a_build_is_told(engine: Neo4jServer, graph: py2neo.Graph) -> None:
    wipe(engine)
    with pytest.raises(StoreNotBuilt):
        py2neo_reader(graph).info()


def test_a_subgraph_is_read_converted_and_comes_back(loaded: Store, graph: py2neo.Graph) -> None:
    subgraph = example(py2neo_reader(graph, timeout_s=LIMIT_S))
    assert subgraph == example(loaded)
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


def test_what_the_page_says_does_not_work(loaded: Store, graph: py2neo.Graph) -> None:
    with pytest.raises(errors.Neo4jError):
        graph.schema.get_uniqueness_constraints("Gene")
    with pytest.raises(errors.Neo4jError):
        graph.schema.create_uniqueness_constraint("Mine", "id")
    start, end = py2neo.Node("Mine", name="a"), py2neo.Node("Mine", name="b")
    links = [py2neo.Relationship(start, "LINK", end, claim=claim) for claim in ("c1", "c2")]
    graph.create(py2neo.Subgraph([start, end], links))
    assert graph.run("MATCH (:Mine)-[r:LINK]->(:Mine) RETURN count(r) AS n").data() == [{"n": 1}]
