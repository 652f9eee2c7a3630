"""Identifiers and labels: each is in the registry, current, bears its own label, and is of the kind its field wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.checks.context import FileContext
from loaders.checks.rules import Issue, file_rule
from loaders.checks.shape import nearest
from loaders.checks.walking import FREE
from schema.curie import Term, fix_prefix, is_curie, prefix_of
from schema.documents import EntityDocument, PathwayDocument, StudyDocument
from schema.species import SPECIES
from schema.vocabulary import CARGO, MOLECULE, NODE_LABELS

KINDS = ("study", "entity", "pathway", "background", "trial")

WANTED: dict[tuple[str, str], tuple[str, ...]] = {
    ("Preparation", "source"): ("CellSource",),
    ("Preparation", "markers_positive"): ("Gene", "Complex", "Family", "Lipid", "MiRNA", "SmallMolecule"),
    ("Preparation", "markers_negative"): ("Gene", "Complex", "Family", "Lipid", "MiRNA", "SmallMolecule"),
    ("Loading", "cargo"): CARGO,
    ("Context", "model"): ("DiseaseModel",),
    ("Context", "disease"): ("Disease",),
    ("Context", "recipient_cell"): ("CellType", "CellSource"),
    ("Context", "compartment"): ("Tissue", "CellularComponent", "CellType"),
    ("StudyDocument", "indications"): ("Disease",),
    ("EntityDocument", "models"): ("Disease",),
    ("EntityDocument", "members"): MOLECULE,
    ("PathwayDocument", "pathway"): ("Pathway", "Process"),
    ("PathwayMember", "entity"): MOLECULE,
    ("PathwayReadout", "entity"): MOLECULE,
    ("TrialDocument", "conditions"): ("Disease",),
    ("TrialDocument", "source"): ("CellSource",),
    ("Via", "receptor"): ("Gene", "Complex", "Family", "Lipid"),
}
"""Node labels that a field's term may have; a field that is not named here takes any entity."""


def _wanted_kind(owner: str, field: str) -> tuple[str, ...]:
    return ("species",) if field == "species" else WANTED.get((owner, field), ())


def _known(ctx: FileContext[Any], curie: str) -> bool:
    return curie in ctx.registry.entities or curie in SPECIES


@file_rule("unknown-id", *KINDS)
def unknown_id(ctx: FileContext[Any]) -> Iterator[Issue]:
    """An identifier has an entity file in the registry."""
    pathway_file = isinstance(ctx.document, PathwayDocument)
    for at, term, owner, field in ctx.terms:
        if (owner, field) in FREE or _known(ctx, term.id) or (pathway_file and at[0] in {"members", "readouts"}):
            continue
        yield Issue(at, f"{term.id} is not in the registry", _instead(ctx, term))
    if isinstance(ctx.document, StudyDocument):
        for key in ctx.document.named_as:
            if is_curie(key) and not _known(ctx, key):
                yield Issue(("named_as", key), f"{key} is not in the registry", _instead(ctx, Term(key)), key=True)
        for key, entry in ctx.document.mechanisms.items():
            for number, step in enumerate(entry.steps):
                if step.startswith("exomech:background-") and step not in ctx.registry.background:
                    hint = "add its file to curation/background"
                    yield Issue(("mechanisms", key, "steps", number), f"there is no background step {step}", hint)


def _instead(ctx: FileContext[Any], term: Term) -> str:
    near = ctx.registry.nearest(term.label) if term.label else ""
    if near:
        return f"did you mean {near!r}? Otherwise add an entity file"
    return f"add an entity file: exomech new entity {term.id}"


@file_rule("pathway-member-unknown", "pathway")
def pathway_member_unknown(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A member or readout of a pathway has an entity file in the registry."""
    for at, term, _, _ in ctx.terms:
        if at[0] in {"members", "readouts"} and not _known(ctx, term.id):
            yield Issue(at, f"{term.id} is not in the registry", _instead(ctx, term))


@file_rule("obsolete-id", *KINDS)
def obsolete_id(ctx: FileContext[Any]) -> Iterator[Issue]:
    """An identifier is current; an obsolete one names what replaces it."""
    for at, term, owner, field in ctx.terms:
        entry = ctx.registry.entities.get(term.id)
        if entry is None or not entry.obsolete or (owner, field) in FREE:
            continue
        hint = f"write {ctx.registry.term(entry.replaced_by)!r}" if entry.replaced_by else "no replacement is known"
        yield Issue(at, f"{term.id} is obsolete", hint)


@file_rule("label-mismatch", *KINDS)
def label_mismatch(ctx: FileContext[Any]) -> Iterator[Issue]:
    """The label behind an identifier is the one that belongs to it."""
    for at, term, owner, field in ctx.terms:
        if not term.label or (owner, field) in FREE:
            continue
        right = ctx.registry.name(term.id)
        if right is None or right == term.label or not right:
            continue
        others = [i for i in ctx.registry.find(term.label) if i != term.id]
        hint = f"write {f'{term.id} {right}'!r}"
        if others:
            hint += f", or {f'{others[0]} {ctx.registry.name(others[0])}'!r} if that is meant"
        yield Issue(at, f"{term.id} is {right!r}, not {term.label!r}", hint)


@file_rule("wrong-kind", *KINDS)
def wrong_kind(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A field that wants a disease, a cell, a tissue, a species ... holds one."""
    for at, term, owner, field in ctx.terms:
        if (owner, field) in FREE or not _known(ctx, term.id):
            continue
        label = "species" if term.id in SPECIES else ctx.registry.label(term.id)
        wanted = _wanted_kind(owner, field)
        if label is None or (label in wanted if wanted else label != "species"):
            continue
        message = f"{term.id} is a {label}; {field} wants {' or '.join(wanted) or 'an entity'}"
        yield Issue(at, message)


@file_rule("wrong-prefix-for-label", "entity")
def wrong_prefix_for_label(ctx: FileContext[EntityDocument]) -> Iterator[Issue]:
    """An entity's node label exists, and takes identifiers of the entity's prefix."""
    document = ctx.document
    definition = NODE_LABELS.get(document.label)
    if definition is None or (not definition.entity and document.label != "DiseaseModel"):
        names = [*(n for n, d in NODE_LABELS.items() if d.entity), "DiseaseModel"]
        near = nearest(document.label, names)
        hint = f"did you mean {near!r}?" if near else f"allowed: {', '.join(names)}"
        yield Issue(("label",), f"an entity cannot be labelled {document.label!r}", hint)
    elif prefix_of(document.entity) not in definition.prefixes:
        wanted = ", ".join(definition.prefixes)
        yield Issue(
            ("entity",),
            f"{document.label} does not take identifiers of {prefix_of(document.entity)}",
            f"it takes {wanted}",
        )


@file_rule("named-as-id", "study")
def named_as_id(ctx: FileContext[StudyDocument]) -> Iterator[Issue]:
    """A key of `named_as` is an identifier that the file uses."""
    document = ctx.document
    if not document.named_as:
        return
    used = {term.id for _, term, _, _ in ctx.terms}
    for key in document.named_as:
        if not is_curie(key):
            hint = (
                f"write {fix_prefix(key)!r}"
                if is_curie(fix_prefix(key))
                else "write the bare identifier, without its label"
            )
            yield Issue(("named_as", key), f"{key!r} is no identifier", hint, key=True)
        elif key not in used:
            yield Issue(
                ("named_as", key),
                f"{key} is used nowhere else in this file",
                "delete it, or mend the identifier",
                key=True,
            )
