"""The documents at the root say what is there: versions agree, questions and commands are told of, no link is dead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from api.cli import app
from queries.catalogue import packaged
from tests.unit.repository.test_guards import PROJECT

ROOT = Path(__file__).resolve().parents[3]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


def test_the_citation_is_one_of_this_version() -> None:
    assert {"cff-version", "message", "title", "authors", "version", "license", "type"} <= CITATION.keys()
    assert CITATION["version"] == PROJECT["project"]["version"]
    data = ROOT / "curation" / "VERSION"
    assert not data.exists() or data.read_text("utf-8").strip() == CITATION["version"]
    assert f"\n## {CITATION['version']} ({CITATION['date-released']})\n" in CHANGELOG
    assert CITATION["type"] == "dataset"
    assert set(CITATION["license"]) == {"Apache-2.0", "CC-BY-4.0"}


def test_the_changelog_has_its_four_sections_under_each_release() -> None:
    for release in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
        assert re.findall(r"^### (.+)$", release, re.MULTILINE) == ["Code", "Schema", "Curation", "Queries"]


def test_the_changelog_names_every_question() -> None:
    told = set(re.findall(r"`([a-z-]+)`", CHANGELOG.rpartition("### Queries")[2]))
    assert {q.name for q in packaged().queries} <= told


def test_the_reference_page_tells_every_command() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    for command in app.registered_commands:
        assert f"### `exomech {command.name}`" in page


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "curation").glob("*.md")],
    ids=lambda p: p.name,
)
def test_no_link_between_pages_is_dead(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    dead = [target for target in LINK.findall(text) if not (page.parent / target).exists()]
    assert dead == []
