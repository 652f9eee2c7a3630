"""The cells of the notebook page, and what it shows that they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "notebooks.md"
CELL = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?", re.DOTALL | re.MULTILINE)


def cells(section: str) -> Iterator[re.Match[str]]:
    """The cells of the section with this heading."""
    text = PAGE.read_text("utf-8")
    begin = text.index(f"\n## {section}")
    end = text.find("\n## ", begin + 1)
    yield from CELL.finditer(text, begin, len(text) if end < 0 else end)
