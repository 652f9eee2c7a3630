"""A server that runs while rows of its build are put right: the next answer is of the right rows, under another tag."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from neo4j import GraphDatabase

from loaders.building import build
from queries.answering import answer
from queries.catalogue import packaged
from tests.servers.fixtures import Servers, opener_of, wipe
from tests.servers.neo4j import USER
from tests.serving import TINY, server

pytestmark = pytest.mark.slow

QUESTION = {"pathway": "NF-κB", "disease": "IBD"}
FLAGSHIP = f"/v1/queries/mirnas-on-pathway?pathway={quote('NF-κB')}&disease=IBD"
META = "/v1/meta"
GUIDE = "/browser/cargo.html"
CELL = "<h3>miRNAs that act on a pathway in a disease</h3>"
NO_PATHWAY = "MATCH (p:Pathway) DETACH DELETE p"
NO_NAMES = "MATCH (p:Pathway) SET p.keys = []"
NO_GATE = "MATCH (b:ExomechBuild {id: 'current'}) DELETE b"


def get(address: str, tag: str = "") -> tuple[int, Mapping[str, str], Any]:
    """Status, headers and what was told; ``tag`` is what the client holds."""
    asked = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
    try:
        with urllib.request.urlopen(asked, timeout=20) as reply:
            return reply.status, reply.headers, json.load(reply)
    except urllib.error.HTTPError as error:
        with error:
            body = error.read()
        return error.code, error.headers, json.loads(body) if body else None


def page(address: str) -> str:
    """The page at an address."""
    with urllib.request.urlopen(address, timeout=60) as reply:
        return str(reply.read().decode("utf-8"))


@pytest.mark.parametrize("name", ["neo4j-5.26"])  # in the id, as what uses one server runs in one process
@pytest.mark.parametrize(
    ("by_hand", "then", "thorough"),
    [((NO_PATHWAY,), (), False), ((NO_NAMES,), (), True), ((NO_PATHWAY,), (NO_GATE,), False)],
    ids=["row", "value", "row-and-gate"],
)
def test_what_a_build_puts_right_is_answered_at_once(
    servers: Servers, name: str, tmp_path: Path, by_hand: Sequence[str], then: Sequence[str], thorough: bool
) -> None:
    neo4j = servers.running(name)
    wipe(neo4j)
    secret = tmp_path / "password"
    secret.write_text(neo4j.password + "\n", "utf-8")
    with (
        GraphDatabase.driver(neo4j.url, auth=(USER, neo4j.password)) as driver,
        closing(opener_of(neo4j)(timeout_s=10)) as store,
    ):
        first = build(TINY, store).rows
        right = answer(store, packaged().get("mirnas-on-pathway"), QUESTION, timeout_s=10).rows
        with server(neo4j.url, log=tmp_path / "serve.log", neo4j_password_file=secret) as api:
            tag = get(api + META)[1]["ETag"]
            for text in by_hand:
                driver.execute_query(text)
            assert get(api + FLAGSHIP)[0] == 404
            assert get(api + FLAGSHIP)[0] == 404
            assert get(api + META, tag)[0] == 304
            assert (CELL in page(api + GUIDE)) is (NO_PATHWAY not in by_hand)  # its example is an id
            for text in then:
                driver.execute_query(text)
            again = build(TINY, store, thorough=thorough).rows
            assert again.written > 0
            assert again.manifest == first.manifest
            status, _, told = get(api + FLAGSHIP)
            assert (status, told["rows"]) == (200, right)
            assert right
            assert CELL in page(api + GUIDE)
            status, headers, _ = get(api + META, tag)
            assert status == 200
            assert headers["ETag"] != tag
