"""A server in a process of its own: the flagship question, a busy port, and the first build of an empty store."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.serving import build_store, run_command, server

FLAGSHIP = f"/v1/queries/mirnas-on-pathway?pathway={quote('NF-κB')}&disease=IBD"

FOLLOWS_WITHIN_S = 2.0
"""Seconds in which a running server follows a new build."""


def get(address: str, path: str) -> Any:
    with urllib.request.urlopen(address + path, timeout=10) as response:
        assert response.status == 200
        return json.load(response)


def test_the_flagship_question_over_http_and_on_the_command_line_gives_the_same_rows(store_directory: Path):
    with server(store_directory) as address:
        over_http = get(address, FLAGSHIP)
    ran = run_command(
        "query", "mirnas-on-pathway", "--pathway", "NF-κB", "--disease", "IBD", "-f", "json", store=store_directory
    )
    assert ran.returncode == 0, ran.stderr
    assert over_http["rows"]
    assert json.loads(ran.stdout) == over_http


def test_a_busy_port_is_one_line_that_names_the_setting(store_directory: Path):
    with server(store_directory) as address:
        port = address.rpartition(":")[2]
        ran = run_command("serve", store=store_directory, port=port)
    assert ran.returncode == 5
    assert ran.stdout == ""
    assert ran.stderr.strip() == f"error: port {port} of 127.0.0.1 is in use: set EXOMECH_PORT to another one"


def test_a_server_without_a_build_answers_and_follows_the_first_one(tmp_path: Path):
    directory = tmp_path / "store"
    with server(directory) as address:
        with pytest.raises(urllib.error.HTTPError, match="503") as caught:
            get(address, "/readyz")
        assert "exomech build" in json.load(caught.value)["hint"]
        build = build_store(directory).rows.manifest.build
        time.sleep(FOLLOWS_WITHIN_S / 2)
        assert get(address, "/readyz")["build"] == build
