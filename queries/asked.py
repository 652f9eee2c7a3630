"""What was asked for, in the words of a figure, and how to ask for less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.answering import Answer
from queries.parameters import all_params


def said(value: Any) -> str:
    """What a figure calls a resolved value: the words of the one who asked, or the name where an id was given."""
    if not isinstance(value, Mapping):
        return str(value).replace("_", " ")
    given = str(value.get("given") or "")
    return str(value.get("name") or given) if not given or given == value.get("id") else given


def filters(found: Answer) -> list[str]:
    """What was asked for beside the blanks of the question, where it is not the default: ``name=value``."""
    params = {p.name: p for p in all_params(found.query)}
    told = []
    for name, value in found.meta.params_resolved.items():
        param = params.get(name)
        in_question = any(p.name == name for p in found.query.params) and f"{{{name}}}" in found.query.question
        if param is None or in_question or value in (None, [], param.default):
            continue
        words = ", ".join(_worded(v) for v in (value if isinstance(value, list) else [value]))
        told.append(f"{name}={words}")
    return told


def _worded(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else said(value)


def narrower(found: Answer) -> list[str]:
    """Parameters of this query, not used yet, by which its answer gets smaller without becoming empty."""
    given = found.meta.params_resolved
    own = {p.name for p in found.query.params if given.get(p.name) is None}
    told = [f"{name}=…" for name in ("disease", "product", "route", "sources", "sign") if name in own]
    ranks = [r["grade_rank"] for r in found.rows if r.get("grade_rank") is not None]
    if given.get("min_grade") is None and any(r >= 2 for r in ranks) and any(r < 2 for r in ranks):
        told.append("min_grade=moderate")
    return [*told, f"limit={10 if len(found.rows) > 10 else max(len(found.rows) // 2, 1)}"]
