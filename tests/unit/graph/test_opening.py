"""The choice of a backend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.backends.neo4j_store import Neo4jStore
from graph.opening import open_store
from schema.errors import SettingsError, StoreNotBuilt


def test_a_directory_is_an_embedded_store_that_opening_does_not_make(tmp_path: Path) -> None:
    place = tmp_path / "new" / "store"
    store = open_store(str(place), timeout_s=1.0)
    assert isinstance(store, EmbeddedStore)
    with pytest.raises(StoreNotBuilt):
        store.info()
    assert not place.parent.exists()


@pytest.mark.parametrize("url", ["bolt://h:7687", "neo4j://h", "neo4j+s://h", "NEO4J://h", "bolt://[::1]:7687"])
def test_a_server_s_address_is_a_neo4j_store_that_is_not_connected_yet(url: str) -> None:
    store = open_store(url, timeout_s=1.0, user="me", password="secret")
    assert isinstance(store, Neo4jStore)
    store.close()


@pytest.mark.parametrize(
    "url", ["bolt://", "bolt://h:port", "bolt://h:0", "neo4j://h/db", "bolt://h?x=1", "bolt://me:hidden@h", "bolt://[h"]
)
def test_a_server_s_address_names_a_host_and_a_port_alone(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_store(url, timeout_s=1.0)
    assert "address" in caught.value.message
    assert "hidden" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("url", ["http://h:7474", "file:///x", "embedded:/data", "bolt:h", "", " "])
def test_what_cannot_be_opened_is_said(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_store(url, timeout_s=1.0)
    assert "directory" in caught.value.message + caught.value.hint


def test_an_http_address_is_answered_with_the_bolt_form() -> None:
    with pytest.raises(SettingsError) as caught:
        open_store("http://127.0.0.1:7474", timeout_s=1.0)
    assert "bolt://" in caught.value.hint


@pytest.mark.parametrize("limit", [0, -1.0, float("nan")])
def test_a_limit_is_above_zero(tmp_path: Path, limit: float) -> None:
    with pytest.raises(SettingsError, match="time limit"):
        open_store(str(tmp_path), timeout_s=limit)


def test_no_engine_is_imported_before_it_is_needed(tmp_path: Path) -> None:
    code = """import sys, graph.opening as o
o.open_store(sys.argv[1], timeout_s=1)
print({"arcadedb", "neo4j"} & {*sys.modules})"""
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
