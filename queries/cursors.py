"""Cursors: where the next page begins, bound to graph, query and parameters, so that pages never mix two answers."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from schema.errors import InvalidCursor

_HINT = "ask for the first page again, without cursor"


def fingerprint(graph: tuple[str, str], query: str, params: Mapping[str, Any]) -> str:
    """Sixteen hex digits for an answer: ``StoreInfo.graph``, query, and its parameters that do not cut or form pages.

    Those left out are limit, cursor, format and width.
    """
    kept = {k: v for k, v in params.items() if k not in {"limit", "cursor", "format", "width"}}
    text = json.dumps(["".join(graph), query, kept], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_cursor(skip: int, mark: str) -> str:
    """An opaque text for the page that begins after ``skip`` rows of the answer ``mark``."""
    return base64.urlsafe_b64encode(f"{skip}.{mark}".encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, mark: str) -> int:
    """Rows to skip; 0 without a cursor. Raises InvalidCursor for a broken one and for one of another answer."""
    if cursor is None:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise InvalidCursor("the cursor cannot be read", hint=_HINT) from error
    skip, _, found = text.partition(".")
    if not skip.isdecimal() or len(skip) > 9 or write_cursor(int(skip), found) != cursor:
        raise InvalidCursor("the cursor cannot be read", hint=_HINT)
    if found != mark:
        raise InvalidCursor("the cursor belongs to another query, other parameters or another build", hint=_HINT)
    return int(skip)
