"""Units of primings, challenges and quantities: one of the vocabulary, in its one spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.checks.context import FileContext
from loaders.checks.rules import Issue, file_rule
from loaders.places import At
from schema.documents import StudyDocument
from schema.treatments import Challenge, Priming
from schema.units import QUANTITY_UNITS, UNITS, canonical_unit


@file_rule("unit-unknown", "study")
def unit_unknown(ctx: FileContext[StudyDocument]) -> Iterator[Issue]:
    """A priming's, challenge's or quantity's unit is one of the vocabulary, in its one spelling; a dose has one."""
    d = ctx.document
    for key, preparation in d.preparations.items():
        for number, priming in enumerate(preparation.priming):
            yield from _dose(("preparations", key, "priming", number), priming)
    for key, context in d.contexts.items():
        for number, challenge in enumerate(context.challenge):
            yield from _dose(("contexts", key, "challenge", number), challenge)
    for key, quantity in d.quantities.items():
        allowed = QUANTITY_UNITS[quantity.kind]
        if quantity.unit not in allowed:
            message = f"{quantity.unit!r} is no unit of {quantity.kind.value}"
            yield Issue(("quantities", key, "unit"), message, _hint(quantity.unit, allowed))


def _dose(at: At, row: Priming | Challenge) -> Iterator[Issue]:
    if row.unit is None:
        if row.dose is not None:
            yield Issue((*at, "dose"), f"a dose of {row.dose:g} has no unit", "add `unit:`, or leave the dose out")
    elif row.dose is None:
        yield Issue((*at, "unit"), f"the unit {row.unit!r} has no dose", "add `dose:`, or delete it", key=True)
    elif row.unit not in UNITS:
        yield Issue((*at, "unit"), f"{row.unit!r} is no unit of the vocabulary", _hint(row.unit, tuple(UNITS)))


def _hint(given: str, allowed: Sequence[str]) -> str:
    meant = canonical_unit(given)
    if meant in allowed:
        return f"write {meant}"
    first = canonical_unit(given.split(maxsplit=1)[0])
    if first in allowed:
        return f"write {first}, and the rest in the statement"
    return f"allowed: {', '.join(allowed)}"
