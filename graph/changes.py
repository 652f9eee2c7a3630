"""What a load changes: rows counted by label and relationship type, with the ids of the first; and what a build keeps.

A build keeps a short digest of every row, which the next load compares with its own rows.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from graph.rows import EdgeRow, GraphRows, NodeRow

LISTED = 1000
"""Ids that are kept of the rows of one kind that are added, changed or removed; the others are only counted."""

_HALF = 8
"""Bytes of a digest: two versions of a row agree by chance once in 10^19 times."""

_TELLS_APART = ("claim", "background")

Identity = tuple[str, ...]
"""A node's id; or type, source, target and key of an edge."""

Held = Mapping[Identity, tuple[str, bytes]]
"""By identity: a node's first label or an edge's record (see ``record_of``), and a digest of labels and properties."""


@dataclass(slots=True)
class Listed:
    """Rows of one kind: how many, and the ids of the first ``LISTED``, an edge's as "source -> target (record)"."""

    number: int = 0
    ids: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Count one more."""
        self.number += 1
        if len(self.ids) < LISTED:
            self.ids.append(name)


@dataclass(slots=True)
class Tally:
    """What becomes of the rows of one label or relationship type."""

    added: Listed = field(default_factory=Listed)
    changed: Listed = field(default_factory=Listed)
    removed: Listed = field(default_factory=Listed)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows of the new graph that are new or differ (``written``) or are as they were, and stored rows that it lacks."""

    written: int
    unchanged: int
    removed: int

    @property
    def rows_in(self) -> int:
        """All of them."""
        return self.written + self.unchanged + self.removed

    @classmethod
    def of(cls, *kinds: Mapping[str, Tally]) -> Sums:
        """The sums over all kinds."""
        tallies = [tally for kind in kinds for tally in kind.values()]
        return cls(
            written=sum(t.added.number + t.changed.number for t in tallies),
            unchanged=sum(t.unchanged for t in tallies),
            removed=sum(t.removed.number for t in tallies),
        )


@dataclass(slots=True)
class Changes:
    """What turns one graph into another, by first label of a node and by type of a relationship."""

    nodes: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    relationships: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    @classmethod
    def none(cls, nodes: Mapping[str, int], relationships: Mapping[str, int]) -> Changes:
        """So many rows of each kind, all as they were."""
        found = cls()
        for name, number in nodes.items():
            found.nodes[name].unchanged = number
        for name, number in relationships.items():
            found.relationships[name].unchanged = number
        return found


def kinds_of(rows: GraphRows) -> tuple[Counter[str], Counter[str]]:
    """How many nodes there are of each first label, and relationships of each type."""
    return Counter(node.labels[0] for node in rows.nodes), Counter(edge.type for edge in rows.edges)


def unchanged(rows: GraphRows) -> Changes:
    """All of these rows, as they were."""
    return Changes.none(*kinds_of(rows))


def record_of(props: Mapping[str, Any]) -> str:
    """The claim or background step behind a projected edge; empty for other edges."""
    return next((str(props[key]) for key in _TELLS_APART if key in props), "")


def edge_name(source: str, target: str, record: str) -> str:
    """How a list of changes names an edge."""
    return f"{source} -> {target} ({record})" if record else f"{source} -> {target}"


def _digest(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HALF).digest()


def _identity(row: NodeRow | EdgeRow) -> Identity:
    return (row.id,) if isinstance(row, NodeRow) else (row.type, row.source, row.target, row.key)


def held_of(rows: GraphRows) -> dict[Identity, tuple[str, bytes]]:
    """What a build keeps of rows; a list and a tuple of equal values have one digest, ``1`` and ``1.0`` have two."""
    found = {_identity(node): (node.labels[0], _digest([node.labels, dict(node.props)])) for node in rows.nodes}
    for edge in rows.edges:
        found[_identity(edge)] = record_of(edge.props), _digest(dict(edge.props))
    return found


def changes(old: Held, new: Held) -> Changes:
    """What turns ``old`` into ``new``; ids in the order of ``new``, those of removed rows in the order of ``old``."""
    found = Changes()
    for identity, (name, digest) in new.items():
        tally, told = _place(found, identity, name)
        before = old.get(identity)
        if before is None:
            tally.added.add(told)
        elif before[1] == digest:
            tally.unchanged += 1
        else:
            tally.changed.add(told)
    for identity, (name, _) in old.items():
        if identity not in new:
            tally, told = _place(found, identity, name)
            tally.removed.add(told)
    return found


def _place(found: Changes, identity: Identity, name: str) -> tuple[Tally, str]:
    """Where a row is counted, and how it is named."""
    if len(identity) == 1:
        return found.nodes[name], identity[0]
    kind, source, target, _ = identity
    return found.relationships[kind], edge_name(source, target, name)


def pack(held: Held) -> bytes:
    """As a file keeps it, sorted."""
    rows = [[*identity, name, digest.hex()] for identity, (name, digest) in sorted(held.items())]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode("ascii"), level=1)


def unpack(data: bytes) -> dict[Identity, tuple[str, bytes]]:
    """The inverse of ``pack``; raises ValueError if ``data`` is cut short or something else."""
    try:
        rows = json.loads(zlib.decompress(data))
        return {tuple(identity): (name, bytes.fromhex(digest)) for *identity, name, digest in rows}
    except (zlib.error, TypeError) as error:
        raise ValueError(f"these are no digests of rows: {error}") from error
