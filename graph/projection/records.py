"""Rows of the evidence layer: studies, preparations, contexts, evidence, mechanisms, comparisons, quantities."""

from __future__ import annotations

from collections.abc import Iterator

from graph.projection.entities import keep, name_keys
from graph.rows import EdgeRow, NodeRow
from schema.corpus import Corpus, Evidence, Mechanism, Study, local_id
from schema.documents import Context, PaperDocument, Preparation
from schema.ladder import alone
from schema.products import product_of
from schema.reporting import reporting_items, reporting_score
from schema.treatments import Dose
from schema.words import NoticeKind, Outcome, Product

RELATION_OF_OUTCOME = {Outcome.SUPPORT: "SUPPORTS", Outcome.REFUTE: "REFUTES", Outcome.NULL: "FOUND_NO_EFFECT"}


def preparation_id(study: Study, key: str) -> str:
    """Local id of a study's preparation."""
    return local_id("preparation", study.id, key)


def context_id(study: Study, key: str) -> str:
    """Local id of a study's context."""
    return local_id("context", study.id, key)


def dose_text(dose: Dose) -> str:
    """Such as "100 ug_protein per animal"; a range as "50-100"."""
    value = f"{dose.value:g}" + (f"-{dose.high:g}" if dose.high is not None else "")
    return f"{value} {dose.unit.value}" + (f" per {dose.per.value}" if dose.per else "")


def study_rows(study: Study) -> Iterator[NodeRow | EdgeRow]:
    """The study with its indications."""
    d = study.document
    local = {prefix: text for prefix, _, text in (i.partition(":") for i in reversed(d.ids))}
    notices = {n.kind for n in d.notices}
    yield NodeRow(
        study.id,
        ("Study",),
        keep(
            name=study.name,
            title=d.title,
            first_author=d.first_author,
            keys=name_keys(
                study.name, study.id.partition(":")[2], *([d.doi] if d.doi else []), *([d.title] if d.title else [])
            ),
            doi=local.get("doi"),
            pmid=local.get("pubmed"),
            pmcid=local.get("pmc"),
            type=d.type.value,
            read=d.read.value,
            via=d.via,
            year=d.year,
            journal=d.journal,
            groups=d.groups,
            indications=study.diseases,
            indication_as=d.indication_as,
            status=d.curation.status.value,
            curated_by=d.curation.by,
            curated_on=d.curation.date,
            retracted=study.retracted,
            set_aside=study.set_aside,
            concern=NoticeKind.EXPRESSION_OF_CONCERN in notices,
            notices=tuple(f"{n.kind.value} {n.id or ''}".strip() for n in d.notices),
            notice_reasons=tuple(n.reason for n in d.notices if n.reason),
            named_as=tuple(f"{k}={v.as_} ({v.resolution.value})" for k, v in sorted(d.named_as.items())),
            reporting=reporting_score(study),
        ),
    )
    for disease in study.diseases:
        yield EdgeRow("INDICATED_FOR", study.id, disease, "", {})


def paper_row(paper: PaperDocument) -> NodeRow:
    """A paper behind background knowledge, named as studies are; no relationship leads to it, ids do."""
    author, year = paper.first_author, paper.year
    told = f" {year}" if author else f" ({year})"
    return NodeRow(
        paper.paper,
        ("Paper",),
        keep(
            name=(author or paper.paper) + (told if year else ""),
            title=paper.title,
            first_author=paper.first_author,
            year=paper.year,
            journal=paper.journal,
            doi=paper.doi,
        ),
    )


def preparation_rows(study: Study, key: str, p: Preparation) -> Iterator[NodeRow | EdgeRow]:
    """One preparation, its source, the product it yields and what it was primed by."""
    identifier = preparation_id(study, key)
    size = p.size_nm
    items = reporting_items(p)
    yield NodeRow(
        identifier,
        ("Preparation",),
        keep(
            name=f"{p.reported_as or (p.product.value if p.product else key)} ({study.name}: {key})",
            study=study.id,
            key=key,
            product=p.product.value if p.product else None,
            source=p.source.id if p.source else None,
            species=p.species.id if p.species else None,
            reported_as=p.reported_as,
            passage=p.passage,
            primed=bool(p.priming),
            priming=tuple(t.agent.id for t in p.priming),
            modified=tuple(f"{m.change.value} {m.entity.id} at {m.at.value} by {m.by.value}" for m in p.modified),
            loading=tuple(f"{c.cargo.id}{f' by {c.method}' if c.method else ''}" for c in p.loading),
            ligand=p.ligand.id if p.ligand else None,
            carrier=p.carrier,
            medium=p.medium,
            isolation=tuple(i.value for i in p.isolation),
            size_nm=size if isinstance(size, float | int) else None,
            size_low_nm=size.low if size is not None and not isinstance(size, float | int) else None,
            size_high_nm=size.high if size is not None and not isinstance(size, float | int) else None,
            characterisation=tuple(c.value for c in p.characterisation),
            markers_positive=tuple(t.id for t in p.markers_positive),
            markers_negative=tuple(t.id for t in p.markers_negative),
            particles_per_ug=p.particles_per_ug,
            ev_track=p.ev_track,
            reported_items=tuple(i for i, stated in items.items() if stated),
            missing_items=tuple(i for i, stated in items.items() if not stated)
            if p.product not in {None, Product.CELLS}
            else None,
        ),
    )
    if p.source:
        yield EdgeRow("FROM", identifier, p.source.id, "", {})
        if p.product:
            yield EdgeRow("YIELDS", identifier, product_of(p).id, "", {})
    for number, t in enumerate(p.priming):
        props = keep(dose=t.dose, unit=t.unit, hours=t.hours, kind=t.kind.value, order=number)
        yield EdgeRow("PRIMED_BY", identifier, t.agent.id, str(number), props)


def context_rows(study: Study, key: str, c: Context, corpus: Corpus) -> Iterator[NodeRow | EdgeRow]:
    """One context, its model and recipient cell."""
    identifier = context_id(study, key)
    disease = (corpus.disease_of_model(c.model) if c.model else None) or (c.disease.id if c.disease else None)
    yield NodeRow(
        identifier,
        ("Context",),
        keep(
            name=f"{study.name}: {key}",
            study=study.id,
            key=key,
            system=c.system.value if c.system else None,
            recipient_species=c.species.id if c.species else None,
            model=c.model,
            disease=disease,
            recipient_cell=c.recipient_cell.id if c.recipient_cell else None,
            compartment=c.compartment.id if c.compartment else None,
            challenge=tuple(x.agent.id for x in c.challenge),
            dose=dose_text(c.dose) if c.dose else None,
            dose_value=c.dose.value if c.dose else None,
            dose_high=c.dose.high if c.dose else None,
            dose_unit=c.dose.unit.value if c.dose else None,
            dose_per=c.dose.per.value if c.dose and c.dose.per else None,
            route=c.route.value if c.route else None,
            schedule=c.schedule,
            comparator=c.comparator.value if c.comparator else None,
        ),
    )
    if c.model:
        yield EdgeRow("USED_MODEL", identifier, c.model, "", {})
    if c.recipient_cell:
        yield EdgeRow("IN_CELL", identifier, c.recipient_cell.id, "", {})


def evidence_rows(item: Evidence) -> Iterator[NodeRow | EdgeRow]:
    """One evidence item with everything that the common filters ask for, and its links."""
    e, study, p, c = item.entry, item.study, item.preparation, item.context
    readout, result = e.readout, e.result
    yield NodeRow(
        item.id,
        ("Evidence",),
        keep(
            name=f"{study.name}: {item.key}",
            key=item.key,
            study=study.id,
            claims=item.claims,
            basis=e.basis.value,
            outcome=e.outcome.value,
            direction_tested=e.direction_tested.value if e.direction_tested else None,
            mode=tuple(m.value for m in e.mode),
            design=tuple(d.value for d in e.design),
            perturbed=tuple(
                f"{x.change.value} {x.entity.id} at {x.at.value} by {x.by.value}"
                + (f": {x.effect.value}" if x.effect else "")
                for x in e.perturbed
            ),
            alternatives=tuple(a.value for a in e.alternatives),
            form=readout.form.value if readout and readout.form else None,
            method=readout.method if readout else None,
            time=readout.time if readout else None,
            effect=result.effect if result else None,
            effect_unit=result.effect_unit.value if result and result.effect_unit else None,
            n=result.n if result else None,
            p=result.p if result else None,
            measured_as=str(e.measured_as) if e.measured_as is not None else None,
            site=e.site,
            reference=e.reference,
            locator=e.locator,
            statement=e.statement,
            species=p.species.id if p and p.species else None,
            source=p.source.id if p and p.source else None,
            primed=bool(p.priming) if p else None,
            priming=tuple(t.agent.id for t in p.priming) if p else None,
            isolation=tuple(i.value for i in p.isolation) if p else None,
            recipient_species=c.species.id if c and c.species else None,
            system=c.system.value if c and c.system else None,
            year=study.document.year,
            read=study.document.read.value,
            reporting=reporting_score(study),
            retracted=study.retracted,
            set_aside=study.set_aside,
        ),
    )
    for claim in item.claims:
        yield EdgeRow(RELATION_OF_OUTCOME[e.outcome], item.id, claim, "", {})
    yield EdgeRow("REPORTED_IN", item.id, study.id, "", {})
    if e.preparation:
        yield EdgeRow("USED", item.id, preparation_id(study, e.preparation), "", {})
    if e.context:
        yield EdgeRow("IN_CONTEXT", item.id, context_id(study, e.context), "", {})
    for number, x in enumerate(e.perturbed):
        props = keep(
            change=x.change.value,
            at=x.at.value,
            by=x.by.value,
            effect=x.effect.value if x.effect else None,
            joint=not alone(item, x) or None,
        )
        yield EdgeRow("PERTURBED", item.id, x.entity.id, str(number), props)


def mechanism_rows(m: Mechanism, corpus: Corpus) -> Iterator[NodeRow | EdgeRow]:
    """A mechanism, its ends and its steps; ``step_kinds`` and ``step_ids`` also tell the steps that are no claims."""
    entry = m.study.document.mechanisms[m.key]
    yield NodeRow(
        m.id,
        ("Mechanism",),
        keep(
            name=f"{corpus.name_of(m.start)} to {corpus.name_of(m.end)} ({m.study.name})",
            key=m.key,
            study=m.study.id,
            start=m.start,
            end=m.end,
            net=m.net.number,
            step_kinds=tuple(s.kind for s in m.steps),
            step_ids=tuple(s.id for s in m.steps),
            statement=entry.statement,
            retracted=m.study.retracted,
            set_aside=m.study.set_aside,
        ),
    )
    yield EdgeRow("REPORTED_IN", m.id, m.study.id, "", {})
    yield EdgeRow("STARTS_AT", m.id, m.start, "", {})
    yield EdgeRow("ENDS_AT", m.id, m.end, "", {})
    for position, step in enumerate(m.steps, start=1):
        if step.kind == "claim":
            yield EdgeRow("HAS_STEP", m.id, step.id, str(position), {"position": position})
    for claim in sorted(set(m.spanned_by)):
        yield EdgeRow("SPANNED_BY", m.id, claim, "", {})


def other_rows(study: Study) -> Iterator[NodeRow | EdgeRow]:
    """Comparisons, quantities and critiques of one study."""
    d = study.document
    for number, x in enumerate(d.comparisons):
        identifier = local_id("comparison", study.id, str(number))
        yield NodeRow(
            identifier,
            ("Comparison",),
            keep(
                name=f"{study.name}: {' against '.join(x.arms)}",
                study=study.id,
                arms=tuple(preparation_id(study, a) for a in x.arms),
                arm_keys=x.arms,
                endpoint=x.endpoint.id,
                better=x.better,
                locator=x.locator,
                statement=x.statement,
                retracted=study.retracted,
                set_aside=study.set_aside,
            ),
        )
        yield EdgeRow("REPORTED_IN", identifier, study.id, "", {})
        yield EdgeRow("ABOUT", identifier, x.endpoint.id, "", {})
        for arm in sorted(set(x.arms)):
            yield EdgeRow("USED", identifier, preparation_id(study, arm), "", {"key": arm, "better": arm == x.better})
        if x.context:
            yield EdgeRow("IN_CONTEXT", identifier, context_id(study, x.context), "", {})
    for key, q in d.quantities.items():
        identifier = local_id("quantity", study.id, key)
        yield NodeRow(
            identifier,
            ("Quantity",),
            keep(
                name=f"{study.name}: {key}",
                study=study.id,
                kind=q.kind.value,
                value=q.value,
                low=q.low,
                high=q.high,
                unit=q.unit,
                method=q.method,
                locator=q.locator,
                statement=q.statement,
                retracted=study.retracted,
                set_aside=study.set_aside,
            ),
        )
        yield EdgeRow("REPORTED_IN", identifier, study.id, "", {})
        if q.entity:
            yield EdgeRow("MEASURED_OF", identifier, q.entity.id, "", {})
        if q.preparation:
            yield EdgeRow("USED", identifier, preparation_id(study, q.preparation), "", {})
    for key, critique in d.critiques.items():
        identifier = local_id("critique", study.id, key)
        yield NodeRow(
            identifier,
            ("Critique",),
            keep(
                name=f"{study.name}: {key}",
                study=study.id,
                basis=critique.basis.value,
                locator=critique.locator,
                statement=critique.statement,
                retracted=study.retracted,
                set_aside=study.set_aside,
            ),
        )
        yield EdgeRow("REPORTED_IN", identifier, study.id, "", {})
        for about in sorted({t.id for t in critique.about}):
            yield EdgeRow("ABOUT", identifier, about, "", {})
