"""Slices of the curation: some of its studies with every record they lead to, for tests that build often."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.stores import CURATION

_ID = re.compile(r"\b[A-Za-z][\w.]*:[\w.-]*\w")
_FOLDERS = ("entities", "pathways", "background")


def sliced(target: Path, *, every: int, first: int = 0) -> Path:
    """A curation at ``target`` of each ``every``-th study, from the one numbered ``first`` in order of file names."""
    records: dict[str, list[Path]] = {}
    for folder in _FOLDERS:
        for path in (CURATION / folder).rglob("*.yaml"):
            records.setdefault(path.stem, []).append(path)
    wanted = sorted((CURATION / "studies").glob("*.yaml"))[first::every]
    taken: set[Path] = set()
    while wanted:
        path = wanted.pop()
        if path in taken:
            continue
        taken.add(path)
        for curie in _ID.findall(path.read_text("utf-8")):
            wanted += records.get(curie.replace(":", "_"), [])
    for path in taken:
        copy = target / path.relative_to(CURATION)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return target
