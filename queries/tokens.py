"""Cypher text as tokens with their line: just enough of the language to check a canned query, none of its meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schema.errors import CatalogueError

_PATTERN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`[^`]*`)
      | (?P<param>\$[A-Za-z_][A-Za-z0-9_]*)
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<number>\d+(?:\.(?!\.)\d+)?(?:[eE][+-]?\d+)?)
      | (?P<mark>\.\.|<>|<=|>=|=~|\+=|[-+*/%^=<>()\[\]{},.:;|&!?])
    """,
    re.VERBOSE | re.DOTALL,
)
CLOSER = {"(": ")", "[": "]", "{": "}"}
SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    ``kind`` is string, quoted, param, word, number or mark; ``depth`` counts the brackets around it (an opening and its
    closing bracket have the depth of what surrounds them); ``inside`` is the position of the innermost opening bracket,
    -1 outside all.
    """

    kind: str
    text: str
    line: int
    depth: int
    inside: int

    @property
    def upper(self) -> str:
        """The text in capitals for a word, else the empty string: keywords are compared with it."""
        return self.text.upper() if self.kind == "word" else ""


def tokenize(text: str, *, path: str, first_line: int) -> tuple[Token, ...]:
    """Tokens of ``text`` without space and comments; ``first_line`` is the number of its first line in ``path``.

    Raises CatalogueError for a character that no token begins with and for brackets that do not match.
    """
    tokens: list[Token] = []
    stack: list[int] = []
    position, line = 0, first_line
    while position < len(text):
        found = _PATTERN.match(text, position)
        if found is None:
            raise CatalogueError(
                f"{path}:{line}: {text[position]!r} begins no Cypher token",
                hint="close the string or comment before it",
            )
        kind, piece = str(found.lastgroup), found.group()
        if kind != "space":
            if piece in {")", "]", "}"}:
                if not stack or CLOSER[tokens[stack[-1]].text] != piece:
                    raise CatalogueError(f"{path}:{line}: {piece!r} closes nothing", hint="balance the brackets")
                stack.pop()
            tokens.append(Token(kind, piece, line, len(stack), stack[-1] if stack else -1))
            if piece in CLOSER:
                stack.append(len(tokens) - 1)
        line += piece.count("\n")
        position = found.end()
    if stack:
        opening = tokens[stack[-1]]
        raise CatalogueError(f"{path}:{opening.line}: {opening.text!r} is not closed", hint="balance the brackets")
    return tuple(tokens)


def is_keyword(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` can be a keyword: it is no property after a dot, no map key, no label after a colon."""
    if tokens[i].kind != "word":
        return False
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    inside = tokens[i].inside
    in_map = inside >= 0 and tokens[inside].text == "{" and not is_subquery(tokens, inside)
    if before == "." or (before == ":" and not in_map):
        return False
    return not (after == ":" and in_map)


def is_subquery(tokens: Sequence[Token], brace: int) -> bool:
    """Whether the opening brace at ``brace`` begins a subquery (EXISTS, COUNT, COLLECT, CALL) rather than a map."""
    if brace <= 0:
        return False
    before = tokens[brace - 1]
    if before.upper in SUBQUERIES or before.upper == "CALL":
        return True
    if before.text != ")":
        return False
    opening = opening_of(tokens, brace - 1)
    return opening > 0 and tokens[opening - 1].upper == "CALL"


def opening_of(tokens: Sequence[Token], closing: int) -> int:
    """Position of the bracket that the one at ``closing`` closes."""
    depth = tokens[closing].depth
    return max(i for i in range(closing) if tokens[i].depth == depth and tokens[i].text in CLOSER)


def closing_of(tokens: Sequence[Token], opening: int) -> int:
    """Position of the bracket that closes the one at ``opening``."""
    depth = tokens[opening].depth
    return next(
        i for i in range(opening + 1, len(tokens)) if tokens[i].depth == depth and tokens[i].text in {")", "]", "}"}
    )


def is_relationship(tokens: Sequence[Token], bracket: int) -> bool:
    """Whether the opening square bracket at ``bracket`` begins a relationship pattern: ``)-[`` or ``)<-[``."""
    if bracket < 2 or tokens[bracket].text != "[" or tokens[bracket - 1].text != "-":
        return False
    return tokens[bracket - 2].text == ")" or (tokens[bracket - 2].text == "<" and tokens[bracket - 3].text == ")")


def pattern_starts(tokens: Sequence[Token], i: int) -> bool:
    """Whether a relationship follows the closing parenthesis at ``i``: ``)-[``, ``)<-[``, ``)-->`` and so on."""
    if tokens[i].text != ")":
        return False
    ahead = [t.text for t in tokens[i + 1 : i + 4]]
    if ahead[:1] == ["<"]:
        ahead = ahead[1:]
    return ahead[:2] in (["-", "["], ["-", "-"])
