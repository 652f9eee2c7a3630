"""The directory of an embedded store: builds side by side, the ``CURRENT`` file that names one, and the lock of a load.

::

    <root>/CURRENT                        name of the build that readers open, replaced in one step
    <root>/lock                           held by the one running load; free as soon as its process ends
    <root>/builds/<build>-<n>/graph/      the engine's files
    <root>/builds/<build>-<n>/digests     what the build holds, for the next load's report (graph.changes)
    <root>/builds/<build>-<n>/held        locked, shared, by every process that reads the build
    <root>/builds/<build>-<n>/manifest.json    written last; without it, or with other file sizes, a build is not whole

Nothing here knows the engine. Every OSError leaves as StoreUnavailable.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store import Manifest
from schema.errors import StoreLocked, StoreUnavailable

Stamp = tuple[int, int, int]
"""What tells one state of ``CURRENT`` from another: inode, time of change in ns, size."""

SETTINGS_FILE = "configuration.json"
"""The engine's settings inside ``graph/``: readers rewrite it, so its size says nothing about wholeness."""

_ENGINE_LOCK = "database.lck"
_UNSAFE = re.compile(r"[^0-9A-Za-z]+")
_HINT = "check that the directory exists, is readable and writable, and that the disk is not full"


@contextmanager
def translated(root: Path) -> Iterator[None]:
    """Turn an OSError into StoreUnavailable."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"the store {root} cannot be used: {error}", hint=_HINT) from error


def sync_directory(directory: Path) -> None:
    """Make the names in ``directory`` durable."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step that survives a crash: readers see the old bytes or the new ones."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_directory(path.parent)


def _sequence(build: Path) -> int:
    number = build.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


class Builds:
    """The builds under one root. Writing methods are called by the holder of ``exclusive`` only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / "builds"
        self._pointer = root / "CURRENT"

    def stamp(self) -> Stamp | None:
        """The state of ``CURRENT``, or None if there is none; one system call."""
        with translated(self.root):
            try:
                status = self._pointer.stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def current(self) -> Path | None:
        """The build that ``CURRENT`` names, whether it is there and whole or not."""
        with translated(self.root):
            try:
                name = self._pointer.read_text("utf-8").strip()
            except (FileNotFoundError, NotADirectoryError):
                return None
        return self._folder / name if name and "/" not in name else None

    def manifest(self, build: Path, *, whole: bool = False) -> Manifest | None:
        """The manifest of ``build``, or None if it has none that can be read.

        With ``whole`` also None unless every file of the build is there in the size that it had when it was sealed.
        """
        with translated(self.root):
            try:
                data = json.loads((build / "manifest.json").read_bytes())
                manifest, sizes = Manifest.from_mapping(data), dict(data["files"])
            except (FileNotFoundError, NotADirectoryError, KeyError, TypeError, ValueError):
                return None
            if whole and (self._sizes(build) != sizes or (build / "graph" / _ENGINE_LOCK).exists()):
                return None
        return manifest

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the lock of the one running load. Raises StoreLocked at once if another holds it."""
        with translated(self.root):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with translated(self.root):
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
                    raise StoreLocked(
                        f"another load of {self.root} is running (process {holder})",
                        hint="wait until it has ended",
                        details={"process": holder},
                    ) from None
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
            yield
        finally:
            os.close(handle)

    def busy(self) -> bool:
        """Whether a load runs now."""
        with translated(self.root):
            try:
                handle = os.open(self.root / "lock", os.O_RDONLY)
            except FileNotFoundError:
                return False
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            finally:
                os.close(handle)
        return False

    def start(self, build: str) -> Path:
        """A new empty directory for the build with this hash, numbered after all others."""
        with translated(self.root):
            number = 1 + max((_sequence(other) for other in self._all()), default=0)
            path = self._folder / f"{_UNSAFE.sub('_', build)[:64]}-{number}"
            path.mkdir(mode=0o700)
            (path / "held").touch(mode=0o600)
        return path

    def seal(self, build: Path, manifest: Manifest) -> None:
        """Make every file of ``build`` durable, then write its manifest: from here on it is whole."""
        with translated(self.root):
            for directory, _, names in os.walk(build):
                for name in names:
                    handle = os.open(Path(directory) / name, os.O_RDONLY)
                    try:
                        os.fsync(handle)
                    finally:
                        os.close(handle)
                sync_directory(Path(directory))
            self.describe(build, manifest)
            sync_directory(self._folder)

    def describe(self, build: Path, manifest: Manifest) -> None:
        """Write the manifest of a build whose files are as they should be."""
        data = {**manifest.to_mapping(), "files": self._sizes(build)}
        with translated(self.root):
            write_durably(build / "manifest.json", json.dumps(data, indent=1, sort_keys=True).encode("utf-8"))

    def switch(self, build: Path) -> None:
        """Point ``CURRENT`` at ``build``: the step after which readers see it."""
        with translated(self.root):
            write_durably(self._pointer, f"{build.name}\n".encode())

    def prune(self) -> None:
        """Remove what no reader needs: all but the current build, the whole one before it and any held.

        Also what a load left that was killed while it wrote ``CURRENT``.
        """
        current = self.current()
        before: Path | None = None
        if current is not None:
            older = [b for b in self._all() if _sequence(b) < _sequence(current) and self.manifest(b) is not None]
            before = max(older, key=_sequence, default=None)
        for build in self._all():
            if build not in (current, before):
                with translated(self.root), self._unheld(build) as free:
                    if free:
                        shutil.rmtree(build)
        with translated(self.root):
            for draft in self.root.glob(f".{self._pointer.name}.*"):
                draft.unlink()

    def discard(self, build: Path) -> None:
        """Remove a build that failed; what cannot be removed now is removed by the next ``prune``."""
        shutil.rmtree(build, ignore_errors=True)

    def hold(self, build: Path) -> int:
        """A file handle that keeps ``build`` from being removed until it is closed."""
        with translated(self.root):
            handle = os.open(build / "held", os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_SH)
            except OSError:
                os.close(handle)
                raise
        return handle

    @contextmanager
    def _unheld(self, build: Path) -> Iterator[bool]:
        try:
            handle = os.open(build / "held", os.O_RDONLY)
        except FileNotFoundError:
            yield True  # killed before it held anything that could be read
            return
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)

    def _all(self) -> list[Path]:
        with translated(self.root):
            return sorted(path for path in self._folder.iterdir() if path.is_dir()) if self._folder.is_dir() else []

    @staticmethod
    def _sizes(build: Path) -> dict[str, int]:
        """Size in bytes of every file that stays as it was sealed, by its path inside the build."""
        return {
            path.relative_to(build).as_posix(): path.stat().st_size
            for path in sorted(build.rglob("*"))
            if path.is_file()
            and path.name not in ("manifest.json", SETTINGS_FILE, _ENGINE_LOCK)
            and path.name[0] != "."
        }
