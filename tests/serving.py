"""Support of API tests: a store built from the tiny corpus, commands and a server in processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.opening import open_store
from loaders.building import BuildReport, build

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "corpora" / "tiny"
COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]


def build_store(directory: Path, curation: Path = TINY) -> BuildReport:
    """Build a curation into an embedded store."""
    store = open_store(str(directory), timeout_s=10)
    try:
        return build(curation, store)
    finally:
        store.close()


def environment(**settings: object) -> dict[str, str]:
    """This process's environment with only the given EXOMECH_ settings in it.

    Nor what the engine is told where a test opened a store in this process: a command would log into that store.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("EXOMECH_", "ARCADEDB_"))}
    return kept | {f"EXOMECH_{k.upper()}": str(v) for k, v in settings.items()} | {"COLUMNS": "100"}


def run_command(*args: str, cwd: Path | None = None, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run ``exomech`` to its end, in a process of its own."""
    return subprocess.run(
        [*COMMAND, *args], capture_output=True, encoding="utf-8", cwd=cwd, env=environment(**settings), timeout=60
    )


@contextmanager
def server(store: Path | str, *, log: Path | None = None, port: int = 0, **settings: object) -> Iterator[str]:
    """A server as ``served`` gives it, of which only the address is wanted."""
    with served(store, log=log, port=port, **settings) as (address, _):
        yield address


@contextmanager
def served(
    store: Path | str, *, log: Path | None = None, port: int = 0, **settings: object
) -> Iterator[tuple[str, int]]:
    """A server on the loopback, on a free port where none is given; gives its address and process, stops it at the end.

    Its log lies beside a store that is a directory.
    """
    log = log or Path(f"{store}.log")
    with log.open("w") as file:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)], stderr=file, env=environment(store=store, **settings)
        )
        try:
            yield _address(process, log), process.pid
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        found = re.search(r"serving (http://[\w.\[\]:]+)", log.read_text("utf-8"))
        if found:
            try:
                urllib.request.urlopen(found[1] + "/livez", timeout=2).close()
            except urllib.error.URLError:
                pass
            else:
                return found[1]
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text('utf-8')}")
