"""Answers are remembered for one build, and only those that were asked to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.remembering import MOST_ROWS, Remembering
from graph.store import Row, StoreInfo
from tests.conformance.sample import manifest_of, ring

GENE = "MATCH (g:Gene {id: $id}) RETURN g.version AS version, g.name AS name ORDER BY name"
EVERY = "MATCH (g:Gene) RETURN g.id AS id ORDER BY id"
OTHER = "MATCH (g:Gene {id: $id}) RETURN g.name AS name ORDER BY name"
FIRST = {"id": "g000001"}


class Counting:
    """The store, with what was read of it; ``before_answer`` is called between asking and answering."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        self.asked: list[str] = []
        self.before_answer: list[Any] = []

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        self.asked.append(text)
        rows = self._store.read(text, params, timeout_s=timeout_s)
        while self.before_answer:
            self.before_answer.pop()()
        return rows

    def info(self) -> StoreInfo:
        return self._store.info()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "store") as opened:
        load(opened, 1)
        yield opened


def load(store: EmbeddedStore, version: int) -> None:
    rows = ring(MOST_ROWS + 1, version)
    store.replace(rows, manifest_of(rows, f"{version:016x}"))


def test_the_second_time_the_store_is_not_asked(store: EmbeddedStore) -> None:
    counting = Counting(store)
    reader = Remembering(counting, (GENE,))
    first = reader.read(GENE, FIRST, timeout_s=3.0)
    assert reader.read(GENE, FIRST, timeout_s=2.5) == first == store.read(GENE, FIRST)
    assert counting.asked == [GENE]
    assert reader.read(GENE, {"id": "g000002"}) == store.read(GENE, {"id": "g000002"}) != first
    assert counting.asked == [GENE, GENE]


def test_other_texts_and_long_answers_are_asked_each_time(store: EmbeddedStore) -> None:
    counting = Counting(store)
    reader = Remembering(counting, (GENE, EVERY))
    for _ in range(2):
        assert reader.read(OTHER, FIRST) == store.read(OTHER, FIRST)
        assert len(reader.read(EVERY, {})) == MOST_ROWS + 1
    assert counting.asked == [OTHER, EVERY] * 2


def test_a_new_build_is_asked_anew(store: EmbeddedStore) -> None:
    reader = Remembering(store, (GENE,))
    assert [row["version"] for row in reader.read(GENE, FIRST)] == [1]
    load(store, 2)
    assert [row["version"] for row in reader.read(GENE, FIRST)] == [2]


def test_what_was_read_while_builds_changed_is_not_kept(store: EmbeddedStore) -> None:
    counting = Counting(store)
    reader = Remembering(counting, (GENE,))
    counting.before_answer.append(lambda: load(store, 2))
    assert [row["version"] for row in reader.read(GENE, FIRST)] == [1]
    load(store, 1)
    reader.read(GENE, FIRST)
    assert counting.asked == [GENE, GENE]
