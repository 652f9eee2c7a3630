"""Checks curation files: reads, applies every rule, and accounts for each file, so that files in = clean + rejected."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from loaders.cache import CleanFiles, content_key
from loaders.checks.context import CorpusView, Facts, FileContext
from loaders.checks.outcomes import outcome_ways
from loaders.checks.records import record_id
from loaders.checks.rules import CORPUS_CHECKS, FILE_CHECKS, RULES, Issue, Rule
from loaders.checks.shape import RuledIssue, shape
from loaders.checks.walking import Found, terms
from loaders.findings import Finding, Severity, sort_findings
from loaders.own_words import RULE as OWN_WORDS
from loaders.own_words import Texts, read_texts
from loaders.reading import Parsed, Problem, parse, read_bytes
from loaders.registry import (
    BackgroundStep,
    Edge,
    Entry,
    NoticeRow,
    Registry,
    background_of,
    edges_of,
    entry_of,
    parse_notices,
)
from loaders.searches import FILE_NAME as SEARCHES_FILE
from loaders.searches import check_searches, notes_of
from schema.documents import DOCUMENTS, StudyDocument
from schema.names import normalise
from schema.papers import ID_FIELDS
from schema.parts import Document
from schema.words import NoticeKind

SUFFIXES = (".yaml", ".yml")
REGISTRY_FOLDERS = ("entities", "pathways", "background")
NOTICES_FILE = "retractions.tsv"


@dataclass
class Record:
    """One file as checked; ``document`` is None where its shape is wrong."""

    path: Path
    shown: str
    key: str
    data: bytes
    inside: bool
    facts: Facts | None = None
    document: Document | None = None
    kind: str = ""
    issues: list[RuledIssue] = field(default_factory=list)
    trusted: bool = False
    """Facts come from the cache; the text was not parsed."""
    unopened: str = ""
    findings: list[Finding] = field(default_factory=list)
    terms: tuple[Found, ...] = ()

    @cached_property
    def parsed(self) -> Parsed:
        """The text as values."""
        if self.unopened:
            return Parsed(
                self.shown, "", None, (Problem(1, 1, "unreadable", self.unopened, "look at the path and its rights"),)
            )
        return parse(self.data, self.shown)

    @property
    def rejected(self) -> bool:
        """Whether an error keeps the file out."""
        return any(f.severity is Severity.ERROR for f in self.findings)

    def tell(self, rule: str, issue: Issue) -> None:
        """Add a finding at the issue's place."""
        line, col = self.parsed.positions.of(issue.at, key=issue.key)
        self.findings.append(Finding(self.shown, line, col, rule, RULES[rule].severity, issue.message, issue.hint))


@dataclass(frozen=True)
class CheckResult:
    """What a check found.

    ``findings`` are sorted. ``files_in`` = ``files_clean`` + ``files_rejected``; a clean file may have warnings.
    """

    findings: tuple[Finding, ...]
    records: tuple[Record, ...]
    registry: Registry

    @property
    def files_in(self) -> int:
        """How many files were given."""
        return len(self.records)

    @property
    def files_rejected(self) -> int:
        """How many have an error."""
        return sum(r.rejected for r in self.records)

    @property
    def files_clean(self) -> int:
        """How many have none."""
        return self.files_in - self.files_rejected

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not any(f.severity is Severity.ERROR for f in self.findings)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the clean files, in the order of their paths; cached files are read now."""
        found = []
        for record in self.records:
            if not record.rejected:
                found.append(record.document or DOCUMENTS[record.kind].model_validate(record.parsed.value))
        return tuple(found)

    @property
    def counts(self) -> Mapping[str, int]:
        """Findings by rule, sorted by rule."""
        return dict(sorted(Counter(f.rule for f in self.findings).items()))


def rules() -> Mapping[str, Rule]:
    """Every rule by id, sorted."""
    return dict(sorted(RULES.items()))


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files at or under the paths, sorted, each once; a path that is no directory stands as it is."""
    return [place.path for place in _places(paths)]


class _Place(NamedTuple):
    """A file as it was given and as findings show it, with its one real name."""

    path: Path
    shown: str
    real: str


def _places(paths: Iterable[Path]) -> list[_Place]:
    # Names are joined as text: with thousands of files, resolving each would cost more than reading it.
    found: dict[str, _Place] = {}
    for given in paths:
        top, shown = os.path.realpath(given), _shown(given)
        if not given.is_dir():
            found.setdefault(top, _Place(given, shown, top))
            continue
        for folder, _, names in os.walk(top):
            inner = folder[len(top) :].lstrip(os.sep)
            for name in names:
                if name.endswith(SUFFIXES):
                    rest = f"{inner}{os.sep}{name}" if inner else name
                    real = f"{folder}{os.sep}{name}"
                    found.setdefault(real, _Place(given / rest, f"{shown}/{rest.replace(os.sep, '/')}", real))
    return [found[real] for real in sorted(found)]


def check(
    paths: Sequence[Path] = (), *, curation: Path, cache: Path | None = None, against: Path | None = None
) -> CheckResult:
    """Check files or directories against the registry of ``curation``; without paths, the whole curation.

    Whole-corpus rules run when the curation directory itself is checked. ``cache`` is a directory for results of
    unchanged files; ``against`` one of texts whose words no curator may have taken over. Never raises for what files
    hold; a path that cannot be read is a finding. Raises OSError for a text of ``against`` that cannot be read.
    """
    wanted = _places(paths or (curation,))
    root = os.path.realpath(curation)
    whole = not paths or any(os.path.realpath(p) == root for p in paths)
    known = CleanFiles(cache)
    support = _places(curation / folder for folder in REGISTRY_FOLDERS if (curation / folder).is_dir())
    records: dict[str, Record] = {}
    for place in (*wanted, *support):
        if place.real not in records:
            records[place.real] = _open(place, place.real.startswith(root + os.sep), known)
    registry, loose = _registry(records.values(), curation / NOTICES_FILE)
    for record in records.values():
        if record.facts is not None and not record.trusted:
            # Known by shape only: its rules run when it is itself checked.
            known.remember(record.key, "", record.facts)
    chosen = [records[place.real] for place in wanted]
    for record in chosen:
        _check_file(record, registry, known)
    if whole:
        _check_corpus(chosen, registry)
        loose += check_searches(curation / SEARCHES_FILE, _shown(curation / SEARCHES_FILE))
    known.save(whole=whole)
    if against is not None:
        texts = read_texts(against)
        _check_words(chosen, texts)
        loose += _log_words(curation / SEARCHES_FILE, texts) if whole else []
    findings = sort_findings([*loose, *(f for r in chosen for f in r.findings)])
    return CheckResult(findings, tuple(chosen), registry)


def held(identifier: str, *, curation: Path, cache: Path | None = None) -> str:
    """The file of the study that has this CURIE (pubmed, doi or pmc, any case) for one of its ids; empty for none.

    Of a file that is not well formed yet, what it says of its ids counts too. Never raises for what files hold.
    """
    known, wanted = CleanFiles(cache), identifier.lower()
    for place in _places([curation / "studies"] if (curation / "studies").is_dir() else []):
        record = _open(place, True, known)
        if record.facts is not None:
            ids: Iterable[str] = (record.facts.id, *record.facts.also)
        else:
            value = record.parsed.value if isinstance(record.parsed.value, Mapping) else {}
            others = (f"{prefix}:{value[field]}" for prefix, field in ID_FIELDS.items() if value.get(field))
            ids = (str(value.get("study", "")), *others)
        if wanted in map(str.lower, ids):
            return record.shown
    return ""


def _shown(path: Path) -> str:
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _open(place: _Place, inside: bool, known: CleanFiles) -> Record:
    path, shown = place.path, place.shown
    try:
        data = read_bytes(path)
    except OSError as error:
        return Record(path, shown, "", b"", inside, unopened=error.strerror or "cannot be opened")
    record = Record(path, shown, content_key(path, data, inside=inside), data, inside)
    record.facts = known.facts(record.key, shown)
    if record.facts is not None:
        record.trusted, record.kind = True, record.facts.kind
    else:
        _shape(record)
    return record


def _shape(record: Record) -> None:
    """Parse, validate and extract facts."""
    parsed = record.parsed
    if parsed.fatal:
        return
    record.kind, record.document, record.issues = shape(parsed.value)
    if record.document is not None:
        record.facts = _facts(record)


def _facts(record: Record) -> Facts:
    document, value = record.document, record.parsed.value
    assert document is not None
    record.terms = tuple(terms(document))
    uses = {term.id for _, term, _, _ in record.terms}
    facts = Facts(record.shown, record.kind, record_id(document), tuple(sorted(uses)))
    if not isinstance(document, StudyDocument):
        return facts._replace(value=None if record.kind == "trial" else value)
    uses |= {s for m in document.mechanisms.values() for s in m.steps if ":" in s}
    again = any(n.kind is NoticeKind.RETRACTION for n in document.notices)
    return facts._replace(
        uses=tuple(sorted(uses)),
        also=tuple(i.lower() for i in document.ids[1:]),
        value=outcome_ways(document),
        title="" if again else normalise(document.title or ""),
        groups=document.groups,
    )


def _context(record: Record, registry: Registry) -> FileContext[Any]:
    path = record.path
    place = (record.shown, path.stem, path.suffix, record.inside)
    return FileContext(record.kind, record.document, registry, *place, terms=record.terms)


def _registry(records: Iterable[Record], notices_file: Path) -> tuple[Registry, list[Finding]]:
    entries: dict[str, Entry] = {}
    edges: list[Edge] = []
    background: dict[str, BackgroundStep] = {}
    for record in records:
        facts = record.facts
        if facts is None:
            if not record.unopened and not record.parsed.fatal:
                entry = entry_of(record.parsed.value, record.shown, sound=False)
                if entry is not None:
                    entries.setdefault(entry.id, entry)
        elif facts.kind == "entity":
            entry = entry_of(facts.value, facts.path, sound=True)
            if entry is not None and not entries.get(entry.id, entry._replace(sound=False)).sound:
                entries[entry.id] = entry
        elif facts.kind == "pathway":
            edges += edges_of(facts.value)
        elif facts.kind == "background":
            step = background_of(facts.value, facts.path)
            background.setdefault(step.id, step)
    loose: list[Finding] = []
    notices: tuple[NoticeRow, ...] = ()
    try:
        notices = parse_notices(read_bytes(notices_file).decode("utf-8")) if notices_file.is_file() else ()
    except ValueError as error:
        message = str(error)
        loose.append(
            Finding(_shown(notices_file), 1, 1, "syntax", Severity.ERROR, message, "columns: study, kind, notice")
        )
    return Registry(entries, tuple(edges), background, notices), loose


def _check_file(record: Record, registry: Registry, known: CleanFiles) -> None:
    if record.trusted:
        assert record.facts is not None
        if known.clean_under(record.key, registry.digest):
            return
        _shape(record)
    for problem in record.parsed.problems:
        rule = RULES[problem.rule]
        place = (record.shown, problem.line, problem.col)
        record.findings.append(Finding(*place, rule.id, rule.severity, problem.message, problem.hint))
    suspect = {p.line for p in record.parsed.problems}
    for identifier, issue in record.issues:
        record.tell(identifier, _named(record, registry, issue) if identifier == "id-pattern" else issue)
    if record.document is not None:
        context = _context(record, registry)
        for rule, kinds, function in FILE_CHECKS:
            if record.kind in kinds:
                for issue in function(context):
                    record.tell(rule.id, issue)
    if suspect:
        # What stands on a line with a broken character is told once: the character explains the rest.
        told = {p.rule for p in record.parsed.problems}
        record.findings = [f for f in record.findings if f.line not in suspect or f.rule in told]
    if not record.findings and record.facts is not None:
        known.remember(record.key, registry.digest, record.facts)


def _check_words(records: Sequence[Record], texts: Texts) -> None:
    for record in records:
        for found in texts.shared(record.parsed.value):
            record.tell(OWN_WORDS.id, found.issue)


def _log_words(file: Path, texts: Texts) -> list[Finding]:
    place, rule = _shown(file), OWN_WORDS
    return [
        Finding(place, line, 1, rule.id, rule.severity, found.issue.message, found.issue.hint)
        for line, note in notes_of(file)
        for found in texts.shared(note)
    ]


def _named(record: Record, registry: Registry, issue: Issue) -> Issue:
    """An issue about a name where an identifier should be, with the entity that the name may stand for."""
    value = record.parsed.value
    for part in issue.at:
        value = value[part]
    near = registry.nearest(value) if isinstance(value, str) and ":" not in value and not issue.hint else ""
    return issue._replace(hint=f"did you mean {near!r}? `exomech fmt` completes names and bare ids") if near else issue


def _check_corpus(records: Sequence[Record], registry: Registry) -> None:
    formed = [r for r in records if r.facts is not None]
    facts = tuple(r.facts for r in formed if r.facts is not None)
    view = CorpusView(facts, registry, complete=len(formed) == len(records))
    for rule, function in CORPUS_CHECKS:
        for index, issue in function(view):
            formed[index].tell(rule.id, issue)
