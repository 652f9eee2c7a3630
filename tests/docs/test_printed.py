"""What the documentation says is printed is what is printed; `make docs` writes it anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.backends.embedded import EmbeddedStore
from tests.docs.printed import FENCE_IN_TEXT, blocks, pages, rewritten, settled

ROOT = Path(__file__).resolve().parents[2]
WRITE = os.environ.get("EXOMECH_WRITE_DOCS") == "1"
Run = Callable[[tuple[str, ...]], str]


@pytest.fixture(scope="session")
def settings(curation_directory: Path) -> dict[str, str]:
    """The environment of a newcomer who has built the curation, 100 columns wide."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EXOMECH_")}
    return environment | {"EXOMECH_STORE": str(curation_directory), "COLUMNS": "100", "NO_COLOR": "1"}


def in_a_process(arguments: tuple[str, ...], settings: dict[str, str]) -> str:
    """What a command of its own prints."""
    command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def run(settings: dict[str, str], curated: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the tool within this process, which opens the store once for all commands."""
    monkeypatch.chdir(ROOT)
    for name in os.environ:
        if name not in settings:
            monkeypatch.delenv(name)

    def tool(arguments: tuple[str, ...]) -> str:
        done = CliRunner().invoke(app, arguments, env=settings, catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    return tool


@pytest.mark.parametrize("page", pages(ROOT), ids=lambda p: str(p.relative_to(ROOT)))
def test_console_blocks_are_what_the_tool_prints(page: Path, run: Run) -> None:
    text = page.read_text("utf-8")
    if WRITE:
        page.write_text(rewritten(text, run), "utf-8")
        return
    for block in blocks(text):
        printed = settled(run(block.arguments))
        assert settled(block.printed) == printed, f"{page.name}: `exomech {' '.join(block.arguments)}`: run `make docs`"


def test_a_command_of_its_own_prints_the_same(run: Run, settings: dict[str, str]) -> None:
    for block in blocks((ROOT / "README.md").read_text("utf-8")):
        assert settled(in_a_process(block.arguments, settings)) == settled(run(block.arguments))


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]), ids=lambda p: p.name)
def test_every_fence_stands_on_a_line_of_its_own(page: Path) -> None:
    # A page whose fence closed behind the last word was one code block to its end.
    assert not FENCE_IN_TEXT.search(page.read_text("utf-8"))


def test_a_block_that_differs_is_seen_and_written_anew() -> None:
    page = "before\n```console\n$ exomech status\nold words\n```\nafter\n"
    (block,) = blocks(page)
    assert block.arguments == ("status",)
    assert settled(block.printed) != settled("new words")
    assert rewritten(page, lambda _: "new words\n") == page.replace("old words", "new words")
    assert FENCE_IN_TEXT.search("```console\n$ exomech status\nold words```\n")


def test_build_hashes_and_times_do_not_count() -> None:
    assert settled("build 0123456789abcdef, 1.5 s") == settled("build fedcba9876543210, 2 s")
    assert settled("3 rows") != settled("4 rows")
