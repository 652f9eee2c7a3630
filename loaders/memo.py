"""What the last build was made of and what it made, so that the same files need not be checked and projected again.

A graph follows from the curation's bytes and the code alone. Their digest is kept in the cache with the manifest of
the graph; whether the store still holds that graph is asked of the store.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

FILE_NAME = "last-build.json"

_LIBRARIES = ("exomech", "orjson", "pydantic", "pydantic-core", "PyYAML")
"""What shapes a graph beside our code, by the name of its distribution."""


@dataclass(frozen=True, slots=True)
class Memo:
    """What a build made: its manifest as a mapping, rows by first label and by type, files read, and warnings."""

    manifest: Mapping[str, Any]
    nodes: Mapping[str, int]
    relationships: Mapping[str, int]
    files: int
    warnings: int


def digest_of_code(*packages: str) -> str:
    """SHA-256 over the source of our packages of these names, Python's version and those of the libraries."""
    told = " ".join((str(sys.version_info[:2]), *(f"{name} {version(name)}" for name in _LIBRARIES)))
    digest = hashlib.sha256(told.encode())
    home = Path(__file__).resolve().parents[1]
    for package in packages:
        for source in sorted((home / package).rglob("*.py")):
            digest.update(f"\0{source.relative_to(home).as_posix()}\0".encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()


def digest_of_sources(curation: Path) -> str:
    """SHA-256 over every file of the curation, names and bytes, and the code that makes a graph of them.

    Empty where a file cannot be read: then nothing is known.
    """
    digest = hashlib.sha256(digest_of_code("graph", "loaders", "schema").encode())
    top = os.path.realpath(curation)
    # Names are joined as text, as in the check: with thousands of files that is most of the time.
    names = [f"{folder}{os.sep}{name}" for folder, _, files in os.walk(top) for name in files]
    try:
        for name in sorted(names):
            content = hashlib.sha256(Path(name).read_bytes()).digest()
            digest.update(f"\0{name[len(top) :]}\0".encode("utf-8", "surrogateescape") + content)
    except OSError:
        return ""
    return digest.hexdigest()


def recall(directory: Path, sources: str) -> Memo | None:
    """What the last build made, where it was made of ``sources``, or None."""
    try:
        kept = orjson.loads((directory / FILE_NAME).read_bytes())
        if not sources or kept["sources"] != sources:
            return None
        nodes, relationships = dict(kept["nodes"]), dict(kept["relationships"])
        return Memo(dict(kept["manifest"]), nodes, relationships, int(kept["files"]), int(kept["warnings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(directory: Path, sources: str, memo: Memo) -> None:
    """Keep it; a cache that cannot be written only costs time."""
    body = {
        "sources": sources,
        "manifest": memo.manifest,
        "nodes": memo.nodes,
        "relationships": memo.relationships,
        "files": memo.files,
        "warnings": memo.warnings,
    }
    try:
        directory.mkdir(parents=True, exist_ok=True)
        draft = directory / f"{FILE_NAME}.{os.getpid()}"
        draft.write_bytes(orjson.dumps(body))
        draft.replace(directory / FILE_NAME)
    except OSError:
        return
