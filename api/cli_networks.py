"""Commands that let graphs out: ``export`` for the whole graph, ``draw`` for the neighbourhood of one record."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO

import orjson
import typer

from api.cli_output import (
    CurationOption,
    OutputOption,
    StoreOption,
    code_version,
    notes,
    opened,
    settings_with,
    write_out,
)
from api.formats.choosing import by_ending, choose
from api.formats.networks import DEFAULT_WIDTH, NETWORK_FORMS
from graph.exports.whole import FORMS, Whole, write_whole
from graph.rows import GraphRows
from graph.store import Manifest
from queries.common import FIGURE_WIDTHS
from queries.subgraphs import SUBGRAPHS
from schema.errors import InvalidParameter, SettingsError, UnknownFormat

_EXPORTS = ("json", *FORMS, "neo4j-admin", "release", "claims")
_ENDINGS = {"zip": "tsv", "cypherl": "cypher", "ndjson": "jsonl"}


def _rows(curation: Path | None) -> tuple[GraphRows, Manifest]:
    from loaders.building import rows_of
    from loaders.checking import check

    settings = settings_with(curation=curation)
    return rows_of(check(curation=settings.curation, cache=settings.cache), settings.curation)


def _of_claims(form: str, curation: Path | None, since: str | None) -> bytes:
    """A data release, or the table of its claims."""
    from loaders.building import UNRELEASED, VERSION_FILE, corpus_of, data_version
    from loaders.checking import check
    from loaders.releases import release_table

    settings = settings_with(curation=curation)
    result = check(curation=settings.curation, cache=settings.cache)
    if form == "claims":
        return release_table(corpus_of(result, settings.curation)).encode()
    from api.release import release

    if data_version(settings.curation) == UNRELEASED:
        told = f"there is no {VERSION_FILE} in the curation: the archive is named {UNRELEASED!r}"
        notes().print(told, markup=False)
    return release(result, settings.curation, code_version=code_version(), since=since)


def _as_json(rows: GraphRows, manifest: Manifest) -> bytes:
    body = {
        "manifest": manifest.to_mapping(),
        "nodes": [{"id": n.id, "labels": n.labels, "props": dict(n.props)} for n in rows.nodes],
        "relationships": [
            {"type": e.type, "source": e.source, "target": e.target, "key": e.key, "props": dict(e.props)}
            for e in rows.edges
        ],
    }
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS) + b"\n"


def _zip_name(output: Path) -> Path:
    """The path with .zip in place of the endings of another archive; other dots, as of a version, are its name."""
    name = output.name
    for ending in (".gz", ".bz2", ".xz", ".zst", ".tgz", ".7z", ".tar"):
        name = name.removesuffix(ending)
    return output.with_name(f"{name}.zip")


def _stream(write: Callable[[BinaryIO], None], output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    temporary = output.with_name(f".{output.name}.part")
    try:
        with temporary.open("wb") as file:
            write(file)
        temporary.replace(output)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}") from error


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(name="export")
    def export(
        form: Annotated[
            str | None,
            typer.Option("--format", "-f", metavar="FORM", help=f"{', '.join(_EXPORTS)}; default: by the ending of -o"),
        ] = None,
        output: OutputOption = None,
        curation: CurationOption = None,
        since: Annotated[
            str | None,
            typer.Option("--since", metavar="VERSION", help="of a release: what its changes are told against"),
        ] = None,
    ) -> None:
        """Write the whole graph, as it is built from the curation: same files, same bytes.

        `release` is the archive of a data release, `claims` the table of claims that the next release is compared with.
        """
        ending = output.suffix.lstrip(".") if output else ""
        wanted = form or _ENDINGS.get(ending, ending) or "json"
        if wanted not in _EXPORTS:
            there_are = ", ".join(_EXPORTS)
            raise UnknownFormat(f"the whole graph is not available as {wanted!r}", hint=f"there are: {there_are}")
        if since is not None and wanted != "release":
            raise InvalidParameter("--since belongs to --format release", hint="leave it out")
        if wanted == "release" and output is not None and ending.lower() != "zip":
            told = f"a release is a zip archive, which {output.name} does not say"
            raise InvalidParameter(told, hint=f"write -o {_zip_name(output)}")
        if wanted in {"release", "claims"}:
            write_out(_of_claims(wanted, curation, since), output)
            return
        rows, manifest = _rows(curation)
        if wanted == "json":
            write_out(_as_json(rows, manifest), output)
        elif wanted == "neo4j-admin":
            # Imported on use: it brings the driver, which every other command can start without.
            from graph.exports.neo4j_admin import write_neo4j_admin

            _stream(partial(write_neo4j_admin, rows), output)
        else:
            whole = Whole(lambda: rows.nodes, lambda: rows.edges, manifest)
            _stream(partial(write_whole, whole, wanted), output)

    @app.command(name="draw")
    def draw(
        kind: Annotated[str, typer.Argument(help=", ".join(SUBGRAPHS))],
        record: Annotated[str, typer.Argument(help="its id; of an entity also any of its names")],
        form: Annotated[
            str | None, typer.Option("--format", "-f", metavar="FORM", help=f"{', '.join(NETWORK_FORMS)}; default: svg")
        ] = None,
        width: Annotated[str, typer.Option("--width", help=", ".join(FIGURE_WIDTHS))] = DEFAULT_WIDTH,
        output: OutputOption = None,
        store: StoreOption = None,
    ) -> None:
        """Draw what surrounds a claim, mechanism, study or entity, or write it as a network file."""
        if kind not in SUBGRAPHS:
            raise InvalidParameter(f"kind: {kind!r}", hint=f"there are: {', '.join(SUBGRAPHS)}")
        if width not in FIGURE_WIDTHS:
            raise InvalidParameter(f"width: {width!r}", hint=f"there are: {', '.join(FIGURE_WIDTHS)}")
        ending = output.suffix.lstrip(".") if output else ""
        chosen = choose(form) if form else by_ending(ending) if ending else choose("svg")
        if chosen.draw is None:
            there_are = ", ".join(NETWORK_FORMS)
            raise UnknownFormat(f"a subgraph is not available as {chosen.name}", hint=f"there are: {there_are}")
        with opened(settings_with(store=store)) as reader:
            write_out(chosen.draw(SUBGRAPHS[kind](reader, record), width), output)
