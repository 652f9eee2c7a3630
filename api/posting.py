"""Asking with a body: a POST of a JSON object to a question is the GET with those values, for long lists."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.responses import Response
from starlette.types import Message, Receive, Scope

from api.problems import http_problem, outcome, problem
from schema.errors import InvalidParameter

MOST_BYTES = 1_000_000
"""The largest body that is read."""

_QUESTION = re.compile(r"/v1/queries/[^/]+")


READING = ("GET", "HEAD", "OPTIONS")


def takes_body(path: str, root: str) -> bool:
    """Whether a path is ``/v1/queries/<name>``, which takes a body; ``root`` is a proxy's path before it."""
    return _QUESTION.fullmatch(path.removeprefix(root)) is not None


def methods(path: str, root: str) -> str:
    """The methods of a path, as the Allow header lists them."""
    return ", ".join((*READING, "POST") if takes_body(path, root) else READING)


def is_json(scope: Scope) -> bool:
    """Whether the body of a request is said to be JSON."""
    kind: bytes = next((v for k, v in scope["headers"] if k == b"content-type"), b"")
    return kind.split(b";")[0].strip().lower() == b"application/json"


def not_json(path: str) -> Response:
    """The problem that answers a body which is not said to be JSON."""
    detail = "the body is not said to be JSON; send it with Content-Type: application/json"
    body = http_problem(415, "Unsupported Media Type", "unsupported-media-type", detail, instance=path)
    return Response(orjson.dumps(body), status_code=415, media_type="application/problem+json")


def _wrong(message: str) -> InvalidParameter:
    return InvalidParameter(
        message, hint='send an object of values: {"cargo": ["miR-223-3p"]}', details={"parameter": "body"}
    )


def _word(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise _wrong(f"{name}: a value is a text, a number, true or false, or a list of them")


def query_string(body: bytes) -> bytes:
    """The body's values as a query string; a list repeats its name, null is left out.

    Raises InvalidParameter for what is no JSON object of plain values.
    """
    try:
        values = json.loads(body)
    except ValueError as error:
        raise _wrong(f"the body is no JSON: {error}") from error
    if not isinstance(values, dict):
        raise _wrong("the body is no JSON object")
    pairs = [
        (name, _word(name, item))
        for name, value in values.items()
        for item in (value if isinstance(value, list) else [value])
        if item is not None
    ]
    # Half a character, which JSON can write and a URL cannot, becomes a question mark and is then refused by name.
    return urlencode(pairs, errors="replace").encode()


async def read_body(receive: Receive) -> bytes:
    """The whole body. Raises InvalidParameter beyond ``MOST_BYTES``."""
    body: bytes = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            raise _wrong(f"the body is longer than {MOST_BYTES} bytes")
        if not message.get("more_body"):
            return body


async def as_get(scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """The same request as a GET, its values after those of the URL. Raises InvalidParameter."""
    given = query_string(await read_body(receive))
    joined = b"&".join(part for part in (scope.get("query_string", b""), given) if part)

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    return {**scope, "method": "GET", "query_string": joined}, nothing


def refusal(error: InvalidParameter, path: str) -> Response:
    """The problem that answers a body that cannot be read."""
    body = orjson.dumps(problem(error, instance=path))
    return Response(body, status_code=outcome(error).status, media_type="application/problem+json")


__all__ = ["MOST_BYTES", "READING", "as_get", "is_json", "methods", "not_json", "query_string", "refusal", "takes_body"]
