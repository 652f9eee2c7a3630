"""Checks curation files: reads, applies every rule, and accounts for each file, so that files in = clean + rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from loaders.cache import CleanFiles, content_key
from loaders.checks.context import CorpusView, Facts, FileContext
from loaders.checks.records import record_id
from loaders.checks.rules import CORPUS_CHECKS, FILE_CHECKS, RULES, Issue, Rule
from loaders.checks.shape import RuledIssue, shape
from loaders.findings import Finding, Severity, sort_findings
from loaders.reading import Parsed, Problem, parse, read_bytes
from loaders.registry import Registry, background_of, edges_of, entry_of, parse_notices
from schema.documents import DOCUMENTS, Document, StudyDocument

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

    @cached_property
    def parsed(self) -> Parsed:
        """The text as values."""
        if self.unopened:
            return Parsed(self.shown, "", None, (Problem(1, 1, "unreadable", self.unopened, "look at the path and its rights"),))
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
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file())
        else:
            found.add(path)
    return sorted(found)


def check(paths: Sequence[Path] = (), *, curation: Path, cache: Path | None = None) -> CheckResult:
    """Check files or directories against the registry of ``curation``; without paths, the whole curation.

    Whole-corpus rules run when the curation directory itself is checked. ``cache`` is a directory for results of unchanged
    files. Never raises for what files hold; a path that cannot be read is a finding.
    """
    wanted = find_files(paths or (curation,))
    root = curation.resolve()
    whole = not paths or any(p.resolve() == root for p in paths)
    known = CleanFiles(cache)
    support = find_files(curation / folder for folder in REGISTRY_FOLDERS if (curation / folder).is_dir())
    records: dict[Path, Record] = {}
    for path in (*wanted, *support):
        resolved = path.resolve()
        if resolved not in records:
            records[resolved] = _open(path, resolved.is_relative_to(root), known)
    registry, loose = _registry(records.values(), curation / NOTICES_FILE)
    chosen = [records[r] for r in dict.fromkeys(p.resolve() for p in wanted)]
    for record in chosen:
        _check_file(record, registry, known)
    if whole:
        _check_corpus(chosen, registry)
    known.save(whole=whole)
    findings = sort_findings([*loose, *(f for r in chosen for f in r.findings)])
    return CheckResult(findings, tuple(chosen), registry)


def _shown(path: Path) -> str:
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _open(path: Path, inside: bool, known: CleanFiles) -> Record:
    shown = _shown(path)
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
    context: FileContext[Any] = _context(record, Registry())
    uses = {term.id for _, term, _, _ in context.terms}
    also: tuple[str, ...] = ()
    if isinstance(document, StudyDocument):
        uses |= {s for m in document.mechanisms.values() for s in m.steps if ":" in s}
        own = (f"doi:{document.doi}" if document.doi else "", f"pmc:{document.pmcid}" if document.pmcid else "")
        also = tuple(i.lower() for i in own if i)
    kept = None if record.kind in {"study", "trial"} else value
    return Facts(record.shown, record.kind, record_id(document), tuple(sorted(uses)), also, kept)


def _context(record: Record, registry: Registry) -> FileContext[Any]:
    path = record.path
    return FileContext(record.kind, record.document, registry, record.shown, path.stem, path.suffix, record.inside)


def _registry(records: Iterable[Record], notices_file: Path) -> tuple[Registry, list[Finding]]:
    entries, edges, background = {}, [], {}
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
    notices = ()
    try:
        notices = parse_notices(read_bytes(notices_file).decode("utf-8")) if notices_file.is_file() else ()
    except ValueError as error:
        message = str(error)
        loose.append(Finding(_shown(notices_file), 1, 1, "syntax", Severity.ERROR, message, "columns: study, kind, notice"))
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
        record.tell(identifier, issue)
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


def _check_corpus(records: Sequence[Record], registry: Registry) -> None:
    formed = [r for r in records if r.facts is not None]
    view = CorpusView(tuple(r.facts for r in formed if r.facts is not None), registry)
    for rule, function in CORPUS_CHECKS:
        for index, issue in function(view):
            formed[index].tell(rule.id, issue)
