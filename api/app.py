"""The HTTP application: routes, errors as problems, cross-origin rules, and an API page that needs no network."""

from __future__ import annotations

import http
import logging
from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from api.deep_links import answer_link
from api.envelope import respond_problem
from api.guide_routes import guide_routes
from api.middleware import ReadOnlyHttp
from api.openapi import describe
from api.pages import answer_page, error_page, landing
from api.posting import READING, methods
from api.problems import http_problem, outcome, problem
from api.repeats import AnswersAgain
from api.routes import catalogue_routes, meta_routes, record_routes
from api.service import CODE_VERSION, Deadline, Service, raw_params
from api.settings import Settings
from graph.remembering import Remembering
from graph.store import Store
from queries.answering import answer
from queries.catalogue import shared_text
from queries.definitions import Catalogue
from schema.errors import ExomechError, RequestError, StoreError

_log = logging.getLogger("exomech.api")

_ASSETS = Path(fastapi_offline.__file__).parent / "static"
_DESCRIPTION = (
    "How mesenchymal stromal cells and their vesicles act: curated claims with their evidence, asked by queries. "
    "Values may be ids or names. Every answer is read-only, bounded, and cacheable by its ETag."
)

_REMEMBERED = ("resolve", "record", "study-ids", "source-scope", "claim-flags", "study-states")
"""Shared texts that many requests ask: what a name or id means, and what is to be told of the claims of an answer."""


def create_app(store: Store, catalogue: Catalogue, settings: Settings) -> FastAPI:
    """The application over a store that is open; closing the store stays with the caller."""
    service = Service(Remembering(store, [shared_text(name) for name in _REMEMBERED]), catalogue, settings)
    app = FastAPI(
        title="ExoMech",
        version=CODE_VERSION,
        summary="Mechanisms of MSC vesicles, with their evidence",
        description=_DESCRIPTION,
        license_info={"name": "Apache-2.0 (code), CC-BY-4.0 (curation)"},
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
    )
    for router in (catalogue_routes(service), record_routes(service), meta_routes(service), guide_routes(service)):
        app.include_router(router)
    _pages(app, service)
    _errors(app)
    app.add_middleware(AnswersAgain, repeats=service.repeats, store=store)
    app.add_middleware(ReadOnlyHttp, root_path=settings.root_path)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=[*READING, "POST"],
            allow_headers=["*"],
            expose_headers=["ETag", "Link", "X-Total-Count", "Server-Timing"],
        )
    describe(app, catalogue.queries)
    return app


def _pages(app: FastAPI, service: Service) -> None:
    settings = service.settings
    app.mount("/assets", StaticFiles(directory=_ASSETS), name="assets")

    def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        return get_swagger_ui_html(
            openapi_url=f"{root}/openapi.json",
            title="ExoMech API",
            swagger_js_url=f"{root}/assets/swagger-ui-bundle.js",
            swagger_css_url=f"{root}/assets/swagger-ui.css",
            swagger_favicon_url=f"{root}/assets/favicon.png",
            oauth2_redirect_url=None,
        )

    def start(request: Request) -> HTMLResponse:
        return HTMLResponse(landing(service, request.scope.get("root_path", "")))

    def ask(request: Request, name: str) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        # A form sends its empty fields too.
        raw = {k: kept for k, values in raw_params(request).items() if (kept := [v for v in values if v.strip()])}
        query = None
        try:
            query = service.catalogue.get(name)
            reader = Deadline(service.store, settings.timeout)
            found = answer(reader, query, raw, timeout_s=settings.timeout)
            return HTMLResponse(answer_page(reader, query, raw, found, root, answer_link(settings, found)))
        except (RequestError, StoreError) as error:
            told = outcome(error)
            return HTMLResponse(error_page(query, raw, error, root), told.status, told.headers)

    app.add_api_route("/ask/{name}", ask, response_class=HTMLResponse, include_in_schema=False)
    app.add_api_route("/docs", docs, response_class=HTMLResponse, include_in_schema=False)
    app.add_api_route("/", start, response_class=HTMLResponse, include_in_schema=False)


def _errors(app: FastAPI) -> None:
    def ours(request: Request, error: Exception) -> Response:
        if not isinstance(error, ExomechError):  # the registration below says that it is one
            raise error
        found = outcome(error)
        if found.status >= 500:
            _log.warning("%s %s: %s: %s", request.method, request.url.path, error.slug, error.message)
        return respond_problem(problem(error, instance=request.url.path), found.headers)

    def of_http(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        title = http.HTTPStatus(error.status_code).phrase
        slug = title.lower().replace(" ", "-")
        if error.status_code == 405:
            allowed = methods(request.url.path, request.scope.get("root_path", ""))
            detail, headers = f"nothing is written here; this path takes {allowed}", {"Allow": allowed}
        else:
            detail, headers = f"there is nothing at {request.url.path}; routes are listed at /docs", {}
        return respond_problem(http_problem(error.status_code, title, slug, detail, instance=request.url.path), headers)

    def of_program(request: Request, error: Exception) -> Response:
        # The server logs the traceback itself after this answer.
        detail = "an error of the program; the server's log says more"
        return respond_problem(http_problem(500, "Internal error", "error", detail, instance=request.url.path))

    app.add_exception_handler(ExomechError, ours)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(Exception, of_program)
