"""Names of properties in a canned text: each must be one that ``schema.properties`` has for what it is read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.tokens import Token, closing_of, is_relationship, is_subquery
from schema.properties import PROPERTIES, names_of
from schema.vocabulary import CYTOKINE, ENTITY

KINDS = frozenset({*PROPERTIES, ENTITY, CYTOKINE})
EVERYTHING = names_of(*PROPERTIES)
HINT = "take one of docs/reference/graph.md, or add it to schema/properties.py"

Bound = dict[str, frozenset[str] | None]
"""Labels and types that the patterns of a text give a variable; None where it may be something else as well."""


def _head(tokens: Sequence[Token], opening: int) -> tuple[str, frozenset[str], int]:
    """Variable, labels or types, and where they end, of a pattern that opens at ``opening``."""
    i, name = opening + 1, ""
    if i < len(tokens) and tokens[i].kind == "word":
        name, i = tokens[i].text, i + 1
    found: set[str] = set()
    if i < len(tokens) and tokens[i].text == ":":
        while i < len(tokens) and (tokens[i].kind == "word" or tokens[i].text in {":", "|", "&"}):
            found |= {tokens[i].text} & KINDS
            i += 1
    while i < len(tokens) and (tokens[i].text in {"*", ".."} or tokens[i].kind == "number"):
        i += 1
    return name, frozenset(found), i


def _is_node(tokens: Sequence[Token], opening: int) -> bool:
    """Whether a parenthesis opens a node pattern or a test of a label, rather than a call or an expression."""
    if tokens[opening].text != "(":
        return False
    before = tokens[opening - 1] if opening else None
    called = before is not None and before.kind == "word" and before.upper not in _BEFORE_PATTERNS
    return (not called and tokens[_head(tokens, opening)[2]].text in {")", "{"}) or bool(_head(tokens, opening)[1])


_BEFORE_PATTERNS = frozenset({"MATCH", "WHERE", "AND", "OR", "NOT", "XOR", "THEN", "ELSE", "WHEN", "RETURN", "WITH"})


def _bindings(tokens: Sequence[Token]) -> Bound:
    found: Bound = {}
    for i, t in enumerate(tokens):
        if _is_node(tokens, i) or is_relationship(tokens, i):
            name, kinds, _ = _head(tokens, i)
            known = found.get(name, frozenset())
            # A node may be named again without its label; a relationship without a type is any relationship.
            if name and tokens[i].text == "[" and not kinds:
                found[name] = None
            elif name and known is not None:
                found[name] = known | kinds
        named = tokens[i + 1] if i + 1 < len(tokens) else None
        other = ""
        if t.upper == "AS" and named is not None and named.kind == "word" and tokens[i - 1].text != named.text:
            other = named.text
        elif (
            t.upper == "IN" and i >= 2 and tokens[i - 1].kind == "word" and tokens[i - 2].text in {"[", "(", ","}
        ) or (t.text == "=" and i >= 2 and tokens[i - 1].kind == "word" and tokens[i - 2].text == "("):
            other = tokens[i - 1].text
        if other:
            found[other] = None
    return found


def _map_keys(tokens: Sequence[Token]) -> frozenset[str]:
    """Keys of the maps that the text itself makes: they are read with a dot too."""
    return frozenset(
        t.text
        for i, t in enumerate(tokens)
        if t.kind == "word"
        and t.inside >= 0
        and tokens[t.inside].text == "{"
        and not is_subquery(tokens, t.inside)
        and i + 1 < len(tokens)
        and tokens[i + 1].text == ":"
    )


def _read(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Every name behind a dot, with the variable before it, or "" where that is an expression."""
    for i, t in enumerate(tokens[:-1]):
        after = tokens[i + 1]
        if t.text != "." or after.kind not in {"word", "quoted"} or i == 0:
            continue
        before = tokens[i - 1]
        if before.text in {"{", ","} and t.inside > 0:
            yield after, tokens[t.inside - 1].text  # a map projection: n{.name}
        elif before.kind == "word" and (i < 2 or tokens[i - 2].text != "."):
            yield after, before.text
        else:
            yield after, ""


def properties(tokens: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """Properties that the graph has not: line, what is wrong, what to write instead."""
    bound, made = _bindings(tokens), _map_keys(tokens)
    for name, variable in _read(tokens):
        kinds = bound.get(variable)
        text = name.text.strip("`")
        allowed = names_of(*kinds) if kinds else EVERYTHING | made
        if text not in allowed:
            yield name.line, f"no property {text!r} of {_told(kinds)}", HINT
    for i, _ in enumerate(tokens):
        if not (_is_node(tokens, i) or is_relationship(tokens, i)):
            continue
        _, kinds, brace = _head(tokens, i)
        if tokens[brace].text != "{":
            continue
        allowed = names_of(*kinds) if kinds else EVERYTHING
        for j in range(brace + 1, closing_of(tokens, brace)):
            key = tokens[j]
            if key.inside == brace and key.kind == "word" and tokens[j + 1].text == ":" and key.text not in allowed:
                yield key.line, f"no property {key.text!r} of {_told(kinds)}", HINT


def _told(kinds: frozenset[str] | None) -> str:
    return " or ".join(sorted(kinds)) if kinds else "anything in the graph"
