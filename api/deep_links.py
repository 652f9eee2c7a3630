"""Links from an answer to Neo4j Browser, whose editor then holds the Cypher that draws what was answered."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from api.cypher_text import filled, titled
from api.settings import Settings
from queries.answering import Answer
from queries.cautions import ids_of

MOST_IDS = 60
"""Ids that a link names, the answer's first ones: the Browser's server takes no address of any length."""

_TEXTS = Path(__file__).resolve().parent / "links"
_CUT = frozenset("&#")
"""The Browser ends the text at either of these, encoded or not."""


@functools.cache
def _text(kind: str) -> tuple[str, str]:
    return titled(_TEXTS / f"{kind}.cypher")


def drawing(kind: str, ids: Iterable[str]) -> str:
    """The text of ``kind`` for the first ``MOST_IDS`` of ``ids``; its title tells of the rest. Empty without ids."""
    found = [i for i in dict.fromkeys(ids) if not _CUT & set(i)]
    if not found:
        return ""
    title, cypher = _text(kind)
    if len(found) > MOST_IDS:
        title += f": the first {MOST_IDS} of {len(found)}"
    return f"// {title}\n{filled(cypher, {'ids': found[:MOST_IDS]})}"


def browser_link(settings: Settings, kind: str, ids: Iterable[str]) -> str:
    """The address that opens the Browser with the text of ``kind`` for ``ids`` in its editor.

    ``kind`` is "claims", "nodes", or a record's kind: "claim", "entity", "mechanism", "study". Repeated ids count once;
    without any the link opens the Browser alone. Empty where EXOMECH_BROWSER_URL is not set.
    """
    base = settings.browser_url
    if not base:
        return ""
    cypher = drawing(kind, ids)
    if not cypher:
        return base
    return f"{base}{'&' if '?' in base else '?'}cmd=edit&arg={quote(cypher, safe='')}"


def link_header(link: str) -> dict[str, str]:
    """The link as a header; none for an empty one."""
    return {"Link": f'<{link}>; rel="related"; title="Neo4j Browser"'} if link else {}


def joined(*headers: Mapping[str, str]) -> dict[str, str]:
    """The headers as one mapping; several ``Link`` values become one list."""
    found: dict[str, str] = {}
    for each in headers:
        for name, value in each.items():
            found[name] = f"{found[name]}, {value}" if name == "Link" and name in found else value
    return found


def answered(link: str) -> dict[str, str]:
    """The member of an answer's ``meta``; none for an empty link."""
    return {"browser": link} if link else {}


def _claims(found: Answer) -> list[str]:
    return [c for row in found.rows for c in ids_of(row, found.query.claim_columns)]


def drawing_of(found: Answer) -> str:
    """The text that draws an answer's claims, or an empty one where its rows name none."""
    return drawing("claims", _claims(found))


def answer_link(settings: Settings, found: Answer) -> str:
    """The link of an answer: to its claims, or, where its rows name none, to the things that they name."""
    claims = _claims(found)
    if claims:
        return browser_link(settings, "claims", claims)
    names = [c.name for c in found.columns if c.name.endswith("_id")]
    return browser_link(settings, "nodes", [row[n] for row in found.rows for n in names if isinstance(row[n], str)])
