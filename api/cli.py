"""The command line: ``exomech`` and its commands; answers go to stdout, everything else to stderr."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from api.cli_output import code_version, notes
from api.problems import outcome
from api.settings import load_settings, unknown_variables
from schema.errors import ExomechError

_MODULES = {
    "check": "cli_curation",
    "fmt": "cli_curation",
    "new": "cli_curation",
    "build": "cli_building",
    "query": "cli_queries",
    "search": "cli_queries",
    "export": "cli_networks",
    "draw": "cli_networks",
    "compare": "cli_reports",
    "sample": "cli_reports",
    "serve": "cli_serving",
    "status": "cli_serving",
}
"""Each command with the module of this package that registers it, in the order of the help."""


_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Imported(Mapping[str, Any]):
    """The commands by name; one is imported when it is asked for: all of them take longer than an unchanged build."""

    def __getitem__(self, name: str) -> Any:
        found = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_CONTEXT)
        import_module(f"api.{_MODULES[name]}").register(found)
        return typer.main.get_group(found).commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


class Commands(typer.core.TyperGroup):
    """The group of all commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = _Imported()  # type: ignore[assignment]  # nothing is ever added


app = typer.Typer(
    name="exomech",
    cls=Commands,
    help="A curated, evidence-first knowledge graph of how mesenchymal stromal cells and their vesicles act.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=_CONTEXT,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"exomech {code_version()}\n")
        raise typer.Exit


@app.callback()
def _before(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version and leave")
    ] = False,
) -> None:
    level = load_settings().log_level.upper()
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s: %(message)s", force=True)
    # What the driver fails at is told as an error of ours, or is tried again and tells nothing of a fault.
    logging.getLogger("neo4j").setLevel(logging.DEBUG if level == "DEBUG" else logging.CRITICAL)
    for name, near in unknown_variables().items():
        meant = f"; did you mean {near}?" if near else ""
        logging.getLogger("exomech.api").warning("%s is no setting%s", name, meant)


def tell(error: ExomechError) -> None:
    """Print what went wrong, and what to do instead, to stderr."""
    console = notes()
    console.print(f"error: {error.message}", markup=False)
    if error.hint:
        console.print(f"hint: {error.hint}", markup=False)
    candidates = error.details.get("candidates") or error.details.get("nearest")
    if isinstance(candidates, list):
        for found in candidates:
            if isinstance(found, dict):
                console.print(
                    f"  {found.get('id', '')}  {found.get('name', '')} ({found.get('label', '')})", markup=False
                )


def main() -> None:
    """Run a command and leave with its exit code (docs/reference/cli.md)."""
    for stream in (sys.stdout, sys.stderr):
        # Arrows and Greek letters must not end a command where the terminal cannot show them.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except ExomechError as error:
        tell(error)
        sys.exit(outcome(error).exit_code)
