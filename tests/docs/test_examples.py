"""The example answer of each question is what the curation answers; `make docs` writes them anew."""

from __future__ import annotations

import orjson
import pytest

from api.examples import FILE, NO_BUILD, example, examples, text
from graph.backends.embedded import EmbeddedStore
from queries.catalogue import packaged
from queries.definitions import CannedQuery

QUERIES = packaged().queries


def test_every_question_has_an_example_and_nothing_else_has() -> None:
    assert list(examples()) == [q.name for q in QUERIES]
    assert text(examples()) == FILE.read_text("utf-8")


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q.name)
def test_the_example_is_the_first_row_of_the_answer(query: CannedQuery, curated: EmbeddedStore) -> None:
    now = orjson.loads(orjson.dumps(example(curated, query)))
    assert now["answer"]["meta"]["total"] > 0, "no question is empty for its example"
    assert (len(now["answer"]["rows"]), now["answer"]["meta"]["build"]) == (1, NO_BUILD)
    assert examples()[query.name] == now, "run `make docs`"
