"""The domain's values: what a checked set of curation files means, validated, frozen and in a total order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schema.documents import (
    BackgroundDocument,
    Context,
    EntityDocument,
    EvidenceEntry,
    PaperDocument,
    PathwayDocument,
    Preparation,
    StudyDocument,
    TrialDocument,
    Via,
)
from schema.products import PRODUCT_NAMES, ProductEntity
from schema.vocabulary import RELATIONS, Family
from schema.words import Aspect, CurationStatus, NoticeKind, Sign


def local_id(kind: str, *parts: str) -> str:
    """A stable local identifier: ``exomech:<kind>-<12 hex digits of the SHA-256 of the parts>``."""
    digest = hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
    return f"exomech:{kind}-{digest[:12]}"


@dataclass(frozen=True, slots=True, order=True)
class ClaimKey:
    """What makes two statements the same claim; ``sign`` is "+", "-", "0" (direction not known) or "" (structural)."""

    subject: str
    family: str
    object: str
    aspect: str
    sign: str

    @classmethod
    def of(cls, subject: str, relation: str, object_: str, aspect: Aspect) -> ClaimKey:
        """The key of a statement with entity ids for subject and object; raises KeyError for an unknown relation."""
        rule = RELATIONS[relation]
        sign = "" if rule.sign is None else {1: "+", -1: "-", 0: "0"}[rule.sign]
        return cls(subject, rule.family.value, object_, aspect.value, sign)

    @property
    def id(self) -> str:
        """The claim's id, the same in every build and whatever the file order."""
        return local_id("claim", self.subject, self.family, self.object, self.aspect, self.sign)

    @property
    def opposite(self) -> ClaimKey | None:
        """The key of the claim that says the contrary, where a sign has one."""
        flipped = {"+": "-", "-": "+"}.get(self.sign)
        return ClaimKey(self.subject, self.family, self.object, self.aspect, flipped) if flipped else None

    @property
    def number(self) -> int | None:
        """The sign as +1, -1, 0, or None for a structural claim."""
        return {"+": 1, "-": -1, "0": 0}.get(self.sign)

    @property
    def relation(self) -> str:
        """The relation that names the claim: family and sign (TARGETS is decided by the evidence)."""
        for rule in RELATIONS.values():
            if rule.name != "TARGETS" and rule.family == self.family and rule.sign == self.number:
                return rule.name
        raise ValueError(f"no relation of family {self.family} has sign {self.sign!r}")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the corpus, with what its statements add to the key."""

    key: ClaimKey
    vias: tuple[Via, ...] = ()

    @property
    def id(self) -> str:
        """See ``ClaimKey.id``."""
        return self.key.id

    @property
    def family(self) -> Family:
        """The relation family."""
        return Family(self.key.family)


@dataclass(frozen=True)
class Study:
    """A study with its preparations and contexts resolved."""

    id: str
    document: StudyDocument
    preparations: Mapping[str, Preparation]
    contexts: Mapping[str, Context]
    claim_ids: Mapping[str, str]
    """Local key of each claim to its claim id."""

    @cached_property
    def retracted(self) -> bool:
        """Whether a retraction notice stands."""
        return any(n.kind is NoticeKind.RETRACTION for n in self.document.notices)

    @property
    def withdrawn(self) -> bool:
        """Whether its curators took the record back; of the paper that says nothing."""
        return self.document.curation.status is CurationStatus.WITHDRAWN

    @cached_property
    def set_aside(self) -> bool:
        """Whether it is kept, but is in no default answer and feeds no grade: retracted, or its record withdrawn."""
        return self.retracted or self.withdrawn

    @cached_property
    def diseases(self) -> tuple[str, ...]:
        """Ids of the indications, sorted."""
        return tuple(sorted({t.id for t in self.document.indications}))

    @property
    def name(self) -> str:
        """First author and year, or the id where the author was not read."""
        author = self.document.first_author
        return f"{author} {self.document.year}" if author else f"{self.id} ({self.document.year})"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One experiment of one study."""

    id: str
    study: Study
    key: str
    entry: EvidenceEntry
    claims: tuple[str, ...]

    @property
    def preparation(self) -> Preparation | None:
        """The resolved preparation used."""
        return self.study.preparations[self.entry.preparation] if self.entry.preparation else None

    @property
    def subjects(self) -> frozenset[str]:
        """Entity ids that its claims name as their subject; a preparation is none."""
        named = (self.study.document.claims[key].subject for key in self.entry.claims)
        return frozenset(name.partition(" ")[0] for name in named if ":" in name)

    @property
    def context(self) -> Context | None:
        """The resolved context."""
        return self.study.contexts[self.entry.context] if self.entry.context else None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a mechanism: a claim, a background step, or the pathway's own ``member`` or ``readout`` edge."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Mechanism:
    """An ordered chain of one study."""

    id: str
    study: Study
    key: str
    start: str
    end: str
    steps: tuple[Step, ...]
    net: Sign
    spanned_by: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """Everything that a build holds, each mapping sorted by key."""

    entities: Mapping[str, EntityDocument]
    products: Mapping[str, ProductEntity]
    studies: Mapping[str, Study]
    claims: Mapping[str, Claim]
    evidence: tuple[Evidence, ...]
    mechanisms: tuple[Mechanism, ...]
    pathways: Mapping[str, PathwayDocument]
    background: Mapping[str, BackgroundDocument]
    trials: Mapping[str, TrialDocument]
    papers: Mapping[str, PaperDocument] = field(default_factory=dict)
    """Papers behind background knowledge that are no studies here."""
    data_version: str = "0"
    releases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines of each earlier release, by its version: claim, sign, grade, status and often name, tab between them."""

    @cached_property
    def evidence_of(self) -> Mapping[str, tuple[Evidence, ...]]:
        """Evidence of each claim id, sorted by evidence id."""
        found: dict[str, list[Evidence]] = {claim: [] for claim in self.claims}
        for item in self.evidence:
            for claim in item.claims:
                found[claim].append(item)
        return {claim: tuple(items) for claim, items in found.items()}

    def label_of(self, entity: str) -> str:
        """The primary node label of an entity or product; raises KeyError for an unknown id."""
        product = self.products.get(entity)
        return product.label if product and entity not in self.entities else self.entities[entity].label

    def name_of(self, entity: str) -> str:
        """A name that people read, for an entity or product; raises KeyError for an unknown id."""
        if entity in self.entities:
            return self.entities[entity].name
        return product_name(self.products[entity], self.entities)

    def disease_of_model(self, model: str) -> str | None:
        """The disease that a model of the registry stands for."""
        record = self.entities.get(model)
        return record.models.id if record and record.models else None


def short_name(entity: EntityDocument) -> str:
    """The first preferred name, else the name."""
    return entity.preferred_for[0] if entity.preferred_for else entity.name


def product_name(product: ProductEntity, entities: Mapping[str, EntityDocument]) -> str:
    """Such as "BM-MSC vesicles with hsa-miR-146a-5p"."""

    def called(identifier: str) -> str:
        record = entities.get(identifier)
        return record.name if record else identifier

    source = entities.get(product.source)
    name = f"{short_name(source) if source else product.source} {PRODUCT_NAMES[product.product]}"
    if product.gained:
        name += " with " + ", ".join(called(g) for g in product.gained)
    if product.lost:
        name += " without " + ", ".join(called(g) for g in product.lost)
    return name
