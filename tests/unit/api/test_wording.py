"""Sentences about an answer: references come in one read, in the order asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.wording import references
from graph.store import GraphReader, Row


class Counting:
    """A reader that counts what it is asked."""

    def __init__(self, inner: GraphReader) -> None:
        self.inner, self.reads = inner, 0

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> list[Row]:
        self.reads += 1
        return list(self.inner.read(text, params, timeout_s=timeout_s))

    def info(self) -> Any:
        return self.inner.info()


def test_references_are_read_at_once_and_keep_their_order(store):
    reader = Counting(store)
    found = references(reader, ["pubmed:900000003", "pubmed:900000001", "pubmed:1"])
    assert reader.reads == 1
    assert [line.split(" ")[0] for line in found] == ["Cedar", "Alder", "pubmed:1"]
    assert "RETRACTED" in found[0]
    assert references(reader, []) == []
    assert reader.reads == 1
