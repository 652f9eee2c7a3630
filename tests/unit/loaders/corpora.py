"""Where the tests' corpora lie, and how a corpus is changed for one test."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

CORPORA = Path(__file__).parents[2] / "corpora"
BASE = CORPORA / "base"
BROKEN = CORPORA / "broken"
STUDY = BASE / "studies" / "pubmed_900000001.yaml"


def copy_base(target: Path, overlay: Path | None = None, **files: str) -> Path:
    """A copy of the clean base under ``target``, with the files of ``overlay`` laid over it."""
    root = target / "curation"
    shutil.copytree(BASE, root)
    if overlay is not None:
        shutil.copytree(overlay, root, dirs_exist_ok=True)
    write(root, files)
    return root


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def edited(old: str, new: str, text: str | None = None) -> str:
    """The base study with one piece of text changed; the piece has to be there."""
    source = STUDY.read_text("utf-8") if text is None else text
    assert old in source, old
    return source.replace(old, new, 1)
