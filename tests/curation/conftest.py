"""The real curation, checked once for every test about it."""

from __future__ import annotations

import pytest

from graph.backends.embedded import EmbeddedStore
from loaders.assembling import assemble
from loaders.checking import CheckResult, check
from schema.corpus import Corpus
from tests.stores import CURATION

@pytest.fixture(scope="session")
def checked() -> CheckResult:
    return check(curation=CURATION)


@pytest.fixture(scope="session")
def corpus(checked: CheckResult) -> Corpus:
    return assemble(checked.documents)


@pytest.fixture(scope="session")
def store(curated: EmbeddedStore) -> EmbeddedStore:
    return curated
