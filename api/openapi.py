"""The OpenAPI description, made from the catalogue: typed parameters with examples, a model of each query's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from api.envelope import PROBLEM_TYPE
from api.examples import examples
from api.formats.choosing import FORMATS
from queries.definitions import CannedQuery, Column, Meta, Param
from queries.parameters import MAX_TEXT, all_params, most_items

JsonSchema = dict[str, Any]

_SCALARS: Mapping[str, JsonSchema] = {
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "map": {"type": "object"},
}
_TEXT: JsonSchema = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"\S"}

PROBLEM_SCHEMA: JsonSchema = {
    "type": "object",
    "description": "RFC 9457 problem details; the error's own values stand beside the standard members.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:exomech:problem:invalid-parameter"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string", "description": "what to write or do instead"},
        "instance": {"type": "string"},
    },
}


def meta_models() -> dict[str, JsonSchema]:
    """The schema of ``meta``, made from the value that every answer carries, with the schemas of its parts."""
    whole = TypeAdapter(Meta).json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    models = {str(name): part for name, part in whole.pop("$defs", {}).items()} | {"Meta": whole}
    for model in models.values():
        # Every key is always there, whatever its default.
        model["required"] = list(model["properties"])
        for described in model["properties"].values():
            described.pop("default", None)
    # Not required: it is there where EXOMECH_BROWSER_URL is set.
    whole["properties"]["browser"] = {
        "type": "string",
        "description": "opens Neo4j Browser with Cypher that draws this",
    }
    return models


def param_schema(param: Param) -> JsonSchema:
    """The JSON Schema of a parameter's value."""
    one: JsonSchema
    match param.type.removesuffix("_list"):
        case "int":
            one = {"type": "integer"}
        case "float":
            one = {"type": "number"}
        case "bool":
            one = {"type": "boolean"}
        case "enum":
            one = {"type": "string", "enum": list(param.values)}
        case "sign":
            one = {"type": "string", "enum": ["increase", "decrease"]}
        case _:
            one = dict(_TEXT)
    if param.name == "format":
        one = {"type": "string", "enum": list(FORMATS)}
    schema: JsonSchema = {"type": "array", "items": one} if param.many else one
    # Bounds of a list are of the number of its values; there is no list of numbers.
    if param.minimum is not None:
        schema["minItems" if param.many else "minimum"] = int(param.minimum) if param.many else param.minimum
    if param.many:
        schema["maxItems"] = most_items(param)
    elif param.maximum is not None:
        schema["maximum"] = param.maximum
    if param.default is not None:
        schema["default"] = param.default
    return schema


def example(param: Param) -> Any:
    """The parameter's example in the shape of its schema: of a list a list. None where it has no example."""
    listed = param.many and param.example is not None and not isinstance(param.example, list)
    return [param.example] if listed else param.example


def parameter(param: Param) -> JsonSchema:
    """An OpenAPI query parameter; lists repeat the name."""
    labels = f" ({' or '.join(param.labels)})" if param.labels else ""
    found: JsonSchema = {
        "name": param.name,
        "in": "query",
        "required": param.required,
        "description": param.help + labels,
        "schema": param_schema(param),
    }
    if param.many:
        found |= {"style": "form", "explode": True}
    if param.example is not None:
        found["example"] = example(param)
    return found


def text_parameter(
    name: str, help_text: str, example: str, *, where: str = "query", required: bool = True
) -> JsonSchema:
    """An OpenAPI parameter that is a short text."""
    return {
        "name": name,
        "in": where,
        "required": required,
        "description": help_text,
        "schema": dict(_TEXT),
        "example": example,
    }


def column_schema(column: Column) -> JsonSchema:
    """The JSON Schema of a column's values; any may be null."""
    base = column.type.removesuffix("_list")
    one = dict(_SCALARS.get(base, {"type": "string"}))
    schema: JsonSchema = (
        {"type": ["array", "null"], "items": one} if base != column.type else {"type": [one["type"], "null"]}
    )
    told = "; ".join(part for part in (column.help, f"a {column.label}" if column.label else "") if part)
    return schema | ({"description": told} if told else {})


def row_schema(query: CannedQuery) -> JsonSchema:
    """The JSON Schema of a query's rows: every column is there, and no other."""
    return {
        "type": "object",
        "required": [c.name for c in query.columns],
        "properties": {c.name: column_schema(c) for c in query.columns},
        "additionalProperties": False,
    }


def _ref(name: str) -> JsonSchema:
    return {"$ref": f"#/components/schemas/{name}"}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Responses of the problem form for these statuses."""
    told = {
        304: "the client's copy is still right",
        404: "no such query, entity or record",
        406: "the form is not available; `formats` lists those that are",
        422: "a parameter is unknown, missing or wrong, or a name is ambiguous",
        500: "internal error",
        503: "nothing built yet, or the store cannot be reached",
        504: "the time limit passed",
    }
    body: JsonSchema = {"content": {PROBLEM_TYPE: {"schema": _ref("Problem")}}}
    later = {"Retry-After": {"description": "seconds after which to ask again", "schema": {"type": "integer"}}}
    more: dict[int, JsonSchema] = {304: {}, 503: body | {"headers": later}}
    return {s: {"description": told[s]} | more.get(s, body) for s in statuses}


def json_response(description: str, schema: JsonSchema) -> dict[int | str, dict[str, Any]]:
    """A 200 of JSON."""
    return {200: {"description": description, "content": {"application/json": {"schema": schema}}}}


def _file(media_type: str) -> tuple[str, JsonSchema]:
    """A form's media type without parameters, and its content: a text, or a JSON object or list of its own format."""
    plain = media_type.partition(";")[0]
    return plain, {"schema": {"type": ["object", "array"] if plain.endswith("json") else "string"}}


def envelope(row: JsonSchema) -> JsonSchema:
    """``meta`` and ``rows``, where each row is like ``row``."""
    return {
        "type": "object",
        "required": ["meta", "rows"],
        "properties": {"meta": _ref("Meta"), "rows": {"type": "array", "items": row}},
    }


def record_response(schema: JsonSchema) -> dict[int | str, dict[str, Any]]:
    """A 200 of a record: JSON, or its subgraph as a figure or network file."""
    content: JsonSchema = {"application/json": {"schema": schema}}
    for form in FORMATS.values():
        if form.draw is not None:
            content.setdefault(*_file(form.media_type))
    return {200: {"description": "one row: the record; or its subgraph", "content": content}}


def query_operation(query: CannedQuery) -> JsonSchema:
    """What stands in the OpenAPI for ``GET /v1/queries/<name>``: parameters and the forms of the answer."""
    content: JsonSchema = {"application/json": {"schema": envelope(row_schema(query))}}
    for form in FORMATS.values():
        content.setdefault(*_file(form.media_type))
    return {
        "operationId": query.name,
        "summary": query.title,
        "description": f"{query.question}\n\n{query.about}".strip(),
        "tags": [query.group],
        "parameters": [parameter(p) for p in all_params(query)],
        "responses": {"200": {"description": "the rows, with what they mean", "content": content}},
    }


def body_schema(query: CannedQuery) -> JsonSchema:
    """The JSON Schema of a body with a question's values: what the URL takes, by name."""
    params = all_params(query)
    return {
        "type": "object",
        "required": [p.name for p in query.params if p.required],
        "properties": {p.name: param_schema(p) | {"description": p.help} for p in params},
        "additionalProperties": False,
    }


def body_operation(query: CannedQuery, asked: JsonSchema) -> JsonSchema:
    """What stands in the OpenAPI for ``POST /v1/queries/<name>``; ``asked`` is the GET of the same path."""
    example = {p.name: p.example for p in query.params if p.required}
    content = {"schema": body_schema(query), "example": example}
    refused = {"415": {**asked["responses"]["422"], "description": "the body is not said to be JSON"}}
    return {
        **{k: v for k, v in asked.items() if k not in {"parameters", "operationId"}},
        "operationId": f"{query.name}-by-body",
        "description": f"{asked['description']}\n\nThe same as GET, with the values in a body; it writes nothing.",
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {**asked["responses"], **refused},
    }


def describe(app: FastAPI, queries: Sequence[CannedQuery]) -> None:
    """Make the application serve its description with the shared models and the bodies of ``queries`` in it."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                license_info=app.license_info,
                routes=app.routes,
            )
            for query in queries:
                path = schema["paths"][f"/v1/queries/{query.name}"]
                # Put in here: what goes through get_openapi loses its nulls.
                if query.name in examples():
                    content = path["get"]["responses"]["200"]["content"]["application/json"]
                    content["example"] = examples()[query.name]["answer"]
                path["post"] = body_operation(query, path["get"])
            models = schema.setdefault("components", {}).setdefault("schemas", {})
            models |= {"Problem": PROBLEM_SCHEMA} | meta_models()
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the documented way to extend the description
