"""Units: one spelling each, a hint that is right, and no unit without its dose."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.checking import check
from schema.units import QUANTITY_UNITS, UNITS, canonical_unit
from schema.words import QuantityKind
from tests.unit.loaders.corpora import copy_base, edited

NAME = "studies/pubmed_900000001.yaml"
TISSUE = "    compartment: exomech:tissue-colon colon\n"


def told(tmp_path: Path, old: str, new: str) -> list[str]:
    root = copy_base(tmp_path, **{NAME: edited(old, new)})
    return [f"{f.rule}: {f.message}; {f.hint}" for f in check(curation=root).findings]


def test_a_unit_is_its_own_canonical_spelling_and_quantities_have_units_for_every_kind():
    assert [canonical_unit(u) for u in UNITS] == list(UNITS)
    assert set(QUANTITY_UNITS) == set(QuantityKind)
    for units in QUANTITY_UNITS.values():
        assert [canonical_unit(u) for u in units] == list(units)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("ug/ml", "µg/ml"),
        ("µg/mL", "µg/ml"),
        ("\N{GREEK SMALL LETTER MU}g / ml", "µg/ml"),
        ("mcg/ml", "µg/ml"),
        ("µg per ml", "µg/ml"),
        ("µg·mL⁻¹", "µg/ml"),
        ("µg ml-1", "µg/ml"),
        ("mg/L", "µg/ml"),
        ("umol/l", "µM"),
        ("mMol/L", "mM"),
        ("%O2", "% O2"),
        ("% O₂", "% O2"),
        ("percent", "%"),
        ("dyn/cm²", "dyn/cm2"),
        ("molecules", "copies"),
        ("handful", ""),
        ("mg", "mg"),
        ("", ""),
    ],
)
def test_what_people_write_leads_to_the_one_spelling(written: str, unit: str):
    assert canonical_unit(written) == unit


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ("dose: 10, unit: µg/ml", []),
        ("dose: 10, unit: ug/mL", ["unit-unknown: 'ug/mL' is no unit of the vocabulary; write µg/ml"]),
        ("dose: 10, unit: copies", ["unit-unknown: 'copies' is no unit of the vocabulary; allowed: "]),
        ("dose: 10", ["unit-unknown: a dose of 10 has no unit; add `unit:`, or leave the dose out"]),
        ("unit: ng/ml", ["unit-unknown: the unit 'ng/ml' has no dose; add `dose:`, or delete it"]),
    ],
)
@pytest.mark.parametrize("field", ["challenge", "priming"])
def test_a_dose_has_a_unit_of_the_vocabulary(tmp_path: Path, field: str, dose: str, expected: list[str]):
    kind = "kind: cytokine, " if field == "priming" else ""
    row = f"    {field}:\n      - {{agent: HGNC:11892 TNF, {kind}{dose}}}\n"
    after = "    markers_positive: [HGNC:1692 CD63]\n" if field == "priming" else TISSUE
    found = told(tmp_path, after, after + row)
    assert len(found) == len(expected)
    assert all(f.startswith(e) for f, e in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("kind", "unit", "hint"),
    [
        ("fold_change", "fold", None),
        ("fold_change", "times", "write fold"),
        ("fold_change", "fold of the particles in flasks", "write fold, and the rest in the statement"),
        ("copies_per_vesicle", "fold", "allowed: copies"),
        ("share_in_vesicles", "percent", "write %"),
    ],
)
def test_a_quantity_takes_the_units_of_its_kind(tmp_path: Path, kind: str, unit: str, hint: str | None):
    row = f"  n: {{kind: {kind}, value: 0.5, unit: {unit}, locator: abstract, statement: A number.}}\n"
    found = told(tmp_path, "comparisons:\n", f"quantities:\n{row}\ncomparisons:\n")
    assert found == ([] if hint is None else [f"unit-unknown: {unit!r} is no unit of {kind}; {hint}"])
