"""What a study, claim or trial is about: diseases with their kinds, pathways of claims, cargo, and kinds of study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from schema.corpus import Claim, Corpus, Evidence, Study
from schema.ladder import counts
from schema.vocabulary import PRODUCT, Family
from schema.words import Mode, Outcome, Product, StudyType

REVIEW_DISEASES: Mapping[str, tuple[str, ...]] = {
    "acute kidney injury": ("MONDO:0002492",),
    "lung injury, ARDS": ("MONDO:0006502", "MONDO:0015796"),
    "osteoarthritis": ("MONDO:0005178",),
    "rheumatoid arthritis": ("MONDO:0008383",),
    "inflammatory bowel disease": ("MONDO:0005265",),
}
"""The five diseases of the reference review (doi:10.2147/IJN.S355366)."""

CELL_MODES = frozenset(
    {Mode.SOLUBLE_FACTOR, Mode.CELL_CONTACT, Mode.MITOCHONDRIAL_TRANSFER, Mode.HOMING, Mode.DIFFERENTIATION}
)
"""Ways of the MSC itself to act."""

CELL_PRODUCTS = frozenset({Product.CELLS, Product.SECRETOME})
VESICLES = frozenset({Product.EV, Product.APOPTOTIC_EV, Product.NANOVESICLE})
CARRIAGE = frozenset({Family.CARRIES, Family.LOADED_WITH})
_CROSSED = CARRIAGE | {Family.REGULATES, Family.SPONGES, Family.SEVERITY}


class Scopes:
    """Look-ups over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._children: dict[str, set[str]] = defaultdict(set)
        for entity in corpus.entities.values():
            for parent in entity.parents:
                self._children[parent.id].add(entity.entity)

    def kinds(self, *diseases: str) -> frozenset[str]:
        """The diseases and everything below them in the registry."""
        found: set[str] = set()
        queue = list(diseases)
        while queue:
            here = queue.pop()
            if here not in found:
                found.add(here)
                queue += self._children.get(here, ())
        return frozenset(found)

    def studies_of(self, *diseases: str) -> list[Study]:
        """Studies indicated for a disease or one of its kinds."""
        scope = self.kinds(*diseases)
        return [s for s in self.corpus.studies.values() if scope & set(s.diseases)]

    @cached_property
    def pathways(self) -> Mapping[str, frozenset[str]]:
        """Pathways by entity: itself, or those of which it is a member or readout."""
        found: dict[str, set[str]] = defaultdict(set)
        for record in self.corpus.entities.values():
            if record.label == "Pathway":
                found[record.entity].add(record.entity)
        for pathway in self.corpus.pathways.values():
            for entity in (*(m.entity for m in pathway.members), *(r.entity for r in pathway.readouts)):
                found[entity.id].add(pathway.pathway.id)
        return {entity: frozenset(ids) for entity, ids in found.items()}

    @cached_property
    def carried(self) -> frozenset[str]:
        """Everything that some product carries or is loaded with."""
        return frozenset(c.key.object for c in self.corpus.claims.values() if c.family in CARRIAGE)

    def pathways_of(self, claim: Claim) -> frozenset[str]:
        """The pathways that a claim is on; none for carriage."""
        if claim.family in CARRIAGE or claim.family not in _CROSSED:
            return frozenset()
        return self.pathways.get(claim.key.object, frozenset())

    def cargo_of(self, claim: Claim) -> str | None:
        """The cargo that a claim is about: carried, or acting and carried by some product."""
        if claim.family in CARRIAGE:
            return claim.key.object
        if claim.family not in _CROSSED or self.corpus.label_of(claim.key.subject) in PRODUCT:
            return None
        return claim.key.subject if claim.key.subject in self.carried else None

    @cached_property
    def measured(self) -> Mapping[str, tuple[Study, ...]]:
        """Studies whose measurements support a claim, by claim; claims without any are left out."""
        found = {}
        for claim, items in self.corpus.evidence_of.items():
            studies = {e.study.id: e.study for e in items if counts(e) and e.entry.outcome is Outcome.SUPPORT}
            if studies:
                found[claim] = tuple(studies[s] for s in sorted(studies))
        return found


def against(study: Study, evidence: Iterable[Evidence]) -> bool:
    """Whether a study holds a null or refuting result, or an argued doubt. ``evidence``: its own."""
    d = study.document
    doubts = bool(d.critiques) or d.type is StudyType.CRITIQUE
    return doubts or any(e.entry.outcome is not Outcome.SUPPORT for e in evidence)


def about_cells(study: Study) -> bool:
    """Whether a study gave cells or their secretome and shows a way of the MSC itself to act."""
    given = any(p.product in CELL_PRODUCTS for p in study.preparations.values())
    return given and any(CELL_MODES & set(e.mode) for e in study.document.evidence.values())


def about_delivery(study: Study) -> bool:
    """Whether a study put a cargo or drug into its product, or a targeting ligand on it."""
    return any(p.loading or p.ligand is not None for p in study.preparations.values())
