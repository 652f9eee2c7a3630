"""The tiny corpus in an embedded store."""

from __future__ import annotations

import pytest

from graph.backends.embedded import EmbeddedStore


@pytest.fixture(scope="session")
def store(tiny: EmbeddedStore) -> EmbeddedStore:
    return tiny
