"""The files as plain facts, and the graph built of the same files."""

from __future__ import annotations

import pytest

from graph.backends.embedded import EmbeddedStore
from tests.independent.asking import CURATION
from tests.independent.reading import Curation


@pytest.fixture(scope="session")
def files() -> Curation:
    return Curation(CURATION)


@pytest.fixture(scope="session")
def store(curated: EmbeddedStore) -> EmbeddedStore:
    return curated
