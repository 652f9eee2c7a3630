"""The reporting score: how much of what MISEV2023 asks for a study's preparation states (rule 2)."""

from __future__ import annotations

from collections.abc import Mapping

from schema.corpus import Study
from schema.documents import Preparation
from schema.words import Product, ReadDepth

ITEMS: tuple[str, ...] = (
    "medium",
    "isolation",
    "size",
    "two_characterisation_methods",
    "two_positive_markers",
    "negative_marker",
    "particle_count",
    "ev_track",
)
"""The items of the score, each worth the same."""

MIN_POSITIVE_MARKERS = 2
MIN_METHODS = 2


def reporting_items(preparation: Preparation) -> Mapping[str, bool]:
    """Which of ``ITEMS`` a preparation states, in the order of ``ITEMS``."""
    stated = (
        preparation.medium is not None,
        bool(preparation.isolation),
        preparation.size_nm is not None,
        len(set(preparation.characterisation)) >= MIN_METHODS,
        len({t.id for t in preparation.markers_positive}) >= MIN_POSITIVE_MARKERS,
        bool(preparation.markers_negative),
        bool(preparation.particles_stated) or preparation.particles_per_ug is not None,
        preparation.ev_track is not None,
    )
    return dict(zip(ITEMS, stated, strict=True))


def reporting_score(study: Study) -> float | None:
    """The share (0 to 1) of ``ITEMS`` that the best-described vesicle preparation states.

    None, not 0, where the methods were not read (``read`` is not full_text) or the study made no vesicles.
    """
    if study.document.read is not ReadDepth.FULL_TEXT:
        return None
    vesicles = [p for p in study.preparations.values() if p.product not in {None, Product.CELLS, Product.SECRETOME}]
    if not vesicles:
        return None
    return max(sum(reporting_items(p).values()) for p in vesicles) / len(ITEMS)
