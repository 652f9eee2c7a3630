"""The routes under ``/v1``: the catalogue, its queries, search, single records, and what this service is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.deep_links import answer_link, answered, browser_link, joined, link_header
from api.envelope import UNKEPT, entity_tag, matches, not_modified, respond
from api.examples import described
from api.formats.choosing import FORMATS, choose
from api.formats.networks import DEFAULT_WIDTH
from api.openapi import (
    envelope,
    json_response,
    parameter,
    problems,
    query_operation,
    record_response,
    text_parameter,
)
from api.recordschemas import HIT, RECORD_SCHEMAS
from api.service import CODE_VERSION, Rendered, Service, only, raw_params
from api.tools import tools
from graph.store import NO_BUILD, GraphReader
from queries.answering import answer
from queries.cautions import record_cautions
from queries.common import COMMON, PAGING
from queries.definitions import Meta, Param
from queries.parameters import MAX_TEXT, parse_value
from queries.records import claim_record, entity_card, mechanism_record, study_record
from queries.searching import MAX_HITS, SEARCH_COLUMNS, search
from queries.subgraphs import SUBGRAPHS, subgraph_of_answer
from schema import RULE_VERSION, SCHEMA_VERSION
from schema.errors import InvalidParameter, UnknownFormat

LICENCES = {"code": "Apache-2.0", "curation": "CC-BY-4.0"}

MOST_LINK = 4000
"""Characters of a link to the next page: clients and proxies refuse longer headers, and a posted list is long."""

_LIMIT = Param("limit", "int", default=20, minimum=1, maximum=MAX_HITS, example=20, help="hits at most")
_FORMS = tuple(p for p in PAGING if p.name in {"format", "width"})
_WIDTH = next(p for p in _FORMS if p.name == "width")


def catalogue_routes(service: Service) -> APIRouter:
    """``/v1/queries`` and one route a query."""
    router = APIRouter(prefix="/v1/queries")

    def queries(request: Request) -> Response:
        only(request, "format")
        _json_only(request)
        # The catalogue is part of the code: it is answered without a store too.
        tag = entity_tag(service.manifest(), CODE_VERSION, request.scope["path"], [], "json")
        if matches(request.headers.get("if-none-match"), tag):
            return not_modified(tag)
        rows = [described(query) for query in service.catalogue.queries]
        meta = Meta.whole(service.manifest(), "queries", len(rows), {}).to_mapping() | {
            "common_params": [p.to_mapping() for p in COMMON],
            "formats": list(FORMATS),
        }
        return respond(orjson.dumps({"meta": meta, "rows": rows}), "application/json", tag)

    router.add_api_route(
        "",
        queries,
        summary="The catalogue",
        description="Every query with its question, parameters, columns, Cypher text, and its example answered.",
        tags=["catalogue"],
        response_class=Response,
        responses=json_response("the queries, sorted by name", envelope({"type": "object"})) | problems(304, 406, 422),
    )

    def run(request: Request, name: str) -> Response:
        query = service.catalogue.get(name)
        form = choose(request.query_params.get("format"), request.headers.get("accept"))
        raw = raw_params(request)

        def make(reader: GraphReader) -> Rendered:
            found = answer(reader, query, raw, timeout_s=service.settings.timeout)
            link = answer_link(service.settings, found)
            if form.draw is not None:
                body = form.draw(subgraph_of_answer(reader, found), request.query_params.get("width", DEFAULT_WIDTH))
            else:
                meta = found.meta.to_mapping() | answered(link)
                body = form.render(found.rows, [c.name for c in found.columns], meta)
            # Why there are no rows was not found out in time; with more of it the answer is another one.
            unkept = UNKEPT if found.meta.reason == "not_searched" else {}
            headers = {"X-Total-Count": str(found.meta.total), **unkept}
            following = _next(request, found.meta.next_cursor) if found.meta.next_cursor else ""
            if 0 < len(following) <= MOST_LINK:
                headers["Link"] = f'<{following}>; rel="next"'
            return body, joined(headers, link_header(link))

        return service.answer(request, form, make)

    for query in service.catalogue.queries:
        router.add_api_route(
            f"/{query.name}",
            _named(run, query.name),
            name=query.name,
            response_class=Response,
            openapi_extra=query_operation(query),
            responses=problems(304, 404, 406, 422, 500, 503, 504),
        )
    # A name that is none of them: a problem that tells the nearest.
    router.add_api_route("/{name}", run, response_class=Response, include_in_schema=False)
    return router


def _named(run: Callable[[Request, str], Response], name: str) -> Callable[[Request], Response]:
    def route(request: Request) -> Response:
        return run(request, name)

    return route


def _next(request: Request, cursor: str) -> str:
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    root = request.scope.get("root_path", "")
    path = request.scope["path"]
    return f"{path if path.startswith(root) else root + path}?{urlencode([*pairs, ('cursor', cursor)])}"


def _json_only(request: Request) -> None:
    form = choose(request.query_params.get("format"), request.headers.get("accept"))
    if form.name != "json":
        raise UnknownFormat(
            f"this is not available as {form.name}", hint="there are: json", details={"formats": ["json"]}
        )


def record_routes(service: Service) -> APIRouter:
    """``/v1/search`` and the single records."""
    router = APIRouter(prefix="/v1", tags=["records"])

    def find(request: Request) -> Response:
        values = only(request, "q", "limit", "format")
        text = values.get("q", "")
        if len(text) > MAX_TEXT:
            message = f"q: a text of {len(text)} characters; {MAX_TEXT} are allowed"
            raise InvalidParameter(message, details={"parameter": "q"})
        limit = parse_value(_LIMIT, values["limit"]) if "limit" in values else _LIMIT.default
        form = choose(values.get("format"), request.headers.get("accept"))

        def make(reader: GraphReader) -> Rendered:
            rows = search(reader, text, limit=limit)
            link = browser_link(service.settings, "nodes", [str(row["id"]) for row in rows])
            meta = Meta.whole(reader.info().manifest, "search", len(rows), {"q": text, "limit": limit})
            return form.render(rows, list(SEARCH_COLUMNS), meta.to_mapping() | answered(link)), link_header(link)

        return service.answer(request, form, make)

    router.add_api_route(
        "/search",
        find,
        summary="Search entities and studies",
        description="By id, symbol, synonym or old name, with or without Greek letters; ranked, with the reason.",
        response_class=Response,
        responses=json_response("hits, best first", envelope(HIT)) | problems(304, 406, 422, 500, 503, 504),
        openapi_extra={"parameters": [text_parameter("q", "an id or a name", "NF-κB"), parameter(_LIMIT)]},
    )

    kinds: tuple[tuple[str, str, Callable[[GraphReader, str], dict[str, Any]], str, str], ...] = (
        ("entities", "entity", entity_card, "An entity's card", "GO:0007249"),
        ("claims", "claim", claim_record, "A claim with all its evidence", "exomech:claim-000000000000"),
        ("studies", "study", study_record, "A study with its claims and evidence", "pubmed:25267620"),
        ("mechanisms", "mechanism", mechanism_record, "A mechanism with its steps", "exomech:mechanism-000000000000"),
    )
    for plural, kind, load, title, example in kinds:
        router.add_api_route(
            f"/{plural}/{{id:path}}",
            _record(service, kind, load),
            name=kind,
            summary=title,
            response_class=Response,
            responses=record_response(envelope(RECORD_SCHEMAS[kind])) | problems(304, 404, 406, 422, 500, 503, 504),
            openapi_extra={
                "parameters": [
                    text_parameter("id", f"the {kind}'s id", example, where="path"),
                    *map(parameter, _FORMS),
                ]
            },
        )
    return router


def _record(
    service: Service, kind: str, load: Callable[[GraphReader, str], dict[str, Any]]
) -> Callable[[Request], Response]:
    def route(request: Request) -> Response:
        values = only(request, "format", "width")
        form = choose(values.get("format"), request.headers.get("accept"))
        if form.draw is None:
            _json_only(request)
        width = parse_value(_WIDTH, values.get("width", DEFAULT_WIDTH))
        identifier = str(request.path_params["id"]).strip()
        if not identifier or len(identifier) > MAX_TEXT:
            raise InvalidParameter(f"id: 1 to {MAX_TEXT} characters", details={"parameter": "id"})

        def make(reader: GraphReader) -> Rendered:
            if form.draw is not None:
                subgraph = SUBGRAPHS[kind](reader, identifier)
                link = browser_link(service.settings, kind, [str(subgraph.meta["params"]["id"])])
                return form.draw(subgraph, width), link_header(link)
            record = load(reader, identifier)
            link = browser_link(service.settings, kind, [str(record["id"])])
            whole = Meta.whole(reader.info().manifest, kind, 1, {"id": record["id"]})
            meta = replace(whole, warnings=tuple(record_cautions(record)))
            return orjson.dumps({"meta": meta.to_mapping() | answered(link), "rows": [record]}), link_header(link)

        return service.answer(request, form, make)

    return route


def meta_routes(service: Service) -> APIRouter:
    """``/v1/meta``, ``/livez``, ``/readyz``."""
    router = APIRouter(tags=["service"])

    def meta(request: Request) -> Response:
        only(request, "format")
        _json_only(request)
        link = browser_link(service.settings, "nodes", [])
        return service.answer(
            request,
            FORMATS["json"],
            lambda reader: (orjson.dumps(describe_service(reader) | answered(link)), link_header(link)),
        )

    async def livez() -> Response:
        # In the event loop: it answers also while every thread waits for the store.
        return Response(b'{"status":"alive"}', media_type="application/json", headers={"Cache-Control": "no-store"})

    def readyz() -> Response:
        build = service.store.info().manifest.build
        body = orjson.dumps({"status": "ready", "build": build})
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})

    one = {"type": "object"}

    def tool_list(request: Request) -> Response:
        only(request, "format")
        _json_only(request)
        tag = entity_tag(NO_BUILD, CODE_VERSION, request.scope["path"], [], "json")
        if matches(request.headers.get("if-none-match"), tag):
            return not_modified(tag)
        return respond(orjson.dumps({"tools": tools(service.catalogue)}), "application/json", tag)

    router.add_api_route(
        "/v1/tools",
        tool_list,
        summary="The questions as tools for an assistant",
        description="Name, description and JSON Schema of each question, as POST /v1/queries/{name} takes its values.",
        response_class=Response,
        responses=json_response("the tools, sorted by name", {"type": "object"}) | problems(304, 406, 422),
    )
    router.add_api_route(
        "/v1/meta",
        meta,
        summary="Versions, build, counts, engine, licence",
        response_class=Response,
        responses=json_response("what answers here", one) | problems(304, 406, 422, 500, 503),
    )
    router.add_api_route(
        "/livez",
        livez,
        summary="Is the process alive",
        response_class=Response,
        responses=json_response("alive", one),
    )
    router.add_api_route(
        "/readyz",
        readyz,
        summary="Is the store reachable and built",
        response_class=Response,
        responses=json_response("ready", one) | problems(500, 503),
    )
    return router


def describe_service(reader: GraphReader) -> dict[str, Any]:
    """Versions of code, schema, rules and data, the build with its counts, the engine, licences and forms."""
    info = reader.info()
    return {
        "name": "exomech",
        "code_version": CODE_VERSION,
        "schema_version": SCHEMA_VERSION,
        "rule_version": RULE_VERSION,
        "data_version": info.manifest.data_version,
        "build": info.manifest.build,
        "built_by": info.manifest.code_version,
        "counts": dict(sorted(info.manifest.counts.items())),
        "engine": {"name": info.engine, "version": info.engine_version},
        "licence": LICENCES,
        "formats": list(FORMATS),
    }
