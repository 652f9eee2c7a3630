"""From `make serve` in an installed checkout to the answer of the flagship question."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.serving import PATH
from benchmarks.synthetic import ROOT

LIMIT_S = 300.0


def _asked(log: Path, process: subprocess.Popen[bytes], ends: float) -> bool:
    """Whether the server that the log tells of answered the question before ``ends``, a moment of the clock."""
    while time.monotonic() < ends and process.poll() is None:
        found = re.search(r"serving (http://\S+)", log.read_text("utf-8"))
        if found:
            try:
                with urllib.request.urlopen(found[1] + PATH, timeout=60) as response:
                    return bool(response.read())
            except urllib.error.URLError:
                pass  # it tells its address a moment before it listens
        time.sleep(0.02)
    return False


def _serve(store: Path) -> tuple[float, float]:
    """Seconds from `make serve` to the first answer, and of processor time before the server began.

    The store may be there or not.
    """
    environment = os.environ | {"EXOMECH_STORE": str(store), "EXOMECH_PORT": "0", "EXOMECH_LOG_LEVEL": "info"}
    log = store.with_suffix(".log")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with log.open("w") as file:
        begin = time.monotonic()
        process = subprocess.Popen(
            ["make", "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=file, start_new_session=True
        )
        try:
            assert _asked(log, process, begin + LIMIT_S), f"no answer: {log.read_text('utf-8')}"
            taken = time.monotonic() - begin
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def figures() -> list[Figure]:
    """Seconds to the first answer with nothing built, and again."""
    subprocess.run(["make", "install"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        store = Path(name) / "store"
        (first, worked), (again, worked_again) = _serve(store), _serve(store)
    what = "`make serve` to the first answer"
    return [
        Figure(f"{what}, installed, nothing built", f"{first:.1f} s", f"{worked:.1f} s of processor time", "< 20 s"),
        Figure(f"{what}, nothing changed", f"{again:.1f} s", f"{worked_again:.1f} s of processor time", "reported"),
    ]
