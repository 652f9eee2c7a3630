"""The CSV export, imported into a fresh server by Neo4j's own tool, becomes the same graph as a load.

The server has the settings of docker-compose.yml; it would not start with one that it does not know.
"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from graph.exports.neo4j_admin import ARGUMENTS, neo4j_admin_files
from graph.marks import EMPTY
from loaders.building import rows_of
from loaders.checking import check
from schema.errors import StoreBuilding
from tests.conformance.sample import SAMPLE, manifest_of
from tests.servers.fixtures import opener_of
from tests.servers.java import MissingTool
from tests.servers.neo4j import CONF, LTS, NEWEST, Neo4jServer

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "corpora" / "tiny"


def compose_settings() -> dict[str, str]:
    """What docker-compose.yml sets in neo4j.conf, as the image translates names: `_` is a dot, `__` an underscore."""
    variables = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]["neo4j"]["environment"]
    return {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): re.sub(
            r"\$\{\w+:-([^}]*)\}", r"\1", value
        )
        for name, value in variables.items()
        if name != "NEO4J_AUTH_FILE"
    }


def imported(home: Path, version: str, files: Path) -> Neo4jServer:
    settings = compose_settings()
    assert settings["server.memory.heap.max_size"] == "1g"
    conf = "".join(f"{name}={value}\n" for name, value in settings.items() if f"{name}=" not in CONF)
    assert "browser.post_connect_cmd=guide http://localhost:8001/" in conf
    try:
        server = Neo4jServer(home, version, conf=conf, brief=True)
    except MissingTool as missing:
        pytest.skip(str(missing))
    options = (files / ARGUMENTS).read_text("utf-8").splitlines()
    server.admin("database", "import", "full", "neo4j", *options, cwd=files)
    return server


@pytest.mark.parametrize("version", [LTS, NEWEST])
def test_an_import_ends_as_the_graph_that_a_load_makes(version: str, tmp_path: Path) -> None:
    rows, manifest = SAMPLE, manifest_of(SAMPLE, "aa")
    if version == NEWEST:
        rows, manifest = rows_of(check(curation=TINY), TINY)
    files = tmp_path / "csv"
    files.mkdir()
    for name, text in neo4j_admin_files(rows):
        (files / name).write_text(text, "utf-8")
    with imported(tmp_path / "home", version, files) as server, closing(opener_of(server)()) as store:
        with pytest.raises(StoreBuilding):
            store.info()
        told = store.compare(rows, manifest)
        report = store.replace(rows, manifest)
        assert (report.written, report.unchanged, report.removed) == (0, len(rows.nodes) + len(rows.edges), 0)
        assert told == report
        assert store.info().manifest == manifest
        # Row by row, as the database holds them: empty lists too, which CSV cannot say.
        assert any(v in ((), []) for r in (*rows.nodes, *rows.edges) for v in r.props.values())
        assert store.read(f"MATCH (n) WHERE n.{EMPTY} IS NOT NULL RETURN n.id AS id", {}) == []
        assert store.read(f"MATCH ()-[r]->() WHERE r.{EMPTY} IS NOT NULL RETURN type(r) AS type", {}) == []
        assert store.replace(rows, manifest, thorough=True) == report
