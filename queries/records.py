"""One record with everything that belongs to it: an entity's card, a claim, a study, a mechanism."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import GraphReader, Row
from queries.catalogue import shared_text
from queries.resolving import primary_label, resolve_entity, resolve_record, resolve_study
from schema.errors import UnknownRecord
from schema.signs import sign_word

MOST_CLAIMS = 500
"""Claims that an entity's card lists on either side, strongest first; the counts are whole."""

_HIDDEN = frozenset({"keys", "preferred_keys"})
_SIGNS = ("sign", "net")
"""Properties that are numbers in the graph and words in a record."""


def _props(props: Mapping[str, Any] | None) -> dict[str, Any]:
    kept = {k: v for k, v in (props or {}).items() if k not in _HIDDEN}
    for name in _SIGNS:
        # A claim says that its relation has no sign; a membership or mechanism always has one.
        if name in kept or (name == "sign" and "family" in kept):
            kept[name] = sign_word(kept.get(name))
    return dict(sorted(kept.items()))


def _named(row: Row) -> dict[str, Any]:
    return {"id": row["id"], "name": row["props"].get("name"), "label": primary_label(row["labels"])}


def _links(reader: GraphReader, direction: str, identifier: str, types: Sequence[str]) -> list[Row]:
    return list(reader.read(shared_text(f"links-{direction}"), {"id": identifier, "types": list(types)}))


def _of(rows: Sequence[Row], *relations: str) -> list[Row]:
    return [r for r in rows if r["relation"] in relations]


def _base(reader: GraphReader, identifier: str) -> dict[str, Any]:
    rows = reader.read(shared_text("record"), {"id": identifier})
    if not rows:
        raise UnknownRecord(
            f"no record {identifier!r} is held", hint="look for it with /v1/search", details={"value": identifier}
        )
    labels = rows[0]["labels"]
    return {"id": identifier, "label": primary_label(labels), "labels": sorted(labels), **_props(rows[0]["props"])}


def entity_card(reader: GraphReader, text: str, *, include_retracted: bool = False) -> dict[str, Any]:
    """Names, cross-references, ontology neighbours, claims in and out, and their counts by grade.

    ``text`` is an id or a name. Claims come strongest first, at most 500 a side. Raises UnknownEntity, AmbiguousName.
    """
    identifier = resolve_entity(reader, text).id
    card = _base(reader, identifier)
    out = _links(reader, "out", identifier, ["IS_A", "PART_OF", "MEMBER_OF", "READOUT_OF", "MODELS", "SECRETES"])
    into = _links(
        reader, "in", identifier, ["IS_A", "PART_OF", "MEMBER_OF", "READOUT_OF", "MODELS", "SECRETES", "INDICATED_FOR"]
    )
    card["parents"] = [_named(r) for r in _of(out, "IS_A")]
    card["children"] = [_named(r) for r in _of(into, "IS_A")]
    card["part_of"] = [_named(r) for r in _of(out, "PART_OF")]
    card["parts"] = [_named(r) for r in _of(into, "PART_OF")]
    card["pathways"] = [
        {**_named(r), "relation": r["relation"], **_props(r["link"])} for r in _of(out, "MEMBER_OF", "READOUT_OF")
    ]
    card["members"] = [
        {**_named(r), "relation": r["relation"], **_props(r["link"])} for r in _of(into, "MEMBER_OF", "READOUT_OF")
    ]
    card["models"] = [_named(r) for r in (*_of(out, "MODELS"), *_of(into, "MODELS"))]
    card["products"] = [_named(r) for r in _of(out, "SECRETES")]
    card["secreted_by"] = [_named(r) for r in _of(into, "SECRETES")]
    card["studies"] = [_named(r) for r in _of(into, "INDICATED_FOR")]
    counts: dict[str, dict[str, int]] = {}
    for side, role in (("claims_out", "HAS_SUBJECT"), ("claims_in", "HAS_OBJECT")):
        asked = {"id": identifier, "role": role, "include_retracted": include_retracted}
        rows = reader.read(shared_text("entity-claims"), asked | {"limit": MOST_CLAIMS})
        card[side] = [
            {
                "id": r["id"],
                "subject_id": r["subject_id"],
                "subject_name": r["subject_name"],
                "object_id": r["object_id"],
                "object_name": r["object_name"],
                **{k: v for k, v in _props(r["claim"]).items() if k not in {"id", "subject", "object"}},
            }
            for r in rows
        ]
        counts[side] = {str(r["grade"]): int(r["number"]) for r in reader.read(shared_text("entity-grades"), asked)}
    card["counts_by_grade"] = counts
    return card


def claim_record(reader: GraphReader, text: str) -> dict[str, Any]:
    """A claim with its ends, grade parts, all evidence (studies set aside marked and last), contradictions, mechanisms.

    Raises UnknownRecord.
    """
    identifier = resolve_record(reader, text, "Claim").id
    record = _base(reader, identifier)
    out = _links(reader, "out", identifier, ["HAS_SUBJECT", "HAS_OBJECT", "CONTRADICTS"])
    into = _links(reader, "in", identifier, ["CONTRADICTS", "HAS_STEP", "SPANNED_BY", "RELIES_ON"])
    record["subject"] = _named(_of(out, "HAS_SUBJECT")[0])
    record["object"] = _named(_of(out, "HAS_OBJECT")[0])
    record["evidence"] = [
        {
            "id": r["id"],
            "bearing": r["bearing"],
            **{k: v for k, v in _props(r["evidence"]).items() if k not in {"id", "study"}},
            "study": _props(r["study"]),
            "preparation": _props(r["preparation"]) or None,
            "context": _props(r["context"]) or None,
        }
        for r in reader.read(shared_text("claim-evidence"), {"id": identifier})
    ]
    pairs = {(r["id"], r["link"].get("kind")): r for r in (*_of(out, "CONTRADICTS"), *_of(into, "CONTRADICTS"))}
    record["contradictions"] = [
        {"claim": r["id"], "name": r["props"].get("name"), **_props(r["link"])} for _, r in sorted(pairs.items())
    ]
    record["mechanisms"] = [_named(r) for r in _of(into, "HAS_STEP", "SPANNED_BY")]
    record["trials"] = [_named(r) for r in _of(into, "RELIES_ON")]
    return record


def study_record(reader: GraphReader, text: str) -> dict[str, Any]:
    """A study with its preparations, contexts, claims, evidence, mechanisms, comparisons, quantities and critiques.

    ``text`` is an id, PubMed number, DOI, or author and year. Raises UnknownRecord, AmbiguousName.
    """
    identifier = resolve_study(reader, text).id
    record = _base(reader, identifier)
    record["indications"] = [_named(r) for r in _links(reader, "out", identifier, ["INDICATED_FOR"])]
    parts = reader.read(shared_text("study-parts"), {"id": identifier})
    for section, label in (("preparations", "Preparation"), ("contexts", "Context")):
        record[section] = [_props(r["props"]) for r in parts if label in r["labels"]]
    record["claims"] = [
        {**_props(r["claim"]), "id": r["id"], "bearings": r["bearings"]}
        for r in reader.read(shared_text("study-claims"), {"id": identifier})
    ]
    reported = _links(reader, "in", identifier, ["REPORTED_IN"])
    sections = (
        ("evidence", "Evidence"),
        ("mechanisms", "Mechanism"),
        ("comparisons", "Comparison"),
        ("quantities", "Quantity"),
        ("critiques", "Critique"),
    )
    for section, label in sections:
        record[section] = [_props(r["props"]) for r in reported if label in r["labels"]]
    return record


def mechanism_record(reader: GraphReader, text: str) -> dict[str, Any]:
    """A mechanism with its study, ends, steps in order and spanning claims.

    Claims and background steps are given whole, the latter with their references; a pathway's own edge by its kind.
    Raises UnknownRecord.
    """
    identifier = resolve_record(reader, text, "Mechanism").id
    record = _base(reader, identifier)
    out = _links(reader, "out", identifier, ["REPORTED_IN", "STARTS_AT", "ENDS_AT", "HAS_STEP", "SPANNED_BY"])
    claims = {r["link"]["position"]: r for r in _of(out, "HAS_STEP")}
    record["study"] = _props(next(iter(_of(out, "REPORTED_IN")))["props"])
    record["start"] = _named(_of(out, "STARTS_AT")[0])
    record["end"] = _named(_of(out, "ENDS_AT")[0])
    known = _backgrounds(
        reader, [s for k, s in zip(record["step_kinds"], record["step_ids"], strict=True) if k == "background"]
    )
    record["steps"] = [
        {
            "position": position,
            "kind": kind,
            "id": step,
            **({"claim": _props(claims[position]["props"])} if position in claims else {}),
            **({"background": known[step]} if step in known else {}),
        }
        for position, (kind, step) in enumerate(
            zip(record.pop("step_kinds"), record.pop("step_ids"), strict=True), start=1
        )
    ]
    record["spanned_by"] = [_props(r["props"]) for r in _of(out, "SPANNED_BY")]
    return record


_STEP = ("sign", "aspect", "references", "statement")


def _backgrounds(reader: GraphReader, identifiers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Background steps by id: their ends, relation, sign, aspect, references and statement."""
    if not identifiers:
        return {}
    rows = reader.read(shared_text("subgraph-backgrounds"), {"backgrounds": sorted(set(identifiers))})
    return {
        r["link"]["background"]: {
            "subject": r["source"],
            "subject_name": r["source_name"],
            "relation": r["relation"],
            "object": r["target"],
            "object_name": r["target_name"],
            **{k: v for k, v in _props(r["link"]).items() if k in _STEP},
        }
        for r in rows
    }
