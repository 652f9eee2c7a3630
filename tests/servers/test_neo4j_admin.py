"""The CSV export, imported into a fresh server by Neo4j's own tool, becomes the same graph as a load."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graph.exports.neo4j_admin import ARGUMENTS, neo4j_admin_files
from loaders.building import rows_of
from loaders.checking import check
from schema.errors import StoreBuilding
from tests.conformance.sample import SAMPLE, manifest_of
from tests.servers.fixtures import opener_of
from tests.servers.java import MissingTool
from tests.servers.neo4j import LTS, NEWEST, Neo4jServer

pytestmark = pytest.mark.slow
TINY = Path(__file__).resolve().parents[1] / "corpora" / "tiny"


def imported(home: Path, version: str, files: Path) -> Neo4jServer:
    try:
        server = Neo4jServer(home, version)
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
        report = store.replace(rows, manifest)
        # Only rows with an empty list are not whole in CSV.
        empty = [r for r in (*rows.nodes, *rows.edges) if any(v in ((), []) for v in r.props.values())]
        assert (report.written, report.removed) == (len(empty), 0)
        assert store.info().manifest == manifest
        assert store.replace(rows, manifest).written == 0
