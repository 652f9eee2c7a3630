"""The entities that claims about a preparation are keyed by: product class and cell source, so that papers can meet."""

from __future__ import annotations

import re
from typing import NamedTuple

from schema.documents import Preparation, TrialDocument
from schema.words import Change, Product

PRODUCT_NAMES: dict[Product, str] = {
    Product.EV: "vesicles",
    Product.APOPTOTIC_EV: "apoptotic vesicles",
    Product.NANOVESICLE: "nanovesicles",
    Product.SECRETOME: "secretome",
    Product.CELLS: "cells",
}


class ProductEntity(NamedTuple):
    """The entity that stands for a preparation in claims.

    ``engineered`` is true where the preparation was modified or loaded: such a product is an entity of its own and
    never speaks for the native one. Cells that were not engineered are the cell source itself.
    """

    id: str
    label: str
    product: Product
    source: str
    engineered: bool
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def _local(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    part = re.sub(r"[^A-Za-z0-9]", "", local)
    return part if prefix in {"mirbase.mature", "exomech", "mirbase"} else f"{prefix.replace('.', '')}{part}"


def product_of(preparation: Preparation) -> ProductEntity:
    """The product entity of a preparation whose ``like`` is resolved.

    Raises ValueError when the product or the source is not stated.

    >>> from schema.curie import Term
    >>> product_of(Preparation(product="ev", source="CL:0002540")).id
    'exomech:ev-CL0002540'
    """
    if preparation.product is None or preparation.source is None:
        raise ValueError("a preparation needs product and source")
    source = preparation.source.id
    gained = {m.entity.id for m in preparation.modified if m.change is Change.GAIN}
    gained |= {item.cargo.id for item in preparation.loading}
    if preparation.ligand is not None:
        gained.add(preparation.ligand.id)
    lost = {m.entity.id for m in preparation.modified if m.change is Change.LOSS}
    engineered = bool(gained or lost)
    if preparation.product is Product.CELLS and not engineered:
        return ProductEntity(source, "CellSource", Product.CELLS, source, False, (), ())
    identifier = f"exomech:{preparation.product.value.replace('_', '-')}-{_local(source)}"
    if gained:
        identifier += "-with-" + "-".join(sorted(_local(c) for c in gained))
    if lost:
        identifier += "-without-" + "-".join(sorted(_local(c) for c in lost))
    label = "CellSource" if preparation.product is Product.CELLS else "Vesicle"
    return ProductEntity(
        identifier, label, preparation.product, source, engineered, tuple(sorted(gained)), tuple(sorted(lost))
    )


def trial_product(trial: TrialDocument) -> ProductEntity | None:
    """The product entity of what a trial gives, or None where its text names no cell source."""
    if trial.source is None:
        return None
    return product_of(Preparation(product=trial.product, source=trial.source, loading=trial.loading))
