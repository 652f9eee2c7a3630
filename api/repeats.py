"""Answers that were given before, given again at once for as long as the graph is the same."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.envelope import matches, not_modified
from graph.store import Store, StoreInfo

MOST_BYTES = 32 * 2**20
"""Bytes of all bodies that are kept; the one that was asked for longest ago goes first."""
LARGEST = 2**20
"""Bytes of the largest body that is kept."""
LONGEST = 8 * 2**10
"""Bytes of the longest request whose answer is kept: a posted list may be far longer than its answer."""
_ENTRY_BYTES = 4096
"""What an answer costs beside its body and its request, by which many small ones are bounded too."""

Asked = tuple[str, str, bytes, str | None]
"""What makes two requests one: the prefix of a proxy, the path, the query as it came, and the form that is accepted."""


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer, its tag, the store that it is of, and the bytes that it costs."""

    info: StoreInfo
    tag: str
    response: Response
    size: int


def _asked(scope: Scope) -> Asked:
    return (
        scope.get("root_path", ""),
        scope["path"],
        scope["query_string"],
        Headers(scope=scope).get("accept"),
    )


class Repeats:
    """What was answered to which request. Safe to use from several threads.

    ``most_bytes`` bounds what is kept. An answer depends on nothing but the request, the store and settings that hold
    for the life of the process, so it is right for as long as the store tells the same of itself.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._given: LRUCache[Asked, _Given] = LRUCache(most_bytes, getsizeof=lambda given: given.size)

    def keep(self, scope: Scope, info: StoreInfo, response: Response) -> None:
        """Remember ``response``, made from the graph of ``info``.

        Unless it or its request is large, or it says that no cache keeps it.
        """
        tag, asked = response.headers.get("etag"), _asked(scope)
        request = sum(len(part) for part in asked if part is not None)
        size = len(response.body) + request + _ENTRY_BYTES
        if tag is None or request > LONGEST or len(response.body) > LARGEST or size > self._given.maxsize:
            return
        with self._lock:
            self._given[asked] = _Given(info, tag, response, size)

    def again(self, scope: Scope, info: StoreInfo) -> Response | None:
        """What this request was answered from the graph of ``info``: a 304 if the client has it; None if not kept."""
        with self._lock:
            given = self._given.get(_asked(scope))
        if given is None or info != given.info:
            return None
        if matches(Headers(scope=scope).get("if-none-match"), given.tag):
            return not_modified(given.tag)
        return given.response


class AnswersAgain:
    """Middleware that gives a repeated answer at once, in the event loop, where ``store`` knows its graph unasked."""

    def __init__(self, app: ASGIApp, repeats: Repeats, store: Store) -> None:
        self._app, self._repeats, self._store = app, repeats, store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on what is asked for the first time."""
        again = None
        if scope["type"] == "http" and scope["method"] == "GET" and (info := self._store.known()) is not None:
            again = self._repeats.again(scope, info)
        await (self._app if again is None else again)(scope, receive, send)
