"""Studies as records, entities, pathways and trials: names of files, notices, and what each kind has to state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.checks.context import FileContext
from loaders.checks.rules import Issue, file_rule
from loaders.findings import Severity
from schema.curie import file_stem, is_curie, prefix_of
from schema.documents import (
    BackgroundDocument,
    EntityDocument,
    PaperDocument,
    PathwayDocument,
    StudyDocument,
    TrialDocument,
)
from schema.names import normalise
from schema.papers import ID_FIELDS
from schema.vocabulary import NODE_LABELS
from schema.words import CurationStatus, NoticeKind

ID_PREFIXES = {
    "study": NODE_LABELS["Study"].prefixes,
    "trial": NODE_LABELS["Trial"].prefixes,
    "background": ("exomech",),
    "paper": NODE_LABELS["Paper"].prefixes,
}


@file_rule("file-name", "study", "entity", "pathway", "background", "paper", "trial")
def file_name(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A file of the curation is named after its record: what is not A-Z a-z 0-9 . + - in the id becomes _."""
    wanted = file_stem(record_id(ctx.document))
    if ctx.inside and (ctx.stem != wanted or ctx.suffix != ".yaml"):
        yield Issue((ctx.kind,), f"the file is named {ctx.stem}{ctx.suffix}", f"name it {wanted}.yaml", key=True)


def record_id(document: Any) -> str:
    """The identifier of a document's record."""
    if isinstance(document, StudyDocument):
        return document.study
    if isinstance(document, EntityDocument):
        return document.entity
    if isinstance(document, PathwayDocument):
        return document.pathway.id
    if isinstance(document, BackgroundDocument):
        return document.background
    if isinstance(document, PaperDocument):
        return document.paper
    assert isinstance(document, TrialDocument)
    return document.trial


@file_rule("record-prefix", "study", "trial", "background", "paper")
def record_prefix(ctx: FileContext[Any]) -> Iterator[Issue]:
    """Studies and papers have a PubMed id, DOI or PMC id, trials a registry's, background exomech:background-..."""
    identifier = record_id(ctx.document)
    wanted = ID_PREFIXES[ctx.kind]
    if prefix_of(identifier) not in wanted:
        yield Issue((ctx.kind,), f"a {ctx.kind} is not named by {prefix_of(identifier)}", f"write {', '.join(wanted)}")
    elif ctx.kind == "background" and not identifier.startswith("exomech:background-"):
        yield Issue((ctx.kind,), f"{identifier} is no id of a background step", "begin it with exomech:background-")


@file_rule("own-id", "study")
def own_id(ctx: FileContext[StudyDocument]) -> Iterator[Issue]:
    """A study named by its PubMed id, DOI or PMC id has no other of that kind in `pmid`, `doi` or `pmcid`."""
    d = ctx.document
    prefix, _, own = d.study.partition(":")
    field = ID_FIELDS.get(prefix, "")
    given = str(getattr(d, field, None) or own)
    if given.lower() != own.lower():
        yield Issue((field,), f"the study is named {d.study}", f"write {field}: {own}, or name it {prefix}:{given}")


@file_rule("notice-missing", "study")
def notice_missing(ctx: FileContext[StudyDocument]) -> Iterator[Issue]:
    """A study that the list of notices names carries that notice, so that a retracted paper is never shown as sound."""
    d = ctx.document
    own = {n.kind.value for n in d.notices}
    told: set[str] = set()
    for identifier in d.ids:
        for row in ctx.registry.notice_of.get(identifier.lower(), ()):
            if row.kind not in own and row.kind not in told:
                told.add(row.kind)
                notice = f", id: {row.notice}" if row.notice else ""
                yield Issue(
                    ("study",),
                    f"{identifier} has a {row.kind.replace('_', ' ')}",
                    f"add `notices: [{{kind: {row.kind}{notice}}}]`",
                )


@file_rule("notice-reason", "study", severity=Severity.WARNING)
def notice_reason(ctx: FileContext[StudyDocument]) -> Iterator[Issue]:
    """A retraction or expression of concern can be traced: it has the notice's id, or its reason."""
    for number, notice in enumerate(ctx.document.notices):
        if notice.kind is not NoticeKind.CORRECTION and notice.id is None and notice.reason is None:
            kind = notice.kind.value.replace("_", " ")
            yield Issue(
                ("notices", number),
                f"the {kind} has neither id nor reason",
                "add `id: doi:...` of the notice, or `reason:`",
            )


@file_rule("curation-status", "pathway", "background", "trial")
def curation_status(ctx: FileContext[Any]) -> Iterator[Issue]:
    """Only a study is disputed or withdrawn: nothing warns of another record, so one in doubt stays out."""
    status = ctx.document.curation.status
    if status in {CurationStatus.DISPUTED, CurationStatus.WITHDRAWN}:
        message = f"a {ctx.kind} cannot be {status.value}: answers would show it as sound"
        yield Issue(("curation", "status"), message, "mend it, or delete the file until it is settled")


@file_rule("model-without-disease", "entity")
def model_without_disease(ctx: FileContext[EntityDocument]) -> Iterator[Issue]:
    """A disease model, and nothing else, names in `models` the one disease that it stands for."""
    d = ctx.document
    if d.label == "DiseaseModel" and d.models is None:
        yield Issue(("label",), "a disease model needs its disease", "add `models: MONDO:... label`")
    elif d.label != "DiseaseModel" and d.models is not None:
        yield Issue(("models",), f"only a disease model has `models`, not a {d.label}", "delete it", key=True)


@file_rule("synonym-hygiene", "entity", severity=Severity.WARNING)
def synonym_hygiene(ctx: FileContext[EntityDocument]) -> Iterator[Issue]:
    """Synonyms differ from the name and from each other, and are words that can be searched for."""
    d = ctx.document
    seen = {d.name}
    for number, synonym in enumerate(d.synonyms):
        at = ("synonyms", number)
        if synonym in seen:
            yield Issue(
                at,
                f"{synonym!r} stands here twice" if synonym != d.name else f"{synonym!r} is the name itself",
                "delete it",
            )
        elif not normalise(synonym):
            yield Issue(at, f"{synonym!r} holds no letter or digit to search for", "delete it")
        elif is_curie(synonym):
            yield Issue(at, f"{synonym!r} is an identifier", "put it under `xrefs`")
        seen.add(synonym)


@file_rule("replacement", "entity")
def replacement(ctx: FileContext[EntityDocument]) -> Iterator[Issue]:
    """Only an obsolete entity names a replacement, and it is current."""
    d = ctx.document
    if d.replaced_by is None:
        return
    if not d.obsolete:
        yield Issue(
            ("replaced_by",), "the entity is not obsolete", "add `obsolete: true`, or delete the line", key=True
        )
    elif d.replaced_by.id == d.entity:
        yield Issue(("replaced_by",), "the entity replaces itself", "name the current identifier")


@file_rule("pathway-duplicate", "pathway")
def pathway_duplicate(ctx: FileContext[PathwayDocument]) -> Iterator[Issue]:
    """An entity is a member of a pathway once, and a readout once for an aspect."""
    seen: set[tuple[str, str]] = set()
    for part in ("members", "readouts"):
        for number, row in enumerate(getattr(ctx.document, part)):
            key = (row.entity.id, getattr(row, "aspect", ""))
            if key in seen:
                yield Issue(
                    (part, number, "entity"),
                    f"{row.entity.id} stands here twice",
                    "keep the row whose reference you read",
                )
            seen.add(key)


@file_rule("trial-status-date", "trial")
def trial_status_date(ctx: FileContext[TrialDocument]) -> Iterator[Issue]:
    """A trial's status has the date of the text in which it was read."""
    if ctx.document.status is not None and ctx.document.status_date is None:
        yield Issue(
            ("status",),
            "a status without its date says nothing",
            'add `status_date: "..."`, the date of the text read',
            key=True,
        )


@file_rule("trial-result-study", "trial")
def trial_result_study(ctx: FileContext[TrialDocument]) -> Iterator[Issue]:
    """The publication of a trial's result is a paper (pubmed, doi, pmc)."""
    for number, result in enumerate(ctx.document.results):
        if result.study is not None and prefix_of(result.study) not in NODE_LABELS["Study"].prefixes:
            yield Issue(("results", number, "study"), f"{result.study} is no paper", "write pubmed:... or doi:...")
