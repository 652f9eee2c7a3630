"""How signs travel along a chain: what an effect on a thing means for the thing's own effects, and settled aspects."""

from __future__ import annotations

from collections.abc import Mapping

from schema.vocabulary import ASPECTS, RELATIONS
from schema.words import MODIFICATIONS, Aspect, ModificationEffect, Sign

MEMBER_ASPECTS: tuple[Aspect, ...] = (Aspect.AMOUNT, Aspect.ACTIVITY)
"""A pathway member's sign holds for its amount and its activity; another aspect needs a readout of its own."""


NO_SIGN = "none"

SIGN_WORDS: tuple[str, ...] = (*Sign, NO_SIGN)
"""How a sign is written wherever it leaves the graph: ``none`` where the relation has none, as of binding."""


def sign_word(number: int | None) -> str:
    """The word for a sign as the graph holds it.

    >>> sign_word(-1), sign_word(0), sign_word(None)
    ('decrease', 'unknown', 'none')
    """
    return NO_SIGN if number is None else Sign.of(number).value


def onward(sign: int | None, aspect: Aspect, modifications: Mapping[Aspect, ModificationEffect]) -> int:
    """The sign with which an effect on a thing goes on to the thing's own effects: +1, -1, or 0, which stops a path.

    ``modifications`` are those of the thing's entity file. A modification (phosphorylation ...) goes on only where they
    say what it does to the protein's activity; every other aspect goes on as it is.
    """
    if sign is None:
        return 0
    if aspect not in MODIFICATIONS:
        return sign
    effect = modifications.get(aspect)
    return 0 if effect is None else sign if effect is ModificationEffect.ACTIVATING else -sign


def settled_aspect(relation: str, aspect: Aspect | None) -> Aspect:
    """The aspect as written, else the only one of the relation's family; raises ValueError where there are several."""
    if aspect is not None:
        return aspect
    allowed = ASPECTS[RELATIONS[relation].family]
    if len(allowed) != 1:
        raise ValueError(f"{relation} needs an aspect")
    return next(iter(allowed))
