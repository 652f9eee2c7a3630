"""Where the keys and values of a text stand: by their paths, worked out from bare numbers in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Place = tuple[int, int]
"""Line and column, both counted from 1."""

At = tuple[str | int, ...]
"""Where in the value: mapping keys and sequence indices from the top."""


Spot = tuple[Place, Place, Place]
"""Where the key, the value and what stands behind the value begin; of what has no key, the value in its place.

A block mapping ends where the next thing begins.
"""

_CONTAINERS = frozenset({dict, list})


@dataclass(frozen=True, slots=True)
class Positions:
    """Where each key and each value stands, by its path from the top."""

    spots: dict[At, Spot] = field(default_factory=dict)

    def of(self, at: At, *, key: bool = False) -> Place:
        """Line and column of the value (or of its key) at a path, or of the nearest thing above it that is there."""
        for cut in range(len(at), -1, -1):
            spot = self.spots.get(at[:cut])
            if spot is not None:
                return spot[0] if key or cut < len(at) else spot[1]
        return (1, 1)

    def end(self, at: At) -> Place:
        """Just behind the value at a path. Raises KeyError where there is none."""
        return self.spots[at][2]


def places_along(value: Any, marks: Sequence[int]) -> Positions:
    """The positions of ``value``, whose mappings are in the order of the text.

    ``marks`` are lines and columns in turn, counted from 0: of each value its begin, then what it holds, then its end;
    an entry of a mapping is the begin of its key and then its value. Raises StopIteration where marks are missing.
    """
    spots: dict[At, Spot] = {}
    counted = [number + 1 for number in marks]
    step = zip(counted[::2], counted[1::2], strict=True).__next__

    def within(held: Any, at: At) -> None:
        # What is no container is placed here and not by a call of its own: it is three in four values.
        if type(held) in _CONTAINERS:
            mapping = isinstance(held, dict)
            for part, inner in held.items() if mapping else enumerate(held):
                path = (*at, part)
                key = step()
                begin = step() if mapping else key
                if type(inner) in _CONTAINERS:
                    within(inner, path)
                spots[path] = (key, begin, step())

    begin = step()
    within(value, ())
    spots[()] = (begin, begin, step())
    return Positions(spots)
