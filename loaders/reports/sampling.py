"""Studies and facts picked at random by a seed, to be read again: the same seed picks the same from the same curation.

Each item's place is the SHA-256 of the seed and its own id, so what the curation gains later moves few others, and
nobody chooses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from loaders.reports.sections import Section
from schema.corpus import Corpus
from schema.judging import judge

T = TypeVar("T")


def picked(items: Sequence[tuple[str, T]], number: int, seed: int) -> list[T]:
    """``number`` of the items, each given with its id, in the order of the draw; all where there are fewer."""

    def place(item: tuple[str, T]) -> str:
        return hashlib.sha256(f"{seed} {item[0]}".encode()).hexdigest()

    return [value for _, value in sorted(items, key=place)[:number]]


def sampled_studies(corpus: Corpus, number: int, seed: int) -> Section:
    """Studies to be curated again, blindly: what identifies the paper, and nothing of what the curation says."""
    studies = picked([(s.id, s) for s in corpus.studies.values()], number, seed)
    rows = tuple((s.id, s.document.doi, s.name, s.document.read.value, s.document.title) for s in studies)
    note = f"Seed {seed}, {len(rows)} of {len(corpus.studies)} studies."
    return Section("Studies", ("study", "doi", "paper", "read", "title"), rows, note)


def sampled_facts(corpus: Corpus, number: int, seed: int) -> Section:
    """Facts to be looked up again: one evidence item on one claim each, with the place where it should stand."""
    judged, _ = judge(corpus)
    facts = picked([(f"{e.id} {c}", (e, c)) for e in corpus.evidence for c in e.claims], number, seed)
    rows = []
    for item, claim in facts:
        key, relation = corpus.claims[claim].key, judged[claim].relation
        said = f"{corpus.name_of(key.subject)} {relation} {corpus.name_of(key.object)} ({key.aspect})"
        outcome = f"{item.entry.outcome.value}, {item.entry.basis.value}"
        rows.append((item.study.id, item.entry.locator, said, outcome, item.entry.statement))
    everything = sum(len(e.claims) for e in corpus.evidence)
    note = f"Seed {seed}, {len(rows)} of {everything} facts; a fact is one evidence item on one claim."
    return Section("Facts", ("study", "locator", "claim", "outcome", "statement"), tuple(rows), note)


__all__ = ["picked", "sampled_facts", "sampled_studies"]
