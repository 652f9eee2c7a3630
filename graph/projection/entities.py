"""Rows of the things that claims are about: entities, products, ontology parents, pathway members and readouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.rows import EdgeRow, NodeRow, Value
from schema.corpus import Corpus, product_name
from schema.documents import EntityDocument
from schema.names import normalise
from schema.products import PRODUCT_NAMES, ProductEntity
from schema.signs import MEMBER_ASPECTS, onward
from schema.vocabulary import CYTOKINE, ENTITY, NODE_LABELS
from schema.words import Aspect, Sign

Props = dict[str, Value]


def keep(**values: Value | None) -> Props:
    """The values without absent ones: None, empty text and empty lists are left out."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", (), [])}


def name_keys(*names: str) -> tuple[str, ...]:
    """Normal forms of names for look-up, sorted, without repeats and empties."""
    return tuple(sorted({normalise(n) for n in names} - {""}))


def entity_nodes(corpus: Corpus) -> Iterator[NodeRow]:
    """One node an entity of the registry and one a product."""
    for record in corpus.entities.values():
        label = NODE_LABELS[record.label]
        second = sorted([*([ENTITY] if label.entity else []), *([CYTOKINE] if record.cytokine else [])])
        props = keep(
            name=record.name,
            synonyms=record.synonyms,
            preferred_for=record.preferred_for,
            keys=name_keys(record.name, *record.synonyms, *record.preferred_for),
            preferred_keys=name_keys(*record.preferred_for),
            xrefs=record.xrefs,
            release=record.release,
            note=record.note,
            species=record.species.id if record.species else None,
            obsolete=record.obsolete or None,
        )
        yield NodeRow(record.entity, (record.label, *second), props)
    for product in corpus.products.values():
        yield _product_node(product, corpus.entities)


def _product_node(product: ProductEntity, entities: Mapping[str, EntityDocument]) -> NodeRow:
    name = product_name(product, entities)
    source = entities.get(product.source)
    sources = (source.name, *source.synonyms, *source.preferred_for) if source and not product.engineered else ()
    kinds = (PRODUCT_NAMES[product.product], product.product.value)
    extra = ("EV", "EVs", "exosome", "exosomes") if product.product == "ev" else ()
    synonyms = tuple(dict.fromkeys(f"{s} {k}" for s in sources for k in (*kinds, *extra)))
    props = keep(
        name=name,
        synonyms=synonyms,
        keys=name_keys(name, *synonyms),
        product=product.product.value,
        source=product.source,
        engineered=product.engineered,
        gained=product.gained,
        lost=product.lost,
    )
    return NodeRow(product.id, (product.label, ENTITY), props)


def entity_edges(corpus: Corpus) -> Iterator[EdgeRow]:
    """SECRETES, IS_A, PART_OF and MODELS."""
    for product in corpus.products.values():
        yield EdgeRow("SECRETES", product.source, product.id, "", {"engineered": product.engineered})
    for record in corpus.entities.values():
        for parent in record.parents:
            yield EdgeRow("IS_A", record.entity, parent.id, "", {})
        for whole in record.part_of:
            yield EdgeRow("PART_OF", record.entity, whole.id, "", {})
        if record.models:
            yield EdgeRow("MODELS", record.entity, record.models.id, "", {})


def pathway_edges(corpus: Corpus) -> Iterator[EdgeRow]:
    """MEMBER_OF and READOUT_OF, with sign, the aspects of the member or readout that it holds for, and the reference.

    A member's edge leaves out the aspects that a readout of the same molecule covers, so that no chain is counted
    twice.
    """
    for pathway in corpus.pathways.values():
        read_by: dict[tuple[str, str], set[Aspect]] = {}
        for readout in pathway.readouts:
            group = read_by.setdefault((readout.entity.id, readout.sign.value), set())
            group.add(readout.aspect)
        covered: dict[str, set[Aspect]] = {}
        for (entity, _), aspects in read_by.items():
            covered.setdefault(entity, set()).update(aspects)
        for member in pathway.members:
            aspects_left = [a.value for a in MEMBER_ASPECTS if a not in covered.get(member.entity.id, set())]
            if aspects_left:
                yield EdgeRow(
                    "MEMBER_OF",
                    member.entity.id,
                    pathway.pathway.id,
                    "",
                    keep(
                        kind="membership",
                        sign=member.sign.number,
                        aspects=tuple(aspects_left),
                        reference=member.reference,
                        locator=member.locator,
                    ),
                )
        for readout in pathway.readouts:
            yield EdgeRow(
                "READOUT_OF",
                readout.entity.id,
                pathway.pathway.id,
                f"{readout.aspect.value}{'+' if readout.sign is Sign.INCREASE else '-'}",
                keep(
                    kind="membership",
                    sign=readout.sign.number,
                    aspect=readout.aspect.value,
                    aspects=(readout.aspect.value,),
                    reference=readout.reference,
                    locator=readout.locator,
                ),
            )


def onward_sign(corpus: Corpus, object_: str, aspect: Aspect, sign: int | None) -> int:
    """``schema.signs.onward`` with the modifications of the object's entity file; products have none."""
    record = corpus.entities.get(object_)
    return onward(sign, aspect, record.modifications if record else {})
