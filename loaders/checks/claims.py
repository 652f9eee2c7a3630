"""Claims, background steps and a trial's grounds: relation, domain and range, aspect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.checks.context import FileContext
from loaders.checks.rules import Issue, file_rule
from loaders.checks.shape import nearest
from loaders.findings import Severity
from schema.documents import StudyDocument
from schema.vocabulary import ASPECTS, RELATIONS

STATING = ("study", "background", "trial")


@file_rule("relation-unknown", *STATING)
def relation_unknown(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A relation is one of the vocabulary."""
    for s in ctx.statements:
        if s.rule is None:
            near = nearest(s.relation, RELATIONS)
            listed = f"allowed: {', '.join(RELATIONS)}"
            yield Issue(
                (*s.at, "relation"), f"there is no relation {s.relation!r}", f"did you mean {near}?" if near else listed
            )


@file_rule("relation-domain", *STATING)
def relation_domain(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A claim's subject is of a kind that the relation takes."""
    for s in ctx.statements:
        if s.rule and s.subject_label and s.subject_label not in s.rule.domain:
            fits = [r.name for r in RELATIONS.values() if s.subject_label in r.domain and s.object_label in r.range]
            hint = f"{s.relation} takes {', '.join(s.rule.domain)}"
            if fits:
                hint += f"; from {s.subject_label} to {s.object_label} there are {', '.join(fits)}"
            yield Issue((*s.at, "subject"), f"{s.relation} cannot have a {s.subject_label} as its subject", hint)


@file_rule("relation-range", *STATING)
def relation_range(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A claim's object is of a kind that the relation takes."""
    for s in ctx.statements:
        if s.rule and s.object_label and s.object_label not in s.rule.range:
            fits = [r.name for r in RELATIONS.values() if s.subject_label in r.domain and s.object_label in r.range]
            hint = f"{s.relation} takes {', '.join(s.rule.range)}"
            if fits:
                hint += f"; from {s.subject_label} to {s.object_label} there are {', '.join(fits)}"
            yield Issue((*s.at, "object"), f"{s.relation} cannot have a {s.object_label} as its object", hint)


@file_rule("aspect-missing", *STATING)
def aspect_missing(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A claim says which aspect of the object changes, where its relation leaves that open."""
    for s in ctx.statements:
        if s.rule and s.settled_aspect is None:
            allowed = ", ".join(sorted(ASPECTS[s.rule.family]))
            yield Issue(
                (*s.at, "relation"), f"{s.relation} needs an aspect", f"add `aspect:` with one of {allowed}", key=True
            )


@file_rule("aspect-not-allowed", *STATING)
def aspect_not_allowed(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A claim's aspect is one that its relation can change."""
    for s in ctx.statements:
        if s.rule and s.aspect is not None and s.aspect not in ASPECTS[s.rule.family]:
            allowed = ", ".join(sorted(ASPECTS[s.rule.family]))
            yield Issue((*s.at, "aspect"), f"{s.relation} has no aspect {s.aspect.value!r}", f"allowed: {allowed}")


@file_rule("self-claim", *STATING)
def self_claim(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A claim's subject and object are two things."""
    for s in ctx.statements:
        if s.subject and s.subject == s.object:
            yield Issue(
                (*s.at, "object"),
                f"{s.subject} acts on itself",
                "name what was varied as subject, what was measured as object",
            )


@file_rule("duplicate-claim", "study", severity=Severity.ERROR)
def duplicate_claim(ctx: FileContext[StudyDocument]) -> Iterator[Issue]:
    """A file states a claim once: subject, relation family, object, aspect and sign differ between its claims."""
    seen: dict[tuple[object, ...], str] = {}
    for key, s in ctx.study.claims.items():
        if s.rule is None or not s.subject or not s.object or s.settled_aspect is None:
            continue
        identity = (s.subject, s.rule.family, s.object, s.settled_aspect, s.rule.sign)
        if identity in seen:
            hint = f"keep one, and let its evidence name `{seen[identity]}`"
            yield Issue(("claims", key), f"claim {key!r} says the same as {seen[identity]!r}", hint, key=True)
        seen.setdefault(identity, key)
