"""Rows of clinical trials: what was tested, for what, and the claims that the trial's own text relies on."""

from __future__ import annotations

from collections.abc import Iterator

from graph.projection.entities import keep, name_keys
from graph.projection.records import dose_text
from graph.rows import EdgeRow, NodeRow
from schema.corpus import ClaimKey, Corpus
from schema.curie import Term
from schema.documents import TrialDocument
from schema.products import PRODUCT_NAMES, trial_product
from schema.signs import settled_aspect


def trial_rows(corpus: Corpus, trial: TrialDocument) -> Iterator[NodeRow | EdgeRow]:
    """One trial; TESTED_IN comes from its product, or from its cell source where no study yields that product.

    A claim that the trial names but no study states is kept as text in ``relies_on_as``. ``relies_on_stated`` is absent
    where the trial's own text was not read.
    """
    claims: list[str] = []
    unmatched: list[str] = []
    product = trial_product(trial)
    for reliance in () if isinstance(trial.relies_on, str) else trial.relies_on:
        aspect = settled_aspect(reliance.relation, reliance.aspect)
        if isinstance(reliance.subject, Term):
            subject, named = reliance.subject.id, str(reliance.subject)
        else:
            subject = product.id if product else ""
            named = PRODUCT_NAMES[trial.product] + (f" of {trial.source}" if trial.source else "")
        key = ClaimKey.of(subject, reliance.relation, reliance.object.id, aspect)
        if key.id in corpus.claims:
            claims.append(key.id)
        else:
            unmatched.append(f"{named} {reliance.relation} {reliance.object}")
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
            relies_on_stated=None if trial.relies_on == "not_read" else trial.relies_on != "none_stated",
            relies_on_as=tuple(unmatched),
        ),
    )
    for disease in sorted({c.id for c in trial.conditions}):
        yield EdgeRow("TESTS_FOR", trial.trial, disease, "", {})
    for claim in sorted(set(claims)):
        yield EdgeRow("RELIES_ON", trial.trial, claim, "", {})
    if product:
        known = product.id in corpus.products or product.id in corpus.entities
        yield EdgeRow("TESTED_IN", product.id if known else product.source, trial.trial, "", {})
