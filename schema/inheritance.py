"""How ``like`` works: a preparation or context takes over every field that it leaves out from the one it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from schema.documents import Context, Preparation, StudyDocument

T = TypeVar("T", Preparation, Context)


class LikeError(ValueError):
    """A ``like`` leads nowhere or back to itself; ``key`` is the item at fault."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def resolve(items: Mapping[str, T], key: str, trail: tuple[str, ...] = ()) -> T:
    """One item of a section with what it inherits; raises LikeError (``trail`` is for the function's own use)."""
    if key in trail:
        raise LikeError(trail[-1], f"like goes in a circle: {' -> '.join((*trail, key))}")
    item = items.get(key)
    if item is None:
        raise LikeError(trail[-1] if trail else key, f"like names {key!r}, which is not in this section")
    if item.like is None:
        return item
    base = resolve(items, item.like, (*trail, key))
    own = {name: getattr(item, name) for name in item.model_fields_set if name != "like"}
    return base.model_copy(update={**own, "like": item.like})


def resolve_preparations(document: StudyDocument) -> dict[str, Preparation]:
    """Every preparation with what it inherits, by key; raises LikeError."""
    return {key: resolve(document.preparations, key) for key in document.preparations}


def resolve_contexts(document: StudyDocument) -> dict[str, Context]:
    """Every context with what it inherits, by key; raises LikeError."""
    return {key: resolve(document.contexts, key) for key in document.contexts}
