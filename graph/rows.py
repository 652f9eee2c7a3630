"""The rows that cross from the projection to a backend: plain nodes and edges, in a total order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scalar = str | int | float | bool
Value = Scalar | Sequence[Scalar]
"""A property value. Absent properties are left out of the mapping: no null is ever stored."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node.

    ``labels`` come first-is-primary: exactly one primary label, then second labels (``Entity``, ``Cytokine``) sorted.
    ``id`` is unique over the whole graph. ``props`` never holds the key ``id`` and no null.
    """

    id: str
    labels: tuple[str, ...]
    props: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One relationship from node ``source`` to node ``target`` (both by ``id``).

    ``key`` tells parallel edges of one type between one pair apart: the claim or background id of a projected edge, the
    kind of a contradiction, the place in a list of a step, priming or perturbation, the aspect and sign of a readout;
    empty where a pair has one edge of the type.
    """

    type: str
    source: str
    target: str
    key: str
    props: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class GraphRows:
    """A whole graph: nodes sorted by id, edges by (type, source, target, key), no duplicates, no dangling end."""

    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
