"""Grades: how strongly the evidence bears a claim, by a published rule whose parts are shown (rule 2).

By class of claim, points are added for each part; <= 1 weak, 2-3 moderate, >= 4 strong. A part that could not be read
is ``open`` and counts nothing: an abstract tells what it tells, and what it leaves out may stand in the text. A same-
context contradiction takes one point away. What one laboratory alone shows is at most moderate, and so is a cargo
effect without loss evidence; a claim with no measured support is at most weak; a claim that only null or refuting
evidence speaks to is ``unsupported``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schema.corpus import Claim, Corpus, Evidence
from schema.ladder import DONOR_SIDE, LIVING, alone, counts, donor_changes, in_vivo
from schema.reporting import reporting_score
from schema.scale import GRADE_ORDER, ClaimClass, Grade
from schema.vocabulary import PRODUCT, Family
from schema.words import (
    ENGAGEMENT_DESIGNS,
    Basis,
    Design,
    Outcome,
    PerturbationEffect,
    QuantityKind,
    ReadDepth,
    Site,
)

GOOD_REPORTING = 0.6
MODERATE_AT = 2
STRONG_AT = 4
TWO = 2
DIMINISHED = frozenset({PerturbationEffect.LOST, PerturbationEffect.REDUCED, PerturbationEffect.REVERSED})
RECIPIENT_SIDE = frozenset({Site.RECIPIENT, Site.ANIMAL})
CARRIAGE_FAMILIES = frozenset({Family.CARRIES, Family.LOADED_WITH, Family.RELEASES, Family.LOADS, Family.DELIVERED_TO})

SETTLED = frozenset({"two_groups", "correlation_only"})
"""Parts that a full text would not earn: the laboratories have a rule of their own, and this one takes a point away."""

Part = int | None
"""1 (or -1 for a deduction) where it holds, 0 where not, None where open: it may stand in a text that was not read."""


@dataclass(frozen=True, slots=True)
class GradeReport:
    """A grade with its parts, in the order of the rule."""

    grade: Grade
    score: int
    claim_class: ClaimClass
    parts: Mapping[str, Part]
    at_best: Grade
    """The grade if every open part turned out to hold; deductions stay."""

    @property
    def rank(self) -> int:
        """0 unsupported, 1 weak, 2 moderate, 3 strong."""
        return GRADE_ORDER.index(self.grade)

    def parts_text(self) -> tuple[str, ...]:
        """The parts as ``name=1``, ``name=0`` or ``name=open``."""
        return tuple(f"{name}={'open' if value is None else value}" for name, value in self.parts.items())


def class_of(claim: Claim, subject_label: str) -> ClaimClass:
    """The class of a claim, which decides its rule."""
    if claim.family in CARRIAGE_FAMILIES:
        return ClaimClass.CARRIAGE
    if claim.family is Family.BINDS:
        return ClaimClass.STRUCTURAL
    return ClaimClass.PRODUCT_OUTCOME if subject_label in PRODUCT else ClaimClass.CARGO_EFFECT


def groups_of(items: Sequence[Evidence]) -> frozenset[str]:
    """The senior laboratories behind the items, as stated."""
    return frozenset(g for e in items for g in e.study.document.groups[:1])


def _independent(items: Sequence[Evidence]) -> Part:
    studies = {e.study.id for e in items}
    if len(studies) < TWO:
        return 0
    if len(groups_of(items)) >= TWO:
        return 1
    return None if any(not e.study.document.groups for e in items) else 0


def _reporting(items: Sequence[Evidence]) -> Part:
    scores = [s for s in (reporting_score(e.study) for e in items) if s is not None]
    return None if not scores else int(max(scores) >= GOOD_REPORTING)


def _any(items: Sequence[Evidence], test: Callable[[Evidence], bool]) -> int:
    return int(any(test(e) for e in items))


def _engagement(items: Sequence[Evidence]) -> Part:
    if any(set(e.entry.design) & ENGAGEMENT_DESIGNS for e in items):
        return 1
    partly = any(Design.REPORTER in e.entry.design and e.study.document.read is ReadDepth.ABSTRACT for e in items)
    return None if partly else 0


def _loss_in_vivo(item: Evidence, subject: str) -> bool:
    return in_vivo(item) and any(
        p.effect in DIMINISHED
        for p in item.entry.perturbed
        if p.entity.id == subject and p.change == "loss" and p.at in DONOR_SIDE and alone(item, p)
    )


def _cargo_effect(claim: Claim, items: Sequence[Evidence]) -> dict[str, Part]:
    subject = claim.key.subject
    changes = frozenset[str]().union(*(donor_changes(e, subject) for e in items)) if items else frozenset()
    return {
        "direct_engagement": _engagement(items),
        "gain_or_loss": int(bool(changes)),
        "gain_and_loss": int(changes >= {"gain", "loss"}),
        "in_vivo_loss_or_rescue": _any(items, lambda e: _loss_in_vivo(e, subject)),
        "target_perturbed": _any(
            items,
            lambda e: any(
                p.at in RECIPIENT_SIDE and p.entity.id != subject and p.effect in DIMINISHED and alone(e, p)
                for p in e.entry.perturbed
            ),
        ),
        "two_groups": _independent(items),
        "reporting": _reporting(items),
        "correlation_only": -int(bool(items) and all(set(e.entry.design) == {Design.CORRELATION_ONLY} for e in items)),
    }


def _product_outcome(items: Sequence[Evidence]) -> dict[str, Part]:
    models = {e.context.model for e in items if e.context and e.context.model}
    return {
        "controlled_in_vivo": _any(
            items, lambda e: e.context is not None and e.context.system in LIVING and e.context.comparator is not None
        ),
        "dose_response_or_two_models": int(
            _any(items, lambda e: Design.DOSE_RESPONSE in e.entry.design) or len(models) >= TWO
        ),
        "vesicle_depleted_control": _any(items, lambda e: Design.VESICLE_DEPLETED_CONTROL in e.entry.design),
        "randomised_and_blinded": _any(items, lambda e: {Design.RANDOMISED, Design.BLINDED} <= set(e.entry.design)),
        "two_groups": _independent(items),
        "reporting": _reporting(items),
    }


def _carriage(claim: Claim, items: Sequence[Evidence]) -> dict[str, Part]:
    methods = {e.entry.readout.method.casefold() for e in items if e.entry.readout and e.entry.readout.method}
    counted = any(
        q.entity is not None and q.entity.id == claim.key.object and q.kind is not QuantityKind.FOLD_CHANGE
        for e in items
        for q in e.study.document.quantities.values()
    )
    return {
        "two_methods": int(len(methods) >= TWO),
        "protection_assay": _any(items, lambda e: Design.RNASE_PROTECTION in e.entry.design),
        "quantified": int(counted or _any(items, lambda e: Design.QUANTIFICATION in e.entry.design)),
        "two_groups": _independent(items),
        "reporting": _reporting(items),
    }


def _unread_open(parts: Mapping[str, Part], items: Sequence[Evidence]) -> dict[str, Part]:
    """The parts, with those not earned open where no study behind the items was read in full: not seen is not "no"."""
    unread = bool(items) and all(e.study.document.read is not ReadDepth.FULL_TEXT for e in items)
    return {n: None if unread and value == 0 and n not in SETTLED else value for n, value in parts.items()}


def grade(claim: Claim, corpus: Corpus, *, contradicted_in_same_context: bool, without: str = "") -> GradeReport:
    """The grade of a claim from all of its evidence that is not set aside, and not of the study ``without``.

    Background and hypotheses add nothing. A claim all of whose support is set aside is ``unsupported`` here; the
    projection marks it and default answers leave it out.
    """
    evidence = [e for e in corpus.evidence_of[claim.id] if not e.study.set_aside and e.study.id != without]
    support = [e for e in evidence if e.entry.outcome is Outcome.SUPPORT and e.entry.basis is not Basis.HYPOTHESIS]
    measured = [e for e in support if counts(e)]
    kind = class_of(claim, corpus.label_of(claim.key.subject))
    if kind is ClaimClass.CARRIAGE:
        parts = _carriage(claim, measured)
    elif kind is ClaimClass.PRODUCT_OUTCOME:
        parts = _product_outcome(measured)
    elif kind is ClaimClass.CARGO_EFFECT:
        parts = _cargo_effect(claim, measured)
    else:
        parts = {"two_groups": _independent(measured), "reporting": _reporting(measured)}
    # Where nothing was measured, what was read of the other support says whether a measurement may stand unread.
    parts = _unread_open(parts, measured or support)
    parts["same_context_contradiction"] = -int(contradicted_in_same_context)
    lost = any("loss" in donor_changes(e, claim.key.subject) for e in measured)
    known = (bool(support), bool(measured), kind)
    granted = {name: 1 if value is None else value for name, value in parts.items()}
    # Both gain and loss, where granted, is the loss evidence that a strong cargo effect needs.
    best = _verdict(granted, *known, lost or granted.get("gain_and_loss") == 1)
    score = sum(value or 0 for value in parts.values())
    return GradeReport(_verdict(parts, *known, lost), score, kind, parts, best)


def _verdict(parts: Mapping[str, Part], support: bool, measured: bool, kind: ClaimClass, lost: bool) -> Grade:
    """The grade that parts give; ``lost``: taking the subject away changed something."""
    score = sum(value or 0 for value in parts.values())
    if not support:
        return Grade.UNSUPPORTED
    if not measured or score < MODERATE_AT:
        return Grade.WEAK
    replicated = parts["two_groups"] == 1
    if score < STRONG_AT or not (replicated and (lost or kind is not ClaimClass.CARGO_EFFECT)):
        return Grade.MODERATE
    return Grade.STRONG
