"""Every claim of a corpus judged: grade, ladder levels, directness and what is set aside, from the published rules."""

from __future__ import annotations

from dataclasses import dataclass

from schema.contradictions import Contradiction, contradictions
from schema.corpus import Claim, Corpus, Evidence
from schema.grades import GradeReport, grade
from schema.ladder import levels
from schema.vocabulary import RELATIONS
from schema.words import DIRECT_DESIGNS, Aspect, Basis, Outcome


@dataclass(frozen=True)
class Judged:
    """A claim with everything that is derived from its evidence."""

    claim: Claim
    grade: GradeReport
    levels: tuple[int, ...]
    direct: bool
    support: tuple[Evidence, ...]
    """Supporting items of studies that are not set aside."""
    aside_support: tuple[Evidence, ...]
    """Those of studies that are: retracted, or their record withdrawn."""
    against: tuple[Evidence, ...]
    grades_without: tuple[str, ...]
    """"study=grade" for each supporting study, where another one remains: the grade if that study fell."""

    @property
    def set_aside(self) -> bool:
        """All support comes from studies that are set aside."""
        return bool(self.aside_support) and not self.support

    @property
    def retracted(self) -> bool:
        """All support comes from retracted studies."""
        return self.set_aside and all(e.study.retracted for e in self.aside_support)

    @property
    def withdrawn(self) -> bool:
        """All support is set aside, and some of it only because its record was withdrawn."""
        return self.set_aside and not self.retracted

    @property
    def relation(self) -> str:
        """The projected type: TARGETS where a miRNA's binding of a gene was tested, else by family and sign."""
        return "TARGETS" if self.direct else self.claim.key.relation


def claim_name(corpus: Corpus, j: Judged) -> str:
    """Such as "hsa-miR-146a-5p TARGETS TRAF6 (amount)"."""
    key = j.claim.key
    return f"{corpus.name_of(key.subject)} {j.relation} {corpus.name_of(key.object)} ({key.aspect})"


def judge(corpus: Corpus) -> tuple[dict[str, Judged], tuple[Contradiction, ...]]:
    """Every claim judged, by id, and the corpus's contradictions."""
    conflicts = contradictions(corpus)
    same = {c for x in conflicts if x.context == "same_context" for c in (x.claim_a, x.claim_b)}
    judged = {}
    for claim in corpus.claims.values():
        evidence = corpus.evidence_of[claim.id]
        support = [e for e in evidence if e.entry.outcome is Outcome.SUPPORT]
        living = tuple(e for e in support if not e.study.set_aside)
        label = corpus.label_of(claim.key.subject)
        targets = RELATIONS["TARGETS"]
        direct = (
            claim.key.family == targets.family
            and claim.key.number == targets.sign
            and claim.key.aspect == Aspect.AMOUNT
            and label in targets.domain
            and corpus.label_of(claim.key.object) in targets.range
            and any(set(e.entry.design) & DIRECT_DESIGNS and e.entry.basis is Basis.MEASURED for e in living or support)
        )
        judged[claim.id] = Judged(
            claim,
            grade(claim, corpus, contradicted_in_same_context=claim.id in same),
            levels(claim, label, evidence),
            direct,
            living,
            tuple(e for e in support if e.study.set_aside),
            tuple(e for e in evidence if e.entry.outcome is not Outcome.SUPPORT and not e.study.set_aside),
            _without(claim, corpus, living, claim.id in same),
        )
    return judged, conflicts


def _without(claim: Claim, corpus: Corpus, living: tuple[Evidence, ...], conflict: bool) -> tuple[str, ...]:
    studies = sorted({e.study.id for e in living})
    if len(studies) == 1:
        return ()
    reports = {s: grade(claim, corpus, contradicted_in_same_context=conflict, without=s) for s in studies}
    return tuple(f"{study}={report.grade.value}" for study, report in reports.items())
