"""Every example of the curation guide passes the check: records as they stand, additions on top of the first study."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.checking import check
from loaders.checks.shape import kind_of
from schema.curie import file_stem
from tests.stores import CURATION

TEXT = (CURATION / "GUIDE.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
RECORDS = [b for b in BLOCKS if kind_of(yaml.safe_load(b))]
ADDITIONS = [b for b in BLOCKS if not kind_of(yaml.safe_load(b))]


def merged(base: Any, more: Any) -> Any:
    """``more`` laid over ``base``, mapping by mapping; lists are replaced."""
    if not isinstance(base, dict) or not isinstance(more, dict):
        return more
    return {**base, **{key: merged(base.get(key), value) for key, value in more.items()}}


def findings(text: str, directory: Path) -> list[str]:
    value = yaml.safe_load(text)
    kind = kind_of(value)
    assert kind is not None
    file = directory / f"{file_stem(value[kind])}.yaml"
    file.write_text(text, "utf-8")
    return [f.text for f in check([file], curation=CURATION).findings]


def test_the_guide_has_examples_of_every_case() -> None:
    assert {kind_of(yaml.safe_load(b)) for b in RECORDS} == {"study", "trial", "background", "paper"}
    sections = {key for b in ADDITIONS for key in yaml.safe_load(b)}
    assert sections >= {
        "named_as", "preparations", "claims", "evidence", "comparisons", "mechanisms", "quantities", "critiques",
        "notices", "via",
    }  # fmt: skip
    for case in ("The arm is not named", "Several sources", "Engineered and loaded", "Negative results", "Reviews and"):
        assert f"### {case}" in TEXT


@pytest.mark.parametrize("block", RECORDS, ids=lambda b: b.split("\n", 1)[0])
def test_a_record_passes(block: str, tmp_path: Path) -> None:
    assert findings(block, tmp_path) == []


@pytest.mark.parametrize("block", ADDITIONS, ids=lambda b: " ".join(b.split()[:3]))
def test_an_addition_passes_on_the_study_above(block: str, tmp_path: Path) -> None:
    value = merged(yaml.safe_load(RECORDS[0]), yaml.safe_load(block))
    assert findings(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), tmp_path) == []


def test_all_additions_together_are_one_sound_study(tmp_path: Path) -> None:
    value = yaml.safe_load(RECORDS[0])
    for block in ADDITIONS:
        more = yaml.safe_load(block)
        if "via" not in more:
            value = merged(value, more)
    assert findings(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), tmp_path) == []


def test_a_wrong_example_would_be_seen(tmp_path: Path) -> None:
    wrong = RECORDS[0].replace("HGNC:11892 TNF", "HGNC:11892 TNFA", 1)
    assert any("label-mismatch" in f for f in findings(wrong, tmp_path))
