"""A running server answers without a failure while `exomech build` makes new builds and switches them in."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.backends.embedded import EmbeddedStore
from queries.answering import answer
from queries.catalogue import packaged
from tests.serving import build_store, run_command, served
from tests.slices import sliced

pytestmark = pytest.mark.alone

QUESTION = "low-reporting"
"""It has a row for many a study, so that no two of the builds answer alike."""
WHOLE = f"/v1/queries/{QUESTION}?limit=1000"
PAGE = f"/v1/queries/{QUESTION}?limit=9"
FIGURE = "/v1/queries/homing-signals?format=svg"

SWITCHES = 3
EACH = 5
"""Whole answers of each kind that are waited for on every build."""
LONGEST_S = 60.0
"""Seconds after which a build that is not followed, or not answered from, has failed."""
FOLLOWS_WITHIN_S = 2.0
"""Seconds after a switch from which a running server answers no more from the build before: the next look at
``CURRENT`` and the opening."""
GROWTH_MB = 40
"""Megabytes of memory that a server may hold more after as many studies were switched in again."""


SPARE_HANDLES = 4
"""Handles that connections under way may take; a build holds many more."""


class Reply(NamedTuple):
    """One whole answer: of which kind, from which build, since which switch, and a digest of what it holds."""

    kind: str
    build: str
    switches: int
    digest: str


def digest(rows: object) -> str:
    """A digest of rows in their order."""
    return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


class Clients:
    """Threads that ask without a pause, each its own question; ``failures`` is what was no whole answer.

    ``switches`` counts the builds that were switched in long enough ago to be followed, for each reply to be held
    against.
    """

    def __init__(self, address: str) -> None:
        self.replies: list[Reply] = []
        self.failures: list[str] = []
        self.tags: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.switches = 0
        self._host = address.removeprefix("http://")
        self._stop = threading.Event()
        kinds: list[Callable[[http.client.HTTPConnection], None]] = [
            self._health,
            self._whole,
            self._pages,
            self._figure,
        ]
        self._threads = [threading.Thread(target=self._ask, args=(kind,)) for kind in kinds]

    @contextmanager
    def asking(self) -> Iterator[Clients]:
        """All of them, until the block ends."""
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in self._threads:
                thread.join(30)

    def wait(self, build: str) -> None:
        """Until each kind was answered often enough from ``build`` since the last switch was counted."""
        since = time.monotonic()
        while True:
            assert self.failures == []
            seen = [r.kind for r in self.replies if (r.build, r.switches) == (build, self.switches)]
            if len(set(seen)) == len(self._threads) and min(map(seen.count, set(seen))) >= EACH:
                return
            assert time.monotonic() < since + LONGEST_S, f"answered too seldom: {sorted(seen)}"
            time.sleep(0.05)

    def _ask(self, kind: Callable[[http.client.HTTPConnection], None]) -> None:
        connection = http.client.HTTPConnection(self._host, timeout=20)
        while not self._stop.is_set() and not self.failures:
            try:
                kind(connection)
            except (OSError, http.client.HTTPException, ValueError, AssertionError) as error:
                self.failures.append(f"{kind.__name__}: {error!r}")
        connection.close()

    def _keep(self, kind: str, build: str, switches: int, held: object) -> None:
        self.replies.append(Reply(kind, build, switches, digest(held)))

    def _get(self, connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes, Mapping[str, str]]:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read(), response.headers

    def _rows(self, connection: http.client.HTTPConnection, path: str) -> dict[str, Any]:
        status, body, headers = self._get(connection, path)
        assert status == 200, body
        found: dict[str, Any] = json.loads(body)
        assert found["meta"]["returned"] == len(found["rows"])
        self.tags[path, found["meta"]["build"]].add(headers["etag"])
        return found

    def _health(self, connection: http.client.HTTPConnection) -> None:
        switches = self.switches
        assert self._get(connection, "/livez")[0] == 200
        status, body, _ = self._get(connection, "/readyz")
        assert status == 200, body
        self._keep("health", json.loads(body)["build"], switches, None)
        # A new connection each time, as a probe makes it; the others keep theirs.
        connection.close()

    def _whole(self, connection: http.client.HTTPConnection) -> None:
        switches = self.switches
        found = self._rows(connection, WHOLE)
        assert found["meta"]["total"] == len(found["rows"])
        self._keep("whole", found["meta"]["build"], switches, found["rows"])

    def _pages(self, connection: http.client.HTTPConnection) -> None:
        switches = self.switches
        page = self._rows(connection, PAGE)
        first, rows = page["meta"], list(page["rows"])
        while cursor := page["meta"]["next_cursor"]:
            path = f"{PAGE}&cursor={cursor}"
            status, body, _ = self._get(connection, path)
            if status != 200:
                # The one refusal: a page of a build that is no longer served, told as such.
                refused = json.loads(body)
                assert (status, refused["type"].rpartition(":")[2]) == (422, "invalid-cursor"), body
                assert self._rows(connection, PAGE)["meta"]["build"] != first["build"], "refused on its own build"
                return
            page = json.loads(body)
            assert (page["meta"]["build"], page["meta"]["total"]) == (first["build"], first["total"])
            rows += page["rows"]
        assert len(rows) == first["total"]
        self._keep("pages", first["build"], switches, rows)

    def _figure(self, connection: http.client.HTTPConnection) -> None:
        switches = self.switches
        status, body, headers = self._get(connection, FIGURE)
        assert status == 200, body
        builds = set(re.findall(r"build ([0-9a-f]{16})\b", body.decode()))
        assert len(builds) == 1, builds
        assert body.rstrip().endswith(b"</svg>")
        build = builds.pop()
        self.tags[FIGURE, build].add(headers["etag"])
        self._keep("figure", build, switches, body.decode())


def held(process: int, place: Path) -> set[str]:
    """Names of the builds of which a process has files open."""
    found = set()
    for handle in Path(f"/proc/{process}/fd").iterdir():
        try:
            target = handle.readlink()
        except FileNotFoundError:
            continue
        if target.is_relative_to(place / "builds"):
            found.add(target.relative_to(place / "builds").parts[0])
    return found


def memory_mb(process: int) -> float:
    """Resident memory of a process, in megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000


def rows_of(place: Path) -> tuple[str, str]:
    """The current build, and the digest of its rows as a reader of its own finds them."""
    with EmbeddedStore(place) as store:
        found = answer(store, packaged().get(QUESTION), {"limit": 1000})
    return found.meta.build, digest(json.loads(json.dumps(found.rows)))


def test_no_request_fails_while_new_builds_are_made_and_switched_in(tmp_path: Path):
    place = tmp_path / "store"
    curations = [sliced(tmp_path / f"curation{n}", every=(24, 16)[n], first=n) for n in (0, 1)]
    build_store(place, curations[0])
    known = [rows_of(place)]
    memory, handles = [], []
    with served(place) as (address, process), Clients(address).asking() as clients:
        clients.wait(known[0][0])
        for switch in range(1, SWITCHES + 1):
            # As users do it: another process builds and switches.
            ran = run_command("build", store=place, curation=curations[switch % 2])
            assert ran.returncode == 0, ran.stderr
            switched = time.monotonic()
            known.append(rows_of(place))
            time.sleep(max(0.0, switched + FOLLOWS_WITHIN_S - time.monotonic()))
            clients.switches = switch
            clients.wait(known[-1][0])
            current = (place / "CURRENT").read_text().strip()
            while held(process, place) != {current}:
                assert time.monotonic() < switched + LONGEST_S, "the server holds an old build"
                time.sleep(0.05)
            assert len(list((place / "builds").iterdir())) == 2, "an old build is left on disk"
            memory.append(memory_mb(process))
            handles.append(len(list(Path(f"/proc/{process}/fd").iterdir())))
    assert known[0] == known[2]
    assert not set(known[0]) & set(known[1]), "the two builds must differ in their hash and their rows"

    truth = dict(known)
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reply in clients.replies:
        # Nothing but the build that was there when the client asked, or the one that was being made.
        assert reply.build in {build for build, _ in known[reply.switches : reply.switches + 2]}, reply
        bodies[reply.kind, reply.build].add(reply.digest)
    for kind in {reply.kind for reply in clients.replies}:
        served_in_turn = [build for build, _ in groupby(r.build for r in clients.replies if r.kind == kind)]
        assert served_in_turn == [build for build, _ in known], f"{kind}: a build is left out or comes back"
    for (kind, build), found in bodies.items():
        assert len(found) == 1, f"two answers of one build: {kind}"
        if kind in {"whole", "pages"}:
            assert found == {truth[build]}
    assert {len(tags) for tags in clients.tags.values()} == {1}, "one tag a build"
    assert len({tag for tags in clients.tags.values() for tag in tags}) == len(clients.tags)
    # The first and the third switch led to the same graph.
    assert memory[2] < memory[0] + GROWTH_MB, memory
    assert handles[2] <= handles[0] + SPARE_HANDLES, handles
