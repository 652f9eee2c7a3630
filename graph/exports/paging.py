"""As much of an answer as one page holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def most_that_fits(counts: Sequence[int], make: Callable[[int], T | None]) -> T | None:
    """What ``make`` gives for the greatest of the rising ``counts`` that fits, or None where none does.

    ``make`` gives None where the page does not hold so much. The greatest is tried first, then halves: what is given
    fits, and the next greater count was tried and does not.
    """
    if not counts:
        return None
    whole = make(counts[-1])
    if whole is not None:
        return whole
    found: T | None = None
    low, high = -1, len(counts) - 1
    while high - low > 1:
        middle = (low + high) // 2
        tried = make(counts[middle])
        if tried is None:
            high = middle
        else:
            low, found = middle, tried
    return found
