"""The final RETURN of a query as the catalogue needs it: its columns, its order, and whether it pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from queries.tokens import Token, is_keyword
from schema.errors import CatalogueError

AGGREGATES = frozenset(
    {"COUNT", "COLLECT", "SUM", "AVG", "MIN", "MAX", "STDEV", "STDEVP", "PERCENTILECONT", "PERCENTILEDISC"}
)


@dataclass(frozen=True, slots=True)
class Ending:
    """The last clause of a query.

    ``columns`` are the names it returns, in order; ``order`` the expressions of its ORDER BY as token texts joined by a
    space, without ASC and DESC; ``pages`` whether it ends in ``SKIP $skip LIMIT $limit``; ``limited`` whether it has a
    LIMIT at all.
    """

    line: int
    columns: tuple[str, ...]
    order: tuple[str, ...]
    pages: bool
    limited: bool


def _split(tokens: Sequence[Token], depth: int) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "," and token.depth == depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _column(item: Sequence[Token], path: str) -> str:
    if len(item) >= 3 and item[-2].upper == "AS" and item[-1].kind == "word":
        return item[-1].text
    if len(item) == 1 and item[0].kind == "word":
        return item[0].text
    text = " ".join(t.text for t in item)
    raise CatalogueError(f"{path}:{item[0].line}: the returned value {text!r} has no name", hint="write `... AS name`")


def read_ending(tokens: Sequence[Token], path: str) -> Ending:
    """The ending of a query; raises CatalogueError where there is none, or UNION makes two of them."""
    top = [i for i, t in enumerate(tokens) if t.depth == 0 and is_keyword(tokens, i)]
    for i in top:
        if tokens[i].upper == "UNION":
            raise CatalogueError(
                f"{path}:{tokens[i].line}: UNION outside a subquery leaves no single last clause to order and page",
                hint="put it into a subquery, then return, order and page what it gives",
            )
    starts = [i for i in top if tokens[i].upper == "RETURN"]
    if not starts:
        line = tokens[-1].line if tokens else 1
        raise CatalogueError(f"{path}:{line}: the text has no final RETURN", hint="end it with RETURN ... AS name")
    start = starts[-1]
    cuts = {tokens[i].upper: i for i in top if i > start and tokens[i].upper in {"ORDER", "SKIP", "LIMIT"}}
    end = min(cuts.values(), default=len(tokens))
    body = list(tokens[start + 1 : end])
    if body and body[0].upper == "DISTINCT":
        body = body[1:]
    columns = tuple(_column(item, path) for item in _split(body, 0))
    order: tuple[str, ...] = ()
    if "ORDER" in cuts:
        first = cuts["ORDER"] + 2
        stop = min((i for name, i in cuts.items() if name != "ORDER" and i > first), default=len(tokens))
        order = tuple(_expression(part) for part in _split(tokens[first:stop], 0))
    tail = [t.text.upper() if t.kind == "word" else t.text for t in tokens[-4:]]
    return Ending(tokens[start].line, columns, order, tail == ["SKIP", "$skip", "LIMIT", "$limit"], "LIMIT" in cuts)


def _expression(part: Sequence[Token]) -> str:
    words = [t for t in part if t.upper not in {"ASC", "DESC", "ASCENDING", "DESCENDING"}]
    return " ".join(t.text for t in words)
