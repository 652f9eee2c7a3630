"""A tiny store, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serving import build_store


@pytest.fixture(scope="session")
def store_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("contract") / "store"
    build_store(directory)
    return directory
