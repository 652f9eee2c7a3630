"""A canned query over HTTP, against the app's own no-op route and the same Cypher through the bare engine call."""

from __future__ import annotations

import http.client
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import uvicorn

from api.app import create_app
from api.settings import Settings
from benchmarks.report import Figure
from benchmarks.synthetic import CURATION
from graph.backends.embedded import EmbeddedStore
from loaders.building import build
from queries.answering import answer
from queries.catalogue import packaged

QUERY = "mirnas-on-pathway"
ASKED = {"pathway": "GO:0007249", "disease": "MONDO:0005265"}
PATH = f"/v1/queries/{QUERY}?pathway=GO:0007249&disease=MONDO:0005265"
CALLS = 300
ROUNDS = 5
PORT = 8799


def milliseconds(call: Callable[[], object], calls: int = CALLS) -> list[float]:
    """Times of ``calls`` calls, in milliseconds, after ten that do not count."""
    for _ in range(10):
        call()
    found = []
    for _ in range(calls):
        begin = perf_counter()
        call()
        found.append((perf_counter() - begin) * 1000)
    return found


def p99(times: list[float]) -> float:
    """The 99th percentile."""
    return quantiles(times, n=100)[98]


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


def figures() -> list[Figure]:
    """p50 and p99 of the flagship question over HTTP, and of a repeat with its ETag."""
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        store = EmbeddedStore(Path(name) / "store")
        build(CURATION, store)
        query = packaged().get(QUERY)
        bound = {
            **ASKED,
            "sign": None,
            "allowed": None,
            "include_retracted": False,
            "descendants": True,
            "tier": "reported",
            "limit": 101,
            "skip": 0,
        }
        app = create_app(store, packaged(), Settings())
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            return _measure(Client(PORT), store, query.cypher, bound)
        finally:
            server.should_exit = True
            thread.join(10)
            store.close()


def _measure(client: Client, store: EmbeddedStore, cypher: str, bound: dict[str, object]) -> list[Figure]:
    status, tag = client.get(PATH)
    assert status == 200, status
    rounds = []
    for _ in range(ROUNDS):
        rounds.append(
            (
                milliseconds(lambda: store.read(cypher, bound)),
                milliseconds(lambda: client.get("/livez")),
                milliseconds(lambda: client.get(PATH)),
                milliseconds(lambda: client.get(PATH, {"If-None-Match": tag})),
            )
        )
    assert client.get(PATH, {"If-None-Match": tag})[0] == 304
    whole = milliseconds(lambda: answer(store, packaged().get(QUERY), dict(ASKED)))
    engine, noop, http_, repeat = (median(median(r[i]) for r in rounds) for i in range(4))
    over = median(median(r[2]) - median(r[0]) - median(r[1]) for r in rounds)
    again = median(median(r[3]) / median(r[1]) for r in rounds)
    return [
        Figure("flagship, bare engine call, p50", f"{engine:.2f} ms", "", ""),
        Figure("no-op route, p50", f"{noop:.2f} ms", "", ""),
        Figure(
            "flagship, names resolved, with totals and warnings, p50",
            f"{median(whole):.2f} ms",
            "in the process",
            "reported",
        ),
        Figure("flagship over HTTP, p50", f"{http_:.2f} ms", f"engine + no-op {over:+.2f} ms", "<= +0.4 ms"),
        Figure(
            "flagship over HTTP, p99 (median of 5 runs)", f"{median(p99(r[2]) for r in rounds):.2f} ms", "", "reported"
        ),
        Figure("repeat with ETag, p50", f"{repeat:.2f} ms", f"{again:.2f}x the no-op route", "<= 1.2x"),
    ]
