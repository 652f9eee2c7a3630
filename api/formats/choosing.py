"""Which forms there are, and the choice of one by ``format=`` or the Accept header."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import orjson

from api.formats.networks import NETWORK_FORMS
from api.formats.tabular import to_csv, to_tsv
from graph.exports.subgraph import Subgraph
from schema.errors import UnknownFormat

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an answer: its name, media type, file ending, and the function (rows, columns, meta) -> bytes.

    A figure or network file has ``draw`` (subgraph, width) -> bytes instead; its ``render`` raises UnknownFormat, as
    not every list of rows has a subgraph.
    """

    name: str
    media_type: str
    ending: str
    render: Callable[[Rows, Sequence[str], Mapping[str, Any]], bytes]
    draw: Callable[[Subgraph, str], bytes] | None = None


def to_json(rows: Rows, columns: Sequence[str], meta: Mapping[str, Any]) -> bytes:
    """The envelope ``{"meta": ..., "rows": [...]}``; columns stand in the rows already."""
    return orjson.dumps({"meta": meta, "rows": rows})


def _no_rows(rows: Rows, columns: Sequence[str], meta: Mapping[str, Any]) -> bytes:
    told = ", ".join(ROW_FORMS)
    raise UnknownFormat(
        "figures and network files are made of answers to queries and of records",
        hint=f"there are: {told}",
        details={"formats": list(ROW_FORMS)},
    )


_TSV = "text/tab-separated-values"

FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("json", "application/json", "json", to_json),
        Format("csv", "text/csv; charset=utf-8", "csv", lambda rows, columns, meta: to_csv(rows, columns)),
        Format("tsv", f"{_TSV}; charset=utf-8", "tsv", lambda rows, columns, meta: to_tsv(rows, columns)),
        *(Format(n.name, n.media_type, n.ending, _no_rows, n.draw) for n in NETWORK_FORMS.values()),
    )
}  # fmt: skip
"""The forms that there are, the default first."""

DEFAULT = "json"

ROW_FORMS = tuple(name for name, form in FORMATS.items() if form.draw is None)
"""The forms of any list of rows."""


def _named(name: str) -> Format:
    found = FORMATS.get(name.strip().casefold())
    if found is not None:
        return found
    near = get_close_matches(name.casefold(), FORMATS, n=1)
    raise _unknown(f"the answer is not available as {name[:80]!r}", near[0] if near else "")


def _unknown(message: str, near: str = "") -> UnknownFormat:
    there_are = ", ".join(FORMATS)
    hint = f"did you mean {near}? There are: {there_are}" if near else f"there are: {there_are}"
    return UnknownFormat(message, hint=hint, details={"formats": list(FORMATS)})


def by_ending(ending: str) -> Format:
    """The form of a file's ending, or of this name; raises UnknownFormat where it names none, or several."""
    found = [f for f in FORMATS.values() if f.ending == ending.casefold()]
    if ending.casefold() in FORMATS or len(found) != 1:
        return _named(ending)
    return found[0]


def choose(format_name: str | None, accept: str | None = None) -> Format:
    """The form that ``format=`` names, else the one that the Accept header likes best, else JSON.

    Raises UnknownFormat, which carries the forms that there are, for a name that is none of them and for a header that
    allows none.
    """
    if format_name is not None:
        return _named(format_name)
    if not accept or not accept.strip():
        return FORMATS[DEFAULT]
    best: tuple[float, int, int] | None = None
    chosen: Format | None = None
    for order, candidate in enumerate(FORMATS.values()):
        quality, precision = _liking(candidate.media_type.partition(";")[0], accept)
        rank = (quality, precision, -order)
        if quality > 0 and (best is None or rank > best):
            best, chosen = rank, candidate
    if chosen is None:
        raise _unknown(f"the Accept header {accept[:80]!r} allows none of the forms that there are")
    return chosen


def _liking(media_type: str, accept: str) -> tuple[float, int]:
    """Quality (0 to 1) and precision (0 any, 1 main type, 2 exact) of the header's most precise range for a type."""
    found = (-1, 0.0)
    for part in accept.split(","):
        text, *parameters = (piece.strip().lower() for piece in part.split(";"))
        main = media_type.partition("/")[0]
        precision = {media_type: 2, f"{main}/*": 1, "*/*": 0}.get(text, -1)
        if precision >= 0 and precision > found[0]:
            found = (precision, next((_quality(p[2:]) for p in parameters if p.startswith("q=")), 1.0))
    return found[1], max(found[0], 0)


def _quality(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 1.0) if value == value else 0.0
