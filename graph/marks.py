"""The marks by which a Neo4j database says what of it is ExoMech's: one text for the loader and for import files.

Nodes ``(:ExomechBuild)`` hold them: ``current`` the phase, ``ids-0000`` and on the digests of our nodes' ids.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from hashlib import blake2b

LABEL = "ExomechBuild"

WHOLE, ANNOUNCED, SWITCHING, BUILDING = "whole", "announced", "switching", "building"
"""Whole; a change is near: look after each read; a change is being committed; half a graph until the load has ended."""

EMPTY = "exomech_empty"
"""Property of an imported row: the names of its empty lists. CSV cannot hold one; the next load puts them in place."""

ID_BYTES = 8
_IDS_A_PART = 100_000


def id_digest(node: str) -> bytes:
    """8 bytes that stand for a node's id: among a million, two agree with a chance below one in ten million."""
    return blake2b(node.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).digest()


def id_parts(digests: Iterable[bytes]) -> list[tuple[str, str]]:
    """The record of node ids as (id of its node, text), sorted."""
    ordered = sorted(set(digests))
    parts = (ordered[start : start + _IDS_A_PART] for start in range(0, len(ordered), _IDS_A_PART))
    return [(f"ids-{n:04}", base64.b64encode(b"".join(part)).decode("ascii")) for n, part in enumerate(parts)]
