"""Neo4j's own parser and semantic check accept every text of ours, as Cypher 5 and as Cypher 25."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.servers.java import cache

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PLACES = {"queries": 30, "api/links": 5, "api/pictures": 5}
"""Where texts lie: the questions, the addresses and the saved pictures for Neo4j Browser; and how many at least."""
PACKAGE = "@neo4j-cypher/language-support@2.0.0-next.38"
CHECK = r"""
import { lintCypherQuery } from '@neo4j-cypher/language-support';
import { readFileSync } from 'node:fs';
const found = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  found[name] = lintCypherQuery(text, {}, true).diagnostics.filter(d => d.severity === 1).map(d => d.message)
    .filter(m => !/^Parameter \$\w+ is not defined/.test(m)); // the catalogue checks what is declared
}
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="session")
def language_support() -> Path:
    """The directory that Node finds Neo4j's language support in, fetched on first use."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Neo4j's language support needs Node and npm; install them")
    place = cache() / PACKAGE.replace("/", "-").lstrip("@")
    if not (place / "complete").exists():
        place.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(place), PACKAGE]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if ran.returncode:
            pytest.skip(f"npm could not fetch {PACKAGE}: {ran.stderr[-300:]}")
        (place / "complete").touch()
    (place / "check.mjs").write_text(CHECK, "utf-8")
    return place


def errors_in(texts: Mapping[str, str], place: Path) -> dict[str, list[str]]:
    """The messages about each text that has any."""
    ran = subprocess.run(
        # With the option the one large function of the check is compiled a quarter sooner.
        ["node", "--no-lazy-feedback-allocation", str(place / "check.mjs")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    return {name: messages for name, messages in json.loads(ran.stdout).items() if messages}


@pytest.mark.parametrize("version", [5, 25])
def test_every_query_is_cypher(language_support: Path, version: int) -> None:
    files = [path for top in ("queries", "api") for path in sorted((ROOT / top).rglob("*.cypher"))]
    texts = {p.relative_to(ROOT).as_posix(): f"CYPHER {version} {p.read_text('utf-8')}" for p in files}
    for place, least in PLACES.items():
        assert sum(name.startswith(f"{place}/") for name in texts) >= least, place
    assert errors_in(texts, language_support) == {}


def test_the_check_sees_what_is_wrong(language_support: Path) -> None:
    wrong = {
        "syntax": "CYPHER 5 RETRUN 1",
        "semantics": "CYPHER 25 MATCH (n:Gene) RETURN m.id AS id",
        "grouping": "CYPHER 5 MATCH (n:Gene) RETURN sum(n.x) + n.y AS z",
    }
    assert set(errors_in(wrong, language_support)) == set(wrong)
