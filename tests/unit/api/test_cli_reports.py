"""Commands about the curation itself: what they print, in each form, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.serving import TINY
from tests.unit.api.running import Run
from tests.unit.loaders.corpora import BASE, BROKEN

OWN_WORDS = BROKEN / "own-words"

STUDIES = str(TINY / "studies")


@pytest.mark.parametrize("command", ["compare", "sample"])
def test_every_command_explains_itself(run: Run, command: str):
    found = run(command, "--help")
    assert found.code == 0
    assert f"exomech {command}" in found.out


def test_a_folder_agrees_with_itself(run: Run):
    found = run("compare", STUDIES, STUDIES, "--format", "json", "--detail")
    assert (found.code, found.err) == (0, "")
    sets, values, each, detail = json.loads(found.out)
    assert {r["F1 (95 % interval)"] for r in sets["rows"]} <= {"1.00 (1.00 to 1.00)", None}
    assert {r["equal (95 % interval)"] for r in values["rows"]} == {"1.00 (1.00 to 1.00)"}
    assert len(each["rows"]) == len(list((TINY / "studies").glob("*.yaml")))
    assert detail["rows"] == []


def test_what_stands_on_one_side_alone_is_told(run: Run, tmp_path: Path):
    first = sorted((TINY / "studies").glob("*.yaml"))[0]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / first.name).write_text(first.read_text("utf-8"), "utf-8")
    found = run("compare", STUDIES, "b")
    assert found.code == 0
    assert "files only in the reference" in found.err
    assert "claims found" in found.out
    assert max(map(len, found.out.splitlines())) <= 100


def test_nothing_to_compare_is_an_error(run: Run, tmp_path: Path):
    (tmp_path / "b").mkdir()
    found = run("compare", STUDIES, "b")
    assert found.code != 0
    assert "no study to compare" in found.err
    assert "does not exist" in run("compare", STUDIES, "nowhere").err


@pytest.mark.parametrize("what", ["studies", "facts"])
def test_a_sample_is_the_same_twice(run: Run, what: str):
    found = run("sample", what, "-n", "2", "--seed", "3", "--format", "markdown")
    assert found.code == 0
    assert found.out == run("sample", what, "-n", "2", "--seed", "3", "--format", "markdown").out
    assert found.out.startswith(f"## {what.capitalize()}\n\nSeed 3, 2 of ")


def test_what_there_is_not_is_refused(run: Run):
    assert "there are: studies, facts" in run("sample", "papers").err
    assert "there are: text, markdown, json" in run("sample", "facts", "--format", "pdf").err


def test_words_taken_over_are_told_by_check(run: Run):
    study = str(OWN_WORDS / "studies" / "pubmed_900000001.yaml")
    assert run("check", study, "--curation", str(BASE)).code == 0
    found = run("check", study, "--curation", str(BASE), "--against", str(OWN_WORDS / "texts"))
    assert found.code == 1
    assert ": own-words: 17 words in a row stand in page.html too: 'we show here" in found.out
    assert "is no directory" in run("check", "--against", "nowhere").err


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_coverage_needs_no_graph(run: Run, form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("EXOMECH_STORE", str(tmp_path / "no-store"))
    found = run("status", "--coverage", "--format", form)
    assert (found.code, found.err) == (0, "")
    titles = [s["title"] for s in json.loads(found.out)] if form == "json" else found.out
    for title in ("Studies by disease", "Gaps: disease by pathway", "Searches by topic", "What to read in full first"):
        assert title in titles
    assert not (tmp_path / "no-store").exists()


def test_coverage_of_a_broken_curation_is_refused(run: Run, tmp_path: Path):
    (tmp_path / "broken" / "studies").mkdir(parents=True)
    (tmp_path / "broken" / "studies" / "pubmed_1.yaml").write_text("study: pubmed:1\n", "utf-8")
    found = run("status", "--coverage", "--curation", "broken")
    assert found.code != 0
    assert "errors in 1 of 1 files" in found.err
    assert "there are: text, markdown, json" in run("status", "--coverage", "--format", "csv").err
