"""What each question answers to its own example on the curation: shown in the catalogue, in OpenAPI and in the docs.

`python -m api.examples` writes the file anew from the store of the settings; a test finds it stale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from api.settings import load_settings
from graph.opening import open_store
from graph.store import GraphReader, Row, StoreInfo
from queries.answering import answer
from queries.catalogue import packaged
from queries.definitions import CannedQuery

FILE = Path(__file__).resolve().with_name("examples.json")
NO_BUILD = "0" * 16
"""Stands for the build's hash, which changes with every word of the curation."""
ROWS = 1
"""Rows of each example."""
_LIMIT_S = 60.0
Example = Mapping[str, Any]
"""``params``: the values asked with; ``answer``: the envelope of the answer, ``meta`` and ``rows``."""


class Unnamed:
    """A reader whose build has no name."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        """As ``GraphReader.read``."""
        return self._reader.read(text, params, timeout_s=timeout_s)

    def info(self) -> StoreInfo:
        """As ``GraphReader.info``, but for the name of the build."""
        found = self._reader.info()
        return replace(found, manifest=replace(found.manifest, build=NO_BUILD))


def asked(query: CannedQuery) -> dict[str, Any]:
    """The values of a question's example: those of the parameters that it cannot do without."""
    return {p.name: p.example for p in query.params if p.required}


def example(reader: GraphReader, query: CannedQuery) -> Example:
    """The question's example answered, one row of it. Raises RequestError, StoreError."""
    found = answer(Unnamed(reader), query, {**asked(query), "limit": ROWS}, timeout_s=_LIMIT_S)
    return {"params": asked(query), "answer": {"meta": found.meta.to_mapping(), "rows": found.rows}}


def text(examples: Mapping[str, Example]) -> str:
    """The file: a JSON object with a question a line, so that a change shows what it changed."""
    lines = (f"{orjson.dumps(name).decode()}: {orjson.dumps(one).decode()}" for name, one in examples.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def examples() -> Mapping[str, Example]:
    """The examples by the question's name, as the installation holds them."""
    held: dict[str, Example] = orjson.loads(FILE.read_bytes())
    return held


def described(query: CannedQuery) -> dict[str, Any]:
    """The question as the catalogue tells it, with its example answered."""
    return query.to_mapping() | {"example": examples().get(query.name)}


def main() -> None:
    """Write the file from the store of the settings."""
    settings = load_settings()
    store = open_store(settings.store, timeout_s=_LIMIT_S)
    try:
        FILE.write_text(text({query.name: example(store, query) for query in packaged().queries}), "utf-8")
    finally:
        store.close()


if __name__ == "__main__":
    main()
