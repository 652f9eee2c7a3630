"""The one tree of errors that ExoMech raises; every engine's and library's error is translated into it at its boundary.

::

    ExomechError
    ├── SettingsError            a setting is wrong or a port is busy
    ├── CurationError            the curation holds errors, so nothing was built (carries the findings as text)
    ├── CatalogueError           a query file is wrong (names the file and the line)
    ├── RequestError             what was asked cannot be answered as it was asked
    │   ├── UnknownQuery
    │   ├── UnknownParameter
    │   ├── InvalidParameter
    │   ├── AmbiguousName        carries the candidates
    │   ├── UnknownEntity        carries the nearest names
    │   ├── UnknownRecord        a claim, study or mechanism id that the store does not hold
    │   ├── UnknownFormat        carries the formats that there are
    │   └── InvalidCursor
    └── StoreError
        ├── StoreNotBuilt        no build yet
        ├── StoreBuilding        a first or large load is under way; try again later
        ├── StoreUnavailable     the server or the files cannot be reached
        ├── StoreSchemaMismatch  built by another schema version: run `exomech build`
        ├── StoreLocked          another load is running
        ├── ForeignData          the database holds nodes that are not ours under our labels
        ├── QueryTimeout         the query ran past its time limit
        └── QueryFailed          the engine refused the text or the values

Problems in curation files are *findings* (see ``loaders.findings``), collected and sorted, never raised one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class ExomechError(Exception):
    """Root of the tree.

    Args:
        message: what went wrong, with the value at fault, in one sentence.
        hint: what to write or run instead; empty when there is nothing to suggest.
        details: values for machines (JSON-compatible), such as ``{"parameter": "limit"}``.
    """

    slug = "error"
    """Stable last part of the problem's ``type`` address."""

    def __init__(self, message: str, *, hint: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details: dict[str, object] = dict(details or {})


class SettingsError(ExomechError):
    """A setting has a value that cannot be used."""

    slug = "settings"


class CurationError(ExomechError):
    """The curation holds errors; nothing was built."""

    slug = "curation"


class CatalogueError(ExomechError):
    """A query file breaks a rule of the catalogue; the message begins with ``file:line``."""

    slug = "catalogue"


class RequestError(ExomechError):
    """What was asked cannot be answered as it was asked."""

    slug = "request"


class UnknownQuery(RequestError):
    """There is no query of this name."""

    slug = "unknown-query"


class UnknownParameter(RequestError):
    """The query has no parameter of this name."""

    slug = "unknown-parameter"


class InvalidParameter(RequestError):
    """A parameter is missing, or its value has the wrong type or lies outside its range."""

    slug = "invalid-parameter"


class AmbiguousName(RequestError):
    """A name fits several entities; ``candidates`` holds them as mappings with id, name and label, sorted by id."""

    slug = "ambiguous-name"

    def __init__(self, message: str, *, candidates: Sequence[Mapping[str, str]], hint: str = "") -> None:
        super().__init__(message, hint=hint, details={"candidates": [dict(c) for c in candidates]})
        self.candidates = tuple(dict(c) for c in candidates)


class UnknownEntity(RequestError):
    """No entity has this id or name."""

    slug = "unknown-entity"


class UnknownRecord(RequestError):
    """The store holds no claim, study or mechanism of this id."""

    slug = "unknown-record"


class UnknownFormat(RequestError):
    """The answer cannot be given in this form."""

    slug = "unknown-format"


class InvalidCursor(RequestError):
    """The cursor was made by another query, other parameters or another build."""

    slug = "invalid-cursor"


class StoreError(ExomechError):
    """The store cannot answer."""

    slug = "store"


class StoreNotBuilt(StoreError):
    """There is no build to read."""

    slug = "store-not-built"


class StoreBuilding(StoreError):
    """A load that readers must not see half of is under way."""

    slug = "store-building"


class StoreUnavailable(StoreError):
    """The server, or the directory, cannot be reached."""

    slug = "store-unavailable"


class StoreSchemaMismatch(StoreError):
    """The store was built by another schema version."""

    slug = "store-schema-mismatch"


class StoreLocked(StoreError):
    """Another load holds the store."""

    slug = "store-locked"


class ForeignData(StoreError):
    """The database holds nodes that ExoMech did not write under labels that ExoMech uses."""

    slug = "foreign-data"


class QueryTimeout(StoreError):
    """The query ran past its time limit."""

    slug = "query-timeout"


class QueryFailed(StoreError):
    """The engine refused the query's text or values."""

    slug = "query-failed"
