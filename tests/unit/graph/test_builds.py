"""The directory of an embedded store, without an engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.builds import Builds, write_durably
from graph.store import Manifest
from schema.errors import StoreLocked, StoreUnavailable

MANIFEST = Manifest("abc123", "0.1.0", "1", "2026.11", {"Gene": 2})


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path / "store")


def sealed(builds: Builds, name: str = "abc123", *, switch: bool = True) -> Path:
    with builds.exclusive():
        build = builds.start(name)
        (build / "graph").mkdir()
        (build / "graph" / "data").write_bytes(b"12345")
        builds.seal(build, MANIFEST)
        if switch:
            builds.switch(build)
    return build


def names(builds: Builds) -> list[str]:
    return sorted(path.name for path in (builds.root / "builds").iterdir())


def test_an_empty_place_has_no_build(builds: Builds) -> None:
    assert builds.stamp() is None
    assert builds.current() is None


def test_current_names_the_build_that_was_switched_to(builds: Builds) -> None:
    first = sealed(builds)
    stamp = builds.stamp()
    second = sealed(builds, switch=False)
    assert (builds.current(), builds.stamp()) == (first, stamp)
    builds.switch(second)
    assert builds.current() == second
    assert builds.stamp() != stamp
    assert [first.name, second.name] == ["abc123-1", "abc123-2"]


def test_a_hash_cannot_lead_out_of_the_directory(builds: Builds) -> None:
    assert sealed(builds, "../../evil").parent == builds.root / "builds"


def test_a_manifest_comes_back(builds: Builds) -> None:
    build = sealed(builds)
    assert builds.manifest(build) == builds.manifest(build, whole=True) == MANIFEST


def damage_nothing(build: Path) -> None:
    (build / "graph" / "configuration.json").write_text("{}")  # settings are no part of the graph


def remove_data(build: Path) -> None:
    (build / "graph" / "data").unlink()


def cut_data(build: Path) -> None:
    os.truncate(build / "graph" / "data", 4)


def add_file(build: Path) -> None:
    (build / "graph" / "more").touch()


def leave_lock(build: Path) -> None:
    (build / "graph" / "database.lck").touch()


@pytest.mark.parametrize(
    ("damage", "whole"),
    [(damage_nothing, True), (remove_data, False), (cut_data, False), (add_file, False), (leave_lock, False)],
)
def test_a_damaged_build_is_not_whole(builds: Builds, damage: object, whole: bool) -> None:
    build = sealed(builds)
    assert callable(damage)
    damage(build)
    assert (builds.manifest(build, whole=True) is not None) is whole


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", json.dumps(MANIFEST.to_mapping() | {"counts": 1, "files": {}})]
)
def test_a_manifest_that_cannot_be_read_is_none(builds: Builds, text: str) -> None:
    build = sealed(builds)
    (build / "manifest.json").write_text(text)
    assert builds.manifest(build) is None


def test_prune_keeps_the_current_build_and_the_one_before(builds: Builds) -> None:
    for _ in range(4):
        sealed(builds)
    orphan = sealed(builds, switch=False)  # sealed, then killed before the switch
    with builds.exclusive():
        killed = builds.start("killed")
        builds.prune()
    assert names(builds) == ["abc123-3", "abc123-4"]
    assert not orphan.exists()
    assert not killed.exists()


def test_prune_keeps_what_a_reader_holds(builds: Builds) -> None:
    first = sealed(builds)
    hold = builds.hold(first)
    for _ in range(3):
        sealed(builds)
    builds.prune()
    assert names(builds) == ["abc123-1", "abc123-3", "abc123-4"]
    os.close(hold)
    builds.prune()
    assert names(builds) == ["abc123-3", "abc123-4"]


def test_the_lock_names_its_holder_and_is_free_afterwards(builds: Builds) -> None:
    with builds.exclusive():
        with pytest.raises(StoreLocked) as caught, builds.exclusive():
            pytest.fail("two loads at once")
        assert caught.value.details == {"process": str(os.getpid())}
    with builds.exclusive():
        pass


def test_a_lock_of_a_dead_process_is_free(builds: Builds) -> None:
    code = """
import sys, time
from pathlib import Path
from graph.builds import Builds
with Builds(Path(sys.argv[1])).exclusive():
    print("held", flush=True)
    time.sleep(60)
"""
    child = subprocess.Popen([sys.executable, "-c", code, str(builds.root)], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked) as caught, builds.exclusive():
            pytest.fail("two loads at once")
        assert caught.value.details == {"process": str(child.pid)}
        child.kill()
    with builds.exclusive():
        pass


def test_a_file_in_the_place_of_the_directory_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    builds = Builds(tmp_path / "store")
    assert builds.current() is None
    with pytest.raises(StoreUnavailable, match="cannot be used"), builds.exclusive():
        pytest.fail("a file was taken for a directory")


def test_a_durable_write_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    write_durably(tmp_path / "x", b"1")
    write_durably(tmp_path / "x", b"2")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x": b"2"}
