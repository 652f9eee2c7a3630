"""Agreement counted by hand on small studies: each field moves only where that field differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.checking import check
from loaders.registry import Registry
from loaders.reports.agreement import SETS, VALUES, compare, f1, interval, kappa, set_rows, value_rows
from loaders.reports.pairing import agreement_sections, compare_folders, detail_sections, read_study
from schema.errors import CurationError
from tests.unit.loaders.corpora import BASE, STUDY, edited

MIR = "mirbase.mature:MIMAT0000449 hsa-miR-146a-5p"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return check(curation=BASE).registry


@pytest.fixture
def against(tmp_path: Path, registry: Registry) -> Callable[[str], object]:
    def make(text: str) -> object:
        file = tmp_path / STUDY.name
        file.write_text(text, "utf-8")
        return compare("x", read_study(STUDY, registry), read_study(file, registry), registry.label)

    return make


def test_a_study_agrees_with_itself_in_everything(against):
    found = against(STUDY.read_text("utf-8"))
    assert set(found.sets) == set(SETS)
    assert set(found.values) == set(VALUES)
    assert found.unlike == []
    for what in SETS:
        assert f1([found], what) in {(1.0, 1.0, 1.0), (None, None, None)}
    assert f1([found], "claims found")[2] == 1.0
    assert all(a == b for pairs in found.values.values() for a, b in pairs)
    assert len(found.values["sign"]) == 5


@pytest.mark.parametrize(
    ("old", "new", "field", "counts"),
    [
        ("CL:0002540 mesenchymal stem cell of the bone marrow", "CL:0000134 msc", "source", (0, 1, 1)),
        ("NCBITaxon:9606 human", "NCBITaxon:10116 rat", "species", (0, 1, 1)),
        ("NCBITaxon:10090 mouse", "NCBITaxon:10116 rat", "recipient species", (0, 1, 1)),
        ("    design: [treatment]", "    design: [reporter]", "design", (2, 3, 3)),
        ("exomech:model-dss-colitis", "exomech:model-tnbs-colitis", "model", (0, 1, 1)),
        ("indications: [MONDO:0005265 inflammatory bowel disease]", "indications: [MONDO:1 x]", "disease", None),
        ("  group: {subject: exo", "  other: {subject: exo_low", "claims found", (4, 1, 1)),
        ("    end: HGNC:11892 TNF", "    end: HGNC:12036 TRAF6", "mechanism ends", (1, 1, 1)),
    ],
)
def test_a_difference_shows_in_its_field(against, old, new, field, counts):
    text = edited(old, new).replace(
        "[colitis, tnf, group]", "[colitis, tnf, other]" if "other" in new else "[colitis, tnf, group]"
    )
    if counts is None:  # no identifier: the file cannot be read as a study, and says where
        with pytest.raises(CurationError, match="indications"):
            against(text)
        return
    found = against(text)
    assert tuple(len(part) for part in found.sets[field]) == counts
    if field != "design":
        assert any(line.startswith(field) for line in found.unlike)
    if field == "source":
        # Claims still meet: the source is a field of its own.
        assert f1([found], "claims found")[2] == 1.0
        assert f1([found], "whole claims")[2] < 1


def test_a_turned_sign_is_no_missing_claim(against):
    found = against(edited("tnf: {subject: exo, relation: DECREASES", "tnf: {subject: exo, relation: INCREASES"))
    assert f1([found], "claims found")[2] == 1.0
    assert found.values["sign"].count(("-", "+")) == 1
    assert [a == b for a, b in found.values["aspect"]] == [True] * 5
    assert found.unlike == ["sign of ev REGULATES HGNC:11892: - in the reference, + in the other"]


def test_a_pair_with_two_aspects_is_matched_aspect_by_aspect(against):
    more = "  phos: {subject: exo, relation: INCREASES, object: HGNC:11892 TNF, aspect: phosphorylation}\n  group: {"
    text = edited("[colitis, tnf, group]", "[colitis, phos, tnf, group]", edited("  group: {", more))
    found = against(text)
    assert tuple(len(part) for part in found.sets["claims found"]) == (5, 0, 1)
    assert all(a == b for a, b in found.values["aspect"])


def test_kappa_by_hand():
    assert kappa([]) is None
    assert kappa([("a", "a")] * 3) is None
    assert kappa([("a", "a"), ("b", "b")]) == 1
    # 20 both yes, 5 and 10 split, 15 both no: observed 0.7, expected 0.5
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_totals_are_over_entries_and_intervals_over_studies(against):
    same = against(STUDY.read_text("utf-8"))
    less = against(
        edited("  group: {subject: exo", "  other: {subject: exo_low").replace(
            "[colitis, tnf, group]", "[colitis, tnf, other]"
        )
    )
    row = next(r for r in set_rows([same, less]) if r.what == "claims found")
    assert (row.reference, row.other, row.both) == (10, 10, 9)
    assert row.f1.value == pytest.approx(0.9)
    assert row.f1.low is not None
    assert row.f1.low <= 0.9 <= row.f1.high
    again = interval([same, less], lambda some: f1(some, "claims found")[2])
    assert again == row.f1
    assert next(r for r in value_rows([same, less]) if r.what == "study type").pairs == 2
    assert interval([same], lambda some: f1(some, "claims found")[2]).low is None


def test_folders_are_paired_by_name_and_what_cannot_be_read_is_told(tmp_path: Path, registry: Registry):
    other = tmp_path / "other"
    other.mkdir()
    (other / STUDY.name).write_text(edited("HGNC:11892 TNF, aspect", "TNF, aspect"), "utf-8")
    (other / "pubmed_1.yaml").write_text("study: pubmed:1\n", "utf-8")
    found = compare_folders(BASE / "studies", other, registry)
    assert (len(found.studies), found.only_reference, found.only_other) == (1, (), ("pubmed_1.yaml",))
    assert f1(found.studies, "whole claims")[2] == 1.0, "a bare name stands for its entity"
    reference = tmp_path / "reference"
    reference.mkdir()
    (reference / "pubmed_1.yaml").write_text(STUDY.read_text("utf-8"), "utf-8")
    (told,) = compare_folders(reference, other, registry).unreadable
    assert told.startswith("pubmed_1.yaml: ")
    assert len(compare_folders(STUDY, other / STUDY.name, registry).studies) == 1


def test_the_tables_hold_a_row_for_each_field_and_study(against):
    studies = [against(edited("tnf: {subject: exo, relation: DECREASES", "tnf: {subject: exo, relation: INCREASES"))]
    sets, values, each = agreement_sections(studies)
    assert [row[0] for row in sets.rows] == list(SETS)
    assert [row[0] for row in values.rows] == list(VALUES)
    assert each.rows == (("x", 5, 5, 5, 1),)
    (detail,) = detail_sections(studies)
    assert detail.rows == (("x", "sign of ev REGULATES HGNC:11892: - in the reference, + in the other"),)
