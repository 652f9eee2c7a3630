"""The command line: ``exomech`` and its commands; answers go to stdout, everything else to stderr."""

from __future__ import annotations

import io
import logging
import sys
from typing import Annotated

import typer
from rich.console import Console

from api import cli_curation, cli_networks, cli_queries, cli_reports, cli_serving
from api.cli_output import code_version
from api.problems import outcome
from api.settings import load_settings, unknown_variables
from schema.errors import ExomechError

app = typer.Typer(
    name="exomech",
    help="A curated, evidence-first knowledge graph of how mesenchymal stromal cells and their vesicles act.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
cli_curation.register(app)
cli_queries.register(app)
cli_networks.register(app)
cli_reports.register(app)
cli_serving.register(app)


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
    for name, near in unknown_variables().items():
        meant = f"; did you mean {near}?" if near else ""
        logging.getLogger("exomech.api").warning("%s is no setting%s", name, meant)


def tell(error: ExomechError) -> None:
    """Print what went wrong, and what to do instead, to stderr."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
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
