"""A tiny store, built once."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def store_directory(tiny_directory: Path) -> Path:
    return tiny_directory
