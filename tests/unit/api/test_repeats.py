"""A repeated request has the very same answer without a question to the store, until the graph is another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.envelope import UNKEPT, respond
from api.repeats import LARGEST, LONGEST, Repeats
from api.settings import Settings
from graph.store import GraphReader, Manifest, Row, StoreInfo
from queries.catalogue import packaged
from schema.errors import StoreUnavailable

PATH = "/v1/queries/mirnas-on-pathway?pathway=NFkB"
INFO = StoreInfo(Manifest("b1", "0", "1", "0"), "fake", "0")


class Watched:
    """A reader of the tiny graph that counts what reaches the store, and whose graph can become another or be lost."""

    def __init__(self, store: GraphReader) -> None:
        self._store = store
        self.reads = self.looks = 0
        self.load, self.engine_version = "1", "1"
        self.lease = True
        self.lost = False

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        self.reads += 1
        return self._store.read(text, params, timeout_s=timeout_s)

    def info(self) -> StoreInfo:
        self.looks += 1
        if self.lost:
            raise StoreUnavailable("gone")
        return self._told()

    def known(self) -> StoreInfo | None:
        return self._told() if self.lease else None

    def _told(self) -> StoreInfo:
        return replace(self._store.info(), load=self.load, engine_version=self.engine_version)


@pytest.fixture
def watched(store: GraphReader) -> Watched:
    return Watched(store)


@pytest.fixture
def again(watched: Watched, settings: Settings) -> TestClient:
    return TestClient(create_app(watched, packaged(), settings), raise_server_exceptions=False)


def seen(response: Any) -> tuple[int, bytes, dict[str, str]]:
    own = {name: value for name, value in response.headers.items() if name != "server-timing"}
    return response.status_code, response.content, own


@pytest.mark.parametrize("suffix", ["", "&format=csv", "&format=svg"])
def test_the_same_request_has_the_same_answer_and_nothing_reaches_the_store(again, watched, suffix):
    first = again.get(PATH + suffix)
    assert first.status_code == 200
    before = (watched.reads, watched.looks)
    assert seen(again.get(PATH + suffix)) == seen(first)
    assert again.head(PATH + suffix).headers["etag"] == first.headers["etag"]
    fresh = again.get(PATH + suffix, headers={"If-None-Match": first.headers["etag"]})
    assert (fresh.status_code, fresh.content) == (304, b"")
    assert (watched.reads, watched.looks) == before


def test_where_the_graph_must_be_asked_for_it_is_asked_and_nothing_else(again, watched):
    first = again.get(PATH)
    watched.lease = False
    reads, looks = watched.reads, watched.looks
    assert seen(again.get(PATH)) == seen(first)
    assert watched.reads == reads
    assert watched.looks > looks
    watched.lost = True
    assert again.get(PATH).status_code == 503


@pytest.mark.parametrize("lease", [True, False])
def test_another_graph_is_another_answer(again, watched, lease):
    first = again.get(PATH)
    watched.load, watched.lease = "2", lease
    before = watched.reads
    then = again.get(PATH, headers={"If-None-Match": first.headers["etag"]})
    assert then.status_code == 200
    assert watched.reads > before
    assert then.headers["etag"] != first.headers["etag"]


def test_what_is_accepted_and_asked_makes_another_request(again, watched):
    answers = [
        again.get(PATH),
        again.get(PATH, headers={"Accept": "text/csv"}),
        again.get(PATH + "&limit=1"),
        again.get("/v1/queries/mirnas-on-pathway?pathway=TLR4"),
    ]
    assert len({a.headers["etag"] for a in answers}) == 4
    assert [seen(again.get(PATH, headers={"Accept": "text/csv"}))] == [seen(answers[1])]


def scope(path: str, query: bytes = b"", accept: bytes = b"*/*") -> dict[str, Any]:
    headers = [(b"accept", accept)]
    return {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers}


def test_a_refusal_and_what_no_cache_may_keep_are_made_again(again, watched):
    assert again.get(PATH + "&nosuch=1").status_code == 422
    repeats = Repeats()
    repeats.keep(scope("/a"), INFO, respond(b"{}", "application/json", '"t"', UNKEPT))
    assert repeats.again(scope("/a"), INFO) is None
    repeats.keep(scope("/a"), INFO, respond(b"{}", "application/json", '"t"'))
    assert repeats.again(scope("/a"), INFO) is not None


def kept(repeats: Repeats, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if repeats.again(scope(path), INFO) is not None]


def test_memory_is_bounded_and_the_longest_unasked_goes_first():
    def of(size: int) -> Response:
        return respond(b"x" * size, "text/plain", '"t"')

    repeats = Repeats(most_bytes=44_000)
    for path in ("/a", "/b", "/c"):
        repeats.keep(scope(path), INFO, of(10_000))
    assert kept(repeats, ["/a"]) == ["/a"]
    repeats.keep(scope("/d"), INFO, of(10_000))
    assert kept(repeats, ["/a", "/b", "/c", "/d"]) == ["/a", "/c", "/d"]
    repeats.keep(scope("/e"), INFO, of(40_000))
    assert kept(repeats, ["/e"]) == []
    large = Repeats()
    large.keep(scope("/f"), INFO, of(LARGEST + 1))
    large.keep(scope("/g"), INFO, of(LARGEST))
    assert kept(large, ["/f", "/g"]) == ["/g"]


def test_long_requests_count_too_and_very_long_ones_are_not_kept():
    answer = respond(b"{}", "application/json", '"t"')
    repeats = Repeats(most_bytes=40_000)
    for number in range(9):
        repeats.keep(scope(f"/{number}", b"x" * 4_000, b"y" * 4_000), INFO, answer)
    still = [n for n in range(9) if repeats.again(scope(f"/{n}", b"x" * 4_000, b"y" * 4_000), INFO) is not None]
    assert still == [6, 7, 8]
    for query, accept in ((b"x" * LONGEST, b"*/*"), (b"", b"y" * LONGEST)):
        repeats.keep(scope("/a", query, accept), INFO, answer)
        assert repeats.again(scope("/a", query, accept), INFO) is None


def test_a_server_that_was_upgraded_is_told_though_its_graph_is_the_same(again, watched, settings):
    path = "/v1/meta"
    before = again.get(path)
    assert again.get(path).content == before.content
    watched.engine_version = "99"
    assert again.get(path).json() != before.json()
