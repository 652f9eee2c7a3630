"""The stores under test: one entry of ``FACTORIES`` a backend, each giving an empty place and a way to open it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.opening import open_store
from graph.store import Store
from tests.conformance.sample import SAMPLE, manifest_of

Opener = Callable[..., Store]
"""Opens the place once more: ``opener(timeout_s=2.0)``. Stores opened by it see one another's loads."""


def embedded(place: Path) -> Opener:
    def opener(timeout_s: float = 5.0) -> Store:
        return open_store(str(place / "store"), timeout_s=timeout_s)

    return opener


FACTORIES: dict[str, Callable[[Path], Opener]] = {"embedded": embedded}


@pytest.fixture(params=sorted(FACTORIES))
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens one empty place; what it opened is closed at the end."""
    inner = FACTORIES[request.param](tmp_path)
    opened: list[Store] = []

    def outer(timeout_s: float = 5.0) -> Store:
        opened.append(inner(timeout_s=timeout_s))
        return opened[-1]

    yield outer
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    """An empty store."""
    return opener()


@pytest.fixture
def sample(store: Store) -> Store:
    """A store that holds ``SAMPLE``."""
    store.replace(SAMPLE, manifest_of(SAMPLE, "5a3b1e0000000001"))
    return store
