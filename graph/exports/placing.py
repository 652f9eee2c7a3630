"""Where nodes and edges of a layered figure stand: order inside ranks, positions without overlap, routes between.

Everything is in two coordinates: ``u`` along the flow, ``v`` across it. Nothing here knows which of them is drawn as x.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.exports.ordering import SWEEPS, Box, Link, Slot, Wire, order

Point = tuple[float, float]

LANE = 1.0
"""Free space on either side of a label on an edge."""
HEAD = 7.5
"""Length along the flow that an arrowhead takes before a node."""
THREAD = 5.0
"""Space across the flow of an edge that passes a rank."""
PORT = 8.6
"""Least distance of two edges at one side of a node."""
CLOSE = 2.0
"""Space across the flow between two edges that pass a rank side by side."""
SHIFT = 14.0
"""An edge that moves by more than this between two ranks bends visibly, and so takes room in the gap between them."""
BEND = 2.6
"""Room along the flow for each edge that bends in a gap."""
MOST_BEND = 78.0
"""Room along the flow for the bends of one gap, however many there are."""


@dataclass(frozen=True, slots=True)
class Route:
    """A routed edge: cubic curves from the source's border to the target's, and the middle of its label."""

    points: tuple[Point, ...]
    label: Point


@dataclass(frozen=True, slots=True)
class Plan:
    """A finished placement: middles of nodes, their extents, routes by link, extents of ranks along the flow."""

    middles: Mapping[str, Point]
    sizes: Mapping[str, tuple[float, float]]
    routes: Mapping[str, Route]
    ranks: tuple[tuple[float, float], ...]
    length: float
    breadth: float


def _pitches(near: Sequence[tuple[Slot, Wire]], side: str) -> list[float]:
    return [max(PORT, w.link.lv + 1.5 if w.label_first == (side == "after") else 0) for _, w in near]


def _ports(slot: Slot) -> None:
    """Give every edge a place at the node's side, and make the node broad enough for all of them."""
    if slot.box is None:
        slot.ports = {
            (side, w.link.id): 0.0 for side, near in (("before", slot.before), ("after", slot.after)) for _, w in near
        }
        return
    for side, near in (("before", slot.before), ("after", slot.after)):
        near.sort(key=lambda pair: (pair[0].index, pair[1].link.id))
        pitches = _pitches(near, side)
        slot.dv = max(slot.dv, sum(pitches) + 2)
        at = -sum(pitches) / 2
        for (_, wire), pitch in zip(near, pitches, strict=True):
            slot.ports[side, wire.link.id] = at + pitch / 2
            at += pitch


def _gap(a: Slot, b: Slot, gap: float) -> float:
    return gap if a.box or b.box else min(CLOSE, gap)


def _settle(rank: Sequence[Slot], wished: Sequence[tuple[float, float]], gap: float, most: float | None) -> None:
    """Positions closest (weighted least squares) to what is wished that keep order and distance: pooled neighbours."""
    offsets, total = [], 0.0
    for index, slot in enumerate(rank):
        total += slot.dv / 2 + (0 if index == 0 else _gap(rank[index - 1], slot, gap))
        offsets.append(total)
        total += slot.dv / 2
    pools: list[list[float]] = []
    for (place, weight), offset in zip(wished, offsets, strict=True):
        pools.append([place - offset, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, many = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + mean * heavy) / (last[1] + heavy)
            last[1] += heavy
            last[2] += many
    starts = [p[0] for p in pools for _ in range(int(p[2]))]
    for slot, start, offset in zip(rank, starts, offsets, strict=True):
        if most is not None:
            start = min(max(start, 0.0), max(most - total, 0.0))
        slot.v = start + offset


def _across(ranks: list[list[Slot]], gap: float, most: float | None) -> None:
    for rank in ranks:
        _settle(rank, [(0.0, 1.0)] * len(rank), gap, most)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        both = sweep >= SWEEPS - 6
        for rank in ranks if forth else reversed(ranks):
            wishes = []
            for slot in rank:
                sides = ["before", "after"] if both else ["before" if forth else "after"]
                found = []
                for side in sides:
                    other = "after" if side == "before" else "before"
                    for near, wire in slot.before if side == "before" else slot.after:
                        found.append(near.v + near.ports[other, wire.link.id] - slot.ports[side, wire.link.id])
                wishes.append((sum(found) / len(found), 3.0 if slot.box is None else 1.0) if found else (slot.v, 0.2))
            _settle(rank, wishes, gap, most)


def _build(boxes: Sequence[Box], links: Sequence[Link]) -> tuple[list[list[Slot]], dict[str, list[Slot]], list[Wire]]:
    slots = {b.id: Slot(b.rank, b.dv, b) for b in boxes}
    ranks: list[list[Slot]] = [[] for _ in range(max((b.rank for b in boxes), default=-1) + 1)]
    for box in boxes:
        ranks[box.rank].append(slots[box.id])
    degree = {b.id: [0, 0] for b in boxes}
    wires = []
    for link in links:
        backwards = slots[link.source].rank > slots[link.target].rank
        low, high = (link.target, link.source) if backwards else (link.source, link.target)
        degree[low][0] += 1
        degree[high][1] += 1
        wires.append(Wire(link, backwards))
    ways: dict[str, list[Slot]] = {}
    for wire in wires:
        link = wire.link
        low, high = (link.target, link.source) if wire.backwards else (link.source, link.target)
        wire.label_first = degree[low][0] <= degree[high][1] and not link.at_end
        way = [slots[low]]
        for rank in range(slots[low].rank + 1, slots[high].rank):
            thread = Slot(rank, THREAD)
            ranks[rank].append(thread)
            way.append(thread)
        way.append(slots[high])
        for a, b in pairwise(way):
            a.after.append((b, wire))
            b.before.append((a, wire))
        ways[link.id] = way
    return ranks, ways, wires


def _lanes(ranks: list[list[Slot]]) -> tuple[list[float], list[float], list[float]]:
    """For each rank: room before its nodes for heads and labels, the nodes' own extent, room after."""
    before, own, after = [], [], []
    for rank in ranks:
        labels = {"before": 0.0, "after": 0.0}
        heads = {"before": 0.0, "after": 0.0}
        for slot in rank:
            if slot.box is None:
                continue
            for side, near in (("before", slot.before), ("after", slot.after)):
                for _, wire in near:
                    if wire.label_first == (side == "after") and wire.link.lu:
                        labels[side] = max(labels[side], wire.link.lu + 2 * LANE)
                    heads[side] = max(heads[side], HEAD if wire.backwards == (side == "after") else 2.0)
        before.append(labels["before"] + heads["before"])
        own.append(max((s.box.du for s in rank if s.box), default=0.0))
        after.append(labels["after"] + heads["after"])
    return before, own, after


def _bend(a: Point, b: Point) -> list[Point]:
    middle = (a[0] + b[0]) / 2
    return [(middle, a[1]), (middle, b[1]), b]


def _straight(a: Point, b: Point) -> list[Point]:
    return [
        (a[0] + (b[0] - a[0]) / 3, a[1] + (b[1] - a[1]) / 3),
        (a[0] + (b[0] - a[0]) * 2 / 3, a[1] + (b[1] - a[1]) * 2 / 3),
        b,
    ]


def lanes_length(boxes: Sequence[Box], links: Sequence[Link]) -> float:
    """Extent along the flow of all ranks, with heads and labels, without the gaps between them."""
    ranks, _, _ = _build(boxes, links)
    return sum(map(sum, _lanes(ranks)))


def breadths(boxes: Sequence[Box], links: Sequence[Link]) -> dict[str, float]:
    """Extent across the flow of each node, with room for the edges at its sides."""
    ranks, _, _ = _build(boxes, links)
    return {s.box.id: _breadth(s) for rank in ranks for s in rank if s.box}


def least_extents(boxes: Sequence[Box], links: Sequence[Link], gap: float) -> tuple[float, float]:
    """What every placement takes at least: ``lanes_length`` along the flow, and the broadest rank across it."""
    ranks, _, _ = _build(boxes, links)
    broadest = 0.0
    for rank in ranks:
        nodes = [_breadth(s) for s in rank if s.box]
        threads = len(rank) - len(nodes)
        between = gap * len(nodes) if threads else gap * (len(nodes) - 1)
        broadest = max(broadest, sum(nodes) + threads * THREAD + max(threads - 1, 0) * min(CLOSE, gap) + between)
    return sum(map(sum, _lanes(ranks))), broadest


def _breadth(slot: Slot) -> float:
    sides = (("before", slot.before), ("after", slot.after))
    return max(slot.dv, *(sum(_pitches(near, side)) + 2 for side, near in sides))


def _stretched(ranks: list[list[Slot]], gaps: Sequence[float]) -> list[float]:
    """The gaps, wider where many edges bend, so that they do not run on top of each other."""
    found = list(gaps)
    for number, rank in enumerate(ranks[:-1], start=1):
        bends = 0
        for slot in rank:
            for near, wire in slot.after:
                a = slot.v + slot.ports["after", wire.link.id]
                b = near.v + near.ports["before", wire.link.id]
                bends += abs(a - b) > SHIFT
        found[number] += min(max(bends - 2, 0) * BEND, MOST_BEND)
    return found


def place(
    boxes: Sequence[Box],
    links: Sequence[Link],
    *,
    gaps: Sequence[float],
    gap_across: float,
    most_across: float | None = None,
    stretch: bool = False,
) -> Plan:
    """Place everything. Links join nodes of different ranks.

    ``gaps`` are the distances along the flow before each rank, and after the last: one more than there are ranks.
    ``most_across`` bounds the breadth, where what stands in one rank fits at all. With ``stretch`` the gaps grow with
    the number of edges that bend in them.
    """
    ranks, ways, wires = _build(boxes, links)
    order(ranks)
    for rank in ranks:
        for slot in rank:
            _ports(slot)
    _across(ranks, gap_across, most_across)
    lowest = min((s.v - s.dv / 2 for r in ranks for s in r), default=0.0)
    before, own, after = _lanes(ranks)
    if stretch:
        gaps = _stretched(ranks, gaps)
    starts, at = [], 0.0
    for number in range(len(ranks)):
        at += gaps[number]
        starts.append(at)
        at += before[number] + own[number] + after[number]
    length = at + gaps[len(ranks)]
    for rank in ranks:
        for slot in rank:
            slot.v -= lowest
    middles, sizes = {}, {}
    for number, rank in enumerate(ranks):
        for slot in rank:
            if slot.box:
                middles[slot.box.id] = (starts[number] + before[number] + own[number] / 2, slot.v)
                sizes[slot.box.id] = (slot.box.du, slot.dv)
    routes = {}
    for wire in wires:
        routes[wire.link.id] = _route(wire, ways[wire.link.id], starts, before, own, after)
    spans = tuple((starts[n], starts[n] + before[n] + own[n] + after[n]) for n in range(len(ranks)))
    breadth = max((s.v + s.dv / 2 for r in ranks for s in r), default=0.0)
    return Plan(middles, sizes, routes, spans, length, breadth)


def _route(
    wire: Wire, way: list[Slot], starts: list[float], before: list[float], own: list[float], after: list[float]
) -> Route:
    link = wire.link

    def end_of(slot: Slot) -> float:
        return starts[slot.rank] + before[slot.rank] + own[slot.rank] + after[slot.rank]

    first, last = way[0], way[-1]
    assert first.box is not None
    assert last.box is not None
    v = first.v + first.ports["after", link.id]
    border = starts[first.rank] + before[first.rank] + (own[first.rank] + first.box.du) / 2
    points: list[Point] = [(border, v)]
    points += _straight(points[-1], (end_of(first), v))
    for thread in way[1:-1]:
        points += _bend(points[-1], (starts[thread.rank], thread.v))
        points += _straight(points[-1], (end_of(thread), thread.v))
    w = last.v + last.ports["before", link.id]
    points += _bend(points[-1], (starts[last.rank], w))
    arrival = starts[last.rank] + before[last.rank] + (own[last.rank] - last.box.du) / 2
    points += _straight(points[-1], (arrival, w))
    head_after = HEAD if wire.backwards else 2.0
    head_before = 2.0 if wire.backwards else HEAD
    if wire.label_first:
        label = (border + head_after + LANE + link.lu / 2, v)
    else:
        label = (arrival - head_before - LANE - link.lu / 2, w)
    return Route(tuple(reversed(points)) if wire.backwards else tuple(points), label)
