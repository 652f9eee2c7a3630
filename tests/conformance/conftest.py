"""The stores under test: the embedded engine and each line of Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.opening import open_store
from graph.store import Store
from tests.conformance.py2neo_sockets import close_all
from tests.conformance.sample import SAMPLE, manifest_of
from tests.servers.fixtures import SERVERS, Servers, opener_of, wipe
from tests.servers.neo4j import Neo4jServer

Opener = Callable[..., Store]
"""Opens the place once more: ``opener(timeout_s=2.0)``. Stores opened by it see one another's loads."""

EMBEDDED = "embedded"


@pytest.fixture(scope="session", params=[EMBEDDED, *SERVERS])
def engine(request: pytest.FixtureRequest, servers: Servers) -> Neo4jServer | None:
    """The engine under test: a running server, or None for the embedded one."""
    return None if request.param == EMBEDDED else servers.running(request.param)


@pytest.fixture
def opener(engine: Neo4jServer | None, tmp_path: Path) -> Iterator[Opener]:
    """Opens one empty place; what it opened is closed at the end."""
    if engine is not None:
        wipe(engine)
    opened: list[Store] = []

    def outer(timeout_s: float = 5.0) -> Store:
        if engine is None:
            opened.append(open_store(str(tmp_path / "store"), timeout_s=timeout_s))
        else:
            opened.append(opener_of(engine)(timeout_s=timeout_s))
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


@pytest.fixture
def closed_sockets() -> Iterator[None]:
    """Close what py2neo leaves open, lest a later test be warned of it."""
    yield
    close_all()
