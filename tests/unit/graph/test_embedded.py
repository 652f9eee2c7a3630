"""What is particular to the embedded store: its files, its one open database a build, and the translation of errors."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import arcadedb
import pytest

from graph.backends import arcade, embedded
from graph.backends.embedded import EmbeddedStore
from schema.errors import QueryFailed, QueryTimeout, StoreError, StoreNotBuilt, StoreUnavailable
from tests.conformance.sample import SAMPLE, manifest_of, ring

SLOW = "UNWIND range(1, 3000) AS a UNWIND range(1, 1000) AS b WITH a, b WHERE a * b % 7 = 9 RETURN count(*) AS number"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    before = set(embedded._registry)  # other tests keep a store open for their whole session
    store = EmbeddedStore(tmp_path / "store", timeout_s=5.0)
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    yield store
    store.close()
    assert set(embedded._registry) <= before, "a database was not closed"


def build_names(store: EmbeddedStore) -> list[str]:
    return sorted(path.name for path in (store._builds.root / "builds").iterdir())


@pytest.mark.parametrize("label", ["Gene", "Cytokine", "Entity", "MiRNA", "Study"])
def test_every_label_has_an_index_on_id(store: EmbeddedStore, label: str) -> None:
    (plan,) = store.read(f"EXPLAIN MATCH (n:{label} {{id: $id}}) RETURN n.id AS id", {"id": "x"})
    assert f"NodeIndexSeek(n:{label})" in plan["executionPlanAsString"]
    (plan,) = store.read(f"EXPLAIN MATCH (n:{label} {{name: $id}}) RETURN n.id AS id", {"id": "x"})
    assert "NodeIndexSeek" not in plan["executionPlanAsString"]


def test_local_files_cannot_be_read(store: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret\n")
    with pytest.raises(QueryFailed, match="disabled"):
        store.read(f"LOAD CSV FROM 'file://{tmp_path}/secret.csv' AS line RETURN line", {})


def test_an_unchanged_build_writes_no_file(store: EmbeddedStore) -> None:
    def files() -> dict[str, int]:
        root = store._builds.root
        return {str(p): p.stat().st_mtime_ns for p in root.rglob("*") if p.is_file() and "log" not in p.parts[-2]}

    before = files()
    time.sleep(0.02)
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    assert {path for path, at in files().items() if before.get(path) != at} == {str(store._builds.root / "lock")}


def test_a_damaged_build_is_built_again(store: EmbeddedStore) -> None:
    store.close()
    (store._builds.root / "builds" / "aa-1" / "graph" / "schema.json").unlink()
    with EmbeddedStore(store._builds.root) as again:
        with pytest.raises(StoreNotBuilt, match="no whole build"):
            again.read("MATCH (n:Gene {id: 'HGNC:1'}) RETURN n.id AS id", {})
        again.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
        assert again.read("MATCH (n:Gene {id: 'HGNC:1'}) RETURN n.id AS id", {}) == [{"id": "HGNC:1"}]
        assert again._builds.current() == store._builds.root / "builds" / "aa-2"


@pytest.mark.slow
def test_a_build_is_closed_when_its_last_query_ends(store: EmbeddedStore) -> None:
    """A query that began on the old build ends on it, after others have gone on to the new one."""
    directory = store._builds.root
    store.close()
    # On a busy machine the slow query takes longer than the usual limit allows.
    store = EmbeddedStore(directory, timeout_s=300)
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.extend(store.read(SLOW, {})))
    thread.start()
    deadline = time.monotonic() + 30
    while store._opened is None or store._opened.users < 2:
        assert time.monotonic() < deadline
    old = store._opened
    rows = ring(3, 1)
    store.replace(rows, manifest_of(rows, "bb"))
    assert store.info().manifest.build == "bb"
    assert thread.is_alive()
    assert old.path in embedded._registry
    thread.join()
    assert answers == [{"number": 0}]
    assert old.path not in embedded._registry
    store.close()


def test_old_builds_go_but_for_the_one_before_and_those_still_read(store: EmbeddedStore) -> None:
    rows = [ring(3, version) for version in range(4)]
    reader = EmbeddedStore(store._builds.root)
    assert reader.info().manifest.build == "aa"
    reader._next_look = float("inf")  # a reader that is late to follow
    for version in range(3):
        store.replace(rows[version], manifest_of(rows[version], f"b{version}"))
        store.info()
    assert build_names(store) == ["aa-1", "b1-3", "b2-4"]
    assert reader.read("MATCH (n:Study) RETURN n.id AS id", {}) == [{"id": "study:1"}]
    reader.close()
    store.replace(rows[3], manifest_of(rows[3], "b3"))
    assert build_names(store) == ["b2-4", "b3-5"]


def test_a_new_build_that_cannot_be_used_is_logged_and_the_old_one_served(
    store: EmbeddedStore, caplog: pytest.LogCaptureFixture
) -> None:
    assert store.info().manifest.build == "aa"
    other = EmbeddedStore(store._builds.root)
    other.replace(ring(3, 1), manifest_of(ring(3, 1), "bb", schema_version="0"))
    store._next_look = 0.0
    with caplog.at_level(logging.WARNING, "exomech"):
        assert store.info().manifest.build == "aa"
    assert "schema version 0" in caplog.text
    other.replace(ring(3, 1), manifest_of(ring(3, 1), "cc"))
    store._next_look = 0.0
    assert store.info().manifest.build == "cc"


def test_a_broken_new_build_is_logged_once_and_tried_again(
    store: EmbeddedStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.info()
    EmbeddedStore(store._builds.root).replace(ring(3, 1), manifest_of(ring(3, 1), "bb"))
    manifest = store._builds.root / "builds" / "bb-2" / "manifest.json"
    hidden = manifest.rename(manifest.with_name("hidden"))
    with caplog.at_level(logging.WARNING, "exomech"):
        for _ in range(3):
            store._next_look = 0.0
            assert store.info().manifest.build == "aa"
    assert len(caplog.records) == 1
    hidden.rename(manifest)
    store._next_look = 0.0
    assert store.info().manifest.build == "bb"


def test_a_store_that_is_removed_under_a_reader_is_not_built(store: EmbeddedStore) -> None:
    store.info()
    (store._builds.root / "CURRENT").unlink()
    store._next_look = 0.0
    with pytest.raises(StoreNotBuilt):
        store.read("RETURN 1 AS x", {})


def test_a_closed_store_says_so(store: EmbeddedStore) -> None:
    store.close()
    with pytest.raises(StoreUnavailable, match="is closed"):
        store.read("RETURN 1 AS x", {})


@pytest.mark.slow
def test_the_limit_stays_when_the_settings_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(30, "Read-only file system", str(path))

    EmbeddedStore(tmp_path, timeout_s=1.0).replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    monkeypatch.setattr(arcade, "write_durably", refuse)
    with EmbeddedStore(tmp_path, timeout_s=0.3) as reader:
        assert reader.read("RETURN 1 AS x", {}) == [{"x": 1}]
        assert reader._opened is not None
        assert reader._opened.limit_s == 1.0
        with pytest.raises(QueryTimeout, match=r"0\.3 s"):
            reader.read(SLOW.replace("1, 3000", "1, 100000"), {})
        while reader._opened.users > 1:  # the engine ends the query at its own limit
            time.sleep(0.05)


def test_a_build_is_stored_with_its_limit_and_without_file_addresses(store: EmbeddedStore) -> None:
    settings = json.loads((store._builds.root / "builds" / "aa-1" / "graph" / "configuration.json").read_text())
    assert settings["configuration"] == {"command.timeout": 5000, "opencypher.loadCsv.allowFileUrls": False}


def engine_error(*chain: str, text: str = "why") -> Exception:
    error = arcadedb.ArcadeDBError(f"Query failed: {chain[0]}: {text}" if chain else text)
    error.java_chain = [(name, text) for name in chain]
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (engine_error("com.arcadedb.exception.TimeoutException"), QueryTimeout),
        (
            engine_error("com.arcadedb.exception.CommandExecutionException", "com.arcadedb.exception.TimeoutException"),
            QueryTimeout,
        ),
        (engine_error("com.arcadedb.exception.DatabaseNotFoundException"), StoreNotBuilt),
        (engine_error("com.arcadedb.exception.DatabaseOperationException"), StoreUnavailable),
        (engine_error("com.arcadedb.exception.LockTimeoutException"), StoreUnavailable),
        (engine_error("java.io.IOException"), StoreUnavailable),
        (engine_error("java.lang.OutOfMemoryError"), StoreUnavailable),
        (engine_error("com.arcadedb.exception.CommandParsingException"), QueryFailed),
        (engine_error("com.arcadedb.exception.QueryNotIdempotentException"), QueryFailed),
        (engine_error("com.arcadedb.exception.SomethingNewException"), QueryFailed),
        (engine_error(text="Database is closed"), StoreUnavailable),
        (arcadedb.ArcadeDBError("Query failed: com.arcadedb.exception.TimeoutException: late"), QueryTimeout),
        (TypeError("cannot pass object as a parameter"), QueryFailed),
    ],
    ids=str,
)
def test_engine_errors_become_ours(error: Exception, expected: type[StoreError]) -> None:
    translated = arcade.translate(error, "reading")
    assert type(translated) is expected
    assert "com.arcadedb" not in translated.message


def test_no_call_of_the_engine_lets_its_errors_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        ArcadeDBError = arcadedb.ArcadeDBError

        def __getattr__(self, name: str) -> object:
            def fail(*args: object, **kwargs: object) -> object:
                raise arcadedb.ArcadeDBError(f"{name} failed")

            return fail

    failing = Failing()
    monkeypatch.setattr(arcade, "engine", lambda log_directory=None: failing)
    for call in (
        lambda: arcade.query(failing, "RETURN 1", {}),
        lambda: arcade.close(failing),
        lambda: arcade.open_read_only(tmp_path, 1.0),
        lambda: arcade.build(tmp_path / "graph", SAMPLE, 1.0, None),
    ):
        with pytest.raises(StoreError):
            call()


def test_a_missing_engine_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "arcadedb", None)
    with pytest.raises(StoreUnavailable, match="cannot be loaded"):
        arcade.engine()
