"""`exomech build` killed at any moment: the next start answers from the old graph or the new one, whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.backends.embedded import EmbeddedStore
from tests.serving import environment
from tests.slices import sliced

pytestmark = pytest.mark.slow

FORKS = """
import json, os, sys
from api import cli
from queries.catalogue import packaged
import loaders.building, queries.answering

packaged()
for line in sys.stdin:
    arguments, output = json.loads(line)
    child = os.fork()
    if not child:
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        sys.argv = ["exomech", *arguments]
        try:
            cli.main()
        except SystemExit as left:
            sys.stdout.flush()
            os._exit(left.code or 0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Each line read is a run of the command in a process of its own, forked with all of Python that it needs."""

KILLS = 20
QUESTION = ("low-reporting", "--format", "json", "--limit", "1000")
"""It has a row for every study, so it differs wholly between two curations."""


class Seen(NamedTuple):
    """What a start finds: the build that its answer names, a digest of all its rows, one of all that is stored."""

    build: str
    answer: str
    stored: str


class Commands:
    """Runs of ``exomech`` on one store, each in a process that began a moment ago."""

    def __init__(self, place: Path, forks: subprocess.Popen[str]) -> None:
        self.place = place
        self._forks = forks
        self._output = place.with_suffix(".out")

    def begin(self, *arguments: str) -> int:
        """Run the command; gives the id of its process as soon as it runs."""
        assert self._forks.stdin is not None
        self._forks.stdin.write(json.dumps([arguments, str(self._output)]) + "\n")
        self._forks.stdin.flush()
        return self._number()

    def ended(self) -> int:
        """Wait for its end; gives its exit code, or the negative number of the signal that killed it."""
        return self._number()

    def kill(self, process: int) -> None:
        """Kill a run, unless it has ended by itself."""
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)

    def build(self, curation: Path) -> float:
        """Build to the end; gives the seconds of work it took."""
        child, work = self.begin("build", "--curation", str(curation)), 0.0
        while (now := worked(child)) is not None:
            work = now
            time.sleep(0.005)
        assert self.ended() == 0
        return work

    def start(self) -> Seen:
        """Answer a question in a new process, and read all that is stored."""
        self.begin("query", *QUESTION)
        assert self.ended() == 0
        told = json.loads(self._output.read_bytes())
        assert told["meta"]["total"] == told["meta"]["returned"] == len(told["rows"])
        with EmbeddedStore(self.place) as store:
            nodes = store.read("MATCH (n) RETURN labels(n) AS labels, n{.*} AS held", {})
            edges = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS type, r{.*} AS held", {})
            manifest = store.info().manifest
        assert manifest.build == told["meta"]["build"]
        return Seen(manifest.build, digest(told["rows"]), digest(nodes) + digest(edges))

    def _number(self) -> int:
        assert self._forks.stdout is not None
        return int(self._forks.stdout.readline())


def worked(process: int) -> float | None:
    """Seconds of processor time of a process so far, or None when it has ended.

    Moments are told by it: on a machine with other work the same build takes several times as long by the clock.
    """
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def digest(rows: object) -> str:
    """A digest of rows in whatever order."""
    assert isinstance(rows, list)
    return sha256("".join(sorted(json.dumps(row, sort_keys=True) for row in rows)).encode()).hexdigest()


@contextmanager
def commands(place: Path) -> Iterator[Commands]:
    """Runs of the command on the store at ``place``."""
    with subprocess.Popen(
        [sys.executable, "-c", FORKS],
        env=environment(store=place, log_level="error"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as forks:
        yield Commands(place, forks)
        assert forks.stdin is not None
        forks.stdin.close()


def builds(place: Path) -> dict[Path, int]:
    """The directories of builds, whole or not, the newest last, with the moment in which each was begun."""
    found = sorted((place / "builds").iterdir(), key=lambda path: int(path.name.rpartition("-")[2]))
    return {path: (path / "held").stat().st_mtime_ns for path in found if (path / "held").exists()}


def phase(place: Path, before: dict[Path, int]) -> str:
    """How far a build came before it was killed, by what it left."""
    last, begun = list(builds(place).items())[-1]
    if before.get(last) == begun:
        return "checks and projects"
    if (place / "CURRENT").read_text().strip() == last.name:
        return "switched"
    if (last / "manifest.json").exists():
        return "whole, not switched"
    return "writes" if (last / "graph" / "database.lck").exists() else "begins or ends writing"


def test_a_start_after_a_killed_build_serves_the_old_graph_or_the_new_one(tmp_path: Path) -> None:
    place = tmp_path / "store"
    curations = [sliced(tmp_path / f"curation{n}", every=30, first=15 * n) for n in (0, 1)]
    moments = random.Random(20261123)
    exits: Counter[int] = Counter()
    phases: Counter[str] = Counter()
    with commands(place) as run:
        known, lengths = [], []
        for curation in (*curations, curations[0]):
            lengths.append(run.build(curation))
            known.append(run.start())
        assert known[2] == known[0]
        assert not set(known[0]) & set(known[1]), "the two graphs must differ in their build, answer and rows"
        length, current = min(lengths[1:]), 0
        order = list(range(KILLS))
        moments.shuffle(order)
        for share in order:
            before = builds(place)
            child = run.begin("build", "--curation", str(curations[1 - current]))
            # One random moment in each twentieth of the work of a build, and up to one tick of the clock beyond.
            moment, rest = length * (share + moments.random()) / KILLS, moments.uniform(0, 0.01)
            while (now := worked(child)) is not None and now < moment:
                time.sleep(0.001)
            time.sleep(rest)
            run.kill(child)
            exits[run.ended()] += 1
            phases[phase(place, before)] += 1
            found = run.start()
            assert found in known, f"neither the old graph nor the new one: {phases}"
            current = known.index(found)

        for _ in range(2):
            # The moment that chance seldom meets: just behind the switch, before old builds are removed.
            pointer = (place / "CURRENT").stat().st_ino
            child = run.begin("build", "--curation", str(curations[1 - current]))
            while (place / "CURRENT").stat().st_ino == pointer:
                time.sleep(0.0005)
            os.kill(child, signal.SIGKILL)
            run.ended()
            current = 1 - current
            assert run.start() == known[current]

        (place / ".CURRENT.1").write_text("")  # as a kill leaves it that falls into the switch itself
        run.build(curations[1 - current])
        assert run.start() == known[1 - current]
    assert len(builds(place)) == 2, "what killed builds left is not removed"
    assert sorted(path.name for path in place.iterdir()) == ["CURRENT", "builds", "cache", "lock", "log"]
    assert exits[-signal.SIGKILL] >= KILLS * 3 // 4, f"too few kills fell inside a build: {exits}, {phases}"
    assert set(exits) <= {0, -signal.SIGKILL}, exits
    assert phases["writes"] >= KILLS // 5, phases
    assert phases["checks and projects"] >= 1, phases
