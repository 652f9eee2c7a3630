"""Every canned query gives the same answer on every engine: rows, totals, warnings, reasons and cursors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from graph.backends.neo4j_reading import with_one_map
from graph.opening import open_store
from graph.rows import GraphRows
from graph.store import GraphReader, Manifest, Store
from loaders.building import rows_of
from loaders.checking import check
from queries.answering import answer, prepare
from queries.catalogue import packaged
from queries.common import EVIDENCE_FILTERS
from queries.definitions import CannedQuery
from schema.errors import RequestError
from tests.conformance.conftest import EMBEDDED
from tests.conformance.py2neo_sockets import leaves_sockets
from tests.servers.fixtures import NEWEST_CYPHER_5, SERVERS, Servers, opener_of, wipe
from tests.servers.neo4j import LTS, USER, Neo4jServer
from tests.stores import CURATION, TINY

CORPORA = {"curation": CURATION, "tiny": TINY}
"""The larger one first: its plans then serve the smaller one too."""
LIMIT_S = 20.0
EXPECTED: dict[tuple[str, str, str], object] = {}
"""What the embedded engine answered, by corpus, question and parameters: asked once for all servers."""

Place = tuple[str, str]
"""An engine and the corpus that it holds, by name."""
EMBEDDED_PLACES = [(EMBEDDED, corpus) for corpus in CORPORA]
# Which Cypher a query is read as shows on the tiny corpus; the curation takes minutes.
SERVER_PLACES = [
    (server, corpus) for server in SERVERS for corpus in CORPORA if (server, corpus) != (NEWEST_CYPHER_5, "curation")
]

pytestmark = pytest.mark.slow


def on(places: list[Place]) -> pytest.MarkDecorator:
    """Run a test with each engine and the corpus that it is asked about."""
    return pytest.mark.parametrize("place", places, ids=map("-".join, places), indirect=True, scope="session")


@pytest.fixture(scope="session")
def place(request: pytest.FixtureRequest) -> Place:
    name, corpus = request.param
    return name, corpus


@pytest.fixture(scope="session")
def corpus(place: Place) -> str:
    return place[1]


@pytest.fixture(scope="session")
def engine(place: Place, servers: Servers) -> Neo4jServer | None:
    """The engine under test: a running server, or None for the embedded one."""
    return None if place[0] == EMBEDDED else servers.running(place[0])


@pytest.fixture(scope="session")
def references(tiny_directory: Path, curation_directory: Path) -> Iterator[dict[str, Store]]:
    """Each corpus in the embedded engine, which the servers are compared with."""
    places = {"tiny": tiny_directory, "curation": curation_directory}
    opened = {corpus: open_store(str(places[corpus]), timeout_s=LIMIT_S) for corpus in CORPORA}
    yield opened
    for store in opened.values():
        store.close()


@cache
def rows_and_manifest(corpus: str) -> tuple[GraphRows, Manifest]:
    """What is loaded of the corpus: worked out once, loaded everywhere."""
    return rows_of(check(curation=CORPORA[corpus]), CORPORA[corpus])


@pytest.fixture
def reference(corpus: str, references: dict[str, Store]) -> Store:
    return references[corpus]


@pytest.fixture(scope="module")
def loaded(engine: Neo4jServer | None, corpus: str, references: dict[str, Store]) -> Iterator[Store]:
    """The corpus in the engine under test."""
    if engine is None:
        yield references[corpus]
        return
    wipe(engine)
    store = opener_of(engine)(timeout_s=LIMIT_S)
    store.replace(*rows_and_manifest(corpus))
    yield store
    store.close()


def outcome(store: GraphReader, query: CannedQuery, params: Mapping[str, Any]) -> object:
    """The answer, or the refusal, as a comparable value.

    A cursor is bound to the load that made the graph, so that its text is of one store: what stands for it is the page
    that it leads to.
    """
    try:
        found = answer(store, query, params, timeout_s=LIMIT_S)
    except RequestError as error:
        return type(error).__name__, error.message, error.details
    cursor = found.meta.next_cursor
    following = answer(store, query, {**params, "cursor": cursor}, timeout_s=LIMIT_S).rows if cursor else None
    return found.rows, replace(found.meta, next_cursor=None), following


def requests_of(
    store: GraphReader, query: CannedQuery, *, paged: bool = True, every: bool = True
) -> Iterator[dict[str, Any]]:
    """The query's example as it stands, and with records that the store holds.

    With ``paged`` also a page of two, retracted studies included; with ``every`` also each parameter that is not
    required, and each filter, beside the example.
    """
    claim = store.read("MATCH (c:Claim) RETURN min(c.id) AS id", {})[0]["id"]
    study = store.read("MATCH (s:Study) RETURN min(s.id) AS id", {})[0]["id"]
    known = {"claim": claim, "study": study}
    example = {p.name: p.example for p in query.params if p.required}
    yield example
    required = {p.name: known.get(p.type, p.example) for p in query.params if p.required}
    if required != example:
        yield required
    for param in (*query.params, *EVIDENCE_FILTERS) if every else ():
        if not param.required and param.example is not None:
            yield required | {param.name: param.example}
    if every and query.name == "shortest-path":
        yield {"from": "IL6", "to": "MSC vesicles", "year_from": 2015}  # no path, and why
    more = {} if "include_retracted" in query.refuses else {"include_retracted": True}
    if paged:
        yield required | {"limit": 2, "descendants": False} | more


# The embedded engine is what they are compared with; tests/golden holds its rows against answers written by hand.
@on(SERVER_PLACES)
@pytest.mark.parametrize("name", [query.name for query in packaged().queries])
def test_every_example_gives_equal_rows(
    engine: Neo4jServer | None, corpus: str, loaded: Store, reference: Store, name: str
) -> None:
    query = packaged().get(name)
    # Every filter on the long-term line alone: some fifteen answers a question. Pages of the curation there too: the
    # order of all rows shows in the example.
    line = engine is not None and engine.version == LTS
    every, paged = line and corpus == "tiny", line or corpus == "tiny"
    for params in requests_of(reference, query, paged=paged, every=every):
        asked = (corpus, name, repr(params))
        if asked not in EXPECTED:
            EXPECTED[asked] = outcome(reference, query, params)
        assert outcome(loaded, query, params) == EXPECTED[asked], params


# Here, as the server keeps the plans of these texts: it takes a minute to make them.
@on([("neo4j-5.26", "tiny")])
@pytest.mark.parametrize("name", [query.name for query in packaged().queries])
@leaves_sockets
def test_py2neo_gives_the_same_answers(engine: Neo4jServer, loaded: Store, reference: Store, name: str) -> None:
    py2neo = pytest.importorskip("py2neo", reason="the extra py2neo is not installed")
    from graph.backends.py2neo_graph import py2neo_reader  # only where it is installed

    reader = py2neo_reader(py2neo.Graph(engine.url, auth=(USER, engine.password)), timeout_s=LIMIT_S)
    query = packaged().get(name)
    params = next(requests_of(reference, query))
    assert outcome(reader, query, params) == outcome(reference, query, params)


@on(EMBEDDED_PLACES + SERVER_PLACES)
@pytest.mark.parametrize("name", [query.name for query in packaged().integrity])
def test_integrity_queries_find_nothing(loaded: Store, name: str) -> None:
    query = next(q for q in packaged().integrity if q.name == name)
    assert loaded.read(query.cypher, {}) == []


@on(EMBEDDED_PLACES + SERVER_PLACES)
def test_the_build_is_the_one_of_the_embedded_engine(loaded: Store, reference: Store) -> None:
    assert loaded.info().manifest == reference.info().manifest


@on(EMBEDDED_PLACES + SERVER_PLACES)
def test_a_second_load_of_the_corpus_writes_nothing(loaded: Store, corpus: str) -> None:
    report = loaded.replace(*rows_and_manifest(corpus))
    assert (report.written, report.removed, report.unchanged) == (0, 0, report.rows_in)


def leaves(step: Mapping[str, Any]) -> list[str]:
    """The operators of a plan that begin it, without what each looks up."""
    below = [leaf for child in step.get("children", ()) for leaf in leaves(child)]
    return below or [str(step["operatorType"]).partition("@")[0]]


@on([place for place in SERVER_PLACES if place[1] == "curation"])
def test_the_flagship_question_starts_from_indexes(engine: Neo4jServer, loaded: Store) -> None:
    """PROFILE: whatever the plan begins with is a look-up by id; only what stands within a look-up has none."""
    query = packaged().get("mirnas-on-pathway")
    request = prepare(loaded, query, {p.name: p.example for p in query.params if p.name in {"pathway", "disease"}})
    bound = {**request.values, "allowed": None, "skip": 0, "limit": 101}
    assert loaded.read(query.cypher, bound)
    with GraphDatabase.driver(engine.url, auth=(USER, engine.password)) as driver, driver.session() as session:
        text, names = with_one_map(query.cypher)
        profile = session.run("PROFILE " + text, given={name: bound[name] for name in names}).consume().profile
    assert profile is not None
    found = Counter(leaves(profile))
    assert found["NodeUniqueIndexSeek"] >= 2
    assert set(found) <= {"NodeUniqueIndexSeek", "Argument"}
