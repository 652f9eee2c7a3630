"""The register of rules: every id that a finding may carry, with its sentence, severity and function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from loaders.findings import Severity
from loaders.places import At

if TYPE_CHECKING:
    from loaders.checks.context import CorpusView, FileContext


class Issue(NamedTuple):
    """A rule broken at a path of the file; ``key``: the place is the key's, not the value's."""

    at: At
    message: str
    hint: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``doc`` is its sentence for people."""

    id: str
    doc: str
    severity: Severity = Severity.ERROR


FileCheck = Callable[["FileContext[Any]"], Iterable[Issue]]
"""Looks at one file with the registry beside it."""

CorpusCheck = Callable[["CorpusView"], Iterable[tuple[int, Issue]]]
"""Looks at all files; yields the index of the file at fault."""

RULES: dict[str, Rule] = {}
FILE_CHECKS: list[tuple[Rule, frozenset[str], FileCheck]] = []
CORPUS_CHECKS: list[tuple[Rule, CorpusCheck]] = []


def declare(identifier: str, doc: str, severity: Severity = Severity.ERROR) -> Rule:
    """Register a rule that a reader applies while it reads; raises ValueError for an id that is taken."""
    if identifier in RULES:
        raise ValueError(f"rule {identifier} is declared twice")
    made = Rule(identifier, doc, severity)
    RULES[identifier] = made
    return made


def file_rule(
    identifier: str, *kinds: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[FileContext[Any]], Iterator[Issue]]], FileCheck]:
    """Register the decorated function for files of these kinds (``study`` ...); its docstring is the doc."""

    def register(function: Callable[[FileContext[Any]], Iterator[Issue]]) -> FileCheck:
        rule = declare(identifier, _sentence(function), severity)
        FILE_CHECKS.append((rule, frozenset(kinds), function))
        return function

    return register


def corpus_rule(
    identifier: str, *, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[CorpusView], Iterator[tuple[int, Issue]]]], CorpusCheck]:
    """Register the decorated function for the whole corpus; its docstring is the doc."""

    def register(function: Callable[[CorpusView], Iterator[tuple[int, Issue]]]) -> CorpusCheck:
        rule = declare(identifier, _sentence(function), severity)
        CORPUS_CHECKS.append((rule, function))
        return function

    return register


def _sentence(function: Callable[..., object]) -> str:
    return " ".join((function.__doc__ or "").split())


declare("unreadable", "A file is UTF-8 text that can be opened.")
declare("syntax", "A file is one YAML document.")
declare("duplicate-key", "A key stands once in its mapping.")
declare("anchor-or-tag", "Anchors, aliases, tags and merge keys are not used: every value is written where it holds.")
declare("invisible-characters", "No tabs, no-break spaces, zero-width or other characters that cannot be seen.")
declare("look-alike", "Identifiers are ASCII, and no Latin word holds letters that only look Latin.")
