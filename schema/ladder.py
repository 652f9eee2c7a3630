"""The ladder: how far a cargo's role was followed from presence in the vesicle to effect in the living animal (rule 2).

L1 the cargo was detected in the vesicle; L2 it reaches or rises in the recipient; L3 it engages its target (reporter
with mutant site, CLIP, pulldown); L4 its gain or loss at donor or vesicle changes the effect; L5 the same in vivo. A
mimic put into the recipient gives no level, and priming is no gain. Of cargo that was only changed together with other
cargo nothing is proven.
"""

from __future__ import annotations

from collections.abc import Iterable

from schema.corpus import Claim, Evidence
from schema.documents import Perturbed
from schema.vocabulary import CARGO, Family
from schema.words import (
    ENGAGEMENT_DESIGNS,
    Basis,
    Design,
    Outcome,
    PerturbationEffect,
    ReadDepth,
    Site,
    System,
)

LIVING = frozenset({System.IN_VIVO, System.CLINICAL})
DONOR_SIDE = frozenset({Site.DONOR, Site.VESICLE})


def counts(item: Evidence) -> bool:
    """Whether an evidence item may feed levels and grades: measured, read in the paper itself, and not set aside."""
    return (
        item.entry.basis is Basis.MEASURED
        and not item.study.set_aside
        and item.study.document.read is not ReadDepth.SECONDARY
    )


def in_vivo(item: Evidence) -> bool:
    """Whether the item was measured in animals or patients."""
    return item.context is not None and item.context.system in LIVING


def alone(item: Evidence, change: Perturbed) -> bool:
    """Whether the experiment changed this entity by itself.

    False where it changed another subject of its own claims in the same way (gain or loss) at the same site: what came
    of it may be due to either. A target put back while the cargo is added is no such case.
    """
    subjects = item.subjects
    return change.entity.id not in subjects or not any(
        other.entity.id != change.entity.id
        and other.entity.id in subjects
        and (other.change, other.at) == (change.change, change.at)
        for other in item.entry.perturbed
    )


def donor_changes(item: Evidence, entity: str) -> frozenset[str]:
    """The changes ("gain", "loss") of ``entity`` at donor or vesicle that the item shows to matter to the effect.

    A change counts where the item says what became of the effect: lost, reduced, enhanced or reversed, against the
    vesicles that were not so changed; and where nothing else that is claimed was changed with it (``alone``). An
    engineered preparation that was held against no such vesicles shows that the preparation acts, not that this cargo
    does.
    """
    return frozenset(
        p.change.value
        for p in item.entry.perturbed
        if p.entity.id == entity
        and p.at in DONOR_SIDE
        and p.effect is not None
        and p.effect is not PerturbationEffect.UNCHANGED
        and alone(item, p)
    )


def levels(claim: Claim, subject_label: str, evidence: Iterable[Evidence]) -> tuple[int, ...]:
    """The ladder levels (1 to 5, ascending, gaps kept) that the supporting evidence of a claim reaches.

    Claims whose subject is no cargo have none, except carriage (L1) and delivery (L2).
    """
    found: set[int] = set()
    for item in evidence:
        if not counts(item) or item.entry.outcome is not Outcome.SUPPORT:
            continue
        if claim.family is Family.CARRIES:
            found.add(1)
        if claim.family is Family.DELIVERED_TO and subject_label in CARGO:
            found.add(2)
        if claim.family not in {Family.REGULATES, Family.SEVERITY, Family.SPONGES} or subject_label not in CARGO:
            continue
        designs = set(item.entry.design)
        if Design.UPTAKE in designs:
            found.add(2)
        if claim.family is not Family.SEVERITY and designs & ENGAGEMENT_DESIGNS:
            found.add(3)
        if donor_changes(item, claim.key.subject):
            found.add(4)
            if in_vivo(item):
                found.add(5)
    return tuple(sorted(found))
