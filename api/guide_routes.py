"""The routes under ``/browser`` that Neo4j Browser reads: guides as HTML and AsciiDoc, the style, the favourites."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api import guides
from api.service import Deadline, Service
from queries.definitions import CannedQuery
from queries.groups import GROUPS


def guide_routes(service: Service) -> APIRouter:
    """``/browser/start.html``, a page a group of queries, ``exomech.grass`` and ``favourites.zip``.

    A Browser on another address may read them where EXOMECH_CORS_ORIGINS names it.
    """
    router = APIRouter(prefix="/browser", include_in_schema=False)

    kept: dict[tuple[str, str], dict[str, guides.Cell | None]] = {}

    def cell_for(query: CannedQuery) -> guides.Cell | None:
        """The query's cell, worked out once a load: a page of them runs every example, which a cold server feels."""
        graph = service.store.info().graph
        if graph not in kept:
            kept.clear()
        cells = kept.setdefault(graph, {})
        if query.name not in cells:
            cells[query.name] = guides.cell_of(Deadline(service.store, service.settings.timeout), query)
        return cells[query.name]

    def start(request: Request) -> Response:
        return HTMLResponse(guides.start_page(service.catalogue, _address(request), service.build()))

    def start_asciidoc(request: Request) -> Response:
        return PlainTextResponse(guides.start_asciidoc(service.catalogue, _address(request), service.build()))

    def style() -> Response:
        return PlainTextResponse(guides.grass())

    def favourites() -> Response:
        reader = Deadline(service.store, service.settings.timeout)
        return Response(guides.favourites(reader, service.catalogue), media_type="application/zip")

    def page(request: Request, name: str) -> Response:
        group, _, form = name.rpartition(".")
        queries = guides.groups(service.catalogue).get(group)
        if queries is None or form not in {"html", "adoc"}:
            raise HTTPException(404)
        cells = [cell for query in queries if (cell := cell_for(query)) is not None]
        if form == "html":
            return HTMLResponse(guides.group_page(group, cells, _address(request)))
        return PlainTextResponse(guides.asciidoc(f"ExoMech: {GROUPS[group]}", cells))

    router.add_api_route("/start.html", start, response_class=HTMLResponse)
    router.add_api_route("/start.adoc", start_asciidoc, response_class=PlainTextResponse)
    router.add_api_route("/exomech.grass", style, response_class=PlainTextResponse)
    router.add_api_route("/favourites.zip", favourites, response_class=Response)
    router.add_api_route("/{name}", page, response_class=Response)
    return router


def _address(request: Request) -> str:
    """Where the pages lie as the asking Browser sees it."""
    return f"{str(request.base_url).rstrip('/')}/browser"
