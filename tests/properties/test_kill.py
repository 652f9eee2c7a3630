"""A load that is killed at any moment leaves the old graph or the new one, and the next load succeeds."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from tests.conformance.sample import manifest_of, ring

pytestmark = [pytest.mark.slow, pytest.mark.alone]
ROOT = Path(__file__).parents[2]
SIZES = {1: 2_500, 2: 2_000}
"""Nodes of the two rings that take turns, by version; each has as many edges."""

CHILD = """
import sys
from graph.backends.embedded import EmbeddedStore
from graph.backends import arcade
from tests.conformance.sample import manifest_of, ring
place = sys.argv[1]
arcade.version()
version, size = map(int, sys.stdin.readline().split())
rows = ring(size, version)
print("begins", flush=True)
EmbeddedStore(place).replace(rows, manifest_of(rows, f"b{version}"))
print("ended", flush=True)
"""

KILLS = 20


def waiting(place: Path) -> subprocess.Popen[str]:
    """A process that will load what ``start`` tells it; meanwhile it gets ready, which takes longer than the load."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(place)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def start(child: subprocess.Popen[str], version: int) -> subprocess.Popen[str]:
    """Have the waiting process load ``version``; returns when its load begins."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{version} {SIZES[version]}\n")
    child.stdin.flush()
    assert child.stdout.readline() == "begins\n"
    return child


def load_seconds(place: Path, version: int) -> float:
    """How long the load of ``version`` takes in a process of its own."""
    with start(waiting(place), version) as child:
        begin = time.monotonic()
        assert child.stdout is not None
        assert child.stdout.readline() == "ended\n"
        return time.monotonic() - begin


def stored_version(place: Path) -> int:
    """The version that a new reader finds, after checking that all of it is there and nothing else."""
    with EmbeddedStore(place) as store:
        nodes = store.read("MATCH (n) RETURN n.version AS version, count(n) AS number", {})
        edges = store.read("MATCH ()-[r]->() RETURN r.version AS version, count(r) AS number", {})
        linked = store.read("MATCH (a:Entity {id: $id})-[r:INCREASES]->(b) RETURN b.id AS id", {"id": "g000007"})
        build = store.info().manifest.build
    version = int(build[1:])
    assert nodes == edges == [{"version": version, "number": SIZES[version]}]
    assert linked == [{"id": "g000008"}]
    return version


def phase(place: Path) -> str:
    """How far the last load came before it was killed, by what it left."""
    last = max((place / "builds").iterdir(), key=lambda path: int(path.name.rpartition("-")[2]))
    if (last / "manifest.json").exists():
        return "whole"
    if (last / "graph" / "database.lck").exists():
        return "the engine writes"
    return "closed, not sealed" if (last / "graph").exists() else "no file of the engine yet"


def test_a_killed_load_leaves_the_old_graph_or_the_new_one(tmp_path: Path) -> None:
    place = tmp_path / "store"
    load_seconds(place, 1)
    length = min(load_seconds(place, 2), load_seconds(place, 1))
    moments = random.Random(20261123)
    inside, kept = 0, 0
    phases: Counter[str] = Counter()
    current = stored_version(place)
    following = waiting(place)
    for kill in range(KILLS):
        target = 3 - current
        # Every fourth kill falls about the end: closing, syncing, the manifest, the switch, removing old builds.
        share = moments.uniform(0.9, 1.15) if kill % 4 == 3 else moments.uniform(0.0, 0.9)
        child = start(following, target)
        time.sleep(length * share)
        child.kill()
        rest, _ = child.communicate()
        following = waiting(place)
        inside += "ended" not in rest
        phases[phase(place)] += 1

        found = stored_version(place)
        assert found in (current, target)
        kept += found == current

        current = 3 - found
        rows = ring(SIZES[current], current)
        with EmbeddedStore(place) as store:
            assert store.replace(rows, manifest_of(rows, f"b{current}")).rows_in == 2 * SIZES[current]
        assert stored_version(place) == current
        assert len(list((place / "builds").iterdir())) == 2, "what a killed load left is not removed"
    with following:
        following.kill()
    assert inside >= KILLS * 3 // 4, f"only {inside} of {KILLS} kills fell inside the load: {phases}"
    assert phases["the engine writes"] >= KILLS // 3, phases
    assert kept >= KILLS // 3


def test_a_reader_follows_a_load_of_another_process_within_two_seconds(tmp_path: Path) -> None:
    place = tmp_path / "store"
    load_seconds(place, 1)
    with EmbeddedStore(place) as reader:
        text = "MATCH (n:Entity) RETURN n.version AS version, count(n) AS number"
        assert reader.read(text, {}) == [{"version": 1, "number": SIZES[1]}]
        with start(waiting(place), 2) as child:
            assert child.stdout is not None
            seen = [1]
            switched = None
            while switched is None or time.monotonic() < switched + 2.0:
                ((version, number),) = [tuple(row.values()) for row in reader.read(text, {})]
                assert number == SIZES[version]
                seen.append(version)
                if switched is None and child.poll() is not None:
                    switched = time.monotonic()
            assert child.returncode == 0
        assert seen[-1] == 2
        assert seen == sorted(seen)
