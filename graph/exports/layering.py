"""Which layer and compartment each node of a figure stands in, from source to disease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.exports.subgraph import Edge, Node, Subgraph

SOURCE, VESICLE, CARGO, TARGET, PATHWAY, PROCESS, CELL, DISEASE = range(8)

_LAYER_OF = {
    "CellSource": SOURCE,
    "Stimulus": SOURCE,
    "Vesicle": VESICLE,
    "Pathway": PATHWAY,
    "Process": PROCESS,
    "CellularComponent": PROCESS,
    "CellType": CELL,
    "Tissue": CELL,
    "Outcome": DISEASE,
    "Disease": DISEASE,
}
_CARRIAGE = frozenset({"CARRIES", "LOADED_WITH", "RELEASES"})
_LOADING = frozenset({"LOADS", "UNLOADS"})

DONOR_CELL, IN_VESICLE, RECIPIENT, BODY, OUTCOME = (
    "Donor cell", "Vesicle", "Recipient cell", "Cells and tissues", "Disease and outcome",
)  # fmt: skip
_COMPARTMENT = {
    SOURCE: DONOR_CELL, VESICLE: IN_VESICLE, CARGO: IN_VESICLE, TARGET: RECIPIENT, PATHWAY: RECIPIENT,
    PROCESS: RECIPIENT, CELL: BODY, DISEASE: OUTCOME,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layers:
    """``rank`` maps a node to its place in the flow, from 0 without gaps; ``compartments`` tells, by rank, where."""

    rank: Mapping[str, int]
    compartments: tuple[str, ...]


def _layer(node: Node, edges: Sequence[Edge]) -> int:
    into = [e for e in edges if e.target == node.id]
    out = [e for e in edges if e.source == node.id]
    if node.label in {"Vesicle", "CellSource"}:
        return _LAYER_OF[node.label]
    if any(e.relation in _CARRIAGE or e.relation in _LOADING for e in into):
        return CARGO
    if node.label not in {"Pathway", "Disease", "Outcome"} and out and all(e.relation in _LOADING for e in out):
        return SOURCE
    if node.label == "Stimulus":
        return SOURCE if not into and out else TARGET
    return _LAYER_OF.get(node.label, TARGET)


def _depths(members: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Length of the longest way to each member along ``edges``; edges that close a circle are left out."""
    onward: dict[str, list[str]] = {m: [] for m in members}
    for a, b in sorted(set(edges)):
        onward[a].append(b)
    state: dict[str, int] = {}
    order: list[str] = []
    kept: dict[str, list[str]] = {m: [] for m in members}

    def visit(start: str) -> None:
        stack = [(start, iter(onward[start]))]
        state[start] = 1
        while stack:
            here, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[here] = 2
                order.append(here)
                stack.pop()
            elif state.get(following) != 1:
                kept[here].append(following)
                if following not in state:
                    state[following] = 1
                    stack.append((following, iter(onward[following])))

    has_into = {b for _, b in edges}
    for member in sorted(members, key=lambda m: (m in has_into, m)):
        if member not in state:
            visit(member)
    depth = dict.fromkeys(members, 0)
    for here in reversed(order):
        for following in kept[here]:
            depth[following] = max(depth[following], depth[here] + 1)
    return depth


def layers(subgraph: Subgraph) -> Layers:
    """Ranks of all nodes: first by layer, then by the length of the longest chain inside the layer."""
    layer = {n.id: _layer(n, subgraph.edges) for n in subgraph.nodes}
    places: dict[str, tuple[int, int]] = {}
    for number in sorted(set(layer.values())):
        members = [n.id for n in subgraph.nodes if layer[n.id] == number]
        inside = [(e.source, e.target) for e in subgraph.edges if layer[e.source] == layer[e.target] == number]
        places |= {m: (number, d) for m, d in _depths(members, inside).items()}
    order = {place: rank for rank, place in enumerate(sorted(set(places.values())))}
    compartments = tuple(_COMPARTMENT[number] for number, _ in sorted(set(places.values())))
    return Layers({node: order[place] for node, place in places.items()}, compartments)
