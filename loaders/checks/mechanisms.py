"""Mechanisms: that the chain holds from start to end, with the net sign it states, and that some of it was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from loaders.checks.context import FileContext, StudyView
from loaders.checks.evidence import BACKGROUND, PATHWAY_STEPS, Study
from loaders.checks.rules import Issue, file_rule
from loaders.places import At
from schema.documents import MechanismEntry, StudyDocument
from schema.signs import MEMBER_ASPECTS, onward
from schema.vocabulary import RELATIONS
from schema.words import Aspect, Basis, ModificationEffect, Outcome, Sign


@dataclass(frozen=True, slots=True)
class Link:
    """One step with its ends as entity ids; ``sign`` is None where it has none."""

    word: str
    subject: str
    object: str
    sign: int | None
    aspect: str
    relation: str


def chain(study: StudyView, entry: MechanismEntry) -> list[Link] | None:
    """The steps of a mechanism in order, or None where one is not defined (which other rules report)."""
    links: list[Link] = []
    for word in entry.steps:
        if word in PATHWAY_STEPS:
            links.append(_pathway_link(study, entry, word, links[-1] if links else None))
        elif word.startswith(BACKGROUND):
            known = study.registry.background.get(word)
            rule = RELATIONS.get(known.relation) if known else None
            if known is None or rule is None:
                return None
            links.append(Link(word, known.subject, known.object, rule.sign, known.aspect, rule.name))
        else:
            claim = study.claims.get(word)
            if claim is None or claim.rule is None or not claim.subject or not claim.object:
                return None
            aspect = claim.settled_aspect
            links.append(
                Link(word, claim.subject, claim.object, claim.rule.sign, aspect.value if aspect else "", claim.relation)
            )
    return links


def _pathway_link(study: StudyView, entry: MechanismEntry, word: str, before: Link | None) -> Link:
    subject = before.object if before else study.entity(entry.start)
    if word == "member":
        sign = study.registry.members.get((entry.end.id, subject))
    else:
        sign = study.registry.readouts.get((entry.end.id, subject, before.aspect if before else ""))
    return Link(word, subject, entry.end.id, sign, "", word)


Chain = tuple[str, MechanismEntry, list[Link], str]
"""A mechanism's key, its entry, its links, and the entity id of its start."""


def _chains(ctx: FileContext[StudyDocument]) -> list[Chain]:
    if ctx.chains is None:
        ctx.chains = list(_worked_out(ctx))
    return ctx.chains


def _worked_out(ctx: FileContext[StudyDocument]) -> Iterator[Chain]:
    for key, entry in ctx.document.mechanisms.items():
        links = chain(ctx.study, entry)
        start = ctx.study.entity(entry.start)
        if links and start:
            yield key, entry, links, start


def _short_circuit(links: list[Link], start: str, end: str) -> int | None:
    if len(links) < 2:
        return None
    return next((n for n, link in enumerate(links) if link.subject == start and link.object == end), None)


@file_rule("mechanism-step", "study")
def mechanism_step(ctx: Study) -> Iterator[Issue]:
    """A step is a claim with a direction, and none of its ends is a group that the paper does not resolve."""
    for key, entry, links, _ in _chains(ctx):
        for number, link in enumerate(links):
            at = ("mechanisms", key, "steps", number)
            rule = RELATIONS.get(link.relation)
            if link.word in PATHWAY_STEPS and number != len(entry.steps) - 1:
                yield Issue(at, f"{link.word} can only be the last step", "end the mechanism at the pathway")
            elif rule is not None and (not rule.step or rule.sign in {None, 0}):
                yield Issue(
                    at,
                    f"{rule.name} is never a step: it has no direction",
                    "leave it out, or take a claim that has one",
                )
            elif "UnresolvedGroup" in {ctx.study.label(link.subject), ctx.study.label(link.object)}:
                yield Issue(
                    at, "a group that is not resolved is never a step", "take a claim about one of its molecules"
                )


@file_rule("mechanism-pathway-edge", "study")
def mechanism_pathway_edge(ctx: Study) -> Iterator[Issue]:
    """A `member` or `readout` step has its edge in the pathway's file, for the aspect that the step before changes."""
    for key, entry, links, _ in _chains(ctx):
        for number, link in enumerate(links):
            if link.word not in PATHWAY_STEPS:
                continue
            at = ("mechanisms", key, "steps", number)
            before = links[number - 1] if number else None
            aspect = before.aspect if before else ""
            pathway, gene = ctx.registry.term(entry.end.id), ctx.study.name(link.subject)
            if link.sign is None:
                yield Issue(
                    at, _no_edge(ctx, link, entry.end.id, aspect, pathway, gene), _edge_hint(ctx, link, entry.end.id)
                )
            elif link.word == "member" and aspect and aspect not in MEMBER_ASPECTS:
                message = f"membership says what the amount or activity of {gene} does, not its {aspect}"
                yield Issue(at, message, _edge_hint(ctx, link, entry.end.id) or "add a readout to the pathway's file")


def _no_edge(ctx: Study, link: Link, pathway_id: str, aspect: str, pathway: str, gene: str) -> str:
    if link.word == "member":
        return f"{gene} is no member of {pathway}"
    known = sorted(a for p, e, a in ctx.registry.readouts if (p, e) == (pathway_id, link.subject))
    if known:
        return f"{gene} reads out {pathway} by {', '.join(known)}, not by {aspect or 'nothing'}"
    return f"{gene} is no readout of {pathway}"


def _edge_hint(ctx: Study, link: Link, pathway: str) -> str:
    if link.word == "readout" and (pathway, link.subject) in ctx.registry.members:
        return "it is a member: write `member`"
    if link.word == "member" and any(p == pathway and e == link.subject for p, e, _ in ctx.registry.readouts):
        return "it is a readout: write `readout`"
    return "add it to the pathway's file with its reference, or end the chain at a claim of this study"


@file_rule("mechanism-short-circuit", "study")
def mechanism_short_circuit(ctx: Study) -> Iterator[Issue]:
    """No single step goes from the start of a chain of several steps to its end."""
    for key, entry, links, start in _chains(ctx):
        number = _short_circuit(links, start, entry.end.id)
        if number is not None:
            at = ("mechanisms", key, "steps", number)
            yield Issue(
                at,
                f"step {links[number].word!r} goes from the start to the end of the whole",
                "put it under `spanned_by`",
            )


@file_rule("mechanism-join", "study")
def mechanism_join(ctx: Study) -> Iterator[Issue]:
    """A chain begins at its start, each step begins where the one before it ends, and the last ends at its end."""
    for key, entry, links, start in _chains(ctx):
        if _short_circuit(links, start, entry.end.id) is not None:
            continue
        name = ctx.study.name
        here = start
        for number, link in enumerate(links):
            at: At = ("mechanisms", key, "steps", number)
            if link.subject != here:
                what = "the chain starts at" if number == 0 else f"step {links[number - 1].word!r} ends at"
                yield Issue(
                    at,
                    f"step {link.word!r} begins at {name(link.subject)}, but {what} {name(here)}",
                    _bridge(ctx, here, link.subject),
                )
            here = link.object
        if here != entry.end.id:
            at = ("mechanisms", key, "end")
            hint = "" if links[-1].word in PATHWAY_STEPS else _pathway_hint(ctx, here, entry.end.id)
            yield Issue(at, f"the last step ends at {name(here)}, not at {name(entry.end.id)}", hint)


def _bridge(ctx: Study, here: str, there: str) -> str:
    keys = [key for key, c in ctx.study.claims.items() if c.subject == here and c.object == there]
    return f"claim {keys[0]!r} would join them" if keys else "add the claim that joins them, or split the mechanism"


def _pathway_hint(ctx: Study, entity: str, pathway: str) -> str:
    if (pathway, entity) in ctx.registry.members:
        return "add the step `member`"
    return "add the step `readout`" if _reads(ctx, entity, pathway) else ""


def _reads(ctx: Study, entity: str, pathway: str) -> bool:
    """Whether an entity is a member or readout of a pathway: what is measured of it stands for the pathway."""
    readouts = ctx.registry.readouts
    return (pathway, entity) in ctx.registry.members or any((p, e) == (pathway, entity) for p, e, _ in readouts)


@file_rule("mechanism-duplicate", "study")
def mechanism_duplicate(ctx: Study) -> Iterator[Issue]:
    """A file tells a chain once: no two mechanisms go over the same entities by the same changes."""
    first: dict[tuple[object, ...], str] = {}
    for key, _, links, start in _chains(ctx):
        # A step's key is only its name: what it changes, in what and how, makes it the step it is.
        told = (start, *((link.subject, link.object, link.aspect, link.sign) for link in links))
        if told in first:
            hint = f"keep one, with the spans and the statement of both; see {first[told]!r}"
            yield Issue(("mechanisms", key), f"mechanism {key!r} is the chain of {first[told]!r}", hint, key=True)
        first.setdefault(told, key)


@file_rule("mechanism-cycle", "study")
def mechanism_cycle(ctx: Study) -> Iterator[Issue]:
    """No entity stands twice in a chain."""
    for key, entry, links, start in _chains(ctx):
        if _short_circuit(links, start, entry.end.id) is not None:
            continue
        seen = {start}
        for number, link in enumerate(links):
            if link.object in seen:
                at = ("mechanisms", key, "steps", number)
                yield Issue(
                    at,
                    f"step {link.word!r} returns to {ctx.study.name(link.object)}",
                    "leave the loop out of the chain",
                )
                break
            seen.add(link.object)


@file_rule("mechanism-net", "study")
def mechanism_net(ctx: Study) -> Iterator[Issue]:
    """The net sign of a chain is the product of its steps' signs."""
    for key, entry, links, _ in _chains(ctx):
        signs = [_onward(ctx, link, links[n + 1] if n + 1 < len(links) else None) for n, link in enumerate(links)]
        stopped = next((link for link, s in zip(links, signs, strict=True) if s == 0 and link.sign), None)
        if stopped is not None:
            yield Issue(
                ("mechanisms", key, "net"),
                f"{stopped.aspect} of {stopped.object} does not say whether it is active, so the chain has no sign",
                "state it under `modifications` in its entity file, or end the chain there",
            )
        if any(s in {None, 0} for s in signs):
            continue
        net = Sign.of(prod(s for s in signs if s is not None))
        if net is not entry.net:
            told = ", ".join(f"{link.word} {'+' if s == 1 else '-'}" for link, s in zip(links, signs, strict=True))
            yield Issue(
                ("mechanisms", key, "net"),
                f"the steps give {net.value}, not {entry.net.value} ({told})",
                f"write {net.value}, or mend a step",
            )


def _onward(ctx: Study, link: Link, after: Link | None) -> int | None:
    """A step's sign as the next step meets it; 0 where a modification's effect on the protein is not known."""
    if link.sign is None or after is None or after.word == "readout" or not link.aspect:
        return link.sign
    entry = ctx.registry.entities.get(link.object)
    known = {Aspect(a): ModificationEffect(e) for a, e in dict(entry.modifications).items()} if entry else {}
    return onward(link.sign, Aspect(link.aspect), known)


@file_rule("mechanism-unmeasured", "study")
def mechanism_unmeasured(ctx: Study) -> Iterator[Issue]:
    """At least one step or span of a mechanism was measured in its study."""
    measured = {
        claim
        for item in ctx.document.evidence.values()
        if item.basis is Basis.MEASURED and item.outcome is Outcome.SUPPORT
        for claim in item.claims
    }
    for key, entry in ctx.document.mechanisms.items():
        if not measured & {*entry.steps, *entry.spanned_by}:
            message = f"no step or span of mechanism {key!r} was measured here"
            hint = "name a measured claim that covers it under `spanned_by`, or leave the mechanism out"
            yield Issue(("mechanisms", key), message, hint, key=True)


@file_rule("mechanism-span", "study")
def mechanism_span(ctx: Study) -> Iterator[Issue]:
    """A span is a measured claim, none of the steps, that begins and ends on the chain or at genes of its pathways."""
    measured = {c for e in ctx.document.evidence.values() if e.basis is Basis.MEASURED for c in e.claims}
    for key, entry, links, start in _chains(ctx):
        nodes = [start, *(link.object for link in links)]
        for number, word in enumerate(entry.spanned_by):
            claim = ctx.study.claims.get(word)
            if claim is None or not claim.subject or not claim.object:
                continue
            at = ("mechanisms", key, "spanned_by", number)
            if word in entry.steps:
                yield Issue(at, f"{word!r} is a step of this chain already", "delete it here")
            elif word not in measured:
                yield Issue(at, f"claim {word!r} was not measured in this study", "only measured claims span steps")
            elif off := [
                e for e in (claim.subject, claim.object) if e not in nodes and not any(_reads(ctx, e, n) for n in nodes)
            ]:
                yield Issue(
                    at,
                    f"{ctx.study.name(off[0])} is not on the chain",
                    "a span begins and ends at entities of the chain",
                )
