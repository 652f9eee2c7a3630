"""What the documentation says is printed is what is printed; `make docs` writes it anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.docs.printed import FENCE_IN_TEXT, blocks, pages, rewritten, settled

ROOT = Path(__file__).resolve().parents[2]
WRITE = os.environ.get("EXOMECH_WRITE_DOCS") == "1"
Run = Callable[[tuple[str, ...]], str]


@pytest.fixture(scope="session")
def run(curation_directory: Path) -> Run:
    """Run the tool as a newcomer would, on a build of the curation, 100 columns wide."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EXOMECH_")}
    environment |= {"EXOMECH_STORE": str(curation_directory), "COLUMNS": "100", "NO_COLOR": "1"}

    def tool(arguments: tuple[str, ...]) -> str:
        command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return tool


@pytest.mark.parametrize("page", pages(ROOT), ids=lambda p: str(p.relative_to(ROOT)))
def test_console_blocks_are_what_the_tool_prints(page: Path, run: Run) -> None:
    text = page.read_text("utf-8")
    if WRITE:
        page.write_text(rewritten(text, run), "utf-8")
        return
    shown = list(blocks(text))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        printed_now = list(pool.map(run, [block.arguments for block in shown]))
    for block, now in zip(shown, printed_now, strict=True):
        printed = settled(now)
        assert settled(block.printed) == printed, f"{page.name}: `exomech {' '.join(block.arguments)}`: run `make docs`"


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
