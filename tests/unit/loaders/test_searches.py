"""The search log: every good line is read, every bad one is told at its cell, and the last made stands last."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.checking import check
from loaders.searches import COLUMNS, FILE_NAME, Search, check_searches, parse_searches, read_searches
from tests.unit.loaders.corpora import copy_base

HEADER = "\t".join(COLUMNS)
GOOD = "2026-11-24\tdisease: osteoarthritis\tMSC exosome cartilage\t12\t3\tmost of them known"


def log(*lines: str) -> str:
    return "\n".join(["# a comment", HEADER, *lines]) + "\n"


def test_within_a_day_lines_keep_their_order():
    lines = [GOOD.replace("cartilage", word) for word in ("synovium", "bone", "cartilage")]
    assert [s.query for s in parse_searches(log(*lines))[0]] == [
        f"MSC exosome {w}" for w in ("synovium", "bone", "cartilage")
    ]


def test_lines_are_read_by_day_whatever_their_order():
    other = "2026-11-23\tcargo: miR-21\tMSC miR-21\t1\t0\t"
    searches, faults = parse_searches(log(GOOD, "", "# another comment", other))
    assert faults == ()
    assert searches == parse_searches(log(other, GOOD))[0]
    assert searches == (
        Search("2026-11-23", "cargo: miR-21", "MSC miR-21", 1, 0, ""),
        Search("2026-11-24", "disease: osteoarthritis", "MSC exosome cartilage", 12, 3, "most of them known"),
    )
    assert [(s.kind, s.what) for s in searches] == [("cargo", "miR-21"), ("disease", "osteoarthritis")]


@pytest.mark.parametrize(
    ("line", "col", "told"),
    [
        ("2026-11-24\tdisease: OA\tMSC\t1\t0", 1, "5 cells"),
        (GOOD + "\tmore", 1, "7 cells"),
        ("24.11.2026\tdisease: OA\tMSC\t1\t0\t", 1, "no date"),
        ("2026-02-30\tdisease: OA\tMSC\t1\t0\t", 1, "no date"),
        ("2026-11-24\tosteoarthritis\tMSC\t1\t0\t", 12, "no topic"),
        ("2026-11-24\tillness: OA\tMSC\t1\t0\t", 12, "no topic"),
        ("2026-11-24\tdisease:\tMSC\t1\t0\t", 12, "no topic"),
        ("2026-11-24\tdisease: OA\t\t1\t0\t", 24, "a query of 0"),
        (f"2026-11-24\tdisease: OA\t{'x' * 401}\t1\t0\t", 24, "a query of 401"),
        ("2026-11-24\tdisease: OA\tMSC\tmany\t0\t", 28, "studies_seen: 'many'"),
        ("2026-11-24\tdisease: OA\tMSC\t1\t-1\t", 30, "studies_new: '-1'"),
        ("2026-11-24\tdisease: OA\tMSC\t1\t2\t", 30, "2 new of 1 seen"),
        ("2026-11-24\tdisease: OA\tMSC \t1\t0\t", 24, "blanks around"),
    ],
)
def test_a_bad_line_is_told_at_its_cell_and_not_read(line: str, col: int, told: str):
    searches, faults = parse_searches(log(GOOD, line))
    assert len(searches) == 1
    assert (faults[0].line, faults[0].col) == (4, col)
    assert told in faults[0].issue.message
    assert faults[0].issue.hint


def test_a_search_stands_once():
    searches, faults = parse_searches(log(GOOD, GOOD))
    assert len(searches) == 1
    assert [(f.line, f.issue.message) for f in faults] == [(4, "this search stands on line 3 already")]


def test_a_log_begins_with_its_header():
    (fault,) = parse_searches(GOOD + "\n")[1]
    assert "header" in fault.issue.message


def test_a_log_is_checked_with_the_whole_curation_and_may_be_absent(tmp_path: Path):
    root = copy_base(tmp_path)
    assert check(curation=root).ok
    assert read_searches(root) == ()
    (root / FILE_NAME).write_text(log(GOOD), "utf-8")
    assert check(curation=root).ok
    assert len(read_searches(root)) == 1
    (root / FILE_NAME).write_text(log("nonsense"), "utf-8")
    assert [f.rule for f in check(curation=root).findings] == ["search-log"]
    assert check([root / "studies"], curation=root).findings == ()
    (root / FILE_NAME).write_bytes(b"\xff")
    (finding,) = check_searches(root / FILE_NAME, "searches.tsv")
    assert "cannot be read" in finding.message
