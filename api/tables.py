"""Answers as tables for people: the columns read first, chains as "A → B ⊣ C", numbers that stand for studies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len

from queries.definitions import CannedQuery
from schema.species import SPECIES
from schema.words import Sign

ARROWS = {Sign.INCREASE.value: "→", Sign.DECREASE.value: "⊣"}
"""How a step acts: increase, decrease; an unknown direction is a dashed arrow."""
UNKNOWN_ARROW = "⇢"

_STEP_WORDS = {"MEMBER_OF": "member", "READOUT_OF": "readout", "RELEASES": "released", "SPONGES": "sponged"}
"""Relations that an arrow alone would hide."""
_PLAIN_ASPECTS = frozenset({"", "amount", "activity", "severity", "cell_fraction", "binding"})
"""What changes, where it need not be said beside a name."""

REFS = "refs"
"""The column of numbers that stand for studies."""

GAP = 2
_LONGEST_WORD = 24
_EASY = 20
_EASY_SENTENCE = 36

_FIRST = frozenset(
    {
        "chain",
        "net",
        "grade",
        "direction",
        "verdict",
        "sign",
        "disease_names",
        "statement",
        "n_measured_steps",
        "level",
        "context",
        "subject_name",
        "relation",
        "object_name",
        "target_name",
        "effect_name",
        "partner_name",
        "differs_in",
        "claim_name",
        "grade_without",
        "outcome_name",
        "cytokine_name",
        "source_name",
        "n_studies",
        "n_support",
        "n_claims",
        "n_better",
        "n_no_effect",
        "suggestion",
        REFS,
    }
)
"""Columns that a table keeps before it takes others, in the query's order."""

_BOOKKEEPING = frozenset({
    "relations", "signs", "aspects", "weakest_link", "grade_rank", "grade_parts", "steps", "n_steps", "grades",
    "notices", "dois", "doi", "study_name", "measured_share", "n_background_steps", "already_retracted",
})  # fmt: skip
"""Columns that only machines and pickers need, beside those that hold ids; ``refs`` stands for studies and DOIs."""

_IDS = frozenset({"curie", "claim", "study", "evidence", "mechanism"})
"""Types of columns that hold ids: names are read instead."""

_IN_CHAIN = frozenset({"mirna_name", "cargo_name", "product_name", "from_name", "to_name"})
"""Columns whose things stand in the chain, where there is one."""

_SHORT = {
    "n_measured_steps": "measured",
    "n_background_steps": "background",
    "n_studies": "studies",
    "n_support": "support",
    "n_refute": "refute",
    "n_null": "null",
    "n_groups": "groups",
    "max_level": "level",
    "recipient_species": "in species",
    "cargo_type": "type",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A table ready to print: headers, cells, the number of columns that the answer has beside them."""

    headers: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    left_out: int
    studies: tuple[str, ...]


def _at(items: Sequence[Any], number: int, otherwise: Any) -> Any:
    return items[number] if number < len(items) else otherwise


def chain_text(
    names: Sequence[str],
    signs: Sequence[str],
    relations: Sequence[str] = (),
    aspects: Sequence[str] = (),
) -> str:
    """Names joined by what each step does; membership, release and a changed modification are told in words.

    >>> chain_text(["BM-MSC vesicles", "miR-146a-5p", "TRAF6"], ["increase", "decrease"])
    'BM-MSC vesicles → miR-146a-5p ⊣ TRAF6'
    >>> chain_text(["miR-326", "RELA", "NF-κB"], ["increase"] * 2, ["INCREASES", "MEMBER_OF"], ["acetylation", ""])
    'miR-326 → RELA (acetylation) → (member) NF-κB'
    """
    parts = list(names[:1])
    for number, name in enumerate(names[1:]):
        relation, aspect = _at(relations, number, ""), _at(aspects, number, "")
        parts.append(ARROWS.get(_at(signs, number, ""), UNKNOWN_ARROW))
        if relation in _STEP_WORDS:
            parts.append(f"({_STEP_WORDS[relation]})")
        parts.append(name)
        if aspect not in _PLAIN_ASPECTS and relation not in {"MEMBER_OF", "READOUT_OF"}:
            parts.append(f"({aspect})")
    return " ".join(parts)


def shown(value: Any) -> str:
    """A value as a cell: lists separated by commas, sentences by strokes, nothing for None, yes and no for booleans."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        parts = [shown(item) for item in value]
        return (" / " if any(part.endswith(".") for part in parts) else ", ").join(parts)
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{k}={shown(v)}" for k, v in sorted(value.items()))
    return str(value)


def _study_list(row: Mapping[str, Any]) -> list[str]:
    # A row that no study shows rests on those that tested it.
    value = row.get("studies") or row.get("against") or []
    return [value] if isinstance(value, str) else [str(v) for v in value]


def _cell(name: str, row: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    if name == REFS:
        return ", ".join(str(numbers[s]) for s in _study_list(row))
    if name == "chain" and isinstance(row.get("signs"), list):
        names = [str(n) for n in row["chain"] or []]
        return chain_text(names, row["signs"], row.get("relations") or (), row.get("aspects") or ())
    if name.endswith("species"):
        ids = row.get(name)
        return shown([SPECIES.get(i, i) for i in ids] if isinstance(ids, list) else SPECIES.get(str(ids), ids))
    if name == "n_measured_steps" and numbers and isinstance(row.get("n_steps"), int):
        return f"{row[name]}/{row['n_steps']}"
    return shown(row.get(name))


def _readable(query: CannedQuery, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Columns worth reading: no ids whose names are there, no bookkeeping, none that is empty in every row.

    Those that the query shows first come first, even where they are ids.
    """
    names = [c.name for c in query.columns]
    same_study = all(row.get("tier") == "reported" for row in rows)
    shown_first = [n for n in query.show if n != "tier" or not same_study]
    chosen = [n for n in shown_first if any(shown(row.get(n)) != "" for row in rows)]
    for column in query.columns:
        name = column.name
        if name in query.show:
            continue
        if column.type.removesuffix("_list") in _IDS or name in _BOOKKEEPING:
            continue
        if "chain" in names and name in _IN_CHAIN:
            continue
        if name == "claim_name" and {"subject_name", "object_name"} <= set(names):
            continue
        if all(shown(row.get(name)) == "" for row in rows):
            continue
        if name == "tier" and same_study:
            continue
        chosen.append(name)
    if "studies" in names:
        chosen.append(REFS)
    return chosen


def header(name: str) -> str:
    """What stands above a column.

    >>> header("source_name"), header("n_measured_steps")
    ('source', 'measured')
    """
    if name in _SHORT:
        return _SHORT[name]
    return name.removesuffix("_names").removesuffix("_name").replace("_", " ")


def narrowest(head: str, texts: Iterable[str]) -> int:
    """The width below which a column cannot be read: its header's and its words', long words being folded."""
    words = [w for t in texts for w in t.split()]
    return max([min(cell_len(w), _LONGEST_WORD) for w in [*words, *head.split()]], default=1)


def comfortable(head: str, texts: Sequence[str]) -> int:
    """The width at which a column is read without effort: a few words a line."""
    longest = max((cell_len(t) for t in texts), default=0)
    return max(narrowest(head, texts), min(longest, _EASY_SENTENCE if head in {"chain", "statement"} else _EASY))


def widths(made: Picture, total: int) -> list[int] | None:
    """How wide each column is printed, gaps left out, so that rows take few lines; None where ``total`` is too little.

    What is left after every column has its comfortable width goes, cell by cell, to the one that would wrap most.
    """
    texts = [[row[i] for row in made.cells] for i in range(len(made.headers))]
    longest = [max([cell_len(h), *map(cell_len, t)]) for h, t in zip(made.headers, texts, strict=True)]
    for measure in (comfortable, narrowest):
        found = [measure(h, t) for h, t in zip(made.headers, texts, strict=True)]
        room = total - sum(found) - GAP * (len(found) - 1)
        if room >= 0:
            break
    else:
        return None
    while room > 0:
        most = max(range(len(found)), key=lambda i: longest[i] / found[i])
        if longest[most] <= found[most]:
            break
        found[most] += 1
        room -= 1
    return found


def _fitting(
    names: Sequence[str], cells: Mapping[str, Sequence[str]], width: int, wanted: Sequence[str] = ()
) -> list[str]:
    """The columns that fit: those that matter most get in first and narrow, then wider, before others come at all."""
    least = {n: narrowest(header(n), cells[n]) + GAP for n in names}
    easy = {n: comfortable(header(n), cells[n]) + GAP for n in names}
    before = {*wanted, REFS} if wanted else {*_FIRST, names[0]}
    first = sorted((n for n in names if n in before), key=lambda n: n != REFS)
    kept: list[str] = []
    room = width
    for name in first:
        if least[name] <= room:
            kept.append(name)
            room -= least[name]
    for name in kept:
        room -= min(max(room, 0), easy[name] - least[name])
    for name in names:
        if name not in first and easy[name] <= room:
            kept.append(name)
            room -= easy[name]
    return sorted(kept, key=list(names).index)


def picture(
    query: CannedQuery,
    rows: Sequence[Mapping[str, Any]],
    *,
    width: int,
    columns: Sequence[str] = (),
    wide: bool = False,
) -> Picture:
    """The table of an answer for a terminal of ``width`` cells.

    ``columns`` are taken as given; ``wide`` takes every column; otherwise as many readable columns as fit, in the
    query's order, what matters most first.
    """
    studies = tuple(dict.fromkeys(s for row in rows for s in _study_list(row)))
    numbers = {s: n for n, s in enumerate(studies, start=1)}
    if columns or wide:
        names = list(columns) or [c.name for c in query.columns]
        texts = tuple(tuple(_cell(n, row, {}) for n in names) for row in rows)
        return Picture(tuple(names), texts, len(query.columns) - len(names), ())
    names = _readable(query, rows)
    cells = {n: [_cell(n, row, numbers) for row in rows] for n in names}
    kept = _fitting(names, cells, width, query.show)
    bodies = tuple(tuple(cells[n][i] for n in kept) for i in range(len(rows)))
    heads = [header(n) for n in kept]
    # Two columns that shorten to one header keep their own names.
    heads = [h if heads.count(h) == 1 else n.replace("_", " ") for h, n in zip(heads, kept, strict=True)]
    return Picture(tuple(heads), bodies, len(query.columns) - len(kept), studies)


def grade_text(grade: str, parts: Sequence[str]) -> str:
    """A grade with the parts that count; ``?`` stands by a part that could not be read.

    >>> grade_text("moderate", ["direct_engagement=1", "two_groups=1", "reporting=open", "correlation_only=0"])
    'moderate: direct engagement +1, two groups +1, reporting ?'
    """
    told = []
    for part in parts:
        name, _, value = part.partition("=")
        if value == "open":
            told.append(f"{name.replace('_', ' ')} ?")
        elif value.lstrip("-").isdigit() and int(value):
            told.append(f"{name.replace('_', ' ')} {int(value):+d}")
    return f"{grade}: {', '.join(told) or 'no part counts'}"


def plain_table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Picture:
    """A table of ready values."""
    return Picture(tuple(headers), tuple(tuple(shown(v) for v in row) for row in rows), 0, ())
