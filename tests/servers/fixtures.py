"""The servers that tests run against: each line of Neo4j, where this machine can start it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from graph.opening import open_store
from graph.store import Store
from tests.servers.java import MissingTool
from tests.servers.neo4j import LTS, NEWEST, USER, Neo4jServer, free_port

NEWEST_CYPHER_5 = "neo4j-2026-cypher-5"
SERVERS: dict[str, tuple[str, int | None]] = {
    "neo4j-5.26": (LTS, None),
    NEWEST_CYPHER_5: (NEWEST, 5),
    "neo4j-2026-cypher-25": (NEWEST, 25),
}
"""Version and Cypher version of each server, by the name that a test's id shows."""


class Servers:
    """The servers of one test process: each is started when a test first asks for it, and runs until the last test.

    Args:
        home: an empty directory.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._started: dict[str, Neo4jServer] = {}
        self.api_port = free_port()
        """The port on which the Browser that a server brings looks for the API's guide."""

    def running(self, name: str) -> Neo4jServer:
        """One of ``SERVERS``, whatever tests have left in it; where it cannot run, the test is skipped and says why."""
        server = self._started.get(name)
        if server is None:
            version, language = SERVERS[name]
            guide = f"http://localhost:{self.api_port}/browser"
            conf = f"browser.post_connect_cmd=guide {guide}/start.html; style {guide}/exomech.grass\n"
            try:
                server = Neo4jServer(self._home / name, version, language=language, conf=conf, brief=True)
            except MissingTool as missing:
                pytest.skip(str(missing))
            self._started[name] = server
        if not server.runs:
            server.start()
        return server

    def stop(self) -> None:
        """End them all."""
        for server in self._started.values():
            server.kill()


def opener_of(server: Neo4jServer) -> Callable[..., Store]:
    """Opens the server's database as a store."""

    def opener(timeout_s: float = 5.0) -> Store:
        return open_store(server.url, timeout_s=timeout_s, user=USER, password=server.password)

    return opener


def wipe(server: Neo4jServer) -> None:
    """Remove every node of the server's database; constraints stay, which saves two seconds a test."""
    with GraphDatabase.driver(server.url, auth=(USER, server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def last_commit(driver: Driver) -> frozenset[str]:
    """The bookmark of a read: it names the transaction that was committed last."""
    with driver.session() as session:
        session.run("RETURN 1").consume()
        return session.last_bookmarks().raw_values
