"""What the claims of the curation are worth, and where there are none: cargo, grades, levels, bases, gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from loaders.reports.scopes import Scopes
from loaders.reports.sections import Cell, Section
from schema.corpus import Corpus
from schema.judging import Judged
from schema.scale import GRADE_ORDER, ClaimClass
from schema.words import Basis, Outcome

MOST_CARGO = 40
"""Cargo that the table of cargo names; the rest is counted in its last row."""

MATRIX_ROWS = 20
MATRIX_COLUMNS = 12
LEVELS = ((1, "detected in the vesicle"), (2, "reaches the recipient"), (3, "engages its target"),
          (4, "gain or loss at donor or vesicle"), (5, "the same in vivo"))  # fmt: skip


def share(part: int, whole: int) -> str | None:
    """``part`` of ``whole`` in per cent, None where there is nothing to take it from.

    >>> share(1, 3)
    '33 %'
    """
    return f"{100 * part / whole:.0f} %" if whole else None


def cargo(corpus: Corpus, scopes: Scopes, judged: Mapping[str, Judged]) -> Section:
    """Cargo by the studies that carry or test it, with its best grade and highest level."""
    studies: dict[str, set[str]] = defaultdict(set)
    claims: dict[str, list[Judged]] = defaultdict(list)
    for claim, found in judged.items():
        thing = scopes.cargo_of(found.claim)
        if thing is not None:
            claims[thing].append(found)
            studies[thing] |= {e.study.id for e in corpus.evidence_of[claim]}
    ordered = sorted(claims, key=lambda c: (-len(studies[c]), -len(claims[c]), corpus.name_of(c)))
    rows: list[tuple[Cell, ...]] = []
    for c in ordered[:MOST_CARGO]:
        best = GRADE_ORDER[max(j.grade.rank for j in claims[c])].value
        level = max((reached for j in claims[c] for reached in j.levels), default=None)
        rows.append((corpus.name_of(c), corpus.label_of(c), len(studies[c]), len(claims[c]), best, level))
    labels = Counter(corpus.label_of(c) for c in ordered)
    told = ", ".join(f"{n} {label}" for label, n in sorted(labels.items(), key=lambda x: (-x[1], x[0])))
    note = f"{len(ordered)} things carried: {told}. The {min(MOST_CARGO, len(ordered))} in most studies are shown."
    head = ("cargo", "type", "studies", "claims", "best grade", "highest level")
    return Section("Cargo", head, tuple(rows), note)


def grades(judged: Mapping[str, Judged]) -> Section:
    """Claims by class and grade, with shares."""
    found: dict[ClaimClass, Counter[str]] = defaultdict(Counter)
    aside: Counter[ClaimClass] = Counter()
    for j in judged.values():
        if j.set_aside:
            aside[j.grade.claim_class] += 1
        else:
            found[j.grade.claim_class][j.grade.grade.value] += 1
    scale = [g.value for g in GRADE_ORDER]
    rows: list[tuple[Cell, ...]] = [
        (c.value.replace("_", " "), *(found[c][g] for g in scale), aside[c]) for c in ClaimClass if found[c] or aside[c]
    ]
    totals = [sum(found[c][g] for c in ClaimClass) for g in scale]
    whole = sum(totals)
    rows += [
        ("all", *totals, sum(aside.values())),
        ("share", *(share(n, whole) for n in totals), None),
    ]
    note = "Shares are of the claims that stand; what only retracted or withdrawn studies support is counted apart."
    return Section("Claims by class and grade", ("class", *scale, "set aside"), tuple(rows), note)


def ladder(judged: Mapping[str, Judged]) -> Section:
    """Claims by the ladder levels that they reach."""
    effects = [j for j in judged.values() if j.grade.claim_class is ClaimClass.CARGO_EFFECT and not j.set_aside]
    standing = [j for j in judged.values() if not j.set_aside]
    reached = {level: sum(level in j.levels for j in standing) for level, _ in LEVELS}
    rows = tuple((level, told, reached[level], share(reached[level], len(standing))) for level, told in LEVELS)
    none = sum(not j.levels for j in effects)
    note = (
        f"A claim may reach several levels. Of the {len(effects)} claims on what a cargo does, {none} reach none: "
        "what was shown with a mimic in the recipient, or in no experiment, gives no level."
    )
    return Section("Claims by ladder level", ("level", "shown", "claims", "share of all claims"), rows, note)


def bases(corpus: Corpus) -> Section:
    """Evidence items by basis and outcome."""
    found = Counter((e.entry.basis, e.entry.outcome) for e in corpus.evidence)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (b.value.replace("_", " "), *(found[b, o] for o in Outcome)) for b in Basis
    )
    measured = sum(found[Basis.MEASURED, o] for o in Outcome)
    note = f"{measured} of {len(corpus.evidence)} items ({share(measured, len(corpus.evidence))}) are measurements."
    return Section("Evidence by basis and outcome", ("basis", *(o.value for o in Outcome)), rows, note)


def matrix(corpus: Corpus, scopes: Scopes, side: str) -> Section:
    """Diseases against pathways or cargo; a cell holds the claims that a study of the disease measured."""
    own = Counter(d for s in corpus.studies.values() for d in s.diseases)
    named = sorted(own)
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    weight: dict[str, set[str]] = defaultdict(set)
    of_disease: dict[str, set[str]] = defaultdict(set)
    inside = {d: scopes.kinds(d) for d in named}
    for claim, studies in scopes.measured.items():
        found = corpus.claims[claim]
        cargo = scopes.cargo_of(found)
        others = scopes.pathways_of(found) if side == "pathway" else frozenset((cargo,) if cargo else ())
        reported = {d for s in studies for d in s.diseases}
        for other in others:
            weight[other].add(claim)
            for disease in (d for d in named if inside[d] & reported):
                held[disease, other].add(claim)
                of_disease[disease].add(claim)
    columns = sorted(weight, key=lambda o: (-len(weight[o]), corpus.name_of(o)))[:MATRIX_COLUMNS]
    diseases = sorted(named, key=lambda d: (-own[d], corpus.name_of(d)))[:MATRIX_ROWS]
    rows = tuple((corpus.name_of(d), *(len(held[d, c]) or None for c in columns)) for d in diseases)
    things = "pathways" if side == "pathway" else "cargo"
    note = (
        f"Measured claims of studies of the disease or its kinds: the {len(diseases)} diseases that most studies name "
        f"against the {len(columns)} of {len(weight)} {things} with most claims; · is a gap. `exomech query gaps` "
        "ranks every gap by what one would expect."
    )
    head = ("disease", *(corpus.name_of(c) for c in columns))
    return Section(f"Gaps: disease by {side}", head, rows, note)


__all__ = ["bases", "cargo", "grades", "ladder", "matrix", "share"]
