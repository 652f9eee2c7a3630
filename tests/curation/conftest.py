"""The real curation, checked and built once for every test about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.projection import project
from loaders.assembling import assemble
from loaders.checking import CheckResult, check
from schema.corpus import Corpus

CURATION = Path(__file__).resolve().parents[2] / "curation"


@pytest.fixture(scope="session")
def checked() -> CheckResult:
    return check(curation=CURATION)


@pytest.fixture(scope="session")
def corpus(checked: CheckResult) -> Corpus:
    return assemble(checked.documents)


@pytest.fixture(scope="session")
def store(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    rows, manifest = project(corpus, code_version="test")
    with EmbeddedStore(tmp_path_factory.mktemp("real") / "store") as opened:
        opened.replace(rows, manifest)
        yield opened
