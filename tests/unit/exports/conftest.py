"""A store of the tiny corpus, and the subgraphs behind every query's example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.exports.subgraph import Subgraph
from graph.opening import open_store
from queries.answering import answer
from queries.catalogue import packaged
from queries.subgraphs import subgraph_of_answer


@pytest.fixture(scope="session")
def reader(tiny_directory: Path) -> Iterator[Any]:
    store = open_store(str(tiny_directory), timeout_s=20)
    yield store
    store.close()


def example(reader: Any, name: str) -> Subgraph:
    """The subgraph of a query's own example."""
    query = packaged().get(name)
    values = {p.name: p.example for p in query.params if p.required}
    for param in query.params:
        label = {"claim": "Claim", "study": "Study", "mechanism": "Mechanism"}.get(param.type)
        if label and param.required:
            values[param.name] = reader.read(f"MATCH (x:{label}) RETURN x.id AS id ORDER BY id LIMIT 1", {})[0]["id"]
    return subgraph_of_answer(reader, answer(reader, query, values, timeout_s=30))


@pytest.fixture(scope="session")
def flagship(reader: Any) -> Subgraph:
    query = packaged().get("mirnas-on-pathway")
    found = answer(reader, query, {"pathway": "NF-kB", "disease": "IBD"}, timeout_s=30)
    return subgraph_of_answer(reader, found)


@pytest.fixture(scope="session")
def broad(reader: Any) -> Subgraph:
    """Claims, membership, structure and context edges of every sign."""
    return example(reader, "mirnas-on-pathway")
