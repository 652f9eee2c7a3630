"""Definition statements that every engine takes as they are: a uniqueness constraint on ``id`` for each label."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.rows import GraphRows

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def checked_name(name: str) -> str:
    """``name`` if it can stand unquoted as a label or relationship type, else ValueError."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be a label or relationship type: letters, digits and _, a letter first")
    return name


def labels_of(rows: GraphRows) -> tuple[str, ...]:
    """Every label that a node of ``rows`` carries, primary or second, sorted."""
    return tuple(sorted({label for node in rows.nodes for label in node.labels}))


def types_of(rows: GraphRows) -> tuple[str, ...]:
    """Every relationship type in ``rows``, sorted."""
    return tuple(sorted({edge.type for edge in rows.edges}))


def uniqueness_constraints(labels: Iterable[str]) -> tuple[str, ...]:
    """One statement a label, in the order given; each also makes ``MATCH (n:Label {id: $id})`` an index look-up.

    The constraint is named ``<label in lower case>_id``. Raises ValueError for a label that would need quoting.

    >>> uniqueness_constraints(["Gene"])
    ('CREATE CONSTRAINT gene_id IF NOT EXISTS FOR (n:Gene) REQUIRE n.id IS UNIQUE',)
    """
    return tuple(
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in map(checked_name, labels)
    )
