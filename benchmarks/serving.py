"""A canned query over HTTP, against the app's own no-op route and the same Cypher through the bare engine or driver."""

from __future__ import annotations

import http.client
import itertools
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

import uvicorn
from neo4j import READ_ACCESS, GraphDatabase, Record

from api.app import create_app
from api.settings import Settings
from benchmarks.report import Figure
from benchmarks.synthetic import CURATION
from graph import remembering
from graph.backends.embedded import EmbeddedStore
from graph.backends.neo4j_store import Neo4jStore
from graph.store import Store
from loaders.building import build
from queries.answering import prepare
from queries.catalogue import packaged
from queries.common import MAX_TOTAL
from tests.servers.neo4j import LTS, USER, Neo4jServer

QUERY = "mirnas-on-pathway"
ASKED = {"pathway": "GO:0007249", "disease": "MONDO:0005265"}
PATH = f"/v1/queries/{QUERY}?pathway=GO:0007249&disease=MONDO:0005265"
SHORT = "evidence-of-claim"
"""A question that the engines answer at once, by its example: what serving adds does not drown in the answer's time."""
LARGE = "single-group-claims"
"""The question whose example has most rows."""
TURNS = 30
WARMING = 5
ROUNDS = 5
PORT = 8799
SELDOM_S = 0.6
"""Seconds after which what was known of either engine's graph must be asked again."""


def milliseconds(calls: Sequence[Callable[[], object]], turns: int = TURNS) -> list[list[float]]:
    """Times of each call, in milliseconds: ``turns`` times all in turn, after some that do not count.

    In turn, as what else the machine does then falls on all of them alike.
    """
    found: list[list[float]] = [[] for _ in calls]
    for turn in range(WARMING + turns):
        for call, times in zip(calls, found, strict=True):
            begin = perf_counter()
            call()
            if turn >= WARMING:
                times.append((perf_counter() - begin) * 1000)
    return found


def p99(times: list[float]) -> float:
    """The 99th percentile."""
    return quantiles(times, n=100, method="inclusive")[98]


class Client:
    """One kept-alive connection to the server under test."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and ETag of one answer, whose body is read to its end."""
        self._connection.request("GET", path, headers=headers or {})
        response = self._connection.getresponse()
        response.read()
        return response.status, response.getheader("ETag") or ""


@contextmanager
def serving(store: Store, port: int = PORT) -> Iterator[Client]:
    """The application over ``store``, in a thread of this process, and a client of it."""
    app = create_app(store, packaged(), Settings())
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", access_log=False, timeout_keep_alive=600)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield Client(port)
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def forgetful(store: Store) -> Iterator[Client]:
    """The application with nothing that it remembers of names and claims: each request finds it as the first does."""
    kept, remembering.ANSWERS = remembering.ANSWERS, 0
    try:
        with serving(store, PORT + 1) as client:
            yield client
    finally:
        remembering.ANSWERS = kept


def bound(store: Store, asked: Mapping[str, str] = ASKED, name: str = QUERY) -> dict[str, object]:
    """What the API binds for a question on ``store``, but for one page of rows: it reads all, to count."""
    return {**prepare(store, packaged().get(name), dict(asked)).values, "allowed": None, "skip": 0, "limit": 101}


def questions() -> dict[str, tuple[str, Mapping[str, str]]]:
    """What is asked: how it is told, the question's name and its values."""
    example = {p.name: str(p.example) for p in packaged().get(SHORT).params if p.required}
    return {"flagship": (QUERY, ASKED), f"`{SHORT}`": (SHORT, example)}


def figures() -> list[Figure]:
    """p50 and p99 of two questions over HTTP, asked for the first time, again, and with their ETag, on both engines."""
    found = []
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        with closing(EmbeddedStore(Path(name) / "store")) as store:
            build(CURATION, store)
            found += _measured("embedded", store, store.read)
        with (
            Neo4jServer(Path(name) / "neo4j", LTS) as server,
            Neo4jStore(server.url, password=server.password) as remote,
            GraphDatabase.driver(server.url, auth=(USER, server.password)) as driver,
        ):
            build(CURATION, remote)

            def bare(cypher: str, values: Mapping[str, object]) -> list[Record]:
                with driver.session(default_access_mode=READ_ACCESS, fetch_size=-1) as session:
                    return list(session.run(cypher, values))

            found += _measured(f"Neo4j {LTS}", remote, bare)
            every = {LARGE: {}, QUERY: {"pathway": ASKED["pathway"]}}
            return found + [_in_one_record(remote, bare, name, asked) for name, asked in every.items()]


def as_one_list(cypher: str, columns: Sequence[str]) -> str:
    """A question's text that gives all its rows as one record, a list of lists."""
    return f"CALL () {{\n{cypher}\n}}\nRETURN collect([{', '.join(columns)}]) AS rows"


def _in_one_record(
    store: Store, run: Callable[[str, Mapping[str, object]], Sequence[Record]], name: str, asked: Mapping[str, str]
) -> Figure:
    """A question's rows, each a record as they are sent, against all in one."""
    query = packaged().get(name)
    values = {**bound(store, asked, name), "limit": MAX_TOTAL}
    rows = store.read(query.cypher, values)
    text = as_one_list(query.cypher, list(rows[0]))
    assert run(text, values)[0]["rows"] == [list(row.values()) for row in rows]
    each, one = map(median, milliseconds([lambda: run(query.cypher, values), lambda: run(text, values)], 20))
    return Figure(
        f"Neo4j {LTS}: `{name}`, {len(rows):,} rows as so many records, p50",
        f"{each:.0f} ms",
        f"as one record of a list {one:.0f} ms: {one / each:.2f}x",
        "reported",
    )


def _measured(engine: str, store: Store, run: Callable[[str, Mapping[str, object]], object]) -> list[Figure]:
    found = []
    with serving(store) as client, forgetful(store) as first:
        for told, (name, asked) in questions().items():
            cypher, values = packaged().get(name).cypher, bound(store, asked, name)
            path = f"/v1/queries/{name}?{urlencode(asked)}"
            found += _measure(f"{engine}: {told}", (client, first), path, lambda c=cypher, v=values: run(c, v))
        found.append(_alone(engine, client))
    return found


def _measure(told: str, clients: tuple[Client, Client], path: str, bare: Callable[[], object]) -> list[Figure]:
    client, forgets = clients
    number = itertools.count()

    def other_page(server: Client) -> None:
        # The size of a page makes it a request that was never made before.
        status, _ = server.get(f"{path}&limit={next(number) % 900 + 100}")
        assert status == 200, status

    status, tag = client.get(path)
    assert status == 200, status
    calls = (
        bare,
        lambda: client.get("/livez"),
        lambda: other_page(forgets),
        lambda: other_page(client),
        lambda: client.get(path),
        lambda: client.get(path, {"If-None-Match": tag}),
    )
    rounds = [milliseconds(calls) for _ in range(ROUNDS)]
    assert client.get(path, {"If-None-Match": tag})[0] == 304
    middles = [median(median(r[i]) for r in rounds) for i in range(len(calls))]
    tails = [median(p99(r[i]) for r in rounds) for i in range(len(calls))]
    shown = [f"{middle:.2f} / {tail:.2f} ms" for middle, tail in zip(middles, tails, strict=True)]

    def over(which: int) -> str:
        more = median(median(h - c - n for c, n, h in zip(r[0], r[1], r[which], strict=True)) for r in rounds)
        return f"bare call + no-op {more:+.2f} ms, the median of the turns"

    ratio = median(median(r[5]) / median(r[1]) for r in rounds)
    return [
        Figure(f"{told}, bare call, p50 / p99 (medians of {ROUNDS} runs)", shown[0], "", ""),
        Figure(f"{told}, no-op route", shown[1], "", ""),
        Figure(f"{told}, over HTTP, nothing remembered", shown[2], over(2), "<= +0.4 ms"),
        Figure(f"{told}, over HTTP, its names and cautions remembered", shown[3], over(3), "<= +0.4 ms"),
        Figure(f"{told}, asked again", shown[4], "", "reported"),
        Figure(f"{told}, with its ETag", shown[5], f"{ratio:.2f}x the no-op route", "<= 1.2x"),
    ]


def _alone(engine: str, client: Client) -> Figure:
    """A client that asks so seldom that the store must be asked each time whether its graph is still the same."""
    _, tag = client.get(PATH)
    times: dict[str, list[float]] = {"/livez": [], PATH: []}
    for path, found in [*times.items()] * 20:
        time.sleep(SELDOM_S)
        begin = perf_counter()
        client.get(path, {"If-None-Match": tag})
        found.append((perf_counter() - begin) * 1000)
    noop, repeat = (median(found) for found in times.values())
    told = f"{engine}: flagship with its ETag, a request every {SELDOM_S:g} s, p50"
    return Figure(told, f"{repeat:.2f} ms", f"no-op route as seldom {noop:.2f} ms", "reported")
