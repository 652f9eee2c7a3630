"""A server that takes connections and never answers is told apart from one that is slow with a query."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from graph.backends import neo4j_watch
from graph.backends.neo4j_store import Neo4jStore
from graph.backends.neo4j_watch import Watch
from schema.errors import StoreUnavailable


class Server:
    """Stands for a server and the driver's reads of it; a read ends when it is answered or cut."""

    def __init__(self) -> None:
        self.there, self.asked, self.cuts = True, 0, 0
        self.ended = threading.Event()

    def answers(self) -> bool:
        self.asked += 1
        return self.there

    def cut(self) -> None:
        self.cuts += 1
        self.ended.set()

    def read(self, watch: Watch, seconds: float, limit_s: float = 60.0) -> str:
        with watch.over(limit_s):
            if self.ended.wait(seconds):
                raise StoreUnavailable("the connection was closed")
            return "rows"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def watch(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    for name, seconds in (("SUSPECT_S", 0.05), ("_STEP_S", 0.02), ("GRACE_S", 0.1), ("_IDLE_S", 0.1)):
        monkeypatch.setattr(neo4j_watch, name, seconds)
    with closing(Watch("bolt://x", server.answers, server.cut)) as made:
        yield made


def ended(condition: threading.Thread) -> bool:
    condition.join(5)
    return not condition.is_alive()


def test_a_slow_query_of_a_server_that_answers_has_its_time(server: Server, watch: Watch) -> None:
    assert server.read(watch, 0.4) == "rows"
    assert server.asked > 1
    assert server.cuts == 0


def test_a_quick_query_asks_nothing_more_and_the_thread_ends_with_the_reads(server: Server, watch: Watch) -> None:
    assert server.read(watch, 0.0) == "rows"
    (thread,) = (t for t in threading.enumerate() if t is watch._thread)
    assert ended(thread)
    assert (server.asked, server.cuts) == (0, 0)
    assert server.read(watch, 0.0) == "rows"


def test_a_silent_server_ends_what_runs_and_refuses_what_comes_until_it_answers(server: Server, watch: Watch) -> None:
    server.there = False
    with pytest.raises(StoreUnavailable, match="does not answer"):
        server.read(watch, 5.0)
    assert server.cuts > 0
    begin = time.monotonic()
    with pytest.raises(StoreUnavailable, match="does not answer"):
        server.read(watch, 5.0)
    assert time.monotonic() - begin < 0.05
    server.there = True
    server.ended.clear()
    ends = time.monotonic() + 5
    while True:
        try:
            assert server.read(watch, 0.0) == "rows"
            break
        except StoreUnavailable:
            assert time.monotonic() < ends
            time.sleep(0.01)


def test_what_the_server_does_not_end_at_its_limit_is_cut(server: Server, watch: Watch) -> None:
    with pytest.raises(StoreUnavailable, match="was closed"):
        server.read(watch, 5.0, limit_s=0.1)


def test_what_waited_in_vain_is_not_tried_again_by_the_next(server: Server, watch: Watch) -> None:
    server.there = False
    watch.lost()
    with pytest.raises(StoreUnavailable, match="does not answer"):
        server.read(watch, 0.0)


def patient(server: Server, patience_s: float) -> closing[Watch]:
    """As a load is watched."""
    return closing(Watch("bolt://x", server.answers, server.cut, patience_s=patience_s))


@pytest.mark.usefixtures("watch")
def test_a_load_waits_for_a_silent_server_as_long_as_its_patience_lasts(server: Server) -> None:
    server.there = False
    with patient(server, 0.5) as watch:
        begin = time.monotonic()
        with pytest.raises(StoreUnavailable, match="does not answer") as caught:
            server.read(watch, 5.0)
        assert 0.5 <= time.monotonic() - begin < 3.0
        assert "exomech build` again" in caught.value.hint
        with pytest.raises(StoreUnavailable, match="does not answer"), watch.over(60.0):
            pytest.fail("what comes later is refused before it begins")
        with watch.over(60.0, ending=True):
            pass  # what was begun may be ended


@pytest.mark.usefixtures("watch")
def test_silences_with_answers_in_between_are_not_added_up(server: Server) -> None:
    with patient(server, 0.6) as watch:
        for _ in range(4):
            server.there = False
            assert server.read(watch, 0.3) == "rows"  # answered in the end, before the server was asked again
    assert server.cuts == 0


@pytest.mark.slow
def test_a_port_that_accepts_and_says_nothing_is_unavailable_within_four_seconds() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        port = listening.getsockname()[1]
        with Neo4jStore(f"bolt://127.0.0.1:{port}", password="x") as store:
            begin = time.monotonic()
            for _ in range(3):  # what one request may ask
                with pytest.raises(StoreUnavailable, match="does not answer"):
                    store.info()
            assert time.monotonic() - begin < 4
