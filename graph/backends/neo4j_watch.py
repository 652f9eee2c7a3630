"""Notices that a server has stopped answering: a driver waits for a frozen one without an end.

Reads are counted while they run, which costs next to nothing. One that has had no answer for ``SUSPECT_S`` makes a
thread ask the server, on a connection of its own, whether it is there. A server that says so is slow with a query, and
the query has all the time that its limit gives it. One that says nothing is silent: what runs is cut, what comes is
refused at once, and the server is asked again until it answers. A load has patience: a server that commits a large
change, or clears its memory, may say nothing for a while, and what was written would have to be written again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from schema.errors import StoreUnavailable

SUSPECT_S = 0.75
"""Seconds without an answer after which the server is asked whether it is there."""

PROBE_S = 2.25
"""Seconds that the server has to say so."""

GRACE_S = 6.0
"""Seconds past a query's limit after which its read is cut: a server looks for late queries every two seconds."""

LOAD_PATIENCE_S = 30.0
"""Seconds for which a server may say nothing while a load works, beyond those of the first question."""

READ_HINT = "look whether the server is halted, short of memory or behind a broken network"
LOAD_HINT = f"{READ_HINT}, then run `exomech build` again: it finishes what this load began"

_STEP_S = 0.25
_IDLE_S = 10.0


class Watch:
    """Watches what one server is asked, here called reads. Safe to use from several threads.

    Args:
        url: the server's address, for messages.
        answers: asks the server; False where it has not answered within ``PROBE_S`` seconds.
        cut: ends every read that runs with an error.
        patience_s: seconds for which the server may say nothing after it has been asked in vain, before it is silent.

    Its thread begins with a read, and ends when there has been none for ten seconds.
    """

    def __init__(
        self, url: str, answers: Callable[[], bool], cut: Callable[[], None], *, patience_s: float = 0.0
    ) -> None:
        self._url, self._answers, self._cut, self._patience_s = url, answers, cut, patience_s
        self._mute_since: float | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._reads: dict[object, tuple[float, float]] = {}
        self._silent = False
        self._used = self._heard = 0.0

    @contextmanager
    def over(self, limit_s: float, *, ending: bool = False) -> Iterator[None]:
        """Watch one read, which the server ends after ``limit_s`` seconds.

        Raises StoreUnavailable where the server is silent, before the read (unless this is the ``ending`` of one that
        was begun) or in the midst of it.
        """
        begin, read = time.monotonic(), object()
        with self._lock:
            if self._silent and not ending:
                raise self._error()
            self._reads[read] = begin, begin + limit_s + GRACE_S
            self._used = begin
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._run, name="exomech-watch", daemon=True)
                self._thread.start()
        try:
            yield
        except StoreUnavailable as error:
            if self._silent:
                raise self._error() from error
            raise
        finally:
            with self._lock:
                del self._reads[read]

    def lost(self) -> None:
        """Take the server for silent until it answers: a read has waited for it in vain."""
        with self._lock:
            self._silent = True

    def close(self) -> None:
        """End the thread, at the latest when the server has been asked."""
        self._closed.set()

    def _error(self) -> StoreUnavailable:
        return StoreUnavailable(
            f"{self._url} does not answer",
            hint=LOAD_HINT if self._patience_s else READ_HINT,
            details={"engine": "neo4j"},
        )

    def _run(self) -> None:
        while not self._closed.wait(_STEP_S):
            with self._lock:
                now = time.monotonic()
                if not self._reads and not self._silent and now - self._used > _IDLE_S:
                    self._thread = None
                    return
                begun = min((begin for begin, _ in self._reads.values()), default=now)
                late = any(end < now for _, end in self._reads.values())
            if self._silent or now - max(begun, self._heard) > SUSPECT_S:
                self._ask(begun)
            elif late:
                self._cut()

    def _ask(self, begun: float) -> None:
        """Ask the server; ``begun`` is when the oldest read that runs began: what was before has been answered."""
        asked = time.monotonic()
        answered = self._answers()
        with self._lock:
            self._heard = time.monotonic()
            if answered:
                self._mute_since, self._silent = None, False
                return
            self._mute_since = asked if self._mute_since is None else max(self._mute_since, begun)
            if self._heard - self._mute_since < self._patience_s:
                return
            self._silent = True
        if not self._closed.is_set():
            self._cut()
