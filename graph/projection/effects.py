"""Rows of claims with their derived judgements, and the projected edges: exactly one per claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.projection.entities import keep, onward_sign
from graph.rows import EdgeRow, NodeRow, Value
from schema.contradictions import Contradiction
from schema.corpus import Claim, Corpus, Evidence, Study
from schema.grades import groups_of
from schema.judging import Judged, claim_name
from schema.ladder import counts
from schema.words import Aspect, Basis, Outcome, ReadDepth, Resolution

BASIS_ORDER = (Basis.MEASURED, Basis.INFERRED, Basis.BACKGROUND, Basis.HYPOTHESIS)


def pairs(study: Study) -> tuple[str, ...]:
    """ "study@disease" for each indication of the study; "study@" where it has none."""
    return tuple(f"{study.id}@{d}" for d in study.diseases) or (f"{study.id}@",)


def _pairs(items: tuple[Evidence, ...] | list[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({pair for e in items if e.entry.basis is not Basis.HYPOTHESIS for pair in pairs(e.study)}))


def _resolution(claim: Claim, items: tuple[Evidence, ...]) -> tuple[str, ...]:
    found = set()
    for e in items:
        for end in (claim.key.subject, claim.key.object):
            named = e.study.document.named_as.get(end)
            if named and named.resolution is not Resolution.EXACT:
                found.add(f"{end} {named.resolution.value}")
    return tuple(sorted(found))


def _summary(j: Judged) -> Mapping[str, Value | None]:
    everything = (*j.support, *j.against)
    # What somebody only supposes is kept and shown, but it supports nothing.
    support = tuple(e for e in j.support if e.entry.basis is not Basis.HYPOTHESIS)
    measured = [e for e in support if e.entry.basis is Basis.MEASURED]
    bases = {e.entry.basis for e in (j.support or j.aside_support)}
    return {
        "grade": j.grade.grade.value,
        "grade_rank": j.grade.rank,
        "grade_score": j.grade.score,
        "grade_parts": j.grade.parts_text(),
        "class": j.grade.claim_class.value,
        "levels": j.levels,
        "level": max(j.levels, default=0),
        "basis": next((b.value for b in BASIS_ORDER if b in bases), None),
        "n_support": len({e.study.id for e in support}),
        "n_refute": len({e.study.id for e in j.against if e.entry.outcome is Outcome.REFUTE}),
        "n_null": len({e.study.id for e in j.against if e.entry.outcome is Outcome.NULL}),
        "n_measured": len({e.study.id for e in measured}),
        "n_groups": len(groups_of(support)),
        "studies": tuple(sorted({e.study.id for e in everything})),
        "supporting_studies": tuple(sorted({e.study.id for e in support})),
        "against_studies": tuple(sorted({e.study.id for e in j.against})),
        "species": tuple(
            sorted({e.preparation.species.id for e in everything if e.preparation and e.preparation.species})
        ),
        "recipient_species": tuple(
            sorted({e.context.species.id for e in everything if e.context and e.context.species})
        ),
        "systems": tuple(sorted({e.context.system.value for e in measured if e.context and e.context.system})),
        "modes": tuple(sorted({m.value for e in everything for m in e.entry.mode})),
        "designs": tuple(sorted({d.value for e in j.support for d in e.entry.design})),
        "abstract_only": bool(j.support) and all(e.study.document.read is not ReadDepth.FULL_TEXT for e in j.support),
        "secondary_only": bool(j.support) and all(e.study.document.read is ReadDepth.SECONDARY for e in j.support),
        "resolution": _resolution(j.claim, (*j.support, *j.aside_support)),
        "retracted": j.retracted,
        "withdrawn": j.withdrawn,
        "set_aside": j.set_aside,
    }


def claim_rows(corpus: Corpus, j: Judged) -> Iterator[NodeRow | EdgeRow]:
    """The claim's node with its judgements, its ends, and its projected edge."""
    claim, key = j.claim, j.claim.key
    summary = _summary(j)
    common = keep(**summary)
    yield NodeRow(
        claim.id,
        ("Claim",),
        keep(
            name=claim_name(corpus, j),
            subject=key.subject,
            object=key.object,
            relation=j.relation,
            grades_without=j.grades_without,
            family=key.family,
            aspect=key.aspect,
            sign=key.number,
            onward=onward_sign(corpus, key.object, Aspect(key.aspect), key.number),
        )
        | common,
    )
    yield EdgeRow("HAS_SUBJECT", claim.id, key.subject, "", {})
    yield EdgeRow("HAS_OBJECT", claim.id, key.object, "", {})
    sign = key.number
    yield EdgeRow(
        j.relation,
        key.subject,
        key.object,
        claim.id,
        keep(
            kind="claim",
            claim=claim.id,
            sign=sign,
            onward=onward_sign(corpus, key.object, Aspect(key.aspect), sign),
            aspect=key.aspect,
            direct=j.direct,
            signals=tuple(sorted({v.signal.id for v in claim.vias if v.signal})),
            receptors=tuple(sorted({v.receptor.id for v in claim.vias if v.receptor})),
        )
        | common
        | {
            "reports": _pairs(j.support),
            "reports_retracted": _pairs(j.aside_support),
            "measured_in": _pairs([e for e in j.support if counts(e)]),
        },
    )


def conflict_rows(conflicts: tuple[Contradiction, ...]) -> Iterator[EdgeRow]:
    """CONTRADICTS edges; a claim with itself where its own evidence disagrees."""
    for x in conflicts:
        props = keep(
            kind=x.kind,
            context=x.context,
            differs_in=x.differs_in,
            evidence_a=x.evidence_a,
            evidence_b=x.evidence_b,
        )
        yield EdgeRow("CONTRADICTS", x.claim_a, x.claim_b, x.kind, props)
