"""Evidence: that it is complete, that what it names is there, and that it speaks for the claim it stands under."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.checks.context import FileContext
from loaders.checks.rules import Issue, file_rule
from loaders.checks.shape import nearest
from loaders.places import At
from schema.documents import StudyDocument
from schema.vocabulary import CARGO, Family
from schema.words import DIRECT_DESIGNS, Basis, Design, Outcome, ReadDepth, System

EFFECTS = frozenset({Family.REGULATES, Family.SEVERITY})
SEEN_WITHOUT_VARYING = DIRECT_DESIGNS | {Design.CORRELATION_ONLY}
VARIABLE = frozenset({*CARGO, "Process"})
"""What an experiment varies if it measures what that does; cells and stimuli are given, as products are."""
PATHWAY_STEPS = ("member", "readout")
BACKGROUND = "exomech:background-"
NO_DIFFERENCE = "no_difference"

Study = FileContext[StudyDocument]


@file_rule("dangling-key", "study")
def dangling_key(ctx: Study) -> Iterator[Issue]:
    """A key that a file names (claim, preparation, context, arm, step, subject) is defined in that file."""
    d = ctx.document

    def miss(at: At, key: str | None, section: str, keys: dict[str, object]) -> Iterator[Issue]:
        if key is not None and key not in keys:
            near = nearest(key, keys)
            hint = (
                f"did you mean {near!r}?"
                if near
                else f"defined are {', '.join(keys)}"
                if keys
                else f"there are no {section}"
            )
            yield Issue(at, f"{key!r} is not among the {section} of this file", hint)

    preparations, contexts, claims = (
        dict[str, object](d.preparations),
        dict[str, object](d.contexts),
        dict[str, object](d.claims),
    )
    for section, key, message in ctx.study.like_errors:
        if "circle" not in message and key in getattr(d, section):
            like = getattr(d, section)[key].like
            yield from miss((section, key, "like"), like, section, dict(getattr(d, section)))
    for key, claim in d.claims.items():
        for end in ("subject", "object"):
            reference = getattr(claim, end)
            if ":" not in reference.partition(" ")[0]:
                yield from miss(("claims", key, end), reference, "preparations", preparations)
    for key, item in d.evidence.items():
        at: At = ("evidence", key)
        for number, claim_key in enumerate(item.claims):
            yield from miss((*at, "claims", number), claim_key, "claims", claims)
        yield from miss((*at, "preparation"), item.preparation, "preparations", preparations)
        yield from miss((*at, "context"), item.context, "contexts", contexts)
    for index, comparison in enumerate(d.comparisons):
        for number, arm in enumerate(comparison.arms):
            yield from miss(("comparisons", index, "arms", number), arm, "preparations", preparations)
        yield from miss(("comparisons", index, "context"), comparison.context, "contexts", contexts)
    for key, mechanism in d.mechanisms.items():
        at = ("mechanisms", key)
        if ":" not in mechanism.start.partition(" ")[0]:
            yield from miss((*at, "start"), mechanism.start, "preparations", preparations)
        for number, step in enumerate(mechanism.steps):
            if step not in PATHWAY_STEPS and not step.startswith(BACKGROUND):
                yield from miss((*at, "steps", number), step, "claims", claims)
        for number, span in enumerate(mechanism.spanned_by):
            yield from miss((*at, "spanned_by", number), span, "claims", claims)
    for key, quantity in d.quantities.items():
        yield from miss(("quantities", key, "preparation"), quantity.preparation, "preparations", preparations)


@file_rule("like-circle", "study")
def like_circle(ctx: Study) -> Iterator[Issue]:
    """`like` does not lead back to where it began."""
    seen: set[str] = set()
    for section, key, message in ctx.study.like_errors:
        if "circle" in message and section not in seen:
            seen.add(section)
            yield Issue((section, key, "like"), message, "let one of them state its own fields")


@file_rule("product-unstated", "study")
def product_unstated(ctx: Study) -> Iterator[Issue]:
    """A preparation that a claim, evidence or mechanism uses states its product and its source, or inherits them."""
    d, study = ctx.document, ctx.study
    used = {c.subject for c in d.claims.values()} | {c.object for c in d.claims.values()}
    used |= {m.start for m in d.mechanisms.values()} | {e.preparation for e in d.evidence.values() if e.preparation}
    for key, preparation in study.preparations.items():
        if key in used and key not in study.products:
            missing = [f for f in ("product", "source") if getattr(preparation, f) is None]
            hint = (
                "where the tissue is not stated, the source is 'CL:0000134 mesenchymal stem cell'"
                if "source" in missing
                else ""
            )
            yield Issue(("preparations", key), f"preparation {key!r} has no {' and no '.join(missing)}", hint, key=True)


@file_rule("subject-rule", "study")
def subject_rule(ctx: Study) -> Iterator[Issue]:
    """A modified or loaded preparation never speaks for the native product, nor one engineered product for another."""
    study = ctx.study
    for key, item in ctx.document.evidence.items():
        own = study.products.get(item.preparation or "")
        if own is None:
            continue
        for number, claim_key in enumerate(item.claims):
            entry = ctx.document.claims.get(claim_key)
            subject = study.products.get(entry.subject) if entry else None
            if subject is None or subject.id == own.id or not (own.engineered or subject.engineered):
                continue
            if own.engineered and not subject.engineered:
                what = (
                    f"{item.preparation!r} is modified or loaded, but claim {claim_key!r} is about the native product"
                )
                hint = f"let the claim's subject be the cargo that was changed, or {item.preparation!r} itself"
            else:
                what = f"{item.preparation!r} is not the engineered product that claim {claim_key!r} is about"
                hint = f"let the evidence use {entry.subject!r}" if entry else ""
            yield Issue(("evidence", key, "claims", number), what, hint)


@file_rule("design-missing", "study")
def design_missing(ctx: Study) -> Iterator[Issue]:
    """Measured evidence says how the experiment was made."""
    for key, item in ctx.document.evidence.items():
        if item.basis is Basis.MEASURED and not item.design:
            yield Issue(
                ("evidence", key),
                f"evidence {key!r} is measured, but has no design",
                "add `design: [treatment]` or another",
                key=True,
            )


@file_rule("perturbation-unstated", "study")
def perturbation_unstated(ctx: Study) -> Iterator[Issue]:
    """Measured evidence of design perturbation says what was perturbed."""
    for key, item in ctx.document.evidence.items():
        if item.basis is Basis.MEASURED and Design.PERTURBATION in item.design and not item.perturbed:
            hint = "add `perturbed: [{entity: ..., change: loss, at: donor, by: inhibitor, effect: lost}]`"
            yield Issue(
                ("evidence", key, "design"), f"evidence {key!r} does not say what was perturbed", hint, key=True
            )


@file_rule("severity-in-culture", "study")
def severity_in_culture(ctx: Study) -> Iterator[Issue]:
    """Whether a disease eases or worsens is measured in patients, animals or organs, not in a dish."""
    living = {System.CLINICAL, System.IN_VIVO, System.EX_VIVO}
    for key, item in ctx.document.evidence.items():
        context = ctx.study.contexts.get(item.context or "")
        unknown = item.context is not None and context is None
        if item.basis is not Basis.MEASURED or unknown or (context is not None and context.system in living):
            continue
        for number, claim_key in enumerate(item.claims):
            claim = ctx.study.claims.get(claim_key)
            if claim and claim.rule and claim.rule.family is Family.SEVERITY and claim.object_label == "Disease":
                message = f"claim {claim_key!r} is about a disease, but was not measured in patients, animals or organs"
                hint = "name what the cells showed (a process, a gene, a cell's state), or the context of the animals"
                yield Issue(("evidence", key, "claims", number), message, hint)


@file_rule("setting-missing", "study")
def setting_missing(ctx: Study) -> Iterator[Issue]:
    """Measured evidence names its preparation or its context."""
    for key, item in ctx.document.evidence.items():
        if item.basis is Basis.MEASURED and item.preparation is None and item.context is None:
            message = f"evidence {key!r} is measured, but names neither preparation nor context"
            yield Issue(("evidence", key), message, "add `preparation:` or `context:`", key=True)


@file_rule("direction-tested", "study")
def direction_tested(ctx: Study) -> Iterator[Issue]:
    """A null result, and only a null result, says which direction was looked for."""
    for key, item in ctx.document.evidence.items():
        if item.outcome is Outcome.NULL and item.direction_tested is None:
            yield Issue(
                ("evidence", key, "outcome"),
                "a null result needs direction_tested",
                "add `direction_tested: up`, down or either",
            )
        elif item.outcome is not Outcome.NULL and item.direction_tested is not None:
            message = f'direction_tested goes with outcome "null", not with {item.outcome.value}'
            yield Issue(("evidence", key, "direction_tested"), message, "delete it", key=True)


@file_rule("claim-without-evidence", "study")
def claim_without_evidence(ctx: Study) -> Iterator[Issue]:
    """Every claim has evidence in its file."""
    d = ctx.document
    used = {claim for item in d.evidence.values() for claim in item.claims}
    for key in d.claims:
        if key not in used:
            yield Issue(
                ("claims", key),
                f"no evidence names claim {key!r}",
                "add an evidence item, or delete the claim",
                key=True,
            )


@file_rule("via-missing", "study")
def via_missing(ctx: Study) -> Iterator[Issue]:
    """A study read only through another (`read: secondary`), and no other, names that one in `via`."""
    d = ctx.document
    if d.read is ReadDepth.SECONDARY and d.via is None:
        yield Issue(
            ("read",), "a secondary reading needs via", "add `via: pubmed:...`, the review through which it is known"
        )
    elif d.read is not ReadDepth.SECONDARY and d.via is not None:
        yield Issue(("via",), f"via goes with read secondary, not with {d.read.value}", "delete it", key=True)


@file_rule("reference-basis", "study")
def reference_basis(ctx: Study) -> Iterator[Issue]:
    """Only evidence of basis background names the paper that it relies on."""
    for key, item in ctx.document.evidence.items():
        if item.reference is not None and item.basis not in {Basis.BACKGROUND, Basis.INFERRED}:
            message = f"reference goes with basis background, not with {item.basis.value}"
            yield Issue(("evidence", key, "reference"), message, "delete it, or mend the basis", key=True)


@file_rule("comparison-arms", "study")
def comparison_arms(ctx: Study) -> Iterator[Issue]:
    """A comparison's arms differ, and the better one is an arm or no_difference."""
    for index, comparison in enumerate(ctx.document.comparisons):
        if comparison.better != NO_DIFFERENCE and comparison.better not in comparison.arms:
            hint = f"write one of {', '.join(comparison.arms)}, {NO_DIFFERENCE}"
            yield Issue(("comparisons", index, "better"), f"{comparison.better!r} is no arm of this comparison", hint)
        elif len(set(comparison.arms)) < len(comparison.arms):
            yield Issue(("comparisons", index, "arms"), "an arm stands twice", "name each arm once")


@file_rule("subject-not-varied", "study")
def subject_not_varied(ctx: Study) -> Iterator[Issue]:
    """What a molecule or process does is measured where the experiment varied it, or saw it bind or go along."""
    study = ctx.study
    for key, item in ctx.document.evidence.items():
        if item.basis is not Basis.MEASURED or set(item.design) & SEEN_WITHOUT_VARYING:
            continue
        preparation, context = study.preparations.get(item.preparation or ""), study.contexts.get(item.context or "")
        varied = {p.entity.id for p in item.perturbed}
        if preparation is not None:
            varied |= {m.entity.id for m in preparation.modified} | {c.cargo.id for c in preparation.loading}
            varied |= {p.agent.id for p in preparation.priming}
        if context is not None:
            varied |= {c.agent.id for c in context.challenge}
        for number, claim_key in enumerate(item.claims):
            claim = study.claims.get(claim_key)
            if claim is None or claim.rule is None or claim.rule.family not in EFFECTS or claim.subject in varied:
                continue
            if claim.subject_label in VARIABLE:
                hint = "say in `perturbed` how it was varied, or write `basis: inferred_by_authors`"
                message = (
                    f"claim {claim_key!r} is about {study.name(claim.subject)}, which this experiment did not vary"
                )
                yield Issue(("evidence", key, "claims", number), message, hint)
