"""A killed load or a killed server leaves one whole graph or one that says it is being built; the next load ends it."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from graph.store import Store
from schema.errors import QueryTimeout, StoreBuilding, StoreError, StoreUnavailable
from tests.conformance.sample import manifest_of, ring
from tests.servers.fixtures import Servers, opener_of, wipe
from tests.servers.neo4j import Neo4jServer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SIZES = {1: 2_500, 2: 2_000}
"""Nodes of the two rings that take turns, by version; each has as many edges."""

CHILD = """
import sys
from graph.backends import neo4j_store
from tests.conformance.sample import manifest_of, ring
url, password = sys.argv[1:]
with neo4j_store.Neo4jStore(url, password=password) as store:
    version, size, neo4j_store.ONE_TRANSACTION = map(int, sys.stdin.readline().split())
    rows = ring(size, version)
    print("begins", flush=True)
    store.replace(rows, manifest_of(rows, f"b{version}"))
print("ended", flush=True)
"""
LOADER_KILLS, SERVER_KILLS = 20, 5
PATIENCE_S = 30.0
"""Limit of a read on a machine that has other work; what has a limit of its own is timed by itself."""
BOTH = """MATCH (n:Gene) WITH n.version AS version, count(n) AS nodes
OPTIONAL MATCH (:Gene)-[r:INCREASES]->(:Gene) WHERE r.version = version
RETURN version, nodes, count(r) AS edges ORDER BY version"""


@pytest.fixture(scope="module")
def server(servers: Servers) -> Neo4jServer:
    return servers.running("neo4j-5.26")


def waiting(server: Neo4jServer) -> subprocess.Popen[str]:
    """A process that will load what ``start`` tells it; meanwhile it gets ready, which takes longer than the load."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, server.url, server.password],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def start(child: subprocess.Popen[str], version: int, *, at_once: int = 50_000) -> subprocess.Popen[str]:
    """Have the waiting process load ``version``; returns when its load begins."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{version} {SIZES[version]} {at_once}\n")
    child.stdin.flush()
    assert child.stdout.readline() == "begins\n"
    return child


def load(store: Store, version: int) -> None:
    rows = ring(SIZES[version], version)
    store.replace(rows, manifest_of(rows, f"b{version}"))
    assert whole(store) == version


def opened(server: Neo4jServer) -> closing[Store]:
    """The server's database as a store, which is closed at the end."""
    return closing(opener_of(server)(timeout_s=PATIENCE_S))


def whole(store: Store) -> int:
    """The version that is read, after checking that all of it is there and nothing else. Raises StoreBuilding.

    A server that has just started may be slow with its first answers.
    """
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            rows, build = store.read(BOTH, {}), store.info().manifest.build
            break
        except (StoreUnavailable, QueryTimeout):
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
    assert len(rows) == 1, rows
    version = int(rows[0]["version"])
    assert rows == [{"version": version, "nodes": SIZES[version], "edges": SIZES[version]}]
    assert build == f"b{version}"
    return version


class Watcher:
    """Reads all the time in a thread of its own; remembers what it saw, and what it should never have seen."""

    def __init__(self, store: Store) -> None:
        self.seen: Counter[str] = Counter()
        self.wrong: list[object] = []
        self._store, self._stop = store, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                rows = self._store.read(BOTH, {})
            except (StoreBuilding, StoreUnavailable, QueryTimeout) as error:
                self.seen[type(error).__name__] += 1
                time.sleep(0.05)
            except StoreError as error:
                self.wrong.append(error)
            else:
                if len(rows) == 1 and rows[0]["nodes"] == rows[0]["edges"] == SIZES.get(rows[0]["version"]):
                    self.seen[f"version {rows[0]['version']}"] += 1
                else:
                    self.wrong.append(rows)

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def retried(use: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """``use`` until no load stands in the way: a server takes a moment to notice that a loader is gone."""
    ends = time.monotonic() + seconds
    while True:
        try:
            use()
            return
        except StoreError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def until_building(store: Store) -> None:
    """Returns when a load in batches has closed the gate; the load may also have ended before that was seen."""
    ends = time.monotonic() + 10
    with suppress(StoreBuilding):
        before = whole(store)
        while whole(store) == before and time.monotonic() < ends:
            time.sleep(0.01)


def test_a_loader_killed_at_any_moment_leaves_a_whole_graph_or_one_being_built(server: Neo4jServer) -> None:
    wipe(server)
    draw = random.Random(20261123)
    left: Counter[str] = Counter()
    following = waiting(server)
    with opened(server) as store, opened(server) as reader:
        load(store, 1)
        begin = time.monotonic()
        load(store, 2)
        seconds = time.monotonic() - begin
        with Watcher(reader) as watcher:
            for number in range(LOADER_KILLS):
                stored = whole(store)
                in_batches = number % 4 == 3
                with start(following, 3 - stored, at_once=0 if in_batches else 50_000) as child:
                    if in_batches:
                        until_building(store)
                        time.sleep(draw.uniform(0, seconds / 2))
                    else:
                        time.sleep(draw.uniform(0, seconds * 1.1))
                    child.kill()
                following = waiting(server)
                time.sleep(0.3)
                try:
                    left[f"version {whole(store)}"] += 1
                except StoreBuilding:
                    left["building"] += 1
                retried(lambda wanted=3 - stored: load(store, wanted))
    with following:
        following.kill()
    assert watcher.wrong == []
    assert watcher.seen["version 1"] > 10
    assert watcher.seen["version 2"] > 10
    assert sum(left.values()) == LOADER_KILLS
    assert left["building"] >= 1, left
    assert left["version 1"] + left["version 2"] >= 5, left


def test_a_server_killed_during_a_load_comes_back_with_a_whole_graph_or_one_being_built(server: Neo4jServer) -> None:
    wipe(server)
    draw = random.Random(23112026)
    with opened(server) as store, opened(server) as reader:
        load(store, 1)
        with Watcher(reader) as watcher:
            for number in range(SERVER_KILLS):
                wanted = 3 - whole(store)
                with start(waiting(server), wanted, at_once=0 if number == 2 else 50_000) as child:
                    time.sleep(draw.uniform(0.05, 1.5))
                    server.kill()
                    child.wait(20)
                begin = time.monotonic()
                with pytest.raises(StoreUnavailable):
                    store.read("RETURN 1 AS x", {})
                assert time.monotonic() - begin < 4
                server.start()
                with suppress(StoreBuilding):
                    assert whole(store) in SIZES
                retried(lambda wanted=wanted: load(store, wanted))
    assert watcher.wrong == []
    assert watcher.seen["StoreUnavailable"] >= SERVER_KILLS
