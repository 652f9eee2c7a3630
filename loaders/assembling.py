"""From checked documents to the corpus: keys become ids, ``like`` is resolved, products get their entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schema.corpus import Claim, ClaimKey, Corpus, Evidence, Mechanism, Step, Study, local_id
from schema.curie import parse_term
from schema.documents import (
    BackgroundDocument,
    EntityDocument,
    PaperDocument,
    PathwayDocument,
    Preparation,
    StudyDocument,
    TrialDocument,
    Via,
)
from schema.inheritance import resolve_contexts, resolve_preparations
from schema.parts import Document
from schema.products import ProductEntity, product_of
from schema.signs import settled_aspect

PATHWAY_STEPS = ("member", "readout")
"""Words that stand for the pathway's own edge in a mechanism's steps."""


def _entity(reference: str, products: Mapping[str, ProductEntity]) -> str:
    return products[reference].id if reference in products else parse_term(reference).id


def _products(preparations: Mapping[str, Preparation]) -> dict[str, ProductEntity]:
    return {key: product_of(p) for key, p in preparations.items() if p.product is not None and p.source is not None}


def _mechanisms(study: Study, products: Mapping[str, ProductEntity]) -> list[Mechanism]:
    made = []
    for key, entry in study.document.mechanisms.items():
        steps = tuple(
            Step("pathway", word)
            if word in PATHWAY_STEPS
            else Step("claim", study.claim_ids[word])
            if word in study.claim_ids
            else Step("background", word)
            for word in entry.steps
        )
        made.append(
            Mechanism(
                id=local_id("mechanism", study.id, key),
                study=study,
                key=key,
                start=_entity(entry.start, products),
                end=entry.end.id,
                steps=steps,
                net=entry.net,
                spanned_by=tuple(study.claim_ids[s] for s in entry.spanned_by),
            )
        )
    return made


def assemble(
    documents: Iterable[Document], *, data_version: str = "0", releases: Mapping[str, tuple[str, ...]] | None = None
) -> Corpus:
    """The corpus of documents that passed every check; the order of ``documents`` does not matter.

    ``releases`` holds the lines of each earlier release's table, by its version.

    Raises KeyError or ValueError on documents that were not checked.
    """
    entities: dict[str, EntityDocument] = {}
    studies: dict[str, Study] = {}
    pathways: dict[str, PathwayDocument] = {}
    background: dict[str, BackgroundDocument] = {}
    papers: dict[str, PaperDocument] = {}
    trials: dict[str, TrialDocument] = {}
    products: dict[str, ProductEntity] = {}
    vias: dict[ClaimKey, set[Via]] = {}
    evidence: list[Evidence] = []
    mechanisms: list[Mechanism] = []
    for document in documents:
        if isinstance(document, EntityDocument):
            entities[document.entity] = document
        elif isinstance(document, PathwayDocument):
            pathways[document.pathway.id] = document
        elif isinstance(document, BackgroundDocument):
            background[document.background] = document
        elif isinstance(document, PaperDocument):
            papers[document.paper] = document
        elif isinstance(document, TrialDocument):
            trials[document.trial] = document
        elif isinstance(document, StudyDocument):
            preparations = resolve_preparations(document)
            own = _products(preparations)
            products.update({p.id: p for p in own.values() if p.id != p.source})
            keys: dict[str, ClaimKey] = {}
            for name, entry in document.claims.items():
                key = ClaimKey.of(
                    _entity(entry.subject, own),
                    entry.relation,
                    _entity(entry.object, own),
                    settled_aspect(entry.relation, entry.aspect),
                )
                keys[name] = key
                vias.setdefault(key, set()).update({entry.via} if entry.via else set())
            study = Study(
                document.study, document, preparations, resolve_contexts(document), {n: k.id for n, k in keys.items()}
            )
            studies[study.id] = study
            for name, item in document.evidence.items():
                bears_on = tuple(sorted({study.claim_ids[c] for c in item.claims}))
                evidence.append(Evidence(local_id("evidence", study.id, name), study, name, item, bears_on))
            mechanisms += _mechanisms(study, own)
    claims = sorted((Claim(key, tuple(sorted(found, key=repr))) for key, found in vias.items()), key=lambda c: c.id)
    return Corpus(
        entities=dict(sorted(entities.items())),
        products=dict(sorted(products.items())),
        studies=dict(sorted(studies.items())),
        claims={c.id: c for c in claims},
        evidence=tuple(sorted(evidence, key=lambda e: e.id)),
        mechanisms=tuple(sorted(mechanisms, key=lambda m: m.id)),
        pathways=dict(sorted(pathways.items())),
        background=dict(sorted(background.items())),
        trials=dict(sorted(trials.items())),
        papers=dict(sorted(papers.items())),
        data_version=data_version,
        releases=dict(sorted((releases or {}).items())),
    )
