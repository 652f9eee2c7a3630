"""Contradictions: claims that evidence both supports and opposes, with what differs between the sides (rule 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schema.corpus import Corpus, Evidence
from schema.words import Basis, DirectionTested, Outcome

DECISIVE = ("disease", "recipient_cell", "compartment", "priming", "time")
"""Fields that must agree for two items to have the same context."""

SHOWN = ("source", "species", "recipient_species", "system", "route", "dose", "isolation", "model")
"""Further fields that are told where they differ."""


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """Two sides that oppose each other.

    ``kind``: opposite_sign (two claims), refuted or null (one claim, ``claim_a == claim_b``). ``context`` is
    same_context or context_dependent; ``differs_in`` names the fields of the closest pair of items that are stated on
    both sides and differ. ``evidence_a`` supports ``claim_a``; ``evidence_b`` opposes it. All ids sorted.
    """

    claim_a: str
    claim_b: str
    kind: str
    context: str
    differs_in: tuple[str, ...]
    evidence_a: tuple[str, ...]
    evidence_b: tuple[str, ...]


def tested(item: Evidence) -> bool:
    """Whether an item may contradict or be contradicted: measured, and not set aside; a review's account counts too."""
    return item.entry.basis is Basis.MEASURED and not item.study.set_aside


def setting(item: Evidence, corpus: Corpus) -> Mapping[str, object]:
    """The comparable fields of one item; None where not stated (priming: empty where the product was not primed)."""
    preparation, context = item.preparation, item.context
    disease: object = None
    if context is not None and context.model:
        disease = corpus.disease_of_model(context.model)
    elif context is not None and context.disease is not None:
        disease = context.disease.id
    if disease is None and len(item.study.diseases) == 1:
        disease = item.study.diseases[0]
    dose = context.dose if context else None
    return {
        "disease": disease,
        "recipient_cell": context.recipient_cell.id if context and context.recipient_cell else None,
        "compartment": context.compartment.id if context and context.compartment else None,
        "priming": tuple(sorted(p.agent.id for p in preparation.priming)) if preparation else None,
        "time": item.entry.readout.time if item.entry.readout else None,
        "source": preparation.source.id if preparation and preparation.source else None,
        "species": preparation.species.id if preparation and preparation.species else None,
        "recipient_species": context.species.id if context and context.species else None,
        "system": context.system if context else None,
        "route": context.route if context else None,
        "dose": (dose.value, dose.unit) if dose else None,
        "isolation": (tuple(sorted(preparation.isolation)) or None) if preparation else None,
        "model": context.model if context else None,
    }


def differing(a: Mapping[str, object], b: Mapping[str, object]) -> tuple[str, ...]:
    """Fields that both settings state and that differ, in the order of ``DECISIVE`` then ``SHOWN``."""
    return tuple(f for f in (*DECISIVE, *SHOWN) if a[f] is not None and b[f] is not None and a[f] != b[f])


def opposes(item: Evidence, sign: int | None) -> bool:
    """Whether a null or refuting item speaks against a claim of this sign; a null must have looked that way."""
    if item.entry.outcome is Outcome.REFUTE:
        return True
    if item.entry.outcome is not Outcome.NULL:
        return False
    looked = item.entry.direction_tested
    return (
        looked in {None, DirectionTested.EITHER} or sign not in {1, -1} or (looked is DirectionTested.UP) == (sign == 1)
    )


def _pair(kind: str, a: tuple[str, list[Evidence]], b: tuple[str, list[Evidence]], corpus: Corpus) -> Contradiction:
    closest: tuple[str, ...] | None = None
    for left in a[1]:
        for right in b[1]:
            fields = differing(setting(left, corpus), setting(right, corpus))
            if left.study.id == right.study.id and left.entry.preparation != right.entry.preparation:
                fields = (*fields, "preparation")
            rank = (len(set(fields) & set(DECISIVE)), len(fields), fields)
            if closest is None or rank < (len(set(closest) & set(DECISIVE)), len(closest), closest):
                closest = fields
    fields = closest or ()
    context = "context_dependent" if set(fields) & set(DECISIVE) else "same_context"
    return Contradiction(
        a[0], b[0], kind, context, fields, tuple(sorted(e.id for e in a[1])), tuple(sorted(e.id for e in b[1]))
    )


def contradictions(corpus: Corpus) -> tuple[Contradiction, ...]:
    """Every contradiction among measured evidence that is not set aside, sorted; opposite claims once (+ before -)."""
    found: list[Contradiction] = []
    for claim in corpus.claims.values():
        items = [e for e in corpus.evidence_of[claim.id] if tested(e)]
        support = [e for e in items if e.entry.outcome is Outcome.SUPPORT]
        if not support:
            continue
        for kind, outcome in (("refuted", Outcome.REFUTE), ("null", Outcome.NULL)):
            against = [e for e in items if e.entry.outcome is outcome and opposes(e, claim.key.number)]
            if against:
                found.append(_pair(kind, (claim.id, support), (claim.id, against), corpus))
        opposite = claim.key.opposite
        if claim.key.sign == "+" and opposite and opposite.id in corpus.claims:
            other = _supporting(corpus.evidence_of[opposite.id])
            if other:
                found.append(_pair("opposite_sign", (claim.id, support), (opposite.id, other), corpus))
    return tuple(sorted(found))


def _supporting(items: Iterable[Evidence]) -> list[Evidence]:
    return [e for e in items if tested(e) and e.entry.outcome is Outcome.SUPPORT]
