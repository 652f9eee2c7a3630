"""The API on a Neo4j server that is stopped or frozen: it says so in time, and goes on when the server is back."""

from __future__ import annotations

import json
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import Message

import pytest
from neo4j import GraphDatabase

from graph.backends import neo4j_store
from graph.marks import BUILDING, WHOLE
from graph.store import Store
from schema.errors import QueryTimeout, StoreBuilding, StoreLocked, StoreUnavailable
from tests.conformance.sample import manifest_of, ring
from tests.servers.fixtures import Servers, opener_of, wipe
from tests.servers.neo4j import USER, Neo4jServer
from tests.serving import COMMAND, TINY, environment, server

pytestmark = [pytest.mark.slow, pytest.mark.alone]
QUERY = "/v1/queries/mirnas-on-pathway?pathway=GO:0007249"
PATHS = ("/readyz", QUERY, "/v1/search?q=TNF", "/v1/meta", "/browser/cargo.html", "/browser/favourites.zip")
PAGE = QUERY.replace("/v1/queries", "/ask")
LIMIT_S = 4.0
"""Seconds in which a request is told that the server is gone."""

VERSIONS = "MATCH (n:Gene) RETURN n.version AS version, count(n) AS n ORDER BY version"
SLOW = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b % 7 = 9 RETURN count(*) AS n"


def get(address: str) -> tuple[int, Message, bytes, float]:
    """Status, headers, body and seconds of one request."""
    begin = time.monotonic()
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.headers, answer.read(), time.monotonic() - begin
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read(), time.monotonic() - begin


def until(address: str, status: int, seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    found = 0
    while found != status:
        assert time.monotonic() < ends, f"{address} still answers {found}"
        try:
            found = get(address)[0]
        except OSError:
            found = 0  # it takes its time
        time.sleep(0.1)


def assert_unavailable(address: str, kind: str = "store-unavailable") -> None:
    status, headers, body, seconds = get(address)
    assert (status, headers["Content-Type"]) == (503, "application/problem+json"), address
    assert int(headers["Retry-After"]) > 0
    assert (json.loads(body)["status"], json.loads(body)["type"]) == (503, f"urn:exomech:problem:{kind}")
    assert seconds < LIMIT_S, address


def assert_page_unavailable(api: str) -> None:
    status, headers, body, seconds = get(api + PAGE)
    assert (status, headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert int(headers["Retry-After"]) > 0
    assert b'<div class="error">' in body
    assert seconds < LIMIT_S


def assert_alive(address: str) -> None:
    status, _, _, seconds = get(f"{address}/livez")
    assert (status, seconds < 1.0) == (200, True)


@pytest.fixture(scope="module")
def neo4j(servers: Servers) -> Neo4jServer:
    started = servers.running("neo4j-5.26")
    wipe(started)
    return started


@pytest.fixture(scope="module")
def api(neo4j: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API as a user runs it, with the password in a file; started before anything is built, then built."""
    place = tmp_path_factory.mktemp("outage")
    secret = place / "password"
    secret.write_text(neo4j.password + "\n", "utf-8")
    settings = {"neo4j_password_file": secret, "curation": TINY}
    with server(neo4j.url, log=place / "serve.log", **settings) as address:
        for path in PATHS:
            assert_unavailable(address + path, "store-not-built")
        assert_page_unavailable(address)
        built = subprocess.run(
            [*COMMAND, "build"],
            env=environment(store=neo4j.url, **settings),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert built.returncode == 0, built.stderr
        until(f"{address}/readyz", 200)
        yield address


@pytest.fixture
def store(neo4j: Neo4jServer, api: str) -> Iterator[Store]:
    with closing(opener_of(neo4j)(timeout_s=30)) as opened:
        yield opened


def assert_gone(store: Store) -> None:
    for use in (store.info, lambda: store.read("RETURN 1 AS x", {})):
        time.sleep(0.3)  # past what the reader knows without asking
        begin = time.monotonic()
        with pytest.raises(StoreUnavailable):
            use()
        assert time.monotonic() - begin < LIMIT_S


def test_a_graph_that_is_being_built_is_told_and_answers_when_it_is_whole(neo4j: Neo4jServer, api: str) -> None:
    until(api + QUERY, 200)
    with GraphDatabase.driver(neo4j.url, auth=(USER, neo4j.password)) as driver:
        set_phase = "MATCH (b:ExomechBuild {id: 'current'}) SET b.phase = $phase"
        driver.execute_query(set_phase, phase=BUILDING)
        try:
            time.sleep(0.3)  # past what the API knows without asking
            for path in PATHS:
                assert_unavailable(api + path, "store-building")
            assert_page_unavailable(api)
        finally:
            driver.execute_query(set_phase, phase=WHOLE)
    until(api + QUERY, 200)


def test_a_stopped_server_is_told_and_answers_again_without_a_restart(
    neo4j: Neo4jServer, api: str, store: Store
) -> None:
    until(api + QUERY, 200)
    build = store.info().manifest.build
    neo4j.stop()
    for path in (QUERY, *PATHS):
        assert_unavailable(api + path)
    assert_page_unavailable(api)
    assert_alive(api)
    assert_gone(store)

    neo4j.start()
    until(f"{api}/readyz", 200)
    until(api + QUERY, 200)
    assert store.info().manifest.build == build


def test_a_frozen_server_is_told_in_time_and_answers_again_when_it_goes_on(
    neo4j: Neo4jServer, api: str, store: Store
) -> None:
    """Whether a request is under way when it freezes, comes after that, or needs a new connection."""
    until(api + QUERY, 200)
    build = store.info().manifest.build
    ends = threading.Event()
    seen: Counter[int] = Counter()
    slowest = [0.0]

    def ask() -> None:
        while not ends.is_set():
            status, _, _, seconds = get(api + QUERY)
            seen[status] += 1
            slowest[0] = max(slowest[0], seconds)
            time.sleep(0.05)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        time.sleep(0.5)
        neo4j.freeze()
        try:
            time.sleep(0.3)  # past what the API knows without asking
            for path in PATHS:
                assert_unavailable(api + path)
                assert_alive(api)
            assert_page_unavailable(api)
            assert get(f"{api}/")[3] < LIMIT_S
            assert_gone(store)
        finally:
            neo4j.thaw()
        until(f"{api}/readyz", 200)
        until(api + QUERY, 200)
    finally:
        ends.set()
        for thread in threads:
            thread.join()
    assert set(seen) == {200, 503}
    assert slowest[0] < LIMIT_S
    assert store.info().manifest.build == build


def test_a_slow_query_is_not_taken_for_a_frozen_server(store: Store) -> None:
    begin = time.monotonic()
    with pytest.raises(QueryTimeout):
        store.read(SLOW, {}, timeout_s=5.0)
    assert time.monotonic() - begin >= 4.5
    assert store.read("RETURN 1 AS x", {}) == [{"x": 1}]


PATIENCE_S = 2.5
ENDS_WITHIN_S = 15.0
"""Seconds in which a load is told that the server is gone: its patience, the questions, and what is cut one by one."""


def load(store: Store, version: int, seen: Callable[[int], None] = lambda done: None) -> None:
    rows = ring(400, version)
    store.replace(rows, manifest_of(rows, f"b{version}"), progress=lambda done, total: seen(done))


def finish(neo4j: Neo4jServer, version: int) -> None:
    """The next load, as another command; tried until the server has noticed that the one before is gone."""
    ends = time.monotonic() + 30
    with closing(opener_of(neo4j)(timeout_s=30)) as store:
        while True:
            try:
                load(store, version)
            except StoreLocked:
                assert time.monotonic() < ends
                time.sleep(0.2)
            else:
                return


@pytest.mark.parametrize(("at_once", "left"), [(50_000, "old"), (100, "building")])
def test_a_server_that_freezes_while_a_load_writes_is_told_and_the_next_load_finishes(
    neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch, at_once: int, left: str
) -> None:
    wipe(neo4j)
    monkeypatch.setattr(neo4j_store, "ONE_TRANSACTION", at_once)
    monkeypatch.setattr(neo4j_store, "LOAD_PATIENCE_S", PATIENCE_S)
    with closing(opener_of(neo4j)(timeout_s=30)) as loader, closing(opener_of(neo4j)(timeout_s=30)) as reader:
        load(loader, 1)
        frozen = []

        def freeze(done: int) -> None:
            if done and not frozen:
                neo4j.freeze()
                frozen.append(time.monotonic())

        try:
            with pytest.raises(StoreUnavailable, match="does not answer") as caught:
                load(loader, 2, freeze)
            assert PATIENCE_S <= time.monotonic() - frozen[0] < ENDS_WITHIN_S
            assert "exomech build` again" in caught.value.hint
        finally:
            neo4j.thaw()
        if left == "old":
            assert reader.info().manifest.build == "b1"
            assert reader.read(VERSIONS, {}) == [{"version": 1, "n": 400}]
        else:
            with pytest.raises(StoreBuilding):
                reader.info()
        finish(neo4j, 2)
        assert reader.info().manifest.build == "b2"
        assert reader.read(VERSIONS, {}) == [{"version": 2, "n": 400}]


def test_a_load_waits_for_a_server_that_says_nothing_for_a_while(
    neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wipe(neo4j)
    monkeypatch.setattr(neo4j_store, "LOAD_PATIENCE_S", 20.0)
    thaws = threading.Timer(4.5, neo4j.thaw)  # longer than any reader waits

    def freeze(done: int) -> None:
        if done and not thaws.is_alive() and not thaws.finished.is_set():
            neo4j.freeze()
            thaws.start()

    with closing(opener_of(neo4j)(timeout_s=30)) as loader:
        try:
            load(loader, 1, freeze)
        finally:
            thaws.join()
        assert loader.read(VERSIONS, {}) == [{"version": 1, "n": 400}]
