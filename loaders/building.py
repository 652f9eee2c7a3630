"""The build: checked curation files become a corpus, its rows, and a store's graph; every file is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.changes import Changes, Sums, Tally, kinds_of
from graph.rows import GraphRows
from graph.store import LoadReport, Manifest, Store
from loaders.memo import Memo, digest_of_sources, recall, remember
from schema.errors import CurationError

if TYPE_CHECKING:
    # Imported on use: a build of what the store holds already needs neither the models nor the projection.
    from loaders.checking import CheckResult
    from schema.corpus import Corpus

VERSION_FILE = "VERSION"
"""File of the curation directory whose first line is the data version."""

UNRELEASED = "unreleased"

SHOWN = 5
"""Findings that the message of a refused build repeats."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: files, each ``in = loaded + rejected``, and rows.

    A build loads every file or none, so ``files_rejected`` is 0; a refused build raises CurationError, which carries
    the same numbers. ``rows`` tells the rows in = written + unchanged + removed.
    """

    files_in: int
    files_loaded: int
    files_rejected: int
    warnings: int
    rows: LoadReport

    def to_mapping(self, *, listed: bool = False) -> dict[str, Any]:
        """A JSON-compatible mapping; ``listed`` also tells which rows change, by label and relationship type."""
        found: dict[str, Any] = {
            "files": {"in": self.files_in, "loaded": self.files_loaded, "rejected": self.files_rejected},
            "warnings": self.warnings,
            "rows": _sums(self.rows.rows),
            "nodes": _sums(self.rows.nodes),
            "relationships": _sums(self.rows.relationships),
            "manifest": self.rows.manifest.to_mapping(),
        }
        if listed:
            changes = self.rows.changes
            found["changes"] = {"nodes": _listed(changes.nodes), "relationships": _listed(changes.relationships)}
        return found


def _sums(sums: Sums) -> dict[str, int]:
    return {
        "in": sums.rows_in,
        "written": sums.written,
        "unchanged": sums.unchanged,
        "removed": sums.removed,
        "rejected": 0,
    }


def _listed(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    return {
        name: {
            "added": asdict(tally.added),
            "changed": asdict(tally.changed),
            "removed": asdict(tally.removed),
            "unchanged": tally.unchanged,
        }
        for name, tally in sorted(tallies.items())
    }


def data_version(curation: Path) -> str:
    """The first line of ``VERSION`` in the curation directory, or "unreleased" where there is none."""
    file = curation / VERSION_FILE
    if not file.is_file():
        return UNRELEASED
    return file.read_text("utf-8").split("\n", 1)[0].strip() or UNRELEASED


def refuse_errors(result: CheckResult) -> None:
    """Raise CurationError where the check found an error, or no file at all."""
    from loaders.findings import Severity

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
    from loaders.assembling import assemble
    from loaders.releases import read_releases

    refuse_errors(result)
    return assemble(result.documents, data_version=data_version(curation), releases=read_releases(curation))


def rows_of(result: CheckResult, curation: Path) -> tuple[GraphRows, Manifest]:
    """The rows of a checked curation and the manifest that names their build. Raises CurationError."""
    from graph.projection import project

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
    Where the last build was made of the same files by the same code, and the store says that it holds that build,
    nothing is read a second time. Raises CurationError if the check finds an error, and what ``Store.replace`` raises;
    then the store is as it was.
    """
    sources = "" if cache is None else digest_of_sources(curation)
    if cache is not None and not thorough:
        memo = recall(cache, sources)
        made = None if memo is None else Manifest.from_mapping(memo.manifest)
        if memo is not None and made is not None and store.holds(made):
            unchanged = LoadReport(Changes.none(memo.nodes, memo.relationships), made)
            return BuildReport(memo.files, memo.files, 0, memo.warnings, unchanged)
    from loaders.checking import check

    result = check(curation=curation, cache=cache)
    rows, manifest = rows_of(result, curation)
    if dry_run:
        loaded = store.compare(rows, manifest, thorough=thorough)
    else:
        loaded = store.replace(rows, manifest, progress=progress, thorough=thorough)
    # A file that changed while it was read may have gone into the graph in either state.
    if cache is not None and sources and sources == digest_of_sources(curation):
        made_of = Memo(manifest.to_mapping(), *kinds_of(rows), result.files_in, len(result.findings))
        remember(cache, sources, made_of)
    return BuildReport(result.files_in, result.files_clean, result.files_rejected, len(result.findings), loaded)
