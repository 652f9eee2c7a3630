"""The command ``build``, and the report of a load."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from api.cli_output import CurationOption, StoreOption, notes, opened, settings_with, write_out
from schema.errors import SettingsError, UnknownFormat

if TYPE_CHECKING:
    from graph.changes import Listed, Sums, Tally
    from loaders.building import BuildReport

FIRST = 10
"""Rows of one kind that the text of a dry run names; JSON names up to ``graph.changes.LISTED``."""


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None] | None]:
    """What shows (rows done, rows in all) on a terminal; None where there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    with Progress(console=notes(), transient=True) as bar:
        task = bar.add_task("rows", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def load_graph(store: str | None, source: Path, form: str, *, dry_run: bool = False, thorough: bool = False) -> None:
    """Put an exported graph into the store and print the load report. Raises SettingsError, StoreError."""
    from graph.exports.jsonl import read_jsonl
    from loaders.building import BuildReport

    began = time.perf_counter()
    try:
        with source.open("rb") as lines:
            rows, manifest = read_jsonl(lines)
    except OSError as error:
        raise SettingsError(f"--from: {source} cannot be read: {error.strerror}") from error
    except ValueError as error:
        hint = "give the file of `exomech export --format jsonl`, or graph.jsonl of a data release"
        raise SettingsError(f"--from: {source}: {error}", hint=hint) from error
    settings = settings_with(store=store)
    with opened(settings) as target, _bar() as progress:
        if dry_run:
            done = target.compare(rows, manifest, thorough=thorough)
        else:
            done = target.replace(rows, manifest, progress=progress, thorough=thorough)
    report = BuildReport(1, 1, 0, 0, done)
    _print_report(report, form, settings.store, time.perf_counter() - began, dry_run=dry_run)


def build_graph(
    store: str | None, curation: Path | None, form: str, *, dry_run: bool = False, thorough: bool = False
) -> None:
    """Check, build, switch, and print the load report. Raises CurationError, StoreError."""
    from loaders.building import build

    settings = settings_with(store=store, curation=curation)
    began = time.perf_counter()
    with opened(settings) as target, _bar() as progress:
        report = build(
            settings.curation, target, cache=settings.cache, progress=progress, dry_run=dry_run, thorough=thorough
        )
    _print_report(report, form, settings.store, time.perf_counter() - began, dry_run=dry_run)


def _print_report(report: BuildReport, form: str, store: str, seconds: float, *, dry_run: bool) -> None:
    if form == "json":
        write_out(orjson.dumps(report.to_mapping(listed=dry_run), option=orjson.OPT_INDENT_2) + b"\n", None)
        return
    rows, counts = report.rows, report.rows.manifest.counts
    told = ", ".join(
        f"{counts.get(label, 0)} {word}"
        for label, word in (("Study", "studies"), ("Claim", "claims"), ("Evidence", "evidence items"))
    )
    sys.stdout.write(
        f"files: {report.files_in} in = {report.files_loaded} loaded + {report.files_rejected} rejected; "
        f"{report.warnings} warnings\n"
        f"nodes: {_sum(rows.nodes)}\n"
        f"relationships: {_sum(rows.relationships)}\n"
        f"rows: {_sum(rows.rows)}\n"
        f"graph: {told}\n"
    )
    if dry_run:
        _print_changes(rows.changes.nodes, rows.changes.relationships)
    sys.stdout.write(
        f"{'nothing was written: ' if dry_run else ''}"
        f"build {rows.manifest.build} (data {rows.manifest.data_version}) in {store}, {seconds:.1f} s\n"
    )


def _sum(sums: Sums) -> str:
    return (
        f"{sums.rows_in} in = {sums.written} written + {sums.unchanged} unchanged + {sums.removed} removed + 0 rejected"
    )


def _print_changes(*kinds: Mapping[str, Tally]) -> None:
    """A line for each label and relationship type that would change, and under it the first rows."""
    told = [(n, t) for k in kinds for n, t in sorted(k.items()) if t.added.number + t.changed.number + t.removed.number]
    if not told:
        return
    width = max(len("would change"), *(len(name) for name, _ in told))
    sys.stdout.write(f"\n{'would change':<{width}}    added  changed  removed\n")
    for name, tally in told:
        numbers = "".join(f"{listed.number:>9}" for listed in (tally.added, tally.changed, tally.removed))
        sys.stdout.write(f"{name:<{width}}{numbers}\n")
        for sign, listed in (("+", tally.added), ("~", tally.changed), ("-", tally.removed)):
            sys.stdout.writelines(f"  {sign} {line}\n" for line in _first(listed))
    sys.stdout.write("\n")


def _first(listed: Listed) -> list[str]:
    more = listed.number - FIRST
    return [*listed.ids[:FIRST], *([f"... and {more} more"] if more > 0 else [])]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(name="build")
    def build(
        store: StoreOption = None,
        curation: CurationOption = None,
        source: Annotated[
            Path | None,
            typer.Option("--from", metavar="FILE", help="an exported graph (JSONL) instead of the curation"),
        ] = None,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="write nothing; report what would be added, changed and removed")
        ] = False,
        thorough: Annotated[
            bool, typer.Option("--thorough", help="compare every row, also where the server holds this build already")
        ] = False,
        form: Annotated[str, typer.Option("--format", metavar="FORM", help="text, json")] = "text",
    ) -> None:
        """Build the graph from the curation and switch to it; a running server follows."""
        if form not in {"text", "json"}:
            raise UnknownFormat(f"the report is not available as {form!r}", hint="there are: text, json")
        if source is not None and curation is not None:
            raise SettingsError("--from and --curation both say what to build from", hint="give one of the two")
        if source is not None:
            load_graph(store, source, form, dry_run=dry_run, thorough=thorough)
            return
        build_graph(store, curation, form, dry_run=dry_run, thorough=thorough)
