"""A tiny store, built once, and an application over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings, load_settings
from graph.opening import open_store
from graph.store import Store
from queries.catalogue import packaged
from tests.serving import build_store


@pytest.fixture(scope="session")
def store_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("tiny") / "store"
    build_store(directory)
    return directory


@pytest.fixture(scope="session")
def settings(store_directory: Path) -> Settings:
    return load_settings(store=str(store_directory))


@pytest.fixture(scope="session")
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings.store, timeout_s=settings.timeout)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(store: Store, settings: Settings) -> TestClient:
    return TestClient(create_app(store, packaged(), settings), raise_server_exceptions=False)
