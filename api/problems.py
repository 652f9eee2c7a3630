"""How every error of the tree leaves the program: HTTP status, exit code, title, and the RFC 9457 problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schema import errors

TYPE_PREFIX = "urn:exomech:problem:"
"""What stands before an error's slug in a problem's ``type``; docs/reference/errors.md has a heading for each slug."""

RETRY_AFTER_S = 5
"""Seconds after which a client may try a store again that is not built, being loaded, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """HTTP status, exit code of the command line, short title."""

    status: int
    exit_code: int
    title: str

    @property
    def headers(self) -> dict[str, str]:
        """Headers of the answer: a 503 says when to ask again, as a build or the server's return ends it."""
        return {"Retry-After": str(RETRY_AFTER_S)} if self.status == 503 else {}


EXIT_OK, EXIT_FINDINGS, EXIT_REQUEST, EXIT_STORE, EXIT_TIMEOUT, EXIT_SETTINGS, EXIT_PROGRAM = 0, 1, 2, 3, 4, 5, 70
"""0 done (an empty answer too), 1 errors in the curation, 2 wrong request, 3 store, 4 time limit, 5 setting, 70 bug."""

OUTCOMES: dict[type[errors.ExomechError], Outcome] = {
    errors.ExomechError: Outcome(500, EXIT_PROGRAM, "Internal error"),
    errors.SettingsError: Outcome(500, EXIT_SETTINGS, "Wrong setting"),
    errors.CurationError: Outcome(500, EXIT_FINDINGS, "Errors in the curation"),
    errors.CatalogueError: Outcome(500, EXIT_PROGRAM, "Wrong query file"),
    errors.RequestError: Outcome(400, EXIT_REQUEST, "Wrong request"),
    errors.UnknownQuery: Outcome(404, EXIT_REQUEST, "Unknown query"),
    errors.UnknownParameter: Outcome(422, EXIT_REQUEST, "Unknown parameter"),
    errors.InvalidParameter: Outcome(422, EXIT_REQUEST, "Invalid parameter"),
    errors.AmbiguousName: Outcome(422, EXIT_REQUEST, "Ambiguous name"),
    errors.UnknownEntity: Outcome(404, EXIT_REQUEST, "Unknown entity"),
    errors.UnknownRecord: Outcome(404, EXIT_REQUEST, "Unknown record"),
    errors.UnknownFormat: Outcome(406, EXIT_REQUEST, "Format not available"),
    errors.InvalidCursor: Outcome(422, EXIT_REQUEST, "Invalid cursor"),
    errors.StoreError: Outcome(503, EXIT_STORE, "Store failed"),
    errors.StoreNotBuilt: Outcome(503, EXIT_STORE, "Nothing built yet"),
    errors.StoreBuilding: Outcome(503, EXIT_STORE, "The store is being loaded"),
    errors.StoreUnavailable: Outcome(503, EXIT_STORE, "Store not reachable"),
    errors.StoreSchemaMismatch: Outcome(503, EXIT_STORE, "Store of another schema version"),
    errors.StoreLocked: Outcome(503, EXIT_STORE, "Another load is running"),
    errors.ForeignData: Outcome(503, EXIT_STORE, "Foreign data in the database"),
    errors.QueryTimeout: Outcome(504, EXIT_TIMEOUT, "Time limit passed"),
    errors.QueryFailed: Outcome(500, EXIT_STORE, "Query failed"),
}
"""One entry for every class of the tree; a test proves that none is missing."""


def outcome(error: errors.ExomechError) -> Outcome:
    """The entry of the error's own class, or of its nearest listed ancestor."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)


def problem(error: errors.ExomechError, *, instance: str = "") -> dict[str, Any]:
    """The problem details object; the error's own values stand beside the standard members.

    ``instance`` is the path of the request. What is our own fault (status 500) shows no message of an engine.
    """
    found = outcome(error)
    # A detail named like a standard member would hide it.
    own = {k: v for k, v in error.details.items() if k not in {"type", "title", "status", "detail", "hint", "instance"}}
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + error.slug,
        "title": found.title,
        "status": found.status,
        "detail": error.message if found.status != 500 else "the answer could not be made; the server's log says more",
    }
    if error.hint:
        body["hint"] = error.hint
    if instance:
        body["instance"] = instance
    return body if found.status == 500 else body | own


def http_problem(status: int, title: str, slug: str, detail: str, *, instance: str = "") -> dict[str, Any]:
    """A problem of HTTP itself (no such path, method not allowed), which has no error class."""
    body = {"type": TYPE_PREFIX + slug, "title": title, "status": status, "detail": detail}
    return body | ({"instance": instance} if instance else {})
