"""What every route works with: the store, the catalogue, the settings, and an answer that belongs to one build."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.envelope import entity_tag, matches, not_modified, respond
from api.formats.choosing import Format
from api.repeats import Repeats
from api.settings import Settings
from graph.store import NO_BUILD, GraphReader, Manifest, Row, StoreInfo
from queries.definitions import Catalogue
from schema.errors import InvalidParameter, QueryTimeout, StoreBuilding, StoreError, UnknownParameter

CODE_VERSION = version("exomech")

_TRIES = 4
"""Times that an answer is made again because a new build was switched in while it was made."""

_WHOLE_SHARE = 0.1
"""Share of the time limit by which the store's own limit, of the same length, may be late."""


class Deadline:
    """A reader whose reads share one time limit.

    ``seconds`` is what all reads together may take, above 0; a read that begins late may take what is left.
    """

    def __init__(self, reader: GraphReader, seconds: float) -> None:
        self._reader = reader
        self._seconds = seconds
        self._began = time.monotonic()

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        """As ``GraphReader.read``; raises QueryTimeout where no time is left."""
        left = self._seconds - (time.monotonic() - self._began)
        if left <= 0:
            raise QueryTimeout(f"the request ran past its limit of {self._seconds:.1f} s", hint="ask for less")
        wanted = left if timeout_s is None else min(left, timeout_s)
        # Only a limit that is clearly shorter than the store's is worth what keeping it costs.
        shorter = wanted < self._seconds * (1 - _WHOLE_SHARE)
        return self._reader.read(text, params, timeout_s=wanted if shorter else None)

    def info(self) -> StoreInfo:
        """As ``GraphReader.info``."""
        return self._reader.info()


Rendered = tuple[bytes, Mapping[str, str]]
"""The body of an answer and headers of its own."""


@dataclass(frozen=True, slots=True)
class Service:
    """The composition root's values, handed to every route."""

    store: GraphReader
    catalogue: Catalogue
    settings: Settings
    repeats: Repeats = field(default_factory=Repeats)

    def manifest(self) -> Manifest:
        """The current build's manifest, or ``NO_BUILD`` where there is no store to read."""
        try:
            return self.store.info().manifest
        except StoreError:
            return NO_BUILD

    def build(self) -> str:
        """The current build's hash, or an empty text where there is no store to read."""
        return self.manifest().build

    def answer(self, request: Request, form: Format, make: Callable[[GraphReader], Rendered]) -> Response:
        """The answer of one build: a 304 if the client has it, else what ``make`` gives, with its tag, now or before.

        Where a new build is switched in meanwhile, or rows of this one are put right, the answer is made again, as is
        one that failed: a name found in one graph may be unknown to the next. Raises what ``make`` raises on one graph,
        and StoreBuilding if graphs change faster than answers are made.
        """
        params = [(k, v) for k, v in request.query_params.multi_items() if k != "format"]
        for _ in range(_TRIES):
            info = self.store.info()
            if (again := self.repeats.again(request.scope, info)) is not None:
                return again
            # The Browser's address stands in answers, so another one makes another answer.
            version = f"{CODE_VERSION} {self.settings.browser_url}".rstrip()
            tag = entity_tag(info.manifest, version, request.url.path, params, form.name, load=info.load)
            if matches(request.headers.get("if-none-match"), tag):
                return not_modified(tag)
            try:
                body, headers = make(Deadline(self.store, self.settings.timeout))
            except Exception:
                if _same(self.store.info(), info):
                    raise
                continue
            if _same(self.store.info(), info):
                response = respond(body, form.media_type, tag, headers)
                self.repeats.keep(request.scope, info, response)
                return response
        raise StoreBuilding("builds change faster than this answer can be made", hint="try again in a few seconds")


def _same(now: StoreInfo, before: StoreInfo) -> bool:
    """Whether no load has ended in between; a cluster's servers may differ in their engine's version."""
    return (now.manifest, now.load) == (before.manifest, before.load)


def only(request: Request, *allowed: str) -> dict[str, str]:
    """The query parameters, each given once at most and all of them ``allowed``.

    Raises UnknownParameter with the nearest name, and InvalidParameter for a repeated one.
    """
    values: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in allowed:
            near = get_close_matches(name, allowed, n=1)
            takes = f"it takes {', '.join(allowed)}" if allowed else "it takes none"
            raise UnknownParameter(
                f"{request.scope['path']} has no parameter {name!r}",
                hint=f"did you mean {near[0]}?" if near else takes,
                details={"parameter": name, "known": list(allowed)},
            )
        if name in values:
            raise InvalidParameter(f"{name}: given twice", hint="give it once", details={"parameter": name})
        values[name] = value
    return values


def raw_params(request: Request) -> dict[str, list[str]]:
    """Every query parameter with its values in order, ``format`` left out."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name != "format":
            found.setdefault(name, []).append(value)
    return found
