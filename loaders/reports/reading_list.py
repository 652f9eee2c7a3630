"""Which studies would gain most from a reading of the full text, by a published rule, for outside curators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from loaders.reports.sections import Section
from schema.corpus import Corpus, Study
from schema.judging import Judged
from schema.reporting import reporting_score
from schema.scale import GRADE_ORDER
from schema.words import Outcome, ReadDepth, Resolution

SHOWN = 40
"""Studies that the list names."""

WEIGHTS: Mapping[str, int] = {"could rise": 3, "mechanisms": 2, "open parts": 1, "unsure names": 1}
"""Points for each claim, mechanism, open part and name that a full text may settle."""

RULE = (
    "Points: 3 for each claim that the study supports whose grade would rise if every open part held, 2 for each of "
    "its mechanisms, 1 for each open grade part of a claim that it supports, 1 for each thing whose exact identity the "
    "text read leaves open (a miRNA without its arm, a family for a member). The reporting score of a study whose "
    "methods were not read is an open part. Studies set aside and those read in full are left out; with equal points "
    "the more recent study comes first."
)
"""The rule in words, as the page tells it."""


def points(study: Study, supported: list[Judged], mechanisms: int) -> dict[str, int]:
    """What a reading may settle, counted by the names of ``WEIGHTS``."""
    rises = sum(GRADE_ORDER.index(j.grade.at_best) > j.grade.rank for j in supported)
    unsure = sum(n.resolution is not Resolution.EXACT for n in study.document.named_as.values())
    gaps = sum(value is None for j in supported for value in j.grade.parts.values())
    return {"could rise": rises, "mechanisms": mechanisms, "open parts": gaps, "unsure names": unsure}


def reading_list(corpus: Corpus, judged: Mapping[str, Judged]) -> Section:
    """The studies with most points, most first; ties by year, the later first, then by id."""
    supported: dict[str, dict[str, Judged]] = defaultdict(dict)
    for item in corpus.evidence:
        if item.entry.outcome is Outcome.SUPPORT:
            supported[item.study.id].update({c: judged[c] for c in item.claims})
    mechanisms = Counter(m.study.id for m in corpus.mechanisms)
    found = []
    for study in corpus.studies.values():
        if study.set_aside or study.document.read is ReadDepth.FULL_TEXT:
            continue
        counted = points(study, list(supported[study.id].values()), mechanisms[study.id])
        total = sum(WEIGHTS[name] * n for name, n in counted.items())
        found.append((total, study, counted))
    found.sort(key=lambda x: (-x[0], -x[1].document.year, x[1].id))
    rows = tuple(
        (total, s.id, s.name, s.document.pmcid, s.document.read.value, *counted.values())
        for total, s, counted in found[:SHOWN]
    )
    unknown = sum(reporting_score(s) is None for _, s, _ in found)
    note = f"{RULE} {len(found)} studies were not read in full; of {unknown} the reporting score is unknown."
    head = ("points", "study", "paper", "free text", "read", *WEIGHTS)
    return Section("What to read in full first", head, rows, note)
