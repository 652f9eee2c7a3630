"""A walk over a document that finds every term, with the path at which the file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from loaders.places import At
from schema.curie import Term, parse_term

Found = tuple[At, Term, str, str]
"""Path of a term, the term, the name of the model that holds it, and its field there."""

FREE = frozenset({("EvidenceEntry", "measured_as")})
"""Fields that may hold an identifier outside the registry: the animal's own molecule."""

REFERENCES = frozenset({("ClaimEntry", "subject"), ("ClaimEntry", "object"), ("MechanismEntry", "start")})
"""Fields that hold a key of the file or ``CURIE label``."""


@cache
def _aliases(model: type[BaseModel]) -> dict[str, str]:
    return {name: field.alias or name for name, field in model.model_fields.items()}


def terms(document: BaseModel, at: At = ()) -> Iterator[Found]:
    """Every term of a document with its path, the name of the model that holds it, and its field."""
    owner = document.__class__.__name__
    values = document.__dict__
    aliases = _aliases(document.__class__)
    for field in document.model_fields_set:
        value = values[field]
        kind = value.__class__
        if kind is str:
            if (owner, field) in REFERENCES and ":" in value.partition(" ")[0]:
                yield (*at, field), parse_term(value), owner, field
            elif (owner, field) == ("Context", "model"):
                yield (*at, field), Term(value), owner, field
            continue
        name = aliases[field]
        if kind is Term:
            yield (*at, name), value, owner, field
        elif kind is tuple:
            for number, item in enumerate(value):
                if item.__class__ is Term:
                    yield (*at, name, number), item, owner, field
                elif isinstance(item, BaseModel):
                    yield from terms(item, (*at, name, number))
        elif kind is dict:
            for key, item in value.items():
                if isinstance(item, BaseModel):
                    yield from terms(item, (*at, name, key))
        elif isinstance(value, BaseModel):
            yield from terms(value, (*at, name))
