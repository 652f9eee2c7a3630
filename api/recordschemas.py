"""Schemas of the single records (an entity's card, a claim, a study, a mechanism), made from the graph's properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.searching import SEARCH_COLUMNS
from schema.properties import PROPERTIES, Property
from schema.signs import SIGN_WORDS
from schema.vocabulary import ENTITY_LABELS, NODE_LABELS

JsonSchema = dict[str, Any]

_TYPES: Mapping[str, JsonSchema] = {
    "text": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
}
_SIGN: JsonSchema = {"type": "string", "enum": list(SIGN_WORDS)}
_SIGNS = frozenset({"sign", "net"})
"""Properties that are numbers in the graph and words in a record."""
_LOOK_UP = frozenset({"keys", "preferred_keys"})
"""Properties for look-up alone, which no record shows."""


def _value(found: Property) -> JsonSchema:
    if found.name in _SIGNS:
        return dict(_SIGN) | {"description": found.doc.partition(":")[0].partition(";")[0]}
    one = dict(_TYPES[found.type.removesuffix("_list")])
    schema = {"type": "array", "items": one} if found.type.endswith("_list") else one
    return schema | {"description": found.doc}


def stored(*kinds: str, required: tuple[str, ...] = (), **more: JsonSchema) -> JsonSchema:
    """An object with the properties that nodes or relationships of these kinds may have, and ``more``, all of it there.

    A property that is not stated is left out.
    """
    found = {p.name: _value(p) for kind in kinds for p in PROPERTIES[kind] if p.name not in _LOOK_UP}
    return {
        "type": "object",
        "required": sorted({*required, *more}),
        "properties": found | more,
        "additionalProperties": False,
    }


_TEXT: JsonSchema = {"type": "string"}
_NAMED: JsonSchema = {
    "type": "object",
    "required": ["id", "name", "label"],
    "properties": {"id": _TEXT, "name": _TEXT, "label": {"type": "string", "enum": list(NODE_LABELS)}},
    "additionalProperties": False,
}


def _many(one: JsonSchema) -> JsonSchema:
    return {"type": "array", "items": one}


def _record(*kinds: str, **more: JsonSchema) -> JsonSchema:
    base = {"id": _TEXT, "label": {"type": "string", "enum": list(kinds)}, "labels": _many(_TEXT)}
    return stored(*kinds, required=("name",), **base, **more)


_MEMBERSHIP = stored("MEMBER_OF", "READOUT_OF", **_NAMED["properties"], relation=_TEXT)
_COUNTS: JsonSchema = {"type": "object", "additionalProperties": {"type": "integer"}}
_ENDS = dict.fromkeys(("subject_id", "subject_name", "object_id", "object_name"), _TEXT)
_CLAIM = stored("Claim", required=("name", "sign"), id=_TEXT)
_CARD_CLAIM = stored("Claim", required=("name", "sign"), id=_TEXT, **_ENDS)
for _gone in ("subject", "object"):
    _CARD_CLAIM["properties"].pop(_gone)
_STEP: tuple[str, ...] = ("subject", "subject_name", "relation", "object", "object_name", "aspect", "statement")
_BACKGROUND: JsonSchema = {
    "type": "object",
    "required": ["object", "object_name", "references", "relation", "sign", "subject", "subject_name"],
    "properties": {**dict.fromkeys(_STEP, _TEXT), "sign": _SIGN, "references": _many(_TEXT)},
    "additionalProperties": False,
}
_STUDY = stored("Study", required=("name",), id=_TEXT)
_PREPARATION = stored("Preparation", required=("name",), id=_TEXT)
_CONTEXT = stored("Context", required=("name",), id=_TEXT)


def _or_null(schema: JsonSchema) -> JsonSchema:
    return {"anyOf": [schema, {"type": "null"}]}


RECORD_SCHEMAS: Mapping[str, JsonSchema] = {
    "entity": _record(
        *ENTITY_LABELS,
        **dict.fromkeys(("parents", "children", "part_of", "parts"), _many(_NAMED)),
        **dict.fromkeys(("models", "products", "secreted_by", "studies"), _many(_NAMED)),
        **dict.fromkeys(("pathways", "members"), _many(_MEMBERSHIP)),
        **dict.fromkeys(("claims_out", "claims_in"), _many(_CARD_CLAIM)),
        counts_by_grade={
            "type": "object",
            "required": ["claims_in", "claims_out"],
            "properties": {"claims_in": _COUNTS, "claims_out": _COUNTS},
            "additionalProperties": False,
        },
    ),
    "claim": _record(
        "Claim",
        sign=_SIGN,
        subject=_NAMED,
        object=_NAMED,
        evidence=_many(
            stored(
                "Evidence",
                required=("name",),
                id=_TEXT,
                bearing={"type": "string", "enum": ["SUPPORTS", "REFUTES", "FOUND_NO_EFFECT"]},
                study=_STUDY,
                preparation=_or_null(_PREPARATION),
                context=_or_null(_CONTEXT),
            )
        ),
        contradictions=_many(stored("CONTRADICTS", claim=_TEXT, name=_TEXT)),
        mechanisms=_many(_NAMED),
        trials=_many(_NAMED),
    ),
    "study": _record(
        "Study",
        indications={"type": "array", "items": _NAMED},
        preparations=_many(_PREPARATION),
        contexts=_many(_CONTEXT),
        claims=_many(stored("Claim", required=("name", "sign"), id=_TEXT, bearings=_many(_TEXT))),
        evidence=_many(stored("Evidence", required=("name",), id=_TEXT)),
        mechanisms=_many(stored("Mechanism", required=("name", "net"), id=_TEXT)),
        comparisons=_many(stored("Comparison", required=("name",), id=_TEXT)),
        quantities=_many(stored("Quantity", required=("name",), id=_TEXT)),
        critiques=_many(stored("Critique", required=("name",), id=_TEXT)),
    ),
    "mechanism": _record(
        "Mechanism",
        net=_SIGN,
        study=_STUDY,
        start=_NAMED,
        end=_NAMED,
        steps=_many(
            {
                "type": "object",
                "required": ["position", "kind", "id"],
                "properties": {
                    "position": {"type": "integer", "minimum": 1},
                    "kind": {"type": "string", "enum": ["claim", "background", "pathway"]},
                    "id": _TEXT,
                    "claim": _CLAIM,
                    "background": _BACKGROUND,
                },
                "additionalProperties": False,
            }
        ),
        spanned_by=_many(_CLAIM),
    ),
}
"""The one row of each kind of record."""

HIT: JsonSchema = {
    "type": "object",
    "required": list(SEARCH_COLUMNS),
    "properties": dict.fromkeys(SEARCH_COLUMNS, _TEXT),
    "additionalProperties": False,
}
"""A hit of a search."""
