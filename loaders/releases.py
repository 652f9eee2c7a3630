"""Release tables: a release's claims with sign, grade, status and name, written once and read by every later build."""

from __future__ import annotations

import re
from pathlib import Path

from schema.corpus import Corpus
from schema.errors import CurationError
from schema.judging import Judged, claim_name, judge
from schema.releases import EMPTY, HEADER, HEADERS, LINE

FOLDER = "releases"
"""Directory of the curation that holds one ``<version>.tsv`` a release."""

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


def _line(corpus: Corpus, judged: Judged) -> str:
    sign = {1: "+", -1: "-", 0: "0", None: "."}[judged.claim.key.number]
    status = "retracted" if judged.retracted else "withdrawn" if judged.withdrawn else "held"
    name = " ".join(claim_name(corpus, judged).split())
    return f"{judged.claim.id}\t{sign}\t{judged.grade.grade.value}\t{status}\t{name}"


def release_table(corpus: Corpus) -> str:
    """The table of a corpus, sorted by claim: claim, sign (``+ - 0``, ``.`` for none), grade, status, name, by tabs."""
    judged, _ = judge(corpus)
    return "\n".join([HEADER, *sorted(_line(corpus, j) for j in judged.values())]) + "\n"


def read_releases(curation: Path) -> dict[str, tuple[str, ...]]:
    """The lines of every release table under ``curation``, by version, headers left out; empty where there is none.

    Raises CurationError with file and line for a table that is not as ``release_table`` writes it; names may be absent.
    """
    found = {}
    for file in sorted((curation / FOLDER).glob("*.tsv")):
        if file.stem == EMPTY or not _VERSION.fullmatch(file.stem):
            raise CurationError(f"{file.name}: {file.stem!r} is no version of a release", hint="name it <version>.tsv")
        header, *lines = file.read_text("utf-8").splitlines() or [""]
        if header not in HEADERS:
            raise CurationError(f"{FOLDER}/{file.name}:1: the header is not {HEADER!r}", hint="write the table anew")
        for number, line in enumerate(lines, start=2):
            if not LINE.fullmatch(line):
                raise CurationError(
                    f"{FOLDER}/{file.name}:{number}: {line!r} is no claim, sign, grade and status",
                    hint="write the table anew",
                )
        found[file.stem] = tuple(lines)
    return found


__all__ = ["FOLDER", "read_releases", "release_table"]
