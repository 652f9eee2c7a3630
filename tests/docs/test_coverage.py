"""The coverage page is what the curation gives; `make docs` writes it anew."""

from __future__ import annotations

from pathlib import Path

from loaders.building import corpus_of
from loaders.checking import check
from loaders.reports.page import coverage_page
from loaders.searches import read_searches
from tests.docs.test_printed import WRITE

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "coverage.md"


def test_the_page_is_current() -> None:
    curation = ROOT / "curation"
    text = coverage_page(corpus_of(check(curation=curation), curation), read_searches(curation))
    if WRITE:
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text, "run `make docs`"
