"""The size and balance that the curation promises: numbers below which nobody should call it a reference set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.checking import NOTICES_FILE
from loaders.registry import parse_notices
from loaders.reports.scopes import REVIEW_DISEASES, VESICLES, Scopes, about_cells, about_delivery, against
from loaders.searches import FILE_NAME, KINDS, read_searches
from schema.corpus import Corpus
from schema.curie import prefix_of
from schema.words import Product, ReadDepth, StudyType
from tests.stores import CURATION


def _doubting(corpus: Corpus) -> int:
    return sum(against(s, [e for e in corpus.evidence if e.study is s]) for s in corpus.studies.values())


def _vesicle_trials(corpus: Corpus) -> int:
    return sum(t.product in VESICLES for t in corpus.trials.values())


def _cell_trials(corpus: Corpus) -> int:
    scope = Scopes(corpus).kinds(*(i for ids in REVIEW_DISEASES.values() for i in ids))
    return sum(t.product is Product.CELLS and bool({c.id for c in t.conditions} & scope) for t in corpus.trials.values())


@pytest.mark.parametrize(
    ("what", "count", "least"),
    [
        ("studies", lambda c: len(c.studies), 200),
        ("studies on the MSC itself", lambda c: sum(map(about_cells, c.studies.values())), 30),
        ("studies on delivery or targeting", lambda c: sum(map(about_delivery, c.studies.values())), 10),
        ("studies with null, refuting or critical results", _doubting, 25),
        ("mechanisms", lambda c: len(c.mechanisms), 150),
        ("background steps", lambda c: len(c.background), 150),
        ("trials of vesicles", _vesicle_trials, 20),
        ("trials of MSC in the five diseases", _cell_trials, 60),
    ],
)
def test_the_curation_holds_at_least(what: str, count: Callable[[Corpus], int], least: int, corpus: Corpus) -> None:
    assert count(corpus) >= least, what


def test_no_study_is_counted_that_is_about_nothing(corpus: Corpus) -> None:
    for study in corpus.studies.values():
        d = study.document
        assert d.claims or d.quantities or d.critiques, study.id


def test_what_is_known_through_a_review_alone_is_at_most_a_quarter(corpus: Corpus) -> None:
    secondary = sum(s.document.read is ReadDepth.SECONDARY for s in corpus.studies.values())
    assert secondary <= len(corpus.studies) / 4


def test_each_of_the_five_diseases_has_studies_mechanisms_and_trials(corpus: Corpus) -> None:
    scopes = Scopes(corpus)
    for name, ids in REVIEW_DISEASES.items():
        kinds = scopes.kinds(*ids)
        assert len(scopes.studies_of(*ids)) >= 8, name
        assert sum(bool(set(m.study.diseases) & kinds) for m in corpus.mechanisms) >= 8, name
        assert sum(bool({c.id for c in t.conditions} & kinds) for t in corpus.trials.values()) >= 5, name


def test_every_study_says_where_it_was_read(corpus: Corpus) -> None:
    silent = [s.id for s in corpus.studies.values() if not s.document.read_at]
    assert silent == []


def test_every_background_step_has_a_public_reference(corpus: Corpus) -> None:
    for step in corpus.background.values():
        assert all(prefix_of(r.id) in {"pubmed", "doi", "pmc", "reactome", "GO"} for r in step.references), step.background


def test_every_curated_paper_on_the_list_of_notices_carries_its_notice(corpus: Corpus) -> None:
    listed = {row.study.lower(): row.kind for row in parse_notices((CURATION / NOTICES_FILE).read_text("utf-8"))}
    assert len(listed) > 10_000
    found = 0
    for study in corpus.studies.values():
        d = study.document
        for own in (study.id, f"doi:{d.doi}", f"pmc:{d.pmcid}"):
            kind = listed.get(own.lower())
            if kind is not None:
                found += 1
                assert kind in {n.kind.value for n in d.notices}, study.id
    assert found >= 2


def test_no_study_has_two_files(corpus: Corpus) -> None:
    titles = Counter(" ".join(s.document.title.casefold().split()) for s in corpus.studies.values() if s.document.title)
    assert [t for t, n in titles.items() if n > 1] == []
    dois = Counter(s.document.doi.casefold() for s in corpus.studies.values() if s.document.doi)
    assert [d for d, n in dois.items() if n > 1] == []


def test_kinds_of_paper_agree_with_what_they_hold(corpus: Corpus) -> None:
    for study in corpus.studies.values():
        if study.document.type is StudyType.CRITIQUE:
            assert study.document.critiques, study.id


def test_searches_cover_every_way_of_looking(corpus: Corpus) -> None:
    assert (Path(CURATION) / FILE_NAME).is_file()
    kinds = Counter(s.kind for s in read_searches(CURATION))
    assert set(kinds) <= set(KINDS)
    assert set(kinds) >= {"disease", "cargo", "pathway", "source"}
