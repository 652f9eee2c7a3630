"""Cypher texts with their values written out, for editors that take no parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")


def literal(value: object) -> str:
    """A value as Cypher writes it; raises TypeError for what is no null, scalar, list or map."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(literal, value)) + "]"
    raise TypeError(f"no literal for {value!r}")


def titled(path: Path) -> tuple[str, str]:
    """The title of a file of ours, which its first line holds as a comment, and the Cypher below it."""
    title, _, cypher = path.read_text("utf-8").partition("\n")
    return title.removeprefix("// "), cypher.strip()


def filled(cypher: str, values: Mapping[str, Any]) -> str:
    """The text with its parameters written out; raises KeyError for one without a value.

    Text in quotes and comments of the query files holds no ``$``.
    """
    return _PARAMETER.sub(lambda found: literal(values[found[1]]), cypher).strip()
