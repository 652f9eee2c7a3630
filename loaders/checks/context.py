"""What a rule sees: one file's document with the registry beside it, a study worked out, and the corpus as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from loaders.checks.walking import Found
from loaders.places import At
from loaders.registry import Registry
from schema.curie import Term, is_curie
from schema.documents import BackgroundDocument, Context, Preparation, StudyDocument, TrialDocument
from schema.inheritance import LikeError, resolve
from schema.parts import Document
from schema.products import ProductEntity, product_of, trial_product
from schema.vocabulary import ASPECTS, RELATIONS, Relation
from schema.words import Aspect

D = TypeVar("D", bound=Document)


class Statement(NamedTuple):
    """A subject, relation and object wherever a file states one; ids are empty where they cannot be worked out."""

    at: At
    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    aspect: Aspect | None

    @property
    def rule(self) -> Relation | None:
        """The relation's definition, None for an unknown one."""
        return RELATIONS.get(self.relation)

    @property
    def settled_aspect(self) -> Aspect | None:
        """The aspect as written, else the only one of the family, else None."""
        if self.aspect is not None or self.rule is None:
            return self.aspect
        allowed = ASPECTS[self.rule.family]
        return next(iter(allowed)) if len(allowed) == 1 else None


class StudyView:
    """A study with ``like`` resolved, products named, and each claim's ends as entity ids."""

    def __init__(self, document: StudyDocument, registry: Registry) -> None:
        self.document = document
        self.registry = registry
        self.like_errors: list[tuple[str, str, str]] = []
        """Section, key and message of each ``like`` that leads nowhere or in a circle."""
        self.preparations: dict[str, Preparation] = {}
        self.contexts: dict[str, Context] = {}
        for key in document.preparations:
            try:
                self.preparations[key] = resolve(document.preparations, key)
            except LikeError as error:
                self._like_error("preparations", error)
        for key in document.contexts:
            try:
                self.contexts[key] = resolve(document.contexts, key)
            except LikeError as error:
                self._like_error("contexts", error)
        self.products: dict[str, ProductEntity] = {
            key: product_of(p) for key, p in self.preparations.items() if p.product is not None and p.source is not None
        }
        self._labels = {product.id: product.label for product in self.products.values()}

    def _like_error(self, section: str, error: LikeError) -> None:
        row = (section, error.key, str(error))
        if all(known[:2] != row[:2] for known in self.like_errors):
            self.like_errors.append(row)

    def entity(self, reference: str) -> str:
        """The entity id that a reference stands for; empty where it stands for none."""
        if reference in self.products:
            return self.products[reference].id
        curie = reference.partition(" ")[0]
        return curie if is_curie(curie) else ""

    def label(self, entity: str) -> str:
        """The node label of an entity or of one of this study's products; empty where unknown."""
        return self.registry.label(entity) or self._labels.get(entity, "")

    def name(self, entity: str) -> str:
        """What to call an entity in a message."""
        keys = [key for key, product in self.products.items() if product.id == entity]
        return keys[0] if keys else self.registry.name(entity) or entity

    @cached_property
    def claims(self) -> Mapping[str, Statement]:
        """Each claim by its key."""
        found = {}
        for key, entry in self.document.claims.items():
            subject, obj = self.entity(entry.subject), self.entity(entry.object)
            found[key] = Statement(
                ("claims", key), subject, self.label(subject), entry.relation, obj, self.label(obj), entry.aspect
            )
        return found


@dataclass
class FileContext(Generic[D]):
    """One well-formed file.

    ``inside`` says whether it lies in the curation directory (only there does its name have to fit its record).
    """

    kind: str
    document: D
    registry: Registry
    path: str
    stem: str
    suffix: str
    inside: bool
    terms: tuple[Found, ...]
    """Every term of the file."""
    chains: list[Any] | None = None
    """The file's mechanisms as chains, kept by the rules that look at them."""

    @cached_property
    def study(self) -> StudyView:
        """The study worked out; only for files of kind ``study``."""
        assert isinstance(self.document, StudyDocument)
        return StudyView(self.document, self.registry)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Everything that the file states as subject, relation and object."""
        return tuple(self._statements())

    def _statements(self) -> Iterator[Statement]:
        document: Document = self.document
        if isinstance(document, StudyDocument):
            yield from self.study.claims.values()
        elif isinstance(document, BackgroundDocument):
            yield self._plain((), document.subject, document.relation, document.object, document.aspect)
        elif isinstance(document, TrialDocument) and not isinstance(document.relies_on, str):
            product = trial_product(document)
            for number, row in enumerate(document.relies_on):
                at: At = ("relies_on", number)
                if isinstance(row.subject, Term):
                    yield self._plain(at, row.subject, row.relation, row.object, row.aspect)
                else:
                    subject, label = (product.id, product.label) if product else ("", "")
                    of = self.registry.label(row.object.id) or ""
                    yield Statement(at, subject, label, row.relation, row.object.id, of, row.aspect)

    def _plain(self, at: At, subject: Term, relation: str, obj: Term, aspect: Aspect | None) -> Statement:
        label = self.registry.label
        return Statement(at, subject.id, label(subject.id) or "", relation, obj.id, label(obj.id) or "", aspect)


class Facts(NamedTuple):
    """What whole-corpus rules need of one clean file, small enough to be kept in the cache.

    ``uses`` are the entity ids that the file mentions; ``also`` the study's other identifiers in lower case.
    """

    path: str
    kind: str
    id: str
    uses: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    value: Any = None
    """The plain values of an entity, pathway or background file; of a study, what ``outcome_ways`` gives."""
    title: str = ""
    """Normal form of a study's title; empty where a retraction stands, because such a paper may come again."""
    groups: tuple[str, ...] = ()
    """A study's laboratories, as written."""


@dataclass(frozen=True)
class CorpusView:
    """All files of a curation directory that are well formed, as facts, with the registry."""

    files: tuple[Facts, ...]
    registry: Registry
    complete: bool = True
    """Whether every file is among them: where one is malformed, nobody knows what it uses."""

    def of_kind(self, kind: str) -> Iterator[tuple[int, Facts]]:
        """Files of a kind with their index in ``files``."""
        for index, facts in enumerate(self.files):
            if facts.kind == kind:
                yield index, facts
