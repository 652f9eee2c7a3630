"""The tiny corpus with its release, built once for the gold answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from loaders.building import build

TINY = Path(__file__).resolve().parents[1] / "corpora" / "tiny"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("gold")) as opened:
        build(TINY, opened)
        yield opened
