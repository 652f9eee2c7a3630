"""What two readers would state in two ways is stated in one, or the same finding of two papers would not meet."""

from __future__ import annotations

from collections import defaultdict

from schema.corpus import Corpus
from schema.vocabulary import PRODUCT, Family


def test_an_outcome_is_stated_in_one_family_and_aspect(corpus: Corpus) -> None:
    ways: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for claim in corpus.claims.values():
        if corpus.label_of(claim.key.object) == "Outcome":
            ways[claim.key.object].add((claim.key.family, claim.key.aspect))
    assert {corpus.name_of(o): sorted(w) for o, w in ways.items() if len(w) > 1} == {}
    assert ways


def test_a_product_homes_to_a_tissue_and_is_delivered_to_a_cell(corpus: Corpus) -> None:
    wrong = [
        c.id
        for c in corpus.claims.values()
        if c.family is Family.DELIVERED_TO
        and corpus.label_of(c.key.subject) in PRODUCT
        and corpus.label_of(c.key.object) == "Tissue"
    ]
    assert wrong == []
