"""The log of literature searches, ``searches.tsv``: what was looked for, when, and how much of it was new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.checks.rules import Issue, declare
from loaders.findings import Finding

FILE_NAME = "searches.tsv"
COLUMNS = ("date", "topic", "query", "studies_seen", "studies_new", "note")
KINDS = ("disease", "cargo", "pathway", "source", "cell", "delivery", "critique", "retraction", "trial", "background")
"""What a topic may be about; a topic is written ``kind: what``. ``cell`` is the MSC itself, without vesicles."""

MOST_QUERY = 400
"""Characters of a query."""

RULE = declare("search-log", "A line of the search log holds date, topic, query, studies seen, studies new and a note.")

_NUMBER = re.compile(r"0|[1-9]\d{0,4}")


class Search(NamedTuple):
    """One search; ``studies_new`` of the ``studies_seen`` that fit were not in the curation yet."""

    date: str
    topic: str
    query: str
    studies_seen: int
    studies_new: int
    note: str

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        return self.topic.partition(":")[0]

    @property
    def what(self) -> str:
        """The topic without its kind."""
        return self.topic.partition(":")[2].strip()


class Fault(NamedTuple):
    """What is wrong with a cell or line, at a line and column from 1."""

    line: int
    col: int
    issue: Issue


def _fault(cells: list[str], index: int, line: int, message: str, hint: str) -> Fault:
    return Fault(line, sum(len(c) + 1 for c in cells[:index]) + 1, Issue((), message, hint))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _faults(cells: list[str], line: int) -> Iterator[Fault]:
    if len(cells) != len(COLUMNS):
        yield _fault(
            cells,
            0,
            line,
            f"{len(cells)} cells, not {len(COLUMNS)}",
            f"write {', '.join(COLUMNS)} with a tab between them; the note may be empty",
        )
        return
    day, topic, query, seen, new, _ = cells
    for index, cell in enumerate(cells):
        if cell != cell.strip():
            yield _fault(cells, index, line, f"blanks around {cell.strip()!r}", "delete them")
    if not _is_date(day):
        yield _fault(cells, 0, line, f"{day!r} is no date", "write it as 2026-11-24")
    kind, colon, what = topic.partition(":")
    if not colon or kind not in KINDS or not what.strip():
        yield _fault(
            cells, 1, line, f"{topic!r} is no topic", f"write `disease: osteoarthritis`; kinds: {', '.join(KINDS)}"
        )
    if not query.strip() or len(query) > MOST_QUERY:
        yield _fault(
            cells, 2, line, f"a query of {len(query)} characters", f"write what was searched for, 1 to {MOST_QUERY}"
        )
    counts = [bool(_NUMBER.fullmatch(cell)) for cell in (seen, new)]
    for index, (name, cell, sound) in enumerate(zip(COLUMNS[3:5], (seen, new), counts, strict=True), start=3):
        if not sound:
            yield _fault(cells, index, line, f"{name}: {cell!r} is no count", "write a whole number, 0 or more")
    if all(counts) and int(new) > int(seen):
        yield _fault(cells, 4, line, f"{new} new of {seen} seen", "new are those of the seen that were not yet curated")


def parse_searches(text: str) -> tuple[tuple[Search, ...], tuple[Fault, ...]]:
    """The searches of a log, by date and then as they stand, and what is wrong with its lines; # begins a comment line.

    Within a day the order of the lines is kept: it tells which searches were the last.
    """
    found: dict[tuple[str, str, str], int] = {}
    searches: list[Search] = []
    faults: list[Fault] = []
    headed = False
    for line, row in enumerate(text.split("\n"), 1):
        if not row.strip() or row.startswith("#"):
            continue
        cells = row.rstrip("\r").split("\t")
        if not headed:
            headed = True
            if tuple(cells) != COLUMNS:
                faults.append(_fault(cells, 0, line, "this is not the header", f"write {' <tab> '.join(COLUMNS)}"))
            continue
        wrong = list(_faults(cells, line))
        if not wrong:
            search = Search(cells[0], cells[1], cells[2], int(cells[3]), int(cells[4]), cells[5])
            first = found.setdefault((search.date, search.topic, search.query.casefold()), line)
            if first == line:
                searches.append(search)
            else:
                wrong = [_fault(cells, 2, line, f"this search stands on line {first} already", "keep one of the two")]
        faults += wrong
    return tuple(sorted(searches, key=lambda s: s.date)), tuple(faults)


def _text(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""


def check_searches(file: Path, shown: str) -> list[Finding]:
    """The findings of a log, none where there is no such file."""
    try:
        faults = parse_searches(_text(file))[1]
    except (OSError, UnicodeDecodeError) as error:
        faults = (Fault(1, 1, Issue((), f"the log cannot be read: {error}", "save it as UTF-8 text")),)
    return [Finding(shown, f.line, f.col, RULE.id, RULE.severity, f.issue.message, f.issue.hint) for f in faults]


def notes_of(file: Path) -> list[tuple[int, str]]:
    """The notes of a log with their lines, readable or not as a log otherwise; empty where there is no log."""
    rows = _text(file).split("\n") if file.is_file() else []
    return [(n, row.rsplit("\t", 1)[1]) for n, row in enumerate(rows, 1) if "\t" in row and not row.startswith("#")]


def read_searches(curation: Path) -> tuple[Search, ...]:
    """The searches of a curation that passed its check; empty where there is no log."""
    return parse_searches(_text(curation / FILE_NAME))[0]


__all__ = [
    "COLUMNS", "FILE_NAME", "KINDS", "Fault", "Search", "check_searches", "notes_of", "parse_searches", "read_searches",
]  # fmt: skip
