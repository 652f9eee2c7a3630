"""The tiny corpus in an embedded store, built once for every test of the queries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.projection import project
from loaders.assembling import assemble
from loaders.checking import check

TINY = Path(__file__).resolve().parents[2] / "corpora" / "tiny"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    checked = check(curation=TINY)
    assert checked.ok, [str(f) for f in checked.findings]
    rows, manifest = project(assemble(checked.documents, data_version="tiny"), code_version="test")
    with EmbeddedStore(tmp_path_factory.mktemp("store")) as opened:
        opened.replace(rows, manifest)
        yield opened
