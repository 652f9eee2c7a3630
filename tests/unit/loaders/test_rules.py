"""Every rule has one broken file, at which it alone fires, at the place that the file states; each file has a rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.checking import check, find_files, rules
from loaders.findings import Finding
from tests.unit.loaders.corpora import BASE, BROKEN, copy_base

CASES = sorted(p.stem if p.is_file() else p.name for p in BROKEN.iterdir())
_EXPECT = re.compile(rb"^# expect: (\d+):(\d+)$", re.MULTILINE)


def expectation(files: list[Path]) -> tuple[Path, int, int]:
    """The one file that states the place of its finding."""
    stated = [(f, m) for f in files if (m := _EXPECT.search(f.read_bytes()))]
    assert len(stated) == 1, [str(f) for f, _ in stated]
    file, match = stated[0]
    return file, int(match[1]), int(match[2])


def run(rule: str, tmp_path: Path) -> tuple[tuple[Finding, ...], str, int, int]:
    single = BROKEN / f"{rule}.yaml"
    if single.exists():
        file, line, col = expectation([single])
        return check([single], curation=BASE).findings, file.name, line, col
    file, line, col = expectation([*find_files([BROKEN / rule]), *(BROKEN / rule).glob("*.tsv")])
    root = copy_base(tmp_path, BROKEN / rule)
    texts = root / "texts"
    found = check(curation=root, against=texts if texts.is_dir() else None).findings
    return found, file.relative_to(BROKEN / rule).as_posix(), line, col


def test_base_is_clean():
    result = check(curation=BASE)
    assert result.findings == ()
    assert result.files_in == result.files_clean == len(find_files([BASE]))
    assert len(result.documents) == result.files_in


def test_rules_and_broken_files_are_one_to_one():
    assert list(rules()) == CASES


@pytest.mark.parametrize("rule", CASES)
def test_rule_alone_fires_at_its_place(rule: str, tmp_path: Path):
    findings, name, line, col = run(rule, tmp_path)
    assert [f.rule for f in findings] == [rule]
    found = findings[0]
    assert found.path.endswith(name)
    assert (found.line, found.col) == (line, col)
    assert found.message
    assert "\n" not in found.text


@pytest.mark.parametrize("rule", CASES)
def test_rule_has_a_sentence(rule: str):
    assert rules()[rule].doc.endswith(".")
    assert len(rules()[rule].doc) < 160
