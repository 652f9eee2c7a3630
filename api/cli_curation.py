"""Commands of the curator: ``check``, ``fmt`` and ``new``."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli_output import CurationOption, code_version, notes, settings_with, write_out
from api.problems import EXIT_FINDINGS
from schema.errors import CurationError, SettingsError, UnknownFormat

CHECK_FORMATS = ("text", "json", "sarif", "github")

WriteOption = Annotated[bool, typer.Option("--write", help="write the file into the curation instead of printing it")]
PathsArgument = Annotated[list[Path] | None, typer.Argument(help="files or directories; none: the whole curation")]


def _existing(paths: list[Path] | None) -> list[Path]:
    for path in paths or []:
        if not path.exists():
            raise SettingsError(f"{path} does not exist")
    return paths or []


def check_files(
    paths: list[Path] | None, form: str, curation: Path | None, *, cached: bool, against: Path | None = None
) -> int:
    """Print the findings and return the exit code: 1 on any error. Raises UnknownFormat, SettingsError."""
    from loaders.checking import check, rules
    from loaders.findings import Severity, as_github, as_json, as_sarif, as_text

    if form not in CHECK_FORMATS:
        raise UnknownFormat(f"findings are not available as {form!r}", hint=f"there are: {', '.join(CHECK_FORMATS)}")
    settings = settings_with(curation=curation)
    began = time.perf_counter()
    if against is not None and not against.is_dir():
        raise SettingsError(f"--against: {against} is no directory", hint="give the folder of the texts")
    cache = settings.cache if cached else None
    try:
        result = check(_existing(paths), curation=settings.curation, cache=cache, against=against)
    except OSError as error:
        raise SettingsError(f"--against: {error.filename} cannot be read: {error.strerror}") from error
    if not result.files_in:
        if paths:
            raise SettingsError(
                f"there are no .yaml files in {', '.join(map(str, paths))}", hint="name a file or a folder"
            )
        raise SettingsError(f"there are no curation files in {settings.curation}", hint="set EXOMECH_CURATION")
    match form:
        case "json":
            text = as_json(result.findings)
        case "sarif":
            told = {name: (rule.doc, rule.severity) for name, rule in rules().items()}
            text = as_sarif(result.findings, told, code_version())
        case "github":
            text = as_github(result.findings)
        case _:
            text = as_text(result.findings)
    write_out(text.encode(), None)
    errors = sum(f.severity is Severity.ERROR for f in result.findings)
    notes().print(
        f"{result.files_in} files = {result.files_clean} clean + {result.files_rejected} rejected; {errors} errors, "
        f"{len(result.findings) - errors} warnings; {time.perf_counter() - began:.2f} s",
        markup=False,
    )
    return 0 if result.ok else EXIT_FINDINGS


def format_files(paths: list[Path] | None, check_only: bool, curation: Path | None) -> int:
    """Rewrite files in their canonical form, or only name those that are not in it; returns the exit code.

    A file that cannot be read as curation is named with its fault and left as it is.
    """
    from loaders.checking import check, find_files
    from loaders.formatting import format_text

    settings = settings_with(curation=curation)
    files = find_files(_existing(paths) or [settings.curation])
    registry = check(files, curation=settings.curation, cache=settings.cache).registry
    changed = failed = 0
    for file in files:
        try:
            data = file.read_bytes()
            made = format_text(data.decode("utf-8"), registry, file.as_posix()).encode()
        except UnicodeDecodeError:
            notes().print(f"{file}:1:1: syntax: the file is no UTF-8", markup=False)
            failed += 1
            continue
        except CurationError as error:
            notes().print(error.message, markup=False)
            failed += 1
            continue
        if made == data:
            continue
        changed += 1
        sys.stdout.write(f"{file}\n")
        if not check_only:
            write_out(made, file)
    what = "would change" if check_only else "changed"
    notes().print(f"{len(files)} files: {changed} {what}, {failed} could not be read", markup=False)
    return EXIT_FINDINGS if failed or (check_only and changed) else 0


def _write_new(path: Path, text: str) -> None:
    if path.exists():
        raise SettingsError(f"{path} is there already", hint="edit it, or remove it first")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_out(text.encode(), path)
    sys.stdout.write(f"{path}\n")


def _new_study(identifier: str, write: bool, curation: Path | None) -> None:
    """Print or write a study's skeleton; a paper that is held is not written again, and a note tells of it."""
    from loaders.checking import held
    from loaders.skeletons import new_study, study_id

    settings, curie = settings_with(curation=curation), study_id(identifier)
    there = held(curie, curation=settings.curation, cache=settings.cache)
    if there and write:
        raise SettingsError(f"{curie} is there already: {there}", hint="edit that file")
    if there:
        notes().print(f"{curie} is there already: {there}", markup=False)
    _put(new_study(curie, _today()), "studies", write, curation)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _put(made: tuple[str, str], folder: str, write: bool, curation: Path | None) -> None:
    """Print a skeleton, or write it into its folder of the curation."""
    name, text = made
    if write:
        _write_new(settings_with(curation=curation).curation / folder / name, text)
    else:
        write_out(text.encode(), None)


def _register_new(app: typer.Typer) -> None:
    new = typer.Typer(help="Start a new file.", no_args_is_help=True, rich_markup_mode=None)

    @new.command(name="study")
    def study(
        identifier: Annotated[
            str,
            typer.Argument(metavar="ID", help="a PubMed id, DOI or PMC id: 34249964, 10.3389/..., PMC8256359"),
        ],
        write: WriteOption = False,
        curation: CurationOption = None,
    ) -> None:
        """A skeleton of a study; `exomech check` then lists what is to be filled in. Nothing is fetched.

        A paper that is held already, whichever of its ids its file is named by, is not written again.
        """
        _new_study(identifier, write, curation)

    @new.command(name="trial")
    def trial(
        identifier: Annotated[str, typer.Argument(metavar="NUMBER", help="such as NCT04276987 or ChiCTR2000030261")],
        write: WriteOption = False,
        curation: CurationOption = None,
    ) -> None:
        """A skeleton of a registered trial."""
        from loaders.skeletons import new_trial

        _put(new_trial(identifier, _today()), "trials", write, curation)

    @new.command(name="background")
    def background(
        name: Annotated[str, typer.Argument(metavar="NAME", help="of the step: subject-object, such as traf6-il6")],
        write: WriteOption = False,
        curation: CurationOption = None,
    ) -> None:
        """A skeleton of a signalling step that was known beforehand."""
        from loaders.skeletons import new_background

        _put(new_background(name, _today()), "background", write, curation)

    @new.command(name="entity")
    def entity(
        curie: Annotated[str, typer.Argument(help="such as HGNC:16400")],
        terms: Annotated[
            Path, typer.Option("--terms", metavar="DIR", help="tables of vocabularies: id, label, synonyms, xrefs")
        ],
        label: Annotated[
            str, typer.Option("--label", metavar="LABEL", help="the node label; default: by the id's prefix")
        ] = "",
        release: Annotated[
            str, typer.Option("--release", metavar="TEXT", help="the vocabulary's release, such as 'GO 2024-07'")
        ] = "",
        write: WriteOption = False,
        curation: CurationOption = None,
    ) -> None:
        """A registry file of an entity, made from vocabulary tables."""
        from loaders.skeletons import label_folder, new_entity

        name, text = new_entity(curie, terms, label=label, release=release)
        if not write:
            write_out(text.encode(), None)
            return
        kind = next(line.removeprefix("label: ") for line in text.splitlines() if line.startswith("label: "))
        _write_new(settings_with(curation=curation).curation / "entities" / label_folder(kind) / name, text)

    app.add_typer(new, name="new")


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(name="check")
    def check(
        paths: PathsArgument = None,
        form: Annotated[str, typer.Option("--format", metavar="FORM", help=", ".join(CHECK_FORMATS))] = "text",
        curation: CurationOption = None,
        cached: Annotated[
            bool, typer.Option("--cache/--no-cache", help="reuse what is known of unchanged files")
        ] = True,
        against: Annotated[
            Path | None,
            typer.Option(
                "--against",
                metavar="DIR",
                help="texts at hand, such as fetched pages: no statement may share 12 words in a row with them",
            ),
        ] = None,
    ) -> None:
        """Validate curation files: a finding a line, `file:line:col: rule: message; hint`; exit code 1 on any error."""
        raise typer.Exit(check_files(paths, form, curation, cached=cached, against=against))

    @app.command(name="fmt")
    def fmt(
        paths: PathsArgument = None,
        check_only: Annotated[
            bool, typer.Option("--check", help="change nothing; exit code 1 if a file would change")
        ] = False,
        curation: CurationOption = None,
    ) -> None:
        """Bring curation files into their canonical form; a bare id or name becomes `CURIE label`."""
        raise typer.Exit(format_files(paths, check_only, curation))

    _register_new(app)
