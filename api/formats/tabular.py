"""Rows as CSV (RFC 4180) and TSV: one header line, one line a row, lists joined by ``|``, maps as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

LIST_SEPARATOR = "|"


def cell(value: Any) -> str:
    """One value as text: None is empty, booleans are ``true`` and ``false``, list items are joined by ``|``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    if isinstance(value, (list, tuple)):
        return LIST_SEPARATOR.join(cell(item) for item in value)
    return str(value)


def to_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """UTF-8, comma, CRLF; a cell is quoted where it needs to be."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)
    return buffer.getvalue().encode()


def to_tsv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """UTF-8, tab, LF, never quoted: tabs and line ends inside a value become one space."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(" ".join(cell(row.get(name)).split()) for name in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode()
