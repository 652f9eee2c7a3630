"""A server asked through its routing scheme, ``neo4j://``: built into, asked and served as through ``bolt://``."""

from __future__ import annotations

import json
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from graph.opening import open_store
from loaders.building import build
from queries.answering import answer
from queries.catalogue import packaged
from tests.servers.fixtures import Servers, opener_of, wipe
from tests.servers.neo4j import USER
from tests.serving import TINY, server

pytestmark = pytest.mark.slow
QUESTION = {"pathway": "NF-κB", "disease": "IBD"}
FLAGSHIP = f"/v1/queries/mirnas-on-pathway?pathway={quote('NF-κB')}&disease=IBD"


@pytest.mark.parametrize("name", ["neo4j-5.26"])  # in the id, as what uses one server runs in one process
def test_a_routing_address_builds_asks_and_serves(servers: Servers, name: str, tmp_path: Path) -> None:
    neo4j = servers.running(name)
    wipe(neo4j)
    address = f"neo4j://127.0.0.1:{neo4j.bolt}"
    with closing(open_store(address, timeout_s=10, user=USER, password=neo4j.password)) as routed:
        first, again = (build(TINY, routed).rows for _ in range(2))
        assert first.written == first.rows_in == again.unchanged > 0
        found = answer(routed, packaged().get("mirnas-on-pathway"), QUESTION, timeout_s=10)
    assert found.rows
    with closing(opener_of(neo4j)(timeout_s=10)) as direct:
        assert direct.info().manifest == first.manifest, "both schemes see one graph"

    secret = tmp_path / "password"
    secret.write_text(neo4j.password + "\n", "utf-8")
    with (
        server(address, log=tmp_path / "serve.log", neo4j_password_file=secret) as api,
        urllib.request.urlopen(api + FLAGSHIP, timeout=20) as served,
    ):
        told = json.load(served)
    assert told["rows"] == found.rows
    assert told["meta"]["build"] == first.manifest.build
