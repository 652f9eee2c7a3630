"""A running server keeps answering while another process makes a new build and switches to it."""

from __future__ import annotations

import json
import shutil
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.serving import TINY, build_store, run_command, server

pytestmark = pytest.mark.alone
FLAGSHIP = f"/v1/queries/mirnas-on-pathway?pathway={quote('NF-κB')}&disease=IBD"

CLIENTS = 4
"""Clients at a time while a build is switched in."""
LONGEST_S = 25.0
"""Seconds after which the load ends, whatever was seen."""
FOLLOWS_WITHIN_S = 2.0
"""Seconds in which a running server follows a new build."""


def test_no_request_fails_while_a_new_build_is_made_and_switched_in(tmp_path: Path):
    curation, directory = tmp_path / "curation", tmp_path / "store"
    shutil.copytree(TINY, curation)
    first = build_store(directory, curation).rows.manifest.build
    failures: list[str] = []
    builds: Counter[str] = Counter()
    tags: dict[str, set[str]] = {}
    stop = threading.Event()

    def ask(address: str) -> None:
        while not stop.is_set():
            try:
                with urllib.request.urlopen(address + FLAGSHIP, timeout=10) as response:
                    meta = json.load(response)["meta"]
            except (OSError, ValueError) as error:
                failures.append(repr(error))
                return
            builds[meta["build"]] += 1
            tags.setdefault(meta["build"], set()).add(response.headers["etag"])

    with server(directory) as address:
        clients = [threading.Thread(target=ask, args=(address,)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            ends = time.monotonic() + LONGEST_S
            while builds[first] < 20 and time.monotonic() < ends and not failures:
                time.sleep(0.02)
            study = curation / "studies" / "pubmed_900000003.yaml"
            study.unlink()
            # As users do it: another process builds and switches.
            ran = run_command("build", "--format", "json", store=directory, curation=curation)
            assert ran.returncode == 0, ran.stderr
            second = json.loads(ran.stdout)["manifest"]["build"]
            switched = time.monotonic()
            while builds[second] < 20 and time.monotonic() < min(ends, switched + 10) and not failures:
                time.sleep(0.02)
                if builds[second] == 0:
                    assert time.monotonic() < switched + FOLLOWS_WITHIN_S, "the server does not follow"
        finally:
            stop.set()
            for client in clients:
                client.join(15)
    assert failures == []
    assert second != first
    assert set(builds) == {first, second}
    assert builds[first] >= 20
    assert builds[second] >= 20
    # One tag a build: a client with the old one is given the new answer.
    assert [len(found) for found in tags.values()] == [1, 1]
    assert tags[first] != tags[second]
