"""Embedded stores that tests only read: each curation is built once a run, and all workers read the same directory."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from graph.backends.embedded import EmbeddedStore
from loaders.building import build

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "corpora" / "tiny"
CURATION = ROOT / "curation"


def built(name: str, curation: Path, factory: pytest.TempPathFactory) -> Path:
    """The directory of a store of this curation: built by the worker that asks first, while the others wait for it."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    directory, done = shared / f"built-{name}", shared / f"built-{name}.done"
    with (shared / f"built-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            with EmbeddedStore(directory) as store:
                build(curation, store)
            done.touch()
    return directory
