"""Every number of the coverage report is the one counted by hand on the tiny corpus, or moves with one change."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.assembling import assemble
from loaders.checking import check
from loaders.reports.coverage import DISEASE_WORDS, coverage
from loaders.reports.page import coverage_page
from loaders.reports.reading_list import RULE, WEIGHTS, reading_list
from loaders.reports.scopes import REVIEW_DISEASES, Scopes, about_cells, about_delivery, against
from loaders.reports.sections import Section
from loaders.searches import Search
from schema.corpus import Corpus
from schema.judging import judge
from schema.words import Mode, Outcome, Product, ReadDepth
from tests.serving import TINY

SEARCHES = (
    Search("2026-11-23", "disease: IBD", "MSC exosome colitis", 9, 4, "many"),
    Search("2026-11-24", "cargo: miR-21", "MSC miR-21", 2, 0, ""),
    Search("2026-11-24", "disease: IBD", "EV colitis", 7, 0, "nothing new"),
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return assemble(check(curation=TINY).documents)


@pytest.fixture(scope="module")
def sections(corpus: Corpus) -> dict[str, Section]:
    return {s.title: s for s in coverage(corpus, SEARCHES)}


def first_column(section: Section) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in section.rows}


def test_totals(corpus: Corpus, sections: dict[str, Section]):
    told = {k: v[0] for k, v in first_column(sections["In all"]).items()}
    assert told["studies"] == len(list((TINY / "studies").glob("*.yaml")))
    assert told["trials"] == len(list((TINY / "trials").glob("*.yaml")))
    assert told["of them retracted"] == sum(
        "kind: retraction" in f.read_text("utf-8") for f in (TINY / "studies").iterdir()
    )
    measured = {
        c
        for e in corpus.evidence
        for c in e.claims
        if e.entry.basis == "measured" and e.entry.outcome == "support" and not e.study.retracted
        and e.study.document.read != "secondary"
    }  # fmt: skip
    assert told["claims that a measurement supports"] == len(measured)
    assert told["share of claims that a measurement supports"] == f"{100 * len(measured) / len(corpus.claims):.0f} %"


def test_a_disease_counts_its_kinds(corpus: Corpus, sections: dict[str, Section]):
    scopes = Scopes(corpus)
    parent, kind = next(
        (p.id, e.entity) for e in corpus.entities.values() if e.label == "Disease" for p in e.parents
    )  # fmt: skip
    assert kind in scopes.kinds(parent)
    assert parent not in scopes.kinds(kind)
    rows = sections["Studies by disease"].rows
    assert all(row[2] >= row[1] for row in rows)
    assert sum(row[1] for row in rows) == sum(len(s.diseases) for s in corpus.studies.values())
    five = first_column(sections["The five diseases"])
    assert five["inflammatory bowel disease"][0] == len(scopes.studies_of("MONDO:0005265"))


def test_every_study_is_in_each_partition(corpus: Corpus, sections: dict[str, Section]):
    for title in ("Studies by reading", "Studies by kind", "Studies by curation", "Studies by year"):
        assert sum(row[1] for row in sections[title].rows) == len(corpus.studies), title


def test_every_claim_has_one_class_and_grade(corpus: Corpus, sections: dict[str, Section]):
    rows = first_column(sections["Claims by class and grade"])
    assert sum(rows["all"]) == len(corpus.claims)
    whole = sum(sum(cells) for name, cells in rows.items() if name not in {"all", "share"})
    assert whole == len(corpus.claims)
    judged, _ = judge(corpus)
    assert rows["all"][-1] == sum(j.retracted for j in judged.values())


def test_every_evidence_item_is_counted(corpus: Corpus, sections: dict[str, Section]):
    assert sum(sum(row[1:]) for row in sections["Evidence by basis and outcome"].rows) == len(corpus.evidence)


def test_levels_are_those_of_the_claims(corpus: Corpus, sections: dict[str, Section]):
    judged, _ = judge(corpus)
    for level, _, number, _ in sections["Claims by ladder level"].rows:
        assert number == sum(level in j.levels for j in judged.values() if not j.retracted)


@pytest.mark.parametrize("side", ["pathway", "cargo"])
def test_a_cell_of_the_matrix_holds_measured_claims(corpus: Corpus, sections: dict[str, Section], side: str):
    section = sections[f"Gaps: disease by {side}"]
    scopes = Scopes(corpus)
    names = {corpus.name_of(e): e for e in corpus.entities}
    for row in section.rows:
        kinds = scopes.kinds(names[row[0]])
        for column, cell in zip(section.head[1:], row[1:], strict=True):
            other = names[column]
            claims = [
                c
                for c, studies in scopes.measured.items()
                if any(kinds & set(s.diseases) for s in studies)
                and (
                    other in scopes.pathways_of(corpus.claims[c])
                    if side == "pathway"
                    else scopes.cargo_of(corpus.claims[c]) == other
                )
            ]
            assert (cell or 0) == len(claims), (row[0], column)
    assert any(cell for row in section.rows for cell in row[1:])
    assert any(cell is None for row in section.rows for cell in row[1:])


def test_what_speaks_against_is_listed(corpus: Corpus, sections: dict[str, Section]):
    listed = {row[0] for row in sections["Null, refuting and critical results"].rows}
    expected = {e.study.id for e in corpus.evidence if e.entry.outcome is not Outcome.SUPPORT}
    expected |= {s.id for s in corpus.studies.values() if s.document.critiques}
    assert listed == expected
    assert expected
    for study in corpus.studies.values():
        assert against(study, [e for e in corpus.evidence if e.study is study]) == (study.id in expected)


def test_trials_are_counted_by_condition_and_by_status(corpus: Corpus, sections: dict[str, Section]):
    conditions = sum(len(t.conditions) for t in corpus.trials.values())
    assert sum(row[1] for row in sections["Trials by condition"].rows) == conditions
    assert sum(row[1] for row in sections["Trials by status"].rows) == len(corpus.trials)


def test_a_topic_tells_its_last_day_and_is_not_judged_by_a_few_searches(sections: dict[str, Section]):
    assert sections["Searches by topic"].rows == (
        ("disease: IBD", 2, 16, 4, "2026-11-24", 1, None),
        ("cargo: miR-21", 1, 2, 0, "2026-11-24", 0, None),
    )
    assert [row[0] for row in sections["Searches"].rows] == [s.date for s in SEARCHES]


def searched(corpus: Corpus, title: str, *made: tuple[str, int]) -> dict[Any, tuple[Any, ...]]:
    log = tuple(Search("2026-11-24", topic, f"query {n}", 5, new, "") for n, (topic, new) in enumerate(made))
    return first_column(next(s for s in coverage(corpus, log) if s.title == title))


@pytest.mark.parametrize(
    ("new", "still", "exhausted"),
    [
        ([3] + [0] * 10, 0, "yes"),
        ([0] * 10 + [1], 1, "no"),
        ([0, 2] + [0] * 9, 1, "no"),
        ([0] * 9, 0, None),
        ([4, 4, *[1, 0] * 5], 5, "no"),
    ],
)
def test_only_ten_searches_without_anything_new_at_the_end_exhaust_a_topic(
    corpus: Corpus, new: list[int], still: int, exhausted: str | None
):
    row = searched(corpus, "Searches by topic", *(("cargo: miR-21", n) for n in new))["cargo: miR-21"]
    assert row == (len(new), 5 * len(new), sum(new), "2026-11-24", still, exhausted)


def test_a_disease_has_the_searches_under_all_its_names_in_their_order(corpus: Corpus):
    assert list(DISEASE_WORDS) == list(REVIEW_DISEASES)
    made = [
        ("disease: kidney injury", 1),
        *[("disease: septic acute kidney injury", 0)] * 5,
        ("trial: kidney injury", 7),
    ]
    made += [*[("disease: Acute kidney failure", 0)] * 5, ("disease: chronic kidney disease", 3), ("disease: ARDS", 2)]
    rows = searched(corpus, "Searches of the five diseases", *made)
    assert rows["acute kidney injury"] == (11, 55, 1, "2026-11-24", 0, "yes")
    assert rows["lung injury, ARDS"] == (1, 5, 2, "2026-11-24", 1, None)
    assert rows["osteoarthritis"] == (0, 0, 0, None, 0, None)


def test_kinds_of_study(corpus: Corpus):
    for study in corpus.studies.values():
        products = {p.product for p in study.preparations.values()}
        modes = {m for e in study.document.evidence.values() for m in e.mode}
        if not products & {Product.CELLS, Product.SECRETOME} or modes <= {Mode.VESICLE, Mode.NOT_SEPARATED}:
            assert not about_cells(study)
        if about_delivery(study):
            assert any(p.loading or p.ligand for p in study.preparations.values())


class TestReadingList:
    def test_points_follow_the_rule(self, corpus: Corpus):
        judged, _ = judge(corpus)
        section = reading_list(corpus, judged)
        assert RULE in section.note
        totals = [row[0] for row in section.rows]
        assert totals == sorted(totals, reverse=True)
        for row in section.rows:
            counted = dict(zip(section.head[5:], row[5:], strict=True))
            assert row[0] == sum(WEIGHTS[name] * n for name, n in counted.items())
            mechanisms = [m for m in corpus.mechanisms if m.study.id == row[1]]
            assert counted["mechanisms"] == len(mechanisms)

    def test_neither_retracted_nor_fully_read_studies_are_on_it(self, corpus: Corpus):
        judged, _ = judge(corpus)
        listed = {row[1] for row in reading_list(corpus, judged).rows}
        left_out = {s.id for s in corpus.studies.values() if s.retracted or s.document.read is ReadDepth.FULL_TEXT}
        assert left_out
        assert listed == set(corpus.studies) - left_out

    def test_a_grade_at_best_is_never_below_the_grade(self, corpus: Corpus):
        judged, _ = judge(corpus)
        for j in judged.values():
            order = ["unsupported", "weak", "moderate", "strong"]
            assert order.index(j.grade.at_best) >= j.grade.rank
            if None not in j.grade.parts.values():
                assert j.grade.at_best == j.grade.grade


def test_the_page_shows_every_section(corpus: Corpus, sections: dict[str, Section]):
    page = coverage_page(corpus, SEARCHES)
    assert page.startswith("# Coverage\n")
    for title in sections:
        assert f"\n## {title}\n" in page
    assert page == coverage_page(corpus, SEARCHES[::1])
