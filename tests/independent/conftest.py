"""The files as plain facts, and the graph built of the same files, once for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.backends.embedded import EmbeddedStore
from loaders.building import build
from tests.independent.asking import CURATION
from tests.independent.reading import Curation


@pytest.fixture(scope="session")
def files() -> Curation:
    return Curation(CURATION)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("independent")) as opened:
        build(CURATION, opened)
        yield opened
