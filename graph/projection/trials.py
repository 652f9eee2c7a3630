"""Rows of clinical trials: what was tested, for what, and the claims that the trial's own text relies on."""

from __future__ import annotations

from collections.abc import Iterator

from graph.projection.entities import keep, name_keys
from graph.projection.records import dose_text
from graph.rows import EdgeRow, NodeRow
from schema.corpus import ClaimKey, Corpus
from schema.documents import Preparation, TrialDocument
from schema.products import product_of
from schema.signs import settled_aspect


def trial_rows(corpus: Corpus, trial: TrialDocument) -> Iterator[NodeRow | EdgeRow]:
    """One trial; TESTED_IN comes from its product, or from its cell source where no study yields that product.

    A claim that the trial names but no study states is kept as text in ``relies_on_as``.
    """
    claims: list[str] = []
    unmatched: list[str] = []
    for reliance in () if trial.relies_on == "none_stated" else trial.relies_on:
        aspect = settled_aspect(reliance.relation, reliance.aspect)
        key = ClaimKey.of(reliance.subject.id, reliance.relation, reliance.object.id, aspect)
        if key.id in corpus.claims:
            claims.append(key.id)
        else:
            unmatched.append(f"{reliance.subject} {reliance.relation} {reliance.object}")
    yield NodeRow(
        trial.trial,
        ("Trial",),
        keep(
            name=trial.title or trial.trial,
            keys=name_keys(trial.trial.partition(":")[2], *([trial.title] if trial.title else [])),
            product=trial.product.value,
            source=trial.source.id if trial.source else None,
            donor=trial.donor,
            intervention_as=trial.intervention_as,
            loading=tuple(item.cargo.id for item in trial.loading),
            phase=trial.phase,
            status=trial.status.value if trial.status else None,
            status_date=trial.status_date,
            enrolment=trial.enrolment,
            route=trial.route.value if trial.route else None,
            dose=dose_text(trial.dose) if trial.dose else None,
            dose_unit=trial.dose.unit.value if trial.dose else None,
            schedule=trial.schedule,
            country=trial.country,
            results=tuple(r.direction.value for r in trial.results),
            result_statements=tuple(r.statement for r in trial.results),
            result_studies=tuple(r.study for r in trial.results if r.study),
            relies_on_stated=trial.relies_on != "none_stated",
            relies_on_as=tuple(unmatched),
        ),
    )
    for disease in sorted({c.id for c in trial.conditions}):
        yield EdgeRow("TESTS_FOR", trial.trial, disease, "", {})
    for claim in sorted(set(claims)):
        yield EdgeRow("RELIES_ON", trial.trial, claim, "", {})
    if trial.source:
        product = product_of(Preparation(product=trial.product, source=trial.source, loading=trial.loading)).id
        known = product in corpus.products or product in corpus.entities
        yield EdgeRow("TESTED_IN", product if known else trial.source.id, trial.trial, "", {})
