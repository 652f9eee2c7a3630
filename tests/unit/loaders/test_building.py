"""A build of files that were built before: what it may leave out, and what it has to see."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from loaders import memo
from loaders.building import BuildReport, build
from tests.serving import COMMAND, TINY, environment

STUDY = "studies/pubmed_900000003.yaml"


@pytest.fixture
def curation(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "curation")
    return tmp_path / "curation"


def built(curation: Path, store: str = "store", *, thorough: bool = False) -> BuildReport:
    """A build with the cache beside the curation."""
    with EmbeddedStore(curation.parent / store) as opened:
        return build(curation, opened, cache=curation.parent / "cache", thorough=thorough)


def test_the_same_files_give_the_same_report_without_being_read_as_curation(curation: Path, tmp_path: Path) -> None:
    first = built(curation)
    again = built(curation)
    assert again.rows.written == again.rows.removed == 0
    assert again.rows.unchanged == first.rows.written
    assert (again.rows.nodes.unchanged, again.rows.relationships.unchanged) == (
        first.rows.nodes.written,
        first.rows.relationships.written,
    )
    assert again == built(curation, thorough=True), "what is remembered is what is found"
    (tmp_path / "cache" / "clean-files.json").unlink()
    assert again == built(curation)
    assert not (tmp_path / "cache" / "clean-files.json").exists(), "the check would have written it"


@pytest.mark.parametrize("what", ["text", "gone", "renamed", "version", "release"])
def test_whatever_changes_in_the_curation_is_seen(curation: Path, what: str) -> None:
    first = built(curation).rows
    file = curation / STUDY
    if what == "text":
        file.write_text(file.read_text("utf-8").replace("title: A fictive study", "title: An invented study"), "utf-8")
    elif what == "gone":
        file.unlink()
    elif what == "renamed":
        (curation / "studies" / "inner").mkdir()
        file.rename(curation / "studies" / "inner" / file.name)
    elif what == "version":
        (curation / "VERSION").write_text("9.9\n", "utf-8")
    else:
        (curation / "releases").mkdir(exist_ok=True)
        (curation / "releases" / "8.8.tsv").write_text("claim\tsign\tgrade\tstatus\n", "utf-8")
    digest = memo.digest_of_sources(curation)
    assert memo.recall(curation.parent / "cache", digest) is None
    second = built(curation).rows
    assert memo.recall(curation.parent / "cache", digest) is not None
    assert (second.manifest == first.manifest) is (what == "renamed")


def test_another_store_is_built_though_the_files_are_known(curation: Path) -> None:
    first = built(curation)
    other = built(curation, "other")
    assert other == first
    assert other.rows.written > 0


def test_a_damaged_store_is_built_again_though_the_files_are_known(curation: Path, tmp_path: Path) -> None:
    first = built(curation).rows
    (damaged,) = (tmp_path / "store" / "builds").glob("*/graph/schema.json")
    damaged.unlink()
    with EmbeddedStore(tmp_path / "store") as store:
        assert not store.holds(first.manifest)
    built(curation)
    with EmbeddedStore(tmp_path / "store") as store:
        assert store.holds(first.manifest)
        assert store.read("MATCH (s:Study) RETURN count(s) AS n", {}) == [{"n": first.manifest.counts["Study"]}]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"sources": 1}'])
def test_a_cache_that_says_nothing_only_costs_time(curation: Path, tmp_path: Path, text: str) -> None:
    built(curation)
    (tmp_path / "cache" / memo.FILE_NAME).write_text(text, "utf-8")
    assert built(curation).rows.written == 0


def test_a_file_that_cannot_be_read_is_no_known_file(curation: Path) -> None:
    (curation / "studies" / "loose.yaml").symlink_to(curation / "nowhere.yaml")
    assert memo.digest_of_sources(curation) == ""


def test_the_command_starts_neither_models_nor_engine_for_an_unchanged_build(curation: Path, tmp_path: Path) -> None:
    """They take many times as long as the rest of it."""
    settings = environment(store=tmp_path / "store", curation=curation)
    subprocess.run([*COMMAND, "build"], env=settings, check=True, capture_output=True)
    loaded = "import sys; from api.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", loaded, "build"], env=settings, check=True, capture_output=True, text=True
    )
    assert " 0 written" in ran.stdout
    modules = set(ran.stdout.splitlines()[-1].split())
    assert "loaders.memo" in modules
    heavy = {"schema.documents", "loaders.checking", "graph.projection", "arcadedb", "yaml", "fastapi", "rich", "numpy"}
    assert not modules & heavy
