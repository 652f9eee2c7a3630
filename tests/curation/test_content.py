"""The curation as a whole: clean, accounted for, independent of file order, and as rich as it is said to be."""

from __future__ import annotations

from random import Random

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.projection import project
from loaders.assembling import assemble
from loaders.checking import CheckResult
from queries.catalogue import packaged
from schema.corpus import Corpus, Study
from schema.curie import prefix_of
from schema.words import Outcome, Product, ReadDepth, StudyType

IBD = "MONDO:0005265"
PATHWAYS = {
    "GO:0007249", "GO:0044546", "GO:0034142", "GO:0007259", "GO:0043491", "GO:0000165", "GO:0007179", "GO:0060070",
    "exomech:pathway-nrf2",
}  # fmt: skip


def test_every_file_is_clean_and_none_is_lost(checked: CheckResult) -> None:
    assert [f.text for f in checked.findings if f.severity == "error"] == []
    assert checked.files_in == checked.files_clean
    assert len(checked.documents) == checked.files_in


def test_shuffled_files_give_the_same_build_and_the_same_ids(checked: CheckResult, corpus: Corpus) -> None:
    expected = project(corpus, code_version="0")[1].build
    documents = list(checked.documents)
    for seed in (1, 2, 3):
        Random(seed).shuffle(documents)
        again = assemble(documents)
        assert list(again.claims) == list(corpus.claims)
        assert project(again, code_version="0")[1].build == expected


@pytest.mark.parametrize("query", packaged().integrity, ids=lambda q: q.name)
def test_integrity_questions_find_nothing(query: object, store: EmbeddedStore) -> None:
    assert store.read(query.cypher, {}) == []


def about(corpus: Corpus, disease: str) -> list[Study]:
    """Studies of a disease or of one of its kinds."""
    scope, grown = {disease}, True
    while grown:
        more = {e.entity for e in corpus.entities.values() if {p.id for p in e.parents} & scope} - scope
        scope, grown = scope | more, bool(more)
    return [s for s in corpus.studies.values() if set(s.diseases) & scope]


@pytest.mark.parametrize(
    ("disease", "least"),
    [("MONDO:0005265", 12), ("MONDO:0002492", 2), ("MONDO:0006502", 2), ("MONDO:0005178", 2), ("MONDO:0008383", 2)],
)
def test_the_five_diseases_are_covered(disease: str, least: int, corpus: Corpus) -> None:
    assert len(about(corpus, disease)) >= least


def test_what_the_first_curation_must_hold(corpus: Corpus) -> None:
    studies = list(corpus.studies.values())
    assert len(studies) >= 30
    assert sum(s.retracted for s in studies) >= 2
    against = {e.study.id for e in corpus.evidence if e.entry.outcome is not Outcome.SUPPORT}
    doubting = {s.id for s in studies if s.document.critiques or s.document.type is StudyType.CRITIQUE}
    assert len(against | doubting) >= 5
    prepared = [p for s in studies for p in s.preparations.values()]
    assert any(p.priming for p in prepared)
    assert any(p.modified for p in prepared)
    assert any(p.loading for p in prepared)
    assert any(p.product is Product.CELLS for p in prepared)
    labels = {
        corpus.label_of(c.key.object) for c in corpus.claims.values() if c.key.family in {"CARRIES", "LOADED_WITH"}
    }
    assert labels >= {"MiRNA", "LncRNA", "CircRNA", "Gene"}
    assert any(s.document.quantities for s in studies)


def test_pathways_have_members_each_with_a_reference(corpus: Corpus) -> None:
    assert set(corpus.pathways) >= PATHWAYS
    for pathway in corpus.pathways.values():
        assert pathway.members
        for part in (*pathway.members, *pathway.readouts):
            assert prefix_of(part.reference) in {"pubmed", "doi", "pmc", "reactome", "GO"}


def test_secondary_reading_names_its_review(corpus: Corpus) -> None:
    for study in corpus.studies.values():
        assert (study.document.read is ReadDepth.SECONDARY) == (study.document.via is not None), study.id
