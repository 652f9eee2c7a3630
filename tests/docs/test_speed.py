"""The page of speeds names every question, and says why each that is over the guide takes so long."""

from __future__ import annotations

import re

import pytest

from benchmarks.questions import GUIDE_MS, PAGE, REASONS, Timed, page
from queries.catalogue import packaged

NAMES = [q.name for q in packaged().queries]


def test_the_page_has_a_row_for_every_question_on_both_engines() -> None:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| [`")]
    assert [re.findall(r"`([a-z-]+)`", line)[0] for line in lines] == NAMES
    figures = [re.findall(r"(?<=\| )[-+]?\d+(?:\.\d)? ms(?= \|)", line) for line in lines]
    assert [n for n, found in zip(NAMES, figures, strict=True) if len(found) != 4] == [], "not measured on both engines"


def test_each_question_over_the_guide_is_listed_with_its_reason() -> None:
    text = PAGE.read_text("utf-8")
    table, over = text.split("## Over the guide")
    slow = [
        re.findall(r"`([a-z-]+)`", line)[0]
        for line in table.splitlines()
        if line.startswith("| [`") and any(int(ms) > GUIDE_MS for ms in re.findall(r"\| (\d+) ms", line))
    ]
    told = dict(re.findall(r"^- `([a-z-]+)`: the bare call takes [^;\n]+; ([^\n]+)\.$", over, re.MULTILINE))
    assert sorted(told) == sorted(slow)
    assert told == {name: REASONS[name] for name in slow}


def test_reasons_are_of_questions() -> None:
    assert set(REASONS) <= set(NAMES)


def test_the_page_lists_what_is_over_the_guide_and_nothing_else() -> None:
    slow, fast = Timed(1, 1.0, 2.0, GUIDE_MS + 1.0), Timed(1, 1.0, 2.0, 3.0)
    made = page({"embedded": {n: slow if n == "gaps" else fast for n in NAMES}, "other": dict.fromkeys(NAMES, fast)})
    assert made.split("## Over the guide")[1].strip() == f"- `gaps`: the bare call takes embedded: 1 ms; {REASONS['gaps']}."
    assert "None." in page({"embedded": dict.fromkeys(NAMES, fast)})


def test_a_question_over_the_guide_without_a_reason_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Timed(1, 1.0, 2.0, GUIDE_MS + 1.0)
    monkeypatch.delitem(REASONS, "gaps")
    made = page({"embedded": dict.fromkeys(NAMES, slow)})
    assert "- `gaps`: the bare call takes embedded: 1 ms; no reason is known.\n" in made
