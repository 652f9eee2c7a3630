"""Which layer and compartment each node of a figure stands in, from source to disease."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.exports.subgraph import Edge, Node, Subgraph

SOURCE, VESICLE, CARGO, FACTOR, TARGET, PATHWAY, PROCESS, CELL, DISEASE = range(9)

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

DONOR_CELL, IN_VESICLE, FACTORS, RECIPIENT, BODY, OUTCOME = (
    "Donor cell", "Vesicle", "Cargo and factors", "Recipient cell", "Cells and tissues", "Disease and outcome",
)  # fmt: skip
RELEASED = "Released by the donor"
"""The vesicle's box where it also holds what is in no vesicle: a secretome, or what cells themselves release."""
PLACES = frozenset({DONOR_CELL, IN_VESICLE, RELEASED, RECIPIENT})
"""Compartments in the proper sense, drawn as boxes; the others say what stands there, not where it is."""
_COMPARTMENT = {
    SOURCE: DONOR_CELL, VESICLE: IN_VESICLE, CARGO: IN_VESICLE, FACTOR: FACTORS, TARGET: RECIPIENT,
    PATHWAY: RECIPIENT, PROCESS: RECIPIENT, CELL: BODY, DISEASE: OUTCOME,
}  # fmt: skip
_MERGED = {CARGO: VESICLE, PATHWAY: TARGET, PROCESS: TARGET}
_MERGED_MORE = {**_MERGED, CELL: DISEASE}
_SECRETOME = "exomech:secretome-"
CELLS_TOO = "Cells, tissues and outcome"


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
    carried = sum(e.relation in _CARRIAGE or e.relation in _LOADING for e in into)
    # What is mostly acted on in a recipient (a cytokine that one product also carries) is drawn there.
    if carried and carried >= sum(e.sign in (1, -1) for e in into) - carried:
        return CARGO
    if node.label not in {"Pathway", "Disease", "Outcome"} and out and all(e.relation in _LOADING for e in out):
        return SOURCE
    if node.label == "Stimulus":
        return SOURCE if not into and out else TARGET
    # Cargo whose vesicle the figure does not show: where it is when it acts, nobody said.
    if node.cargo and out and not into:
        return FACTOR
    return _LAYER_OF.get(node.label, TARGET)


def _outside(subgraph: Subgraph) -> frozenset[str]:
    """What is in no vesicle: secretomes, and what only they or cells themselves carry or release."""
    vesicles = {n.id for n in subgraph.nodes if n.label == "Vesicle" and not n.id.startswith(_SECRETOME)}
    carriers: dict[str, set[str]] = {}
    for edge in subgraph.edges:
        if edge.relation in _CARRIAGE:
            carriers.setdefault(edge.target, set()).add(edge.source)
    held = {n.id for n in subgraph.nodes if n.id.startswith(_SECRETOME)}
    return frozenset(
        held
        | {target for target, sources in carriers.items() if sources.isdisjoint(vesicles) and target not in vesicles}
    )


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


def layers(subgraph: Subgraph, *, merged: int = 0) -> Layers:
    """Ranks of all nodes: first by layer, then by the length of the longest chain inside the layer.

    With ``merged`` 1 the layers inside one compartment are one, so that what no edge joins stands side by side; with 2
    cells and tissues also stand together with diseases and outcomes.
    """
    layer = {n.id: _layer(n, subgraph.edges) for n in subgraph.nodes}
    together = ({}, _MERGED, _MERGED_MORE)[merged]
    names = dict(_COMPARTMENT)
    if merged == 2 and CELL in layer.values():
        names[DISEASE] = CELLS_TOO if DISEASE in layer.values() else BODY
    if any(layer[n] in (VESICLE, CARGO) for n in _outside(subgraph)):
        names[VESICLE] = names[CARGO] = RELEASED
    layer = {node: together.get(number, number) for node, number in layer.items()}
    places: dict[str, tuple[int, int]] = {}
    for number in sorted(set(layer.values())):
        members = [n.id for n in subgraph.nodes if layer[n.id] == number]
        inside = [(e.source, e.target) for e in subgraph.edges if layer[e.source] == layer[e.target] == number]
        places |= {m: (number, d) for m, d in _depths(members, inside).items()}
    ranks = {place: rank for rank, place in enumerate(sorted(set(places.values())))}
    compartments = tuple(names[number] for number, _ in sorted(set(places.values())))
    return Layers({node: ranks[place] for node, place in places.items()}, compartments)
