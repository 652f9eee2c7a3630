"""The page of the documentation that shows the coverage report."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.reports.coverage import coverage
from loaders.reports.sections import as_markdown
from loaders.searches import Search
from schema.corpus import Corpus

_INTRODUCTION = """\
# Coverage

What the curation covers, and what it does not. This page is what `exomech status --coverage --format markdown` prints,
written anew by `make docs`; `--format json` gives the same to programs. How far two readers agree stands in
[quality](../explanation/quality.md), what grades and levels mean in [grades](../explanation/grades.md).

The last table names the studies that would gain most from a reading of their full text: the best place to begin for
whoever wants to help ([CONTRIBUTING](../../CONTRIBUTING.md)).

"""


def coverage_page(corpus: Corpus, searches: Sequence[Search]) -> str:
    """The Markdown text of docs/reference/coverage.md."""
    return _INTRODUCTION + as_markdown(coverage(corpus, searches))
