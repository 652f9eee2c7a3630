"""Linking a set of entities with few additions: cheapest link first, over the steps that the graph part returns."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from graph.store import Row

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


def _link(start: frozenset[str], goals: frozenset[str], near: Mapping[str, Mapping[str, list[Row]]]) -> list[str]:
    """Nodes of a shortest link from one part to any other, ends included; the first by id of several."""
    before: dict[str, str | None] = dict.fromkeys(sorted(start))
    queue = deque(sorted(start))
    while queue:
        node = queue.popleft()
        if node in goals:
            path = [node]
            while (previous := before[path[-1]]) is not None:
                path.append(previous)
            return path[::-1]
        for other in sorted(near.get(node, {})):
            if other not in before:
                before[other] = node
                queue.append(other)
    return []


def _support(path: Sequence[str], near: Mapping[str, Mapping[str, list[Row]]]) -> int:
    """Sum of the best grades along a link: of two links equally short the better supported one wins."""
    pairs = pairwise(path)
    return sum(max(row["grade_rank"] for row in near[a][b]) for a, b in pairs)


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
            path = _link(part, others, near) if others else []
            if path:
                links.append((len(path) - 2, -_support(path, near), path))
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
                "added_ids": path[1:-1],
                "added_names": [names[node] for node in path[1:-1]],
                "edges": [_sentence(row) for row in used],
                "components": len(parts),
                "studies": sorted({study for row in used for study in row["study_ids"]}),
                "claims": sorted({row["claim"] for row in used if row["claim"]}),
            }
        )
    return made


__all__ = ["bridge"]
