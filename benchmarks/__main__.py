"""`python -m benchmarks [PART]...` with the parts below: run them and print the table."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import building, checking, exporting, loading, million, questions, serving, starting
from benchmarks.report import Figure, table

PARTS: dict[str, Callable[[], list[Figure]]] = {
    "checking": checking.figures,
    "building": building.figures,
    "starting": starting.figures,
    "loading": loading.figures,
    "serving": serving.figures,
    "questions": questions.figures,
    "million": million.figures,
    "exporting": exporting.figures,
}


def main(names: list[str]) -> int:
    """Run the named parts, all where none is named."""
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    found = [figure for name in names or PARTS for figure in PARTS[name]()]
    sys.stdout.write(table(found) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
