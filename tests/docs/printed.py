"""Console blocks of the documentation: found, run against a fresh build of the curation, compared or written anew."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

BLOCK = re.compile(
    r"(?P<open>```console\n\$ exomech (?P<command>[^\n]*)\n)(?P<printed>.*?)(?P<close>^```$)", re.DOTALL | re.MULTILINE
)
"""The closing fence stands on a line of its own, as Markdown wants it; a page where it does not has no such block."""
FENCE_IN_TEXT = re.compile(r"\S```$", re.MULTILINE)
VARYING = (
    (re.compile(r"\b(build )?[0-9a-f]{16}\b"), "<build>"),
    (re.compile(r"\b\d+(\.\d+)? ?(ms|s)\b"), "<time>"),
    # A cursor is bound to its build.
    (re.compile(r"-cursor \S+"), "-cursor <cursor>"),
)


class Block(NamedTuple):
    """One console block: the arguments after ``exomech``, what the page says is printed, and the span of that text."""

    arguments: tuple[str, ...]
    printed: str
    span: tuple[int, int]


def blocks(text: str) -> Iterator[Block]:
    """The console blocks of a page, in order."""
    for found in BLOCK.finditer(text):
        yield Block(tuple(shlex.split(found["command"])), found["printed"].rstrip(), found.span("printed"))


def settled(printed: str) -> str:
    """What must be equal: the text without build hashes, times and spaces at line ends."""
    for pattern, word in VARYING:
        printed = pattern.sub(word, printed)
    return "\n".join(line.rstrip() for line in printed.strip().splitlines())


def rewritten(text: str, run: Callable[[tuple[str, ...]], str]) -> str:
    """The page with every console block as the tool prints it now."""
    for block in reversed(list(blocks(text))):
        begin, end = block.span
        printed = "\n".join(line.rstrip() for line in run(block.arguments).rstrip().splitlines())
        text = f"{text[:begin]}{printed}\n{text[end:]}"
    return text


def pages(root: Path) -> list[Path]:
    """The README and every page of docs that holds a console block, sorted."""
    found = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return [p for p in found if BLOCK.search(p.read_text("utf-8"))]
