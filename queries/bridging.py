"""Linking a set of entities with few additions: cheapest link first, over the steps that the graph part returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

from graph.store import Row

Link = tuple[int, int, tuple[str, ...]]
"""Nodes that it adds, minus the sum of its steps' best grades, and its nodes with both ends."""

WORDS = {1: "raises", -1: "lowers"}


def _neighbours(rows: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["edge_source"]][row["edge_target"]].append(row)
        found[row["edge_target"]][row["edge_source"]].append(row)
    return found


def _names(rows: Sequence[Row]) -> dict[str, str]:
    names = {row["edge_source"]: row["source_name"] for row in rows}
    return names | {row["edge_target"]: row["target_name"] for row in rows}


def _link(start: frozenset[str], goals: frozenset[str], near: Mapping[str, Mapping[str, list[Row]]]) -> Link | None:
    """The shortest link from one part to any other: of several the best supported, then the first by id."""
    queue: list[Link] = [(0, 0, (node,)) for node in sorted(start)]
    seen: set[str] = set()
    while queue:
        hops, support, path = heappop(queue)
        node = path[-1]
        if node in goals:
            return hops - 1, support, path
        if node in seen:
            continue
        seen.add(node)
        for other, rows in near.get(node, {}).items():
            if other not in seen:
                best = max(row["grade_rank"] for row in rows)
                heappush(queue, (hops + 1, support - best, (*path, other)))
    return None


def _sentence(row: Row) -> str:
    how = f" ({WORDS[row['sign']]} it)" if row["sign"] in WORDS else ""
    return f"{row['source_name']} {row['relation']} {row['target_name']}{how}"


def bridge(rows: Sequence[Row], params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Links in the order in which they are added; fewest added nodes first, then best graded, then by id.

    Ends when all listed entities are one part, when no link is left, or when the next would add more than
    ``max_extra`` nodes in all.
    """
    near, names = _neighbours(rows), _names(rows)
    parts = [frozenset({entity}) for entity in sorted(set(params["entities"]))]
    spare = int(params["max_extra"])
    made: list[dict[str, Any]] = []
    while len(parts) > 1:
        links = []
        for i, part in enumerate(parts):
            others: frozenset[str] = frozenset().union(*parts[i + 1 :])
            found = _link(part, others, near) if others else None
            if found is not None:
                links.append(found)
        if not links:
            break
        extra, _, path = min(links)
        if extra > spare:
            break
        spare -= extra
        touched = [part for part in parts if part & set(path)]
        merged = frozenset(path).union(*touched)
        parts = sorted((*[part for part in parts if part not in touched], merged), key=min)
        used = [row for a, b in pairwise(path) for row in near[a][b]]
        made.append(
            {
                "position": len(made) + 1,
                "joins": [names[path[0]], names[path[-1]]],
                "added_ids": list(path[1:-1]),
                "added_names": [names[node] for node in path[1:-1]],
                "edges": [_sentence(row) for row in used],
                "n_components": len(parts),
                "studies": sorted({study for row in used for study in row["study_ids"]}),
                "claims": sorted({row["claim"] for row in used if row["claim"]}),
            }
        )
    return made


__all__ = ["bridge"]
