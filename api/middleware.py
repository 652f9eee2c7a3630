"""What holds for every request, whatever its route: HEAD and OPTIONS, the time it took, and headers of caution."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.posting import as_get, is_json, methods, not_json, refusal, takes_body
from schema.errors import InvalidParameter

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]


class ReadOnlyHttp:
    """HEAD is answered as GET without its body, OPTIONS with the methods of the path; ``Server-Timing`` tells the time.

    A POST of JSON to a question is read as the GET with those values; every other method is refused by the routes.
    The time (milliseconds, from the request's arrival to the answer's first byte) stands in a header and never in a
    body, so that equal answers have equal bytes. ``root_path`` is the path under which a proxy serves the API.
    """

    def __init__(self, app: ASGIApp, root_path: str = "") -> None:
        self._app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        head = scope["method"] == "HEAD"

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                taken = (time.perf_counter() - began) * 1000
                message["headers"] = [*message["headers"], *_HEADERS, (b"server-timing", b"total;dur=%.2f" % taken)]
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["method"] == "OPTIONS":
            allow = [(b"allow", methods(scope["path"], self._root).encode()), (b"content-length", b"0")]
            await timed({"type": "http.response.start", "status": 204, "headers": allow})
            await timed({"type": "http.response.body", "body": b""})
            return
        if scope["method"] == "POST" and takes_body(scope["path"], self._root):
            if not is_json(scope):
                await not_json(scope["path"])(scope, receive, timed)
                return
            try:
                scope, receive = await as_get(scope, receive)
            except InvalidParameter as error:
                await refusal(error, scope["path"])(scope, receive, timed)
                return
        inner = {**scope, "method": "GET"} if head else {**scope}
        if self._root:
            # Some proxies take the prefix off, others leave it: both arrive as the standard's full path.
            path = scope["path"] if scope["path"].startswith(self._root + "/") else self._root + scope["path"]
            inner |= {"root_path": self._root, "path": path}
        await self._app(inner, receive, timed)
