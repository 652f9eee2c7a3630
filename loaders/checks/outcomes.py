"""Findings that two readers would state in two ways, and that are stated in one, or those of two papers never meet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from loaders.checks.context import CorpusView, FileContext
from loaders.checks.rules import Issue, corpus_rule, file_rule
from schema.documents import StudyDocument
from schema.vocabulary import ASPECTS, PRODUCT, RELATIONS

OUTCOME = "exomech:outcome-"
"""How ids of the project's own outcomes begin."""


def outcome_ways(document: StudyDocument) -> dict[str, list[str]]:
    """Outcome, relation family and aspect of each claim on an outcome, by the claim's key."""
    found = {}
    for key, entry in document.claims.items():
        rule = RELATIONS.get(entry.relation)
        if rule is None or not entry.object.startswith(OUTCOME):
            continue
        allowed = ASPECTS[rule.family]
        aspect = entry.aspect or (next(iter(allowed)) if len(allowed) == 1 else None)
        if aspect is not None:
            found[key] = [entry.object.partition(" ")[0], rule.family.value, aspect.value]
    return found


@corpus_rule("outcome-two-ways")
def outcome_two_ways(view: CorpusView) -> Iterator[tuple[int, Issue]]:
    """An outcome is stated in one relation family and aspect: what rises or falls is no severity as well."""
    ways: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for _, facts in view.of_kind("study"):
        for outcome, family, aspect in facts.value.values():
            ways[outcome][family, aspect] += 1
    usual = {outcome: max(counts, key=lambda way: (counts[way], way)) for outcome, counts in ways.items()}
    for index, facts in view.of_kind("study"):
        for key, (outcome, family, aspect) in facts.value.items():
            wanted = usual[outcome]
            if (family, aspect) != wanted:
                words = "/".join(r.name for r in RELATIONS.values() if r.family == wanted[0] and r.sign in {1, -1})
                others = ways[outcome][wanted]
                yield (
                    index,
                    Issue(
                        ("claims", key),
                        f"{view.registry.term(outcome)} is stated otherwise by {others} claims",
                        f"write it as they do: {words.replace('TARGETS/', '')} with aspect {wanted[1]}",
                    ),
                )


@file_rule("product-to-tissue", "study")
def product_to_tissue(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A product homes to a tissue, and is delivered to the cell that takes it up."""
    for statement in ctx.statements:
        if (
            statement.relation == "DELIVERED_TO"
            and statement.subject_label in PRODUCT
            and statement.object_label == "Tissue"
        ):
            name = ctx.study.name(statement.subject)
            yield Issue((*statement.at, "relation"), f"{name} is delivered to a tissue", "write HOMES_TO")
