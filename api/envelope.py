"""Answers as HTTP responses: strong entity tags, conditional requests, and the headers every answer carries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from starlette.responses import Response

from graph.store import Manifest

CACHE_CONTROL = "public, no-cache"
"""Caches may keep an answer and must ask whether it is still the current build's; the answer is then a 304."""

UNKEPT = {"Cache-Control": "no-store"}
"""Header of an answer that another try may give otherwise: no cache keeps it."""

PROBLEM_TYPE = "application/problem+json"


def entity_tag(
    manifest: Manifest, code_version: str, path: str, params: Iterable[tuple[str, str]], form: str, *, load: str = ""
) -> str:
    """The strong ETag of an answer: equal for equal manifest, load, code, path, parameters (in any order) and form.

    Of the manifest all counts that an answer may show: build, data version, and the code that built it. ``load`` is
    the store's (``StoreInfo.load``), empty for what shows no row. Values of one repeated parameter keep their order.
    """
    shown = (manifest.build, manifest.data_version, manifest.code_version)
    canonical = sorted(params, key=lambda pair: pair[0])
    digest = hashlib.sha256(orjson.dumps([*shown, load, code_version, path, canonical, form]))
    return f'"{digest.hexdigest()[:32]}"'


def matches(header: str | None, tag: str) -> bool:
    """Whether an If-None-Match header names ``tag`` (weak comparison, as RFC 9110 asks for this header).

    A ``*`` does not: whether there is an answer at all is not known before it was made.
    """
    return header is not None and any(part.strip().removeprefix("W/") == tag for part in header.split(","))


def respond(body: bytes, media_type: str, tag: str, headers: Mapping[str, str] | None = None) -> Response:
    """A 200 with its tag; without one where ``headers`` hold ``UNKEPT``."""
    own = dict(headers or {})
    kept = {} if UNKEPT.items() <= own.items() else {"ETag": tag, "Cache-Control": CACHE_CONTROL}
    return Response(body, media_type=media_type, headers={**kept, "Vary": "Accept", **own})


def not_modified(tag: str) -> Response:
    """A 304."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": CACHE_CONTROL, "Vary": "Accept"})


def respond_problem(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """A problem; never kept by a cache."""
    return Response(
        orjson.dumps(body),
        status_code=int(body["status"]),
        media_type=PROBLEM_TYPE,
        headers={"Cache-Control": "no-store"} | dict(headers or {}),
    )
