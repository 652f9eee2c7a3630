"""What a load changed: a short digest of every row, kept with a build and compared with the next one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from graph.rows import GraphRows

_HALF = 8
"""Bytes of each digest: among a million rows two collide with a chance below one in ten million."""

Digests = Mapping[bytes, bytes]
"""Digest of a row's identity (node id; or type, source, target and key) to digest of its labels and properties."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows are new or differ, are as they were, and are gone."""

    written: int
    unchanged: int
    removed: int


def _digest(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HALF).digest()


def digests_of(rows: GraphRows) -> dict[bytes, bytes]:
    """The digests of all rows; a list and a tuple of equal values have one digest, ``1`` and ``1.0`` have two."""
    found = {_digest(node.id): _digest([node.labels, dict(node.props)]) for node in rows.nodes}
    for edge in rows.edges:
        found[_digest([edge.type, edge.source, edge.target, edge.key])] = _digest(dict(edge.props))
    return found


def changes(old: Digests, new: Digests) -> Changes:
    """What turns ``old`` into ``new``."""
    unchanged = sum(old.get(identity) == content for identity, content in new.items())
    removed = sum(identity not in new for identity in old)
    return Changes(written=len(new) - unchanged, unchanged=unchanged, removed=removed)


def pack(digests: Digests) -> bytes:
    """16 bytes a row, sorted."""
    return b"".join(identity + content for identity, content in sorted(digests.items()))


def unpack(data: bytes) -> dict[bytes, bytes]:
    """The inverse of ``pack``; raises ValueError if ``data`` is cut short."""
    if len(data) % (2 * _HALF):
        raise ValueError(f"{len(data)} bytes of digests are no multiple of {2 * _HALF}")
    return {data[at : at + _HALF]: data[at + _HALF : at + 2 * _HALF] for at in range(0, len(data), 2 * _HALF)}
