"""The API on a Neo4j server: it starts before the store is built, says that it is gone, and goes on when it is back."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest

from tests.servers.fixtures import running
from tests.servers.neo4j import Neo4jServer
from tests.serving import COMMAND, TINY, environment

pytestmark = [pytest.mark.slow, pytest.mark.alone]
QUERY = "/v1/queries/mirnas-on-pathway?pathway=GO:0007249"


def get(address: str) -> tuple[int, Message, bytes, float]:
    """Status, headers, body and seconds of one request."""
    begin = time.monotonic()
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.headers, answer.read(), time.monotonic() - begin
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read(), time.monotonic() - begin


def until(address: str, status: int, seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    found = 0
    while found != status:
        assert time.monotonic() < ends, f"{address} still answers {found}"
        try:
            found = get(address)[0]
        except OSError:
            found = 0  # it does not listen yet, or takes its time
        time.sleep(0.2)


@contextmanager
def serving(settings: dict[str, str], log: Path) -> Iterator[str]:
    """`exomech serve` on a free port; gives its address."""
    with log.open("w") as file:
        process = subprocess.Popen([*COMMAND, "serve", "--port", "0"], stderr=file, env=settings)
    try:
        ends = time.monotonic() + 30
        while not (found := re.search(r"serving (http://[\w.\[\]:]+)", log.read_text("utf-8"))):
            assert time.monotonic() < ends, log.read_text("utf-8")
            assert process.poll() is None, log.read_text("utf-8")
            time.sleep(0.05)
        yield found[1]
    finally:
        process.terminate()
        process.wait(20)


def settings_of(server: Neo4jServer, tmp_path: Path) -> dict[str, str]:
    """The environment of a user: the address, and the password in a file."""
    secret = tmp_path / "password"
    secret.write_text(server.password + "\n", "utf-8")
    return environment(store=server.url, neo4j_password_file=secret, curation=TINY)


def test_the_api_says_that_the_server_is_gone_and_answers_again_when_it_is_back(tmp_path: Path) -> None:
    with running("neo4j-5.26", tmp_path / "home") as server:
        settings = settings_of(server, tmp_path)
        with serving(settings, tmp_path / "serve.log") as address:
            until(f"{address}/livez", 200)
            assert get(f"{address}/readyz")[0] == 503
            built = subprocess.run([*COMMAND, "build"], env=settings, capture_output=True, text=True, timeout=120)
            assert built.returncode == 0, built.stderr
            until(f"{address}/readyz", 200)
            until(address + QUERY, 200)

            server.stop()
            time.sleep(0.5)
            for path in (QUERY, QUERY, "/readyz"):
                status, headers, body, seconds = get(address + path)
                assert (status, headers["Content-Type"]) == (503, "application/problem+json"), path
                assert int(headers["Retry-After"]) > 0
                assert json.loads(body)["status"] == 503
                assert seconds < 4
            assert get(f"{address}/livez")[0] == 200

            server.start()
            until(f"{address}/readyz", 200)
            until(address + QUERY, 200)
