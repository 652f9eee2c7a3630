"""The build: checked curation files become a corpus, its rows, and a store's graph; every file is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graph.projection import project
from graph.rows import GraphRows
from graph.store import LoadReport, Manifest, Store
from loaders.assembling import assemble
from loaders.checking import CheckResult, check
from loaders.findings import Severity
from loaders.releases import read_releases
from schema.corpus import Corpus
from schema.errors import CurationError

VERSION_FILE = "VERSION"
"""File of the curation directory whose first line is the data version."""

UNRELEASED = "unreleased"

SHOWN = 5
"""Findings that the message of a refused build repeats."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: files and rows, each ``in = loaded + rejected``.

    A build loads every file or none, so ``files_rejected`` is 0; a refused build raises CurationError, which carries
    the same numbers. ``rows`` tells the rows in, written, unchanged and removed.
    """

    files_in: int
    files_loaded: int
    files_rejected: int
    warnings: int
    rows: LoadReport

    def to_mapping(self) -> dict[str, Any]:
        """A JSON-compatible mapping."""
        return {
            "files": {"in": self.files_in, "loaded": self.files_loaded, "rejected": self.files_rejected},
            "warnings": self.warnings,
            "rows": {
                "in": self.rows.rows_in,
                "written": self.rows.written,
                "unchanged": self.rows.unchanged,
                "removed": self.rows.removed,
            },
            "manifest": self.rows.manifest.to_mapping(),
        }


def data_version(curation: Path) -> str:
    """The first line of ``VERSION`` in the curation directory, or "unreleased" where there is none."""
    file = curation / VERSION_FILE
    if not file.is_file():
        return UNRELEASED
    return file.read_text("utf-8").split("\n", 1)[0].strip() or UNRELEASED


def refuse_errors(result: CheckResult) -> None:
    """Raise CurationError where the check found an error, or no file at all."""
    if not result.files_in:
        raise CurationError(
            "there are no curation files, so nothing was built", hint="set EXOMECH_CURATION to their directory"
        )
    if result.ok:
        return
    errors = [f.text for f in result.findings if f.severity is Severity.ERROR]
    files: Mapping[str, int] = {"in": result.files_in, "loaded": 0, "rejected": result.files_rejected}
    more = f"\n... and {len(errors) - SHOWN} more" if len(errors) > SHOWN else ""
    raise CurationError(
        f"{len(errors)} errors in {result.files_rejected} of {result.files_in} files, so nothing was built:\n"
        + "\n".join(errors[:SHOWN])
        + more,
        hint="`exomech check` lists them all",
        details={"files": dict(files), "findings": errors},
    )


def corpus_of(result: CheckResult, curation: Path) -> Corpus:
    """The corpus of a checked curation, its data version and earlier releases with it. Raises CurationError."""
    refuse_errors(result)
    return assemble(result.documents, data_version=data_version(curation), releases=read_releases(curation))


def rows_of(result: CheckResult, curation: Path) -> tuple[GraphRows, Manifest]:
    """The rows of a checked curation and the manifest that names their build. Raises CurationError."""
    return project(corpus_of(result, curation), code_version=version("exomech"))


def build(
    curation: Path,
    store: Store,
    *,
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    dry_run: bool = False,
    thorough: bool = False,
) -> BuildReport:
    """Check the curation and put its graph in place of what the store holds.

    ``cache`` is the directory of the check's cache; ``progress`` is called with (rows done, rows in all). With
    ``dry_run`` nothing is written, and the report tells what would be. ``thorough`` is that of ``Store.replace``.
    Raises CurationError if the check finds an error, and what ``Store.replace`` raises; then the store is as it was.
    """
    result = check(curation=curation, cache=cache)
    rows, manifest = rows_of(result, curation)
    if dry_run:
        loaded = store.compare(rows, manifest, thorough=thorough)
    else:
        loaded = store.replace(rows, manifest, progress=progress, thorough=thorough)
    return BuildReport(result.files_in, result.files_clean, result.files_rejected, len(result.findings), loaded)
