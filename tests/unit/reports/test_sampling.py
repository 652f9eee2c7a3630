"""The same seed picks the same, another seed something else, and what is added later moves little."""

from __future__ import annotations

import pytest

from loaders.assembling import assemble
from loaders.checking import check
from loaders.reports.sampling import picked, sampled_facts, sampled_studies
from schema.corpus import Corpus
from tests.serving import TINY


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return assemble(check(curation=TINY).documents)


def test_a_draw_is_fixed_by_its_seed_and_not_by_the_order():
    items = [(f"pubmed:{n}", n) for n in range(200)]
    drawn = picked(items, 20, 1)
    assert len(set(drawn)) == 20
    assert picked(items[::-1], 20, 1) == drawn
    assert picked(items, 20, 2) != drawn
    assert picked(items, 5, 1) == drawn[:5]
    assert sorted(picked(items[:3], 20, 1)) == [0, 1, 2]


def test_what_is_added_moves_few():
    items = [(f"pubmed:{n}", n) for n in range(200)]
    more = [*items, *((f"pubmed:{n}", n) for n in range(200, 210))]
    assert len(set(picked(items, 30, 6)) & set(picked(more, 30, 6))) >= 25


def test_every_item_may_be_drawn():
    drawn = {x for seed in range(60) for x in picked([(str(n), n) for n in range(20)], 3, seed)}
    assert drawn == set(range(20))


def test_studies_are_named_without_what_the_curation_says_of_them(corpus: Corpus):
    section = sampled_studies(corpus, 2, 1)
    assert section.head == ("study", "doi", "paper", "read", "title")
    assert {row[0] for row in section.rows} <= set(corpus.studies)
    assert len(section.rows) == 2
    assert section.note == f"Seed 1, 2 of {len(corpus.studies)} studies."


def test_facts_say_where_to_look(corpus: Corpus):
    section = sampled_facts(corpus, 10_000, 1)
    assert len(section.rows) == sum(len(e.claims) for e in corpus.evidence)
    stated = {(e.study.id, e.entry.locator, e.entry.statement) for e in corpus.evidence}
    assert {(row[0], row[1], row[4]) for row in section.rows} == stated
    assert sampled_facts(corpus, 3, 1).rows == section.rows[:3]
