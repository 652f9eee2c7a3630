"""What the second way to every answer shares: asking a question to its last page, and rows in one order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.backends.embedded import EmbeddedStore
from queries.answering import answer
from queries.catalogue import packaged
from tests.independent.reading import Curation, Fact, Key

CURATION = Path(__file__).resolve().parents[2] / "curation"
IBD, AKI, OA, ARDS = "MONDO:0005265", "MONDO:0002492", "MONDO:0005178", "MONDO:0006502"
DISEASES = (IBD, AKI, OA, ARDS)
UP_DOWN = {1: "increase", -1: "decrease", 0: "unknown", None: "reaches it"}
EFFECTS = {"REGULATES", "SPONGES", "SEVERITY"}


def rows(store: EmbeddedStore, name: str, **params: Any) -> list[dict[str, Any]]:
    """Every row of an answer, page after page."""
    found: list[dict[str, Any]] = []
    asked = {"limit": 1000, **params}
    while True:
        page = answer(store, packaged().get(name), asked, timeout_s=60)
        found += page.rows
        if page.meta.next_cursor is None:
            return found
        asked["cursor"] = page.meta.next_cursor


def studies_by_key(facts: Iterable[Fact]) -> dict[Key, set[str]]:
    found: dict[Key, set[str]] = defaultdict(set)
    for fact in facts:
        found[fact.key].add(fact.study)
    return found


def heard(facts: Iterable[Fact]) -> dict[Key, dict[str, set[str]]]:
    """The studies that bear on each claim by outcome (support, null, refute), without what is only supposed."""
    found: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        if fact.item["basis"] != "hypothesis":
            found[fact.key][fact.item["outcome"]].add(fact.study)
    return found


def listed(found: Iterable[tuple[Any, ...]]) -> list[str]:
    """Rows in one order, whatever their values."""
    return sorted(map(repr, found))


def bearing(files: Curation) -> dict[Key, list[Fact]]:
    """All facts of each claim about an effect that some living study supports."""
    supported = {f.key for f in files.facts if f.supports and f.key.family in EFFECTS}
    found: dict[Key, list[Fact]] = defaultdict(list)
    for fact in files.facts:
        if fact.key in supported:
            found[fact.key].append(fact)
    return found


def ends(key: Key) -> tuple[Any, ...]:
    """What names a claim apart from its sign, which a claim's own row shows in words."""
    return key.subject, key.object, key.aspect


def claim_ends(store: EmbeddedStore) -> dict[str, tuple[str, str, str]]:
    """The ends of every claim of the graph, by its id."""
    text = "MATCH (c:Claim) RETURN c.id AS id, c.subject AS s, c.object AS o, c.aspect AS a"
    return {r["id"]: (r["s"], r["o"], r["a"]) for r in store.read(text, {})}


def ends_in(found: Iterable[dict[str, Any]], store: EmbeddedStore) -> list[str]:
    claims = claim_ends(store)
    return listed(claims[r["claim_id"]] for r in found)
