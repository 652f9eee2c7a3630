"""Search over all that has a name: by id, symbol, synonym, old name, beginning or likeness; ranked, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from graph.store import GraphReader, Row
from queries.catalogue import shared_text
from queries.resolving import mirna_keys, primary_label, spellings
from schema.errors import InvalidParameter
from schema.names import normalise

MAX_HITS = 100
LIKENESS = 78
"""Least likeness (0 to 100, rapidfuzz WRatio over normal forms) of a hit."""
SHORTEST_LIKE = 4
"""Letters that a text must have before likeness is tried: shorter ones are like everything."""


def _match(row: Row, text: str, ids: Sequence[str], key: str, keys: Sequence[str]) -> tuple[float, str, str] | None:
    """Score (higher is better), reason, and the name that matched."""
    if row["id"] in ids or text.casefold() == row["id"].casefold():
        return 100, "id", row["id"]
    for xref in row["xrefs"]:
        if text.casefold() == xref.casefold():
            return 96, "xref", xref
    best: tuple[float, str, str] | None = None
    kinds = (
        ("preferred name", 99, row["preferred_for"]),
        ("name", 98, [row["name"]]),
        ("synonym", 97, row["synonyms"]),
    )
    for reason, score, names in kinds:
        for name in names:
            form = normalise(name)
            if not form:
                continue
            if form == key or form in keys:
                hit: tuple[float, str, str] = (score - (0 if form == key else 2), reason, name)
            elif form.startswith(key) or any(form.startswith(k) for k in keys):
                hit = (90 - min(len(form) - len(key), 10) / 2, "beginning", name)
            elif len(key) >= SHORTEST_LIKE and key in form:
                hit = (82 - min(len(form) - len(key), 20) / 10, "part", name)
            elif (
                len(key) >= SHORTEST_LIKE
                and len(form) >= SHORTEST_LIKE
                and (ratio := fuzz.ratio(key, form)) >= LIKENESS
            ):
                hit = (ratio * 0.8, "likeness", name)
            else:
                continue
            if best is None or hit[0] > best[0]:
                best = hit
    return best


SEARCH_COLUMNS = ("id", "name", "label", "match", "matched")
"""Keys of a hit, in order; ``match`` is the reason, ``matched`` the name or id that fits."""


def search(reader: GraphReader, text: str, *, labels: Sequence[str] = (), limit: int = 20) -> list[dict[str, object]]:
    """Mappings with ``SEARCH_COLUMNS``, best first, then by id.

    Raises InvalidParameter for an empty text and for a limit outside 1 to 100.
    """
    key = normalise(text)
    ids = spellings(text.strip())
    if not key and not ids:
        raise InvalidParameter("q: an empty text", hint="give an id or a name", details={"parameter": "q"})
    if not 1 <= limit <= MAX_HITS:
        raise InvalidParameter(f"limit: {limit} lies outside 1 to {MAX_HITS}", details={"parameter": "limit"})
    if text.strip().isdecimal():
        ids = (*ids, f"pubmed:{text.strip()}")
    rows = reader.read(shared_text("names"), {"labels": list(labels) or None})
    short = tuple(k for k in mirna_keys(key) if k.startswith("hsa"))
    hits = []
    for row in rows:
        found = _match(row, text.strip(), ids, key, short)
        if found is not None:
            score, reason, name = found
            hits.append(
                (
                    -score,
                    row["id"],
                    {
                        "id": row["id"],
                        "name": row["name"],
                        "label": primary_label(row["labels"]),
                        "match": reason,
                        "matched": name,
                    },
                )
            )
    hits.sort(key=lambda h: (h[0], h[1]))
    return [hit for _, _, hit in hits[:limit]]
