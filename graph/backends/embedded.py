"""The embedded backend: a directory of builds, each an ArcadeDB database that is written once and then only read."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.backends import arcade
from graph.builds import Builds, Stamp, translated, write_durably
from graph.changes import Changes, Held, changes, held_of, pack, unchanged, unpack
from graph.rows import GraphRows
from graph.store import LoadReport, Manifest, Row, StoreInfo
from schema import SCHEMA_VERSION
from schema.errors import QueryTimeout, StoreError, StoreNotBuilt, StoreSchemaMismatch, StoreUnavailable

LOOK_EVERY_S = 0.5
"""Seconds between two looks at ``CURRENT``: a new build is followed within this time of the next read."""

_OPEN_TRIES = 5
_HINT_BUILD = "run `exomech build`"

_log = logging.getLogger("exomech.graph.embedded")


@dataclass(slots=True)
class _Opened:
    """A build that this process has open. The engine refuses a second opening of one path, so all stores share it."""

    path: Path
    database: arcade.Database
    limit_s: float
    hold: int
    users: int = 0


_registry: dict[Path, _Opened] = {}
_registry_lock = threading.Lock()


def _open(builds: Builds, build: Path, limit_s: float) -> _Opened:
    """The open build with one more user, opened if it is not. Raises StoreUnavailable or StoreNotBuilt."""
    with translated(builds.root):
        path = build.resolve()
    with _registry_lock:
        opened = _registry.get(path)
        if opened is None:
            hold = builds.hold(path)
            try:
                arcade.engine(builds.root.resolve() / "log")
                database, in_force = arcade.open_read_only(path / "graph", limit_s)
            except BaseException:
                os.close(hold)
                raise
            opened = _registry[path] = _Opened(path, database, in_force, hold)
        opened.users += 1
        return opened


def _retain(opened: _Opened) -> None:
    with _registry_lock:
        opened.users += 1


def _release(opened: _Opened) -> None:
    """Give up one use; the last user closes the database, so that it is never closed under a running query."""
    with _registry_lock:
        opened.users -= 1
        if opened.users:
            return
        del _registry[opened.path]
        try:
            arcade.close(opened.database)
        except StoreError:
            _log.warning("closing %s failed", opened.path, exc_info=True)
        finally:
            os.close(opened.hold)


class EmbeddedStore:
    """A store in the directory ``directory``, which the first load creates. Safe to use from several threads.

    Args:
        directory: where the builds lie; relative to the working directory at the time of the call.
        timeout_s: seconds after which the engine ends a query.

    Readers follow a new build, from whichever process, within ``LOOK_EVERY_S`` of a read; a query ends on the build on
    which it began. While a reader runs, a new build that it cannot open, or of another schema version, is logged and
    the old one goes on being served.
    """

    def __init__(self, directory: str | Path, *, timeout_s: float = 10.0) -> None:
        self._builds = Builds(Path(directory).expanduser().absolute())
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._next_look = 0.0
        self._stamp: Stamp | None = None
        self._refused: Stamp | None = None
        self._opened: _Opened | None = None
        self._manifest: Manifest | None = None
        self._closed = False

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        """Run one reading statement (see ``GraphReader.read``)."""
        limit_s = self._timeout_s if timeout_s is None else min(timeout_s, self._timeout_s)
        with self._borrowed() as (opened, _):
            if limit_s >= opened.limit_s:
                return arcade.query(opened.database, text, params)
            return _query_within(opened, text, params, limit_s)

    def info(self) -> StoreInfo:
        """The build that reads are answered from now (see ``GraphReader.info``)."""
        with self._borrowed() as (_, manifest):
            return _told(manifest)

    def known(self) -> StoreInfo | None:
        """The build that is open, until it is time for another look at ``CURRENT`` (see ``Store.known``)."""
        manifest = self._manifest
        if manifest is None or self._closed or time.monotonic() >= self._next_look:
            return None
        return _told(manifest)

    def replace(
        self,
        rows: GraphRows,
        manifest: Manifest,
        *,
        progress: Callable[[int, int], None] | None = None,
        thorough: bool = False,
    ) -> LoadReport:
        """Build ``rows`` beside what is stored, then switch (see ``Store.replace``).

        The build that is stored already is not written again; only its manifest is, if it says something else. Nobody
        can change a build, so ``thorough`` asks for nothing more.
        Raises StoreLocked, StoreUnavailable, and QueryFailed for rows that break their contract.
        """
        builds = self._builds
        with builds.exclusive():
            before = builds.current()
            stored = None if before is None else builds.manifest(before, whole=True)
            builds.prune()
            if before is not None and stored is not None and _same_graph(stored, manifest):
                if stored != manifest:
                    builds.describe(before, manifest)
                    builds.switch(before)
                difference = unchanged(rows)
            else:
                difference = self._build(rows, manifest, before, progress)
        self._next_look = 0.0
        return LoadReport(difference, manifest)

    def compare(self, rows: GraphRows, manifest: Manifest, *, thorough: bool = False) -> LoadReport:
        """What ``replace`` would do (see ``Store.compare``)."""
        before = self._builds.current()
        stored = None if before is None else self._builds.manifest(before, whole=True)
        if stored is not None and _same_graph(stored, manifest):
            return LoadReport(unchanged(rows), manifest)
        return LoadReport(changes({} if before is None else _held(before), held_of(rows)), manifest)

    def holds(self, manifest: Manifest) -> bool:
        """Whether the current build is this one and whole, and no load runs (see ``Store.holds``)."""
        builds = self._builds
        current = builds.current()
        return current is not None and not builds.busy() and builds.manifest(current, whole=True) == manifest

    def close(self) -> None:
        """Let go of the open build; queries that still run end first."""
        with self._lock:
            self._closed = True
            opened, self._opened = self._opened, None
        if opened is not None:
            _release(opened)

    def _build(
        self,
        rows: GraphRows,
        manifest: Manifest,
        before: Path | None,
        progress: Callable[[int, int], None] | None,
    ) -> Changes:
        builds = self._builds
        held = held_of(rows)
        difference = changes({} if before is None else _held(before), held)
        build = builds.start(manifest.build)
        try:
            arcade.engine(builds.root.resolve() / "log")
            arcade.build(build.resolve() / "graph", rows, self._timeout_s, progress)
            with translated(builds.root):
                write_durably(build / "digests", pack(held))
            builds.seal(build, manifest)
            builds.switch(build)
        except BaseException:
            if builds.current() != build:
                builds.discard(build)
            raise
        builds.prune()
        return difference

    @contextmanager
    def _borrowed(self) -> Iterator[tuple[_Opened, Manifest]]:
        """The open current build and its manifest; it stays open until the block ends."""
        self._look()
        with self._lock:
            if self._closed:
                raise StoreUnavailable(f"the store {self._builds.root} is closed")
            opened, manifest = self._opened, self._manifest
            if opened is None or manifest is None:
                raise StoreNotBuilt(f"there is no build in {self._builds.root}", hint=_HINT_BUILD)
            _retain(opened)
        try:
            yield opened, manifest
        finally:
            _release(opened)

    def _look(self) -> None:
        """Follow ``CURRENT`` if it is time to; one thread looks, the others go on with the build that is open."""
        if self._opened is not None and time.monotonic() < self._next_look:
            return
        if not self._looking.acquire(blocking=self._opened is None):
            return
        try:
            if self._closed or (self._opened is not None and time.monotonic() < self._next_look):
                return
            self._next_look = time.monotonic() + LOOK_EVERY_S
            stamp = self._builds.stamp()
            if self._opened is None or stamp != self._stamp:
                self._follow(stamp)
        finally:
            self._looking.release()

    def _follow(self, stamp: Stamp | None) -> None:
        if stamp is None:
            self._exchange(None, None, None)
            return
        try:
            opened, manifest = self._open_current()
        except StoreError as error:
            if self._opened is None:
                raise
            # Better yesterday's graph than none; a mismatch is final, anything else is tried again at the next look.
            if stamp != self._refused:
                _log.warning("the new build in %s is not used: %s", self._builds.root, error.message)
                self._refused = stamp
            if isinstance(error, StoreSchemaMismatch):
                self._stamp = stamp
            return
        self._exchange(opened, manifest, stamp)

    def _open_current(self) -> tuple[_Opened, Manifest]:
        """Open what ``CURRENT`` names, again if a load removed it in between."""
        for attempt in range(_OPEN_TRIES):
            build = self._builds.current()
            manifest = None if build is None else self._builds.manifest(build, whole=True)
            if build is not None and manifest is not None:
                if manifest.schema_version != SCHEMA_VERSION:
                    raise StoreSchemaMismatch(
                        f"the store was built with schema version {manifest.schema_version}, this is {SCHEMA_VERSION}",
                        hint=_HINT_BUILD,
                        details={"stored": manifest.schema_version, "expected": SCHEMA_VERSION},
                    )
                try:
                    return _open(self._builds, build, self._timeout_s), manifest
                except StoreError:
                    if attempt == _OPEN_TRIES - 1 or self._builds.current() == build:
                        raise
            elif build == self._builds.current():
                break
        raise StoreNotBuilt(f"there is no whole build in {self._builds.root}", hint=_HINT_BUILD)

    def _exchange(self, opened: _Opened | None, manifest: Manifest | None, stamp: Stamp | None) -> None:
        with self._lock:
            if self._closed:
                old = opened
            else:
                old, self._opened = self._opened, opened
                self._manifest, self._stamp = manifest, stamp
        if old is not None:
            _release(old)


def _told(manifest: Manifest) -> StoreInfo:
    return StoreInfo(manifest=manifest, engine=arcade.NAME, engine_version=arcade.version())


def _same_graph(stored: Manifest, manifest: Manifest) -> bool:
    return (stored.build, stored.schema_version) == (manifest.build, manifest.schema_version)


def _held(build: Path) -> Held:
    """What the build holds, or nothing where that cannot be told: then every row counts as new."""
    try:
        return unpack((build / "digests").read_bytes())
    except (OSError, ValueError):
        _log.warning("%s does not say what it holds; the report counts every row as new", build)
        return {}


def _query_within(opened: _Opened, text: str, params: Mapping[str, Any], limit_s: float) -> list[Row]:
    """Run a query under a limit shorter than the engine's.

    The engine has one limit for a whole database, so the query runs in a thread of its own: past ``limit_s`` its
    answer is no longer waited for, and the engine's own limit ends it.
    """

    def run() -> list[Row]:
        try:
            return arcade.query(opened.database, text, params)
        finally:
            _release(opened)

    _retain(opened)
    runner = ThreadPoolExecutor(1, thread_name_prefix="exomech-query")
    try:
        return runner.submit(run).result(limit_s)
    except TimeoutError:
        message = f"the query ran past its limit of {limit_s:.1f} s"
        raise QueryTimeout(message, hint="ask for less, or raise the limit") from None
    finally:
        runner.shutdown(wait=False)
