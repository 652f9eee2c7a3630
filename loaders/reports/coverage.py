"""What the curation covers, and what it does not: counts by disease, source, cargo, year, reading, grade and search."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from loaders.reports.reading_list import reading_list
from loaders.reports.scopes import REVIEW_DISEASES, VESICLES, Scopes, about_cells, about_delivery, against
from loaders.reports.sections import Cell, Section
from loaders.reports.strength import bases, cargo, grades, ladder, matrix, share
from loaders.searches import KINDS, Search
from schema.corpus import Corpus, Evidence, Study
from schema.judging import judge
from schema.words import CurationStatus, Outcome, Product, ReadDepth, StudyType

LAST = 10
"""Searches at the end of a topic by which it is judged."""

DISEASE_WORDS: Mapping[str, tuple[str, ...]] = {
    "acute kidney injury": ("kidney injury", "kidney failure"),
    "lung injury, ARDS": ("lung injury", "ARDS"),
    "osteoarthritis": ("osteoarthritis",),
    "rheumatoid arthritis": ("rheumatoid arthritis",),
    "inflammatory bowel disease": ("bowel disease", "colitis", "Crohn"),
}
"""Words in a topic of the search log, which has no identifier, that tell it is about one of ``REVIEW_DISEASES``."""


def coverage(corpus: Corpus, searches: Sequence[Search]) -> list[Section]:
    """Every section of the coverage report, in order."""
    scopes = Scopes(corpus)
    judged, conflicts = judge(corpus)
    documents = [s.document for s in corpus.studies.values()]
    own: dict[str, list[Evidence]] = defaultdict(list)
    for item in corpus.evidence:
        own[item.study.id].append(item)
    return [
        _in_all(corpus, scopes, own, len(conflicts)),
        _review_diseases(corpus, scopes),
        _diseases(corpus, scopes),
        _sources(corpus),
        cargo(corpus, scopes, judged),
        _words("Studies by reading", "read", (d.read.value for d in documents), ReadDepth),
        _words("Studies by kind", "type", (d.type.value for d in documents), StudyType),
        _words("Studies by curation", "status", (d.curation.status.value for d in documents), CurationStatus),
        _years(corpus),
        grades(judged),
        ladder(judged),
        bases(corpus),
        matrix(corpus, scopes, "pathway"),
        matrix(corpus, scopes, "cargo"),
        _doubts(corpus, own),
        _notices(corpus),
        _quantities(corpus),
        *_trials(corpus),
        *_searches(searches),
        reading_list(corpus, judged),
    ]


def _studies(corpus: Corpus) -> list[Study]:
    return list(corpus.studies.values())


def _in_all(corpus: Corpus, scopes: Scopes, own: Mapping[str, list[Evidence]], conflicts: int) -> Section:
    studies = _studies(corpus)
    rows: list[tuple[Cell, ...]] = [
        ("studies", len(studies)),
        ("of them on the MSC itself (soluble factors, contact, mitochondria, homing)", sum(map(about_cells, studies))),
        ("of them on delivery or targeting", sum(map(about_delivery, studies))),
        ("of them with a null, refuting or critical result", sum(against(s, own[s.id]) for s in studies)),
        ("of them retracted", sum(s.retracted for s in studies)),
        ("of them withdrawn by their curators", sum(s.withdrawn for s in studies)),
        ("evidence items", len(corpus.evidence)),
        ("claims", len(corpus.claims)),
        ("claims that a measurement supports", len(scopes.measured)),
        ("share of claims that a measurement supports", share(len(scopes.measured), len(corpus.claims))),
        ("contradictions", conflicts),
        ("mechanisms", len(corpus.mechanisms)),
        ("comparisons of arms", sum(len(s.document.comparisons) for s in studies)),
        ("quantities", sum(len(s.document.quantities) for s in studies)),
        ("background steps", len(corpus.background)),
        ("pathways with members and readouts", len(corpus.pathways)),
        ("trials", len(corpus.trials)),
        ("trials of vesicles", sum(t.product in VESICLES for t in corpus.trials.values())),
        ("entities in the registry", len(corpus.entities)),
    ]
    return Section("In all", ("what", "number"), tuple(rows))


def _review_diseases(corpus: Corpus, scopes: Scopes) -> Section:
    rows = []
    for name, ids in REVIEW_DISEASES.items():
        kinds = scopes.kinds(*ids)
        studies = scopes.studies_of(*ids)
        trials = [t for t in corpus.trials.values() if {c.id for c in t.conditions} & kinds]
        mechanisms = sum(bool(set(m.study.diseases) & kinds) for m in corpus.mechanisms)
        vesicles = sum(t.product in VESICLES for t in trials)
        cells = sum(t.product is Product.CELLS for t in trials)
        rows.append((name, len(studies), mechanisms, vesicles, cells))
    note = "Of the reference review (doi:10.2147/IJN.S355366). Kinds of a disease count with it."
    head = ("disease", "studies", "mechanisms", "trials of vesicles", "trials of cells")
    return Section("The five diseases", head, tuple(rows), note)


def _diseases(corpus: Corpus, scopes: Scopes) -> Section:
    named = Counter(d for s in _studies(corpus) for d in s.diseases)
    rows = [(corpus.name_of(d), n, len(scopes.studies_of(d))) for d, n in named.items()]
    none = sum(not s.diseases for s in _studies(corpus))
    note = f"A study may have several; {none} name none. The last column counts kinds of the disease too."
    ordered = sorted(rows, key=lambda r: (-r[1], -r[2], r[0]))
    return Section("Studies by disease", ("disease", "studies", "with its kinds"), tuple(ordered), note)


def _sources(corpus: Corpus) -> Section:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for study in _studies(corpus):
        for p in study.preparations.values():
            if p.source and p.product:
                column = "vesicles" if p.product in VESICLES else p.product.value
                found[p.source.id][column].add(study.id)
    columns = ("vesicles", "cells", "secretome")
    whole = {source: len(set[str]().union(*by.values())) for source, by in found.items()}
    rows = tuple(
        (corpus.name_of(source), whole[source], *(len(found[source][c]) or None for c in columns))
        for source in sorted(found, key=lambda x: (-whole[x], x))
    )
    note = "A source that the text does not name is the mesenchymal stem cell as such."
    return Section("Studies by cell source", ("source", "studies", *columns), rows, note)


def _words(title: str, word: str, values: Iterable[str], known: Iterable[str]) -> Section:
    found = Counter(values)
    whole = sum(found.values())
    rows = tuple((str(k), found[str(k)], share(found[str(k)], whole)) for k in known if found[str(k)])
    return Section(title, (word, "studies", "share"), rows)


def _years(corpus: Corpus) -> Section:
    found = Counter(s.document.year for s in _studies(corpus))
    return Section("Studies by year", ("year", "studies"), tuple((str(y), found[y]) for y in sorted(found)))


def _doubts(corpus: Corpus, own: Mapping[str, list[Evidence]]) -> Section:
    rows = []
    for study in _studies(corpus):
        outcomes = Counter(e.entry.outcome for e in own[study.id])
        if against(study, own[study.id]):
            counted = (outcomes[Outcome.NULL], outcomes[Outcome.REFUTE], len(study.document.critiques))
            rows.append((study.id, study.name, *(n or None for n in counted)))
    head = ("study", "paper", "null", "refuting", "critiques")
    note = f"{len(rows)} studies with evidence items or arguments that speak against a claim."
    return Section("Null, refuting and critical results", head, tuple(rows), note)


def _notices(corpus: Corpus) -> Section:
    rows = tuple(
        (s.id, s.name, n.kind.value.replace("_", " "), n.id, n.reason)
        for s in _studies(corpus)
        for n in s.document.notices
    )
    note = "What is retracted is kept, marked, and in no default answer."
    return Section("Notices", ("study", "paper", "notice", "id", "reason"), rows, note)


def _quantities(corpus: Corpus) -> Section:
    rows = []
    for study in _studies(corpus):
        for q in study.document.quantities.values():
            of = corpus.name_of(q.entity.id) if q.entity else None
            rows.append((study.name, q.kind.value.replace("_", " "), of, f"{q.value:g} {q.unit}", q.method))
    return Section("Quantities", ("paper", "what", "of", "value", "method"), tuple(rows))


def _trials(corpus: Corpus) -> list[Section]:
    trials = list(corpus.trials.values())
    conditions: dict[str, Counter[str]] = defaultdict(Counter)
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    for t in trials:
        for c in t.conditions:
            conditions[corpus.name_of(c.id)][t.product.value] += 1
        statuses[t.status.value.replace("_", " ") if t.status else "not stated"][t.product.value] += 1
    products = [p.value for p in Product if any(t.product is p for t in trials)]
    results = Counter(r.direction.value.replace("_", " ") for t in trials for r in t.results)
    told = ", ".join(f"{n} {word}" for word, n in sorted(results.items(), key=lambda x: (-x[1], x[0]))) or "none"
    unread = sum(t.relies_on == "not_read" for t in trials)
    silent = sum(t.relies_on == "none_stated" for t in trials)
    several = f"{len(trials)} trials; a trial may have several conditions."
    relied = f"{len(trials) - unread - silent} name what they rely on and {silent} name nothing"
    outcome = f"Published results: {told}. Of {len(trials)}, {relied}; of {unread} no text of their own was read."
    return [
        Section("Trials by condition", ("condition", "trials", *products), _crossed(conditions, products), several),
        Section("Trials by status", ("status", "trials", *products), _crossed(statuses, products), outcome),
    ]


def _crossed(table: Mapping[str, Counter[str]], columns: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """A row for each key of a table of counts, the largest first."""
    ordered = sorted(table, key=lambda key: (-sum(table[key].values()), key))
    return tuple((key, sum(table[key].values()), *(table[key][c] or None for c in columns)) for key in ordered)


def _searches(searches: Sequence[Search]) -> list[Section]:
    topics: dict[str, list[Search]] = defaultdict(list)
    for search in searches:
        topics[search.topic].append(search)
    ordered = sorted(topics, key=lambda t: (KINDS.index(t.partition(":")[0]), t))
    five = {name: [s for s in searches if _is_about(s, words)] for name, words in DISEASE_WORDS.items()}
    head = ("searches", "studies seen", "new", "last on", f"of the last {LAST}, with something new", "exhausted")
    log = tuple((s.date, s.topic, s.query, s.studies_seen, s.studies_new, s.note or None) for s in searches)
    note = (
        f"{len(searches)} searches on {len(topics)} topics, as `curation/searches.tsv` has them. New is what no file "
        "held on that day, whether or not it could be read at a source and was taken in. A topic is called exhausted "
        f"where its last {LAST} searches, in the order of the file, met nothing new; another name may still."
    )
    together = f"Topics of a disease together, under whichever of its names. The last {LAST} as below."
    return [
        Section(
            "Searches of the five diseases",
            ("disease", *head),
            tuple((n, *_tried(s)) for n, s in five.items()),
            together,
        ),
        Section("Searches by topic", ("topic", *head), tuple((t, *_tried(topics[t])) for t in ordered), note),
        Section("Searches", ("date", "topic", "query", "seen", "new", "note"), log),
    ]


def _is_about(search: Search, words: Iterable[str]) -> bool:
    what = search.what.casefold()
    return search.kind == "disease" and any(word.casefold() in what for word in words)


def _tried(made: Sequence[Search]) -> tuple[Cell, ...]:
    """What searches brought, and whether the last of them still did; of too few nothing is said."""
    seen, new = sum(s.studies_seen for s in made), sum(s.studies_new for s in made)
    still = sum(s.studies_new > 0 for s in made[-LAST:])
    exhausted = None if len(made) < LAST else "no" if still else "yes"
    return (len(made), seen, new, made[-1].date if made else None, still, exhausted)


__all__ = ["DISEASE_WORDS", "coverage"]
