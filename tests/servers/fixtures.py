"""The servers that tests run against: each line of Neo4j, where this machine can start it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.opening import open_store
from graph.store import Store
from tests.servers.java import MissingTool
from tests.servers.neo4j import LTS, NEWEST, USER, Neo4jServer

SERVERS: dict[str, tuple[str, int | None]] = {
    "neo4j-5.26": (LTS, None),
    "neo4j-2026-cypher-5": (NEWEST, 5),
    "neo4j-2026-cypher-25": (NEWEST, 25),
}
"""Version and Cypher version of each server, by the name that a test's id shows."""


@contextmanager
def running(name: str, home: Path) -> Iterator[Neo4jServer]:
    """One of ``SERVERS``, started in the directory ``home``; where that cannot be, the test is skipped and says why."""
    version, language = SERVERS[name]
    try:
        server = Neo4jServer(home, version, language=language)
    except MissingTool as missing:
        pytest.skip(str(missing))
    with server:
        yield server


def opener_of(server: Neo4jServer) -> Callable[..., Store]:
    """Opens the server's database as a store."""

    def opener(timeout_s: float = 5.0) -> Store:
        return open_store(server.url, timeout_s=timeout_s, user=USER, password=server.password)

    return opener


def wipe(server: Neo4jServer) -> None:
    """Remove every node of the server's database; constraints stay, which saves two seconds a test."""
    with GraphDatabase.driver(server.url, auth=(USER, server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
