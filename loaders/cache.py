"""Facts of clean files by content hash, so that unchanged ones cost nothing; void once a rule or the schema changes."""

from __future__ import annotations

import hashlib
import logging
import os
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from loaders.checks.context import Facts
from loaders.memo import digest_of_code

FILE_NAME = "clean-files.json"
_log = logging.getLogger("exomech.loaders.cache")


@cache
def code_digest() -> str:
    """SHA-256 over the code that decides what is clean: this package, the schema, Pydantic's and Python's versions."""
    return digest_of_code("loaders", "schema")


def content_key(path: Path, data: bytes, *, inside: bool) -> str:
    """The key of a file: its name counts, because a rule looks at it."""
    return hashlib.sha256(f"{path.name}\0{inside}\0".encode() + data).hexdigest()


class CleanFiles:
    """The cache as read from ``directory``, or an empty one without a directory; ``save`` writes it back in one piece.

    A cache that cannot be read or written only costs time: it never changes a result.
    """

    def __init__(self, directory: Path | None) -> None:
        self._path = directory / FILE_NAME if directory else None
        self._known: dict[str, list[Any]] = {}
        self._used: dict[str, list[Any]] = {}
        self._changed = False
        if self._path is not None:
            try:
                stored = orjson.loads(self._path.read_bytes())
                if stored["code"] == code_digest():
                    self._known = stored["files"]
            except (OSError, ValueError, KeyError, TypeError):
                _log.debug("no usable cache at %s", self._path)

    def facts(self, key: str, path: str) -> Facts | None:
        """Facts of a file that was clean under some registry."""
        row = self._known.get(key)
        if row is None:
            return None
        self._used[key] = row
        _, kind, identifier, uses, also, value, title, groups = row
        return Facts(path, kind, identifier, tuple(uses), tuple(also), value, title, tuple(groups))

    def clean_under(self, key: str, registry: str) -> bool:
        """Whether the file was clean under this very registry."""
        row = self._known.get(key)
        return row is not None and row[0] == registry

    def remember(self, key: str, registry: str, facts: Facts) -> None:
        """Keep a clean file's facts."""
        lists = [list(facts.uses), list(facts.also)]
        row = [registry, facts.kind, facts.id, *lists, facts.value, facts.title, list(facts.groups)]
        if self._used.get(key) != row:
            self._used[key] = row
            self._changed = True

    def save(self, *, whole: bool) -> None:
        """Write to disk; after a check of the whole curation, what it did not meet is forgotten."""
        if self._path is None:
            return
        files = self._used if whole else {**self._known, **self._used}
        if not self._changed and len(files) == len(self._known):
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_name(f"{FILE_NAME}.{os.getpid()}")
            draft.write_bytes(orjson.dumps({"code": code_digest(), "files": files}))
            draft.replace(self._path)
        except (OSError, TypeError) as error:
            _log.debug("cache not written: %s", error)
