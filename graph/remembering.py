"""A reader that remembers the answers of a few short texts for as long as the graph is the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graph.store import GraphReader, Row, StoreInfo

ANSWERS = 512
"""Answers that are remembered; the one that was asked for longest ago goes first."""
MOST_ROWS = 200
"""Rows of the longest answer that is remembered: with ``ANSWERS`` it bounds the memory."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of which graph (``StoreInfo.graph``); its time limit makes it no other question."""

    graph: tuple[str, str]
    text: str
    params: str
    timeout_s: float | None = field(compare=False)


class _NotKept(Exception):
    """Carries rows past the cache: what is raised is not remembered."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = rows


class Remembering:
    """A ``GraphReader`` over another one. Safe to use from several threads.

    Args:
        reader: what is asked.
        texts: the statements whose answers are remembered: short ones that many requests share, such as what a name
            means. A graph never changes, so an answer holds until ``reader.info`` names another build or load.

    Rows that are remembered are shared between callers, who must not change them.
    """

    def __init__(self, reader: GraphReader, texts: Collection[str]) -> None:
        self._reader = reader
        self._texts = frozenset(texts)
        self._answers = lru_cache(ANSWERS)(self._ask)

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        """As ``GraphReader.read``."""
        if text not in self._texts:
            return self._reader.read(text, params, timeout_s=timeout_s)
        try:
            graph = self._reader.info().graph
            return self._answers(_Asked(graph, text, json.dumps(params, sort_keys=True), timeout_s))
        except _NotKept as passed:
            return passed.rows

    def info(self) -> StoreInfo:
        """As ``GraphReader.info``."""
        return self._reader.info()

    def _ask(self, asked: _Asked) -> Sequence[Row]:
        rows = self._reader.read(asked.text, json.loads(asked.params), timeout_s=asked.timeout_s)
        # A load may have ended meanwhile: whose rows these are is then not known.
        if len(rows) > MOST_ROWS or self._reader.info().graph != asked.graph:
            raise _NotKept(rows)
        return rows
