"""Building the graph of the real curation, into the embedded store and into Neo4j: the command, first and again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.report import Figure
from benchmarks.synthetic import CURATION
from tests.servers.neo4j import LTS, Neo4jServer

COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "build", "--format", "json"]
ROUNDS = 3
"""Times that the unchanged build is made; the best is told."""


def command(home: Path, **settings: str) -> tuple[float, dict[str, Any]]:
    """Seconds of `exomech build` from its start to its end, and its report; ``home`` holds the cache."""
    if not (home / "curation").exists():
        (home / "curation").symlink_to(CURATION)
    env = {k: v for k, v in os.environ.items() if not k.startswith("EXOMECH_")}
    env |= {f"EXOMECH_{k.upper()}": v for k, v in settings.items()}
    begin = perf_counter()
    ran = subprocess.run(COMMAND, cwd=home, env=env, capture_output=True, check=True)
    return perf_counter() - begin, json.loads(ran.stdout)


def first_and_again(home: Path, into: str, target: str, **settings: str) -> list[Figure]:
    """The command into an empty store without a cache, then with nothing changed."""
    home.mkdir()
    cold, first = command(home, **settings)
    rounds = [command(home, **settings) for _ in range(ROUNDS)]
    again = min(taken for taken, _ in rounds)
    assert first["rows"]["written"] == first["rows"]["in"]
    assert all(report["rows"]["written"] == report["rows"]["removed"] == 0 for _, report in rounds)
    size = f"{first['files']['in']} files, {first['rows']['in']:,} rows"
    told = f"{again:.2f} s", f"{cold / again:.0f}x faster than the first, 0 rows written", ">= 20x"
    return [
        Figure(f"`exomech build` of the real curation into {into}", f"{cold:.2f} s", size, target),
        Figure("the same again, unchanged", *told),
    ]


def figures() -> list[Figure]:
    """Seconds from curation files to an answering graph, the start of Python and all imports included."""
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        home = Path(name)
        found = first_and_again(home / "embedded", "an embedded store", "< 10 s")
        with Neo4jServer(home / "server", LTS) as server:
            into = f"Neo4j {LTS}"
            found += first_and_again(home / "neo4j", into, "reported", store=server.url, neo4j_password=server.password)
        return found
