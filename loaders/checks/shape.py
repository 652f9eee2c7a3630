"""The shape of a document: Pydantic's complaints told as rules, with the nearest field or word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from loaders.checks.rules import Issue, declare
from loaders.places import At
from loaders.reading import scalar
from schema.curie import fix_prefix, is_curie
from schema.documents import DOCUMENTS
from schema.parts import Document

declare("unknown-kind", "A file begins with `study:`, `entity:`, `pathway:`, `background:` or `trial:`.")
declare("unknown-field", "Only the fields of the model are used.")
declare("missing-field", "Every required field is there.")
declare("empty-value", "A field that is written has a value; what was not stated is left out.")
declare("wrong-type", "A value has its field's type: text, number, list or mapping.")
declare("wrong-value", "A value is one of the allowed words, or lies in the allowed range.")
declare("id-pattern", "Identifiers and keys have the pattern of their kind, the prefix in its preferred spelling.")

_QUOTED = re.compile(r"'([^']*)'")
_TERM = "text: an identifier, then its label"
_TYPE_WORDS = {
    **dict.fromkeys(("string_type", "is_instance_of"), "text"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "a mapping"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(
        ("named_tuple_type", "unexpected_positional_argument", "missing_argument", "arguments_type"), _TERM
    ),
    "tuple_type": "a list",
}
_ID_FIELDS = frozenset({"doi", "pmcid"})

RuledIssue = tuple[str, Issue]
"""A rule's id and what breaks it."""


def kind_of(value: Any) -> str | None:
    """The kind of a file by the first of its top-level keys that names one."""
    if not isinstance(value, Mapping):
        return None
    return next((key for key in value if key in DOCUMENTS), None)


def shape(value: Any) -> tuple[str, Document | None, list[RuledIssue]]:
    """The kind, the document (None where the shape is wrong) and what is wrong with the shape."""
    kind = kind_of(value)
    if kind is None:
        first = next(iter(value), "") if isinstance(value, Mapping) else ""
        near = nearest(str(first), DOCUMENTS) if first else ""
        hint = (
            f"did you mean `{near}:`?"
            if near
            else "begin with `study:`, `entity:`, `pathway:`, `background:` or `trial:`"
        )
        at: At = (first,) if first else ()
        return "", None, [("unknown-kind", Issue(at, "the file names no kind of record", hint, key=True))]
    blanks = [("empty-value", issue) for issue in _blanks(value, ())]
    try:
        document = DOCUMENTS[kind].model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return kind, None, blanks + _issues(DOCUMENTS[kind], value, details, {i.at for _, i in blanks})
    return kind, None if blanks else document, blanks


def nearest(word: str, words: Sequence[str] | Mapping[str, Any], cutoff: float = 60) -> str:
    """The most similar of ``words``, or empty text."""
    best = process.extractOne(word, list(words), scorer=fuzz.ratio, score_cutoff=cutoff, processor=str.lower)
    return str(best[0]) if best else ""


def _blanks(value: Any, at: At) -> Iterator[Issue]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        if inner is None:
            hint = (
                'write "null" in quotes'
                if key == "outcome"
                else "fill it in, or delete the line: what was not stated is left out"
            )
            yield Issue(
                (*at, key),
                f"{key} has no value" if isinstance(key, str) else "an empty item",
                hint,
                key=isinstance(key, str),
            )
        elif inner.__class__ is dict or inner.__class__ is list:
            yield from _blanks(inner, (*at, key))


def _issues(model: type[BaseModel], value: Any, details: Sequence[ErrorDetails], blank: set[At]) -> list[RuledIssue]:
    found: dict[At, RuledIssue] = {}
    for detail in details:
        at, key_at_fault = _path(value, detail)
        if at in blank or at in found:
            continue
        found[at] = _told(model, at, key_at_fault, detail)
    # A union complains once for each of its members, and a list that it is short where an item is at fault: the
    # complaint that goes deepest is about what the curator meant.
    above = {deeper[:length] for deeper in (*found, *blank) for length in range(len(deeper))}
    return [told for at, told in found.items() if at not in above]


def _path(value: Any, detail: ErrorDetails) -> tuple[At, bool]:
    """The path in the file's own terms: names of union members are left out."""
    at: list[str | int] = []
    here = value
    loc = detail["loc"]
    for part in loc:
        if part == "[key]":
            return tuple(at), True
        in_mapping = isinstance(here, Mapping) and part in here
        if in_mapping or (isinstance(here, list) and isinstance(part, int) and part < len(here)):
            here = here[part]
            at.append(part)
        elif detail["type"] == "missing" and part == loc[-1]:
            at.append(part)
    return tuple(at), False


def _told(model: type[BaseModel], at: At, key_at_fault: bool, detail: ErrorDetails) -> RuledIssue:
    kind, given = detail["type"], detail.get("input")
    name = str(at[-1]) if at else ""
    if kind == "missing":
        inside = f" in {at[-2]}" if len(at) > 1 else ""
        return "missing-field", Issue(at[:-1], f"{name} is missing{inside}", _about(model, at), key=True)
    if kind == "extra_forbidden":
        known = fields_at(model, at[:-1])
        near = nearest(name, known)
        hint = f"did you mean {near!r}?" if near else f"known here: {', '.join(known)}" if known else ""
        return "unknown-field", Issue(at, f"there is no field {name!r} here", hint, key=True)
    if kind in {"enum", "literal_error"}:
        allowed = _QUOTED.findall(str((detail.get("ctx") or {}).get("expected", "")))
        near = nearest(str(given), allowed)
        listed = f"allowed: {', '.join(allowed)}"
        hint = f"did you mean {near!r}? {listed}" if near and near != str(given) else listed
        if str(given) in allowed:
            hint = f'put it in quotes: "{given}"'
        return "wrong-value", Issue(at, f"{name} cannot be {_show(given)}", hint)
    if kind == "value_error":
        message = str((detail.get("ctx") or {}).get("error", detail["msg"]))
        return "id-pattern", Issue(at, message, _id_hint(str(given)), key=key_at_fault)
    if kind == "string_pattern_mismatch":
        rule = "id-pattern" if name in _ID_FIELDS else "wrong-value"
        pattern = (detail.get("ctx") or {}).get("pattern", "")
        return rule, Issue(at, f"{name} {_show(given)} does not fit the pattern {pattern}")
    if kind == "string_too_short":
        return "empty-value", Issue(at, f"{name} is empty", "fill it in, or delete the line", key=True)
    if kind in _TYPE_WORDS:
        hint = (
            f'put it in quotes: "{given}"'
            if isinstance(given, bool | int | float) and "text" in _TYPE_WORDS[kind]
            else ""
        )
        if isinstance(given, str) and kind == "tuple_type":
            hint = f"write [{given}]"
        elif isinstance(given, str) and isinstance(scalar(given.strip()), bool | int | float):
            hint = f"write {given.strip()} without quotes; `exomech fmt` takes them away"
        return "wrong-type", Issue(at, f"{name} wants {_TYPE_WORDS[kind]}, not {_show(given)}", hint)
    return "wrong-value", Issue(at, f"{name}: {detail['msg'][:1].lower()}{detail['msg'][1:]}, not {_show(given)}")


def _show(given: Any) -> str:
    if isinstance(given, Mapping):
        return "a mapping"
    if isinstance(given, list):
        return "a list"
    return f"the truth value {str(given).lower()}" if isinstance(given, bool) else repr(given)


def _id_hint(given: str) -> str:
    head, _, rest = given.partition(" ")
    fixed = fix_prefix(head)
    if fixed != head and is_curie(fixed):
        return f"write {fixed} {rest}".rstrip()
    return ""


def _about(model: type[BaseModel], at: At) -> str:
    for owner in _models_at(model, at[:-1]):
        field = owner.model_fields.get(str(at[-1])) or next(
            (f for f in owner.model_fields.values() if f.alias == at[-1]), None
        )
        if field is not None and field.description:
            return field.description
    return ""


def fields_at(model: type[BaseModel], at: At) -> list[str]:
    """The fields, as written in files, that the mapping at a path may have; empty where any key is allowed."""
    return [f.alias or name for owner in _models_at(model, at) for name, f in owner.model_fields.items()]


def _models_at(model: type[BaseModel], at: At) -> list[type[BaseModel]]:
    here: list[Any] = [model]
    for part in at:
        below: list[Any] = []
        for thing in here:
            if isinstance(thing, type) and issubclass(thing, BaseModel):
                field = thing.model_fields.get(str(part)) or next(
                    (f for f in thing.model_fields.values() if f.alias == part), None
                )
                below += _unwrap(field.annotation) if field else []
            else:
                below += _unwrap(
                    get_args(thing)[-1] if getattr(thing, "__origin__", None) is dict else get_args(thing)[0]
                )
        here = below
    return [thing for thing in here if isinstance(thing, type) and issubclass(thing, BaseModel)]


def _unwrap(annotation: Any) -> list[Any]:
    """Models, and the tuples and mappings that hold them, inside unions and annotations."""
    origin = getattr(annotation, "__origin__", None)
    if isinstance(annotation, type) and origin is None:
        return [annotation] if issubclass(annotation, BaseModel) else []
    if hasattr(annotation, "__metadata__"):
        return _unwrap(origin)
    if origin in {tuple, dict}:
        return [annotation]
    return [inner for part in get_args(annotation) for inner in _unwrap(part)]
