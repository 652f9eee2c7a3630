"""A tiny store, an application over it, and the command line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api import cli
from api.app import create_app
from api.settings import Settings, load_settings
from graph.opening import open_store
from graph.store import Store
from queries.catalogue import packaged
from tests.serving import TINY
from tests.unit.api.running import Ran, Run


@pytest.fixture(scope="session")
def store_directory(tiny_directory: Path) -> Path:
    return tiny_directory


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


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], store_directory: Path, tmp_path: Path
) -> Iterator[Run]:
    """Run the command in an empty directory, over the tiny store and the tiny corpus."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXOMECH_STORE", str(store_directory))
    monkeypatch.setenv("EXOMECH_CURATION", str(TINY))
    monkeypatch.setenv("COLUMNS", "100")
    handlers = logging.getLogger().handlers[:]

    def ran(*args: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["exomech", *args])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capfd.readouterr()
        return Ran(int(caught.value.code or 0), out, err)

    yield ran
    logging.getLogger().handlers[:] = handlers
