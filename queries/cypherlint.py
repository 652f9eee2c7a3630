"""What a canned text may not do: write, leave the subset that both engines share, name what the vocabulary lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from queries.clauses import AGGREGATES
from queries.propertylint import properties
from queries.tokens import (
    SUBQUERIES,
    Token,
    closing_of,
    is_keyword,
    is_relationship,
    is_subquery,
    opening_of,
    pattern_starts,
)
from schema.errors import CatalogueError
from schema.vocabulary import CYTOKINE, ENTITY, NODE_LABELS, RELATIONSHIP_TYPES

LABELS = frozenset({*NODE_LABELS, ENTITY, CYTOKINE})
TYPES = frozenset(RELATIONSHIP_TYPES)
WRITING = frozenset(
    {"CREATE", "MERGE", "DELETE", "DETACH", "SET", "REMOVE", "DROP", "FOREACH", "ALTER", "GRANT", "REVOKE", "DENY"}
)
FOREIGN = {
    "LOAD": "read no file from a query",
    "SHOW": "ask the catalogue or `exomech status` instead",
    "USE": "there is one graph",
    "CYPHER": "the text must mean the same in every version; leave the prefix out",
    "EXPLAIN": "leave it out",
    "PROFILE": "leave it out",
    "SHORTEST": "write shortestPath or allShortestPaths with both ends bound",
    "YIELD": "call no procedure; write what it does as MATCH",
}
UNSTABLE = frozenset({"rand", "randomuuid", "timestamp", "date", "datetime", "localdatetime", "time", "localtime"})
PREDICATES = frozenset({"ALL", "ANY", "NONE", "SINGLE"})

Finding = tuple[int, str, str]
"""Line, what is wrong and why, what to write instead."""
Check = Callable[[Sequence[Token]], Iterator[Finding]]


def _called(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` is the name of a function that is called."""
    return is_keyword(tokens, i) and i + 1 < len(tokens) and tokens[i + 1].text == "("


def _aggregate(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].upper in AGGREGATES and _called(tokens, i)


def writes(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Clauses that change the graph."""
    for i, t in enumerate(tokens):
        if t.upper in WRITING and is_keyword(tokens, i):
            yield t.line, f"{t.upper} would write; canned queries only read", "remove the clause"


def foreign(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Clauses, procedures and functions outside the portable subset."""
    for i, t in enumerate(tokens):
        if t.text == ";":
            yield t.line, "';' separates statements; a file holds one", "remove it"
        if not is_keyword(tokens, i):
            continue
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            t.upper in FOREIGN
            and after not in {".", ",", ")", "]", "="}
            and (follows is None or follows.kind in {"word", "number"} or after == "(")
        ):
            yield t.line, f"{t.upper} is not in the subset that both engines share", FOREIGN[t.upper]
        if t.upper == "CALL" and after != "(":
            yield (
                t.line,
                "CALL must name what it takes over, and no procedure is called",
                "write `CALL` with the names in parentheses, or none, and the body in braces",
            )
        if t.text.lower() == "apoc" and after == ".":
            yield t.line, "APOC is not in the subset that both engines share", "write it in plain Cypher"
        if t.text.lower() in {"id", "elementid"} and _called(tokens, i):
            yield t.line, f"{t.text}() names an engine's own number", "use the property `id`"
        if t.text.lower() in UNSTABLE and _called(tokens, i):
            yield t.line, f"{t.text}() gives another answer at another moment", "pass the value as a parameter"


def unbounded(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Variable-length relationships without an upper bound."""
    for i, t in enumerate(tokens):
        if t.text != "*" or t.inside < 0 or not is_relationship(tokens, t.inside):
            continue
        rest = tokens[i + 1 : i + 4]
        shape = [x.kind if x.kind == "number" else x.text for x in rest]
        bounded = shape[:1] == ["number"] and (shape[1:2] != [".."] or shape[2:3] == ["number"])
        if not (bounded or shape[:2] == ["..", "number"]):
            yield t.line, "a path without an upper bound may never end", "write `*1..4`"


def aggregates(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Aggregates in a map projection, under IS NULL, or in ORDER BY."""
    ordering = False
    for i, t in enumerate(tokens):
        if is_keyword(tokens, i) and t.upper in {
            "ORDER",
            "SKIP",
            "LIMIT",
            "MATCH",
            "RETURN",
            "WITH",
            "WHERE",
            "UNWIND",
            "OPTIONAL",
        }:
            ordering = t.upper == "ORDER"
        if _aggregate(tokens, i):
            if ordering:
                yield (
                    t.line,
                    f"ORDER BY on {t.text}() that is not projected",
                    "give it a name with AS before, and order by the name",
                )
            brace = next((b for b in _around(tokens, i) if tokens[b].text == "{"), -1)
            if brace > 0 and not is_subquery(tokens, brace) and tokens[brace - 1].kind in {"word", "quoted"}:
                yield (
                    t.line,
                    f"{t.text}() inside a map projection groups by what is not written",
                    "aggregate in a WITH before",
                )
        if t.upper == "IS" and is_keyword(tokens, i) and i and tokens[i - 1].text == ")":
            opening = opening_of(tokens, i - 1)
            if any(_aggregate(tokens, j) for j in range(max(opening - 1, 0), i)):
                yield (
                    t.line,
                    "an aggregate under IS NULL is evaluated wrongly",
                    "give it a name in a WITH, then test the name",
                )


def _around(tokens: Sequence[Token], i: int) -> Iterator[int]:
    inside = tokens[i].inside
    while inside >= 0:
        yield inside
        inside = tokens[inside].inside


def patterns(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Patterns inside list predicates, and bare patterns in RETURN."""
    returning = False
    for i, t in enumerate(tokens):
        if (
            t.depth == 0
            and is_keyword(tokens, i)
            and t.upper in {"RETURN", "WITH", "MATCH", "WHERE", "ORDER", "CALL", "OPTIONAL", "UNWIND"}
        ):
            returning = t.upper == "RETURN"
        if not pattern_starts(tokens, i):
            continue
        for bracket in _around(tokens, i):
            text, before = tokens[bracket].text, tokens[bracket - 1] if bracket else None
            if text == "{" and is_subquery(tokens, bracket):
                break
            if text == "[":
                break
            if before is not None and before.upper in PREDICATES and is_keyword(tokens, bracket - 1):
                yield (
                    t.line,
                    f"a pattern inside {before.text}() is not in the shared subset",
                    "match it before, or use EXISTS { }",
                )
                break
        else:
            if returning:
                yield (
                    t.line,
                    "a pattern as a returned value is not in the shared subset",
                    "write EXISTS { } or COUNT { }",
                )


def paths(tokens: Sequence[Token]) -> Iterator[Finding]:
    """A WHERE on the path of shortestPath, and a path returned as such."""
    named = {}
    for i in range(len(tokens) - 2):
        if tokens[i].kind == "word" and tokens[i + 1].text == "=" and tokens[i].depth == 0 and is_keyword(tokens, i):
            after = tokens[i + 2]
            if after.upper in {"SHORTESTPATH", "ALLSHORTESTPATHS"} or (
                after.text == "(" and pattern_starts(tokens, closing_of(tokens, i + 2))
            ):
                named[tokens[i].text] = after.upper
    start = max(
        (i for i, t in enumerate(tokens) if t.upper == "RETURN" and t.depth == 0 and is_keyword(tokens, i)),
        default=len(tokens),
    )
    for i in range(start, len(tokens)):
        t = tokens[i]
        if t.text in named and t.depth == 0 and t.kind == "word" and tokens[i - 1].text in {"RETURN", "return", ","}:
            yield (
                t.line,
                f"the path {t.text} comes back as text from one engine",
                "return `[n IN nodes(p) | n.id] AS chain`",
            )
    for i, t in enumerate(tokens):
        if t.upper not in {"SHORTESTPATH", "ALLSHORTESTPATHS"} or not _called(tokens, i):
            continue
        path = tokens[i - 2].text if i >= 2 and tokens[i - 1].text == "=" else ""
        end = closing_of(tokens, i + 1)
        if end + 1 < len(tokens) and tokens[end + 1].upper == "WHERE":
            stop = next(
                (
                    j
                    for j in range(end + 2, len(tokens))
                    if tokens[j].upper in {"WITH", "RETURN", "MATCH"} and tokens[j].depth == t.depth
                ),
                len(tokens),
            )
            if any(x.text == path for x in tokens[end + 2 : stop]):
                yield (
                    tokens[end + 1].line,
                    "WHERE on the path of shortestPath filters after the search",
                    f"write `WITH {path} WHERE ...`",
                )


def names(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Labels and relationship types that the vocabulary has not."""
    for i, t in enumerate(tokens):
        if t.text == ":":
            inside = t.inside
            if inside >= 0 and tokens[inside].text == "{" and not is_subquery(tokens, inside):
                continue
            relation = inside >= 0 and is_relationship(tokens, inside)
            yield from _expression(tokens, i + 1, relation)
        if is_keyword(tokens, i) and t.text.lower() == "type" and _called(tokens, i):
            yield from _literals(tokens, closing_of(tokens, i + 1) + 1)
        asked = [x.text.lower() for x in tokens[i + 1 : i + 4]] == ["in", "labels", "("]
        if t.kind == "string" and asked and t.text[1:-1] not in LABELS:
            yield t.line, f"no label {t.text[1:-1]!r} in the vocabulary", "take one of schema/vocabulary.py"


def _expression(tokens: Sequence[Token], i: int, relation: bool) -> Iterator[Finding]:
    known, what = (TYPES, "relationship type") if relation else (LABELS, "label")
    while i < len(tokens):
        t = tokens[i]
        if t.kind in {"word", "quoted"}:
            name = t.text.strip("`")
            if name not in known:
                yield t.line, f"no {what} {name!r} in the vocabulary", "take one of schema/vocabulary.py"
            if i + 1 >= len(tokens) or tokens[i + 1].text not in {"|", "&", ":"}:
                return
        elif t.text not in {"|", "&", "!", ":", "("}:
            return
        i += 1


def _literals(tokens: Sequence[Token], i: int) -> Iterator[Finding]:
    if i + 1 >= len(tokens):
        return
    if tokens[i].text in {"=", "<>"}:
        found = [tokens[i + 1]]
    elif tokens[i].upper == "IN" and tokens[i + 1].text == "[":
        found = list(tokens[i + 2 : closing_of(tokens, i + 1)])
    else:
        return
    for t in found:
        if t.kind == "string" and t.text[1:-1] not in TYPES:
            yield t.line, f"no relationship type {t.text[1:-1]!r} in the vocabulary", "take one of schema/vocabulary.py"


CHECKS: tuple[Check, ...] = (writes, foreign, unbounded, aggregates, patterns, paths, names, properties)


def lint(tokens: Sequence[Token], path: str) -> None:
    """Run every check; raises CatalogueError that lists all findings, in the order of their lines."""
    found = sorted({finding for check in CHECKS for finding in check(tokens)})
    if found:
        line, message, hint = found[0]
        more = "".join(f"\n{path}:{n}: {what}; {instead}" for n, what, instead in found[1:])
        raise CatalogueError(f"{path}:{line}: {message}{more}", hint=hint)


__all__ = ["CHECKS", "LABELS", "SUBQUERIES", "TYPES", "lint"]
