"""What commands share: where output goes, stores that close, and the version."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.settings import Settings, load_settings
from graph.opening import open_store
from graph.store import Store
from schema.errors import SettingsError

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100
"""Columns of a table where the output is no terminal and says nothing of its width."""

StoreOption = Annotated[str | None, typer.Option("--store", metavar="URL", help="the graph, instead of EXOMECH_STORE")]
CurationOption = Annotated[
    Path | None, typer.Option("--curation", metavar="DIR", help="the curated files, instead of EXOMECH_CURATION")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="write to a file; its ending chooses the format")
]


def code_version() -> str:
    """The version of the installed distribution."""
    return version("exomech")


def terminal() -> Console:
    """The console for answers: as wide as the terminal, without colour where there is none."""
    from rich.console import Console

    width = shutil.get_terminal_size(fallback=(PIPE_WIDTH, 40)).columns
    return Console(width=width, highlight=False)


def notes() -> Console:
    """The console for what is no answer: stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store of the settings, closed at the end."""
    store = open_store(
        settings.store, timeout_s=settings.timeout, user=settings.neo4j_user, password=settings.password()
    )
    try:
        yield store
    finally:
        store.close()


def settings_with(**values: object) -> Settings:
    """The settings, with what the command line gives winning over them."""
    return load_settings(**values)


def write_out(data: bytes, output: Path | None) -> None:
    """Write an answer to stdout, or to a file in one step. Raises SettingsError where the file cannot be written."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    temporary = output.with_name(f".{output.name}.part")
    try:
        temporary.write_bytes(data)
        temporary.replace(output)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}") from error
