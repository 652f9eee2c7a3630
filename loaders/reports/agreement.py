"""How far two curations of the same papers agree, field by field: F1 for what was found, kappa for how it was judged.

One side is the reference, the other was made without sight of it. *Sets* (claims found, sources, species ...) are
compared by precision (share of the other's entries that the reference has), recall (share of the reference's entries
that the other has) and F1. *Values* (sign, aspect ...) are compared on the claims that both found, by the share that
is equal and by Cohen's kappa, which takes away what chance alone would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import NamedTuple

from schema.corpus import ClaimKey
from schema.curie import parse_term
from schema.documents import Preparation, StudyDocument
from schema.inheritance import resolve_contexts, resolve_preparations
from schema.products import product_of
from schema.vocabulary import ASPECTS, RELATIONS
from schema.words import Aspect, Basis

SETS: Mapping[str, str] = {
    "claims found": "subject, relation family and object; the vesicle's source, the aspect and the sign left aside",
    "whole claims": "subject with its source, relation family, object, aspect and sign: the same claim id",
    "object ids": "identifiers of what was measured",
    "cargo ids": "identifiers of what is carried, loaded or released",
    "design": "designs of the experiments behind each claim that both found",
    "source": "tissue of origin of the MSC",
    "species": "species of the donors",
    "recipient species": "species of the animals, patients or cells treated",
    "disease": "indications of the study",
    "model": "disease models",
    "mechanism ends": "start and end of each mechanism",
}
"""Fields compared as sets, each study's entries apart, with what an entry is."""

VALUES: Mapping[str, str] = {
    "sign": "direction of the effect",
    "aspect": "what of the object changes",
    "measured": "measured, or inferred, background or hypothesis",
    "outcome": "support, refute or null",
    "study type": "primary, trial, review, meta-analysis or critique",
}
"""Fields compared as values: on the claims that both found (the last one on studies)."""

RESAMPLES = 1000
SEED = 6
"""Of the bootstrap over studies behind the intervals."""

_CARRIAGE = frozenset({"CARRIES", "LOADED_WITH", "RELEASES", "LOADS"})
_CLOSENESS = 2


class Claimed(NamedTuple):
    """A claim of one curation as it is compared."""

    subject: str
    family: str
    object: str
    aspect: str
    sign: str
    measured: str
    outcome: str
    designs: frozenset[str]
    id: str

    @property
    def pair(self) -> tuple[str, str, str]:
        """What makes two claims comparable."""
        return self.subject, self.family, self.object


class Share(NamedTuple):
    """A number between 0 and 1 with its 95 % interval; None where it cannot be worked out."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass
class Compared:
    """One study compared: for each set what both, only the reference and only the other hold; for each value pairs."""

    name: str
    sets: dict[str, tuple[frozenset[object], frozenset[object], frozenset[object]]] = field(default_factory=dict)
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    unlike: list[str] = field(default_factory=list)
    """The disagreements in words, in a total order."""


def _thing(preparation: Preparation) -> str:
    """A product without its source: two readers who differ in the source alone still speak of the same claim."""
    if preparation.product is None:
        return "product not stated"
    made = product_of(preparation.model_copy(update={"source": parse_term("CL:0000134 mesenchymal stem cell")}))
    return " ".join((made.product.value, *(f"+{g}" for g in made.gained), *(f"-{x}" for x in made.lost)))


def _ids(preparations: Mapping[str, Preparation]) -> dict[str, str]:
    return {k: product_of(p).id for k, p in preparations.items() if p.product is not None and p.source is not None}


def claims_of(document: StudyDocument, label_of: Callable[[str], str | None]) -> tuple[Claimed, ...]:
    """The claims of a curation in a total order. ``label_of`` gives the node label of an id, None for an unknown one.

    A relation that there is not makes no claim.
    """
    preparations = resolve_preparations(document)
    things, ids = {k: _thing(p) for k, p in preparations.items()}, _ids(preparations)

    def end(reference: str) -> tuple[str, str]:
        if reference in preparations:
            return things[reference], ids.get(reference, reference)
        curie = reference.partition(" ")[0]
        return ("cells" if label_of(curie) == "CellSource" else curie), curie

    found = []
    for key, entry in document.claims.items():
        if entry.relation not in RELATIONS:
            continue
        items = [e for e in document.evidence.values() if key in e.claims]
        subject, obj = end(entry.subject), end(entry.object)
        allowed = ASPECTS[RELATIONS[entry.relation].family]
        aspect = entry.aspect or (next(iter(allowed)) if len(allowed) == 1 else None)
        # A side that has not passed the check yet may lack an aspect; it is compared as what it is.
        whole = ClaimKey.of(subject[1], entry.relation, obj[1], aspect or Aspect.AMOUNT)
        found.append(
            Claimed(
                subject[0],
                whole.family,
                obj[0],
                aspect.value if aspect else "not stated",
                whole.sign or "none",
                "measured" if any(e.basis is Basis.MEASURED for e in items) else "not measured",
                "/".join(sorted({e.outcome.value for e in items})),
                frozenset(d.value for e in items for d in e.design),
                whole.id,
            )
        )
    return tuple(sorted(found, key=lambda c: (c[:7], sorted(c.designs), c.id)))


def matched(reference: Sequence[Claimed], other: Sequence[Claimed]) -> list[tuple[Claimed, Claimed]]:
    """Claims of the two sides that speak of the same pair, the closest first, each used once."""
    candidates = sorted(
        (-((a.aspect == b.aspect) + (a.sign == b.sign) * _CLOSENESS), i, j)
        for i, a in enumerate(reference)
        for j, b in enumerate(other)
        if a.pair == b.pair
    )
    left, right, found = set[int](), set[int](), []
    for _, i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return [(reference[i], other[j]) for i, j in sorted(found)]


def _plain_sets(d: StudyDocument, claims: Sequence[Claimed], end: Callable[[str], str]) -> dict[str, frozenset[object]]:
    preparations, contexts = resolve_preparations(d).values(), resolve_contexts(d).values()
    return {
        "whole claims": frozenset(c.id for c in claims),
        "object ids": frozenset(c.object for c in claims),
        "cargo ids": frozenset(c.object for c in claims if c.family in _CARRIAGE),
        "source": frozenset(p.source.id for p in preparations if p.source),
        "species": frozenset(p.species.id for p in preparations if p.species),
        "recipient species": frozenset(c.species.id for c in contexts if c.species),
        "disease": frozenset(t.id for t in d.indications),
        "model": frozenset(c.model for c in contexts if c.model),
        "mechanism ends": frozenset((end(m.start), m.end.id) for m in d.mechanisms.values()),
    }


def compare(
    name: str, reference: StudyDocument, other: StudyDocument, label_of: Callable[[str], str | None]
) -> Compared:
    """Two curations of one paper compared; raises LikeError where a ``like`` leads nowhere."""
    sides = (reference, other)
    claims = [claims_of(d, label_of) for d in sides]
    pairs = matched(*claims)
    made = Compared(name)

    def ends(d: StudyDocument) -> Callable[[str], str]:
        prepared = resolve_preparations(d)
        return lambda ref: _thing(prepared[ref]) if ref in prepared else ref.partition(" ")[0]

    plain = [_plain_sets(d, c, ends(d)) for d, c in zip(sides, claims, strict=True)]
    # A pair that stands several times (another aspect each) counts as often.
    counted = [Counter(c.pair for c in side) for side in claims]
    numbered = [frozenset((*p, n) for p, times in c.items() for n in range(times)) for c in counted]
    designs = [frozenset((n, d) for n, pair in enumerate(pairs) for d in pair[side].designs) for side in (0, 1)]
    entries = [p | {"claims found": n, "design": d} for p, n, d in zip(plain, numbered, designs, strict=True)]
    for what in SETS:
        one, two = entries[0][what], entries[1][what]
        made.sets[what] = (one & two, one - two, two - one)
        if what not in {"whole claims", "design"}:
            made.unlike += [f"{what}: only the reference: {_told(x)}" for x in sorted(one - two, key=_told)]
            made.unlike += [f"{what}: only the other: {_told(x)}" for x in sorted(two - one, key=_told)]
    for what in ("sign", "aspect", "measured", "outcome"):
        made.values[what] = [(getattr(a, what), getattr(b, what)) for a, b in pairs]
        made.unlike += [
            f"{what} of {' '.join(a.pair)}: {getattr(a, what)} in the reference, {getattr(b, what)} in the other"
            for a, b in pairs
            if getattr(a, what) != getattr(b, what)
        ]
    made.values["study type"] = [(reference.type.value, other.type.value)]
    return made


def _told(entry: object) -> str:
    return " ".join(str(x) for x in entry if not isinstance(x, int)) if isinstance(entry, tuple) else str(entry)


def f1(studies: Iterable[Compared], what: str) -> tuple[float | None, float | None, float | None]:
    """Precision, recall and F1 (0 to 1) of a set over all entries of all studies; None where a side has no entry."""
    both = only_a = only_b = 0
    for s in studies:
        shared, reference, other = s.sets[what]
        both, only_a, only_b = both + len(shared), only_a + len(reference), only_b + len(other)
    precision = both / (both + only_b) if both + only_b else None
    recall = both / (both + only_a) if both + only_a else None
    whole = 2 * both + only_a + only_b
    return precision, recall, 2 * both / whole if whole else None


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (-1 to 1) of two readers' words; None where there is no pair, or but one word on both sides.

    >>> kappa([("+", "+"), ("-", "-"), ("+", "-"), ("-", "+")])
    0.0
    """
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[w] * second[w] for w in first) / n**2
    observed = sum(a == b for a, b in pairs) / n
    return None if expected == 1 else (observed - expected) / (1 - expected)


def interval(studies: Sequence[Compared], of: Callable[[Sequence[Compared]], float | None]) -> Share:
    """A number with the 2.5 and 97.5 percentiles of ``RESAMPLES`` resamples of the studies, drawn with ``SEED``."""
    value = of(studies)
    if value is None or len(studies) < _CLOSENESS:
        return Share(value)
    draw = Random(SEED)
    drawn = [of([draw.choice(studies) for _ in studies]) for _ in range(RESAMPLES)]
    known = sorted(x for x in drawn if x is not None)
    return Share(value, known[int(0.025 * len(known))], known[min(int(0.975 * len(known)), len(known) - 1)])


class SetRow(NamedTuple):
    """A set over all studies."""

    what: str
    reference: int
    other: int
    both: int
    precision: float | None
    recall: float | None
    f1: Share


class ValueRow(NamedTuple):
    """A value over all studies; ``agreement`` is the share that is equal."""

    what: str
    pairs: int
    agreement: Share
    kappa: float | None


def set_rows(studies: Sequence[Compared]) -> list[SetRow]:
    """A row for each of ``SETS``."""

    def measure(of: Sequence[Compared], what: str) -> float | None:
        return f1(of, what)[2]

    rows = []
    for what in SETS:
        parts = [s.sets[what] for s in studies]
        both, one, two = (sum(len(p[side]) for p in parts) for side in range(3))
        precision, recall, _ = f1(studies, what)
        share = interval(studies, partial(measure, what=what))
        rows.append(SetRow(what, both + one, both + two, both, precision, recall, share))
    return rows


def value_rows(studies: Sequence[Compared]) -> list[ValueRow]:
    """A row for each of ``VALUES``."""

    def pairs(of: Sequence[Compared], what: str) -> list[tuple[str, str]]:
        return [p for s in of for p in s.values[what]]

    def equal(of: Sequence[Compared], what: str) -> float | None:
        found = pairs(of, what)
        return sum(a == b for a, b in found) / len(found) if found else None

    rows = []
    for what in VALUES:
        share = interval(studies, partial(equal, what=what))
        rows.append(ValueRow(what, len(pairs(studies, what)), share, kappa(pairs(studies, what))))
    return rows
