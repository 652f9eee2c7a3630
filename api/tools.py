"""Each question as a tool that an assistant can be given: name, what it answers, and the JSON Schema of its values."""

from __future__ import annotations

from typing import Any

from api.openapi import example, param_schema
from queries.definitions import CannedQuery, Catalogue, Param
from queries.parameters import all_params

FORMS = ("format", "width")
"""What only says in which form an answer is shown: a tool reads rows."""


def _value(param: Param) -> dict[str, Any]:
    labels = f" ({' or '.join(param.labels)})" if param.labels else ""
    found = param_schema(param) | {"description": param.help + labels}
    return found | ({"examples": [example(param)]} if param.example is not None else {})


def tool(query: CannedQuery) -> dict[str, Any]:
    """One question: ``name``, ``description``, and ``input_schema`` with its own parameters, the filters, the page."""
    params = [p for p in all_params(query) if p.name not in FORMS]
    columns = ", ".join(c.name for c in query.columns)
    told = " ".join(f"{query.title}. {query.question} {query.about}".split())
    return {
        "name": query.name,
        "description": f"{told} Each row holds: {columns}.",
        "input_schema": {
            "type": "object",
            "properties": {p.name: _value(p) for p in params},
            "required": [p.name for p in query.params if p.required],
            "additionalProperties": False,
        },
    }


def tools(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every question as a tool, sorted by name; ``POST /v1/queries/<name>`` takes the values as they are."""
    return [tool(query) for query in catalogue.queries]


__all__ = ["tool", "tools"]
