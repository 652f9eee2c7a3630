"""The order of nodes and passing edges inside the ranks of a layered figure, chosen for few crossings."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

SWEEPS = 24


@dataclass(frozen=True, slots=True)
class Box:
    """A node to place: its rank and its extents along and across the flow."""

    id: str
    rank: int
    du: float
    dv: float


@dataclass(frozen=True, slots=True)
class Link:
    """An edge to route, with the extents of its label (0 without one).

    The label stands at the end with fewer edges; with ``at_end`` always at the end of higher rank.
    """

    id: str
    source: str
    target: str
    lu: float = 0.0
    lv: float = 0.0
    at_end: bool = False


@dataclass(slots=True)
class Slot:
    """What stands in a rank: a node, or an edge that passes; ``v`` is the middle of its place across the flow."""

    rank: int
    dv: float
    box: Box | None = None
    before: list[tuple[Slot, Wire]] = field(default_factory=list)
    after: list[tuple[Slot, Wire]] = field(default_factory=list)
    index: int = 0
    v: float = 0.0
    ports: dict[tuple[str, str], float] = field(default_factory=dict)
    """("before"|"after", link id) to the offset from the slot's middle."""


@dataclass(slots=True)
class Wire:
    """An edge between two slots; ``backwards`` if it leads against the flow."""

    link: Link
    backwards: bool
    label_first: bool = True
    """The label stands at the end of lower rank."""


def _crossings(a: Sequence[Slot]) -> int:
    seen: list[int] = []
    found = 0
    for _, end in sorted((s.index, t.index) for s in a for t, _ in s.after):
        found += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return found


def _sort(rank: list[Slot], side: str) -> None:
    def middle(slot: Slot) -> float:
        near = slot.before if side == "before" else slot.after
        return sum(s.index for s, _ in near) / len(near) if near else slot.index

    rank.sort(key=lambda s: (middle(s), s.index))
    for index, slot in enumerate(rank):
        slot.index = index


def order(ranks: list[list[Slot]]) -> None:
    """Order every rank for few crossings: sweeps of barycentres, the best kept, then swaps of neighbours."""
    for rank in ranks:
        for index, slot in enumerate(rank):
            slot.index = index
    best: tuple[int, list[list[Slot]]] | None = None
    for sweep in range(SWEEPS):
        found = sum(map(_crossings, ranks))
        if best is None or found < best[0]:
            best = (found, [list(r) for r in ranks])
        if found == 0:
            break
        forth = sweep % 2 == 0
        for rank in ranks[1:] if forth else reversed(ranks[:-1]):
            _sort(rank, "before" if forth else "after")
    for rank, kept in zip(ranks, best[1] if best else [], strict=True):
        rank[:] = kept
        for index, slot in enumerate(rank):
            slot.index = index
    _swap(ranks)


def _crossed(a: Slot, b: Slot) -> int:
    """Crossings of the edges of two neighbours with ``a`` before ``b``."""
    return sum(
        s.index > t.index for near, far in ((a.before, b.before), (a.after, b.after)) for s, _ in near for t, _ in far
    )


def _swap(ranks: list[list[Slot]]) -> None:
    """Exchange neighbours as long as that removes crossings."""
    for _ in range(SWEEPS):
        changed = False
        for rank in ranks:
            for i in range(len(rank) - 1):
                a, b = rank[i], rank[i + 1]
                if _crossed(a, b) > _crossed(b, a):
                    rank[i], rank[i + 1] = b, a
                    a.index, b.index = i + 1, i
                    changed = True
        if not changed:
            return
