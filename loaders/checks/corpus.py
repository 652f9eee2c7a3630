"""The corpus as a whole: what no single file can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.checks.context import CorpusView, Facts
from loaders.checks.rules import Issue, corpus_rule
from loaders.findings import Severity
from loaders.registry import PAIR_FIELDS
from schema.names import normalise

Found = Iterator[tuple[int, Issue]]


@corpus_rule("duplicate-record")
def duplicate_record(view: CorpusView) -> Found:
    """One record has one file."""
    first: dict[tuple[str, str], str] = {}
    for index, facts in enumerate(view.files):
        key = (facts.kind, facts.id.lower())
        if key in first:
            yield index, Issue((facts.kind,), f"{facts.id} has a file already", f"see {first[key]}")
        first.setdefault(key, facts.path)


@corpus_rule("study-under-two-ids")
def study_under_two_ids(view: CorpusView) -> Found:
    """No two studies share a PubMed id, a DOI (whatever its case) or a PMC id."""
    first: dict[str, tuple[str, str]] = {}
    for index, facts in view.of_kind("study"):
        own = (facts.id.lower(), *facts.also)
        clash = next((i for i in own if i in first and first[i][0] != facts.id), None)
        if clash is not None:
            other, path = first[clash]
            yield index, Issue(("study",), f"{clash} is {other} already", f"keep one file: see {path}")
        for identifier in own:
            first.setdefault(identifier, (facts.id, facts.path))


@corpus_rule("title-twice")
def title_twice(view: CorpusView) -> Found:
    """No two studies have the same title, whatever its case and punctuation, unless one of them was retracted."""
    first: dict[str, Facts] = {}
    for index, facts in view.of_kind("study"):
        other = first.setdefault(facts.title, facts) if facts.title else facts
        # Papers that share an id are told by study-under-two-ids.
        if other is not facts and {facts.id.lower(), *facts.also}.isdisjoint({other.id.lower(), *other.also}):
            yield (
                index,
                Issue(
                    ("title",),
                    f"{other.id} has this title already",
                    f"keep one file for a paper and its preprint: see {other.path}",
                ),
            )


@corpus_rule("group-spelling")
def group_spelling(view: CorpusView) -> Found:
    """A laboratory has one name: no name's words are all among another's, or two groups would be counted for one."""
    written: dict[frozenset[str], tuple[str, str]] = {}
    for _, facts in view.of_kind("study"):
        for group in facts.groups:
            written.setdefault(_words(group), (group, facts.path))
    fuller: dict[frozenset[str], tuple[str, str]] = {}
    for words in written:
        wider = min((w for w in written if words < w), key=lambda w: (len(w), written[w]), default=None)
        if wider is not None:
            fuller[words] = written[wider]
    for index, facts in view.of_kind("study"):
        for number, group in enumerate(facts.groups):
            words = _words(group)
            if words in fuller:
                other, path = fuller[words]
                message = f"{group!r} may be {other!r} of {path}"
                yield (
                    index,
                    Issue(
                        ("groups", number), message, "write one laboratory in one way, or say what sets the two apart"
                    ),
                )
            elif written[words][0] != group:
                other, path = written[words]
                yield (
                    index,
                    Issue(("groups", number), f"{group!r} is written {other!r} in {path}", "write it in one way"),
                )


def _words(group: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", group.casefold()))


@corpus_rule("duplicate-entity")
def duplicate_entity(view: CorpusView) -> Found:
    """No two current entities of one label have the same name."""
    first: dict[tuple[str, str], str] = {}
    for index, facts in view.of_kind("entity"):
        if facts.value.get("obsolete") is True:
            continue
        key = (str(facts.value.get("label")), normalise(str(facts.value.get("name"))))
        if key in first and first[key] != facts.id:
            yield index, Issue(("name",), f"{facts.value['name']!r} is {first[key]} already", "keep one of the two")
        first.setdefault(key, facts.id)


@corpus_rule("preferred-for-clash")
def preferred_for_clash(view: CorpusView) -> Found:
    """A name is preferred for one entity, and is no name of another of its label, unless that other is a kind of it."""
    entities = view.registry.entities
    named = {(e.label, normalise(e.name)): e.id for e in entities.values() if not e.obsolete}
    parents = {e: entry.parents for e, entry in entities.items()}
    first: dict[str, str] = {}
    for index, facts in view.of_kind("entity"):
        for number, name in enumerate(facts.value.get("preferred_for") or ()):
            key = normalise(name)
            owner = named.get((str(facts.value.get("label")), key), facts.id)
            place = ("preferred_for", number)
            if first.get(key, facts.id) != facts.id:
                message = f"{name!r} is preferred for {view.registry.term(first[key])} already"
                yield index, Issue(place, message, "let one of the two keep it")
            elif owner != facts.id and not _trail(owner, facts.id, parents):
                message = f"{name!r} is the name of {view.registry.term(owner)}"
                yield index, Issue(place, message, f"delete it here, or {owner} is found by its id alone")
            first.setdefault(key, facts.id)


@corpus_rule("parent-circle")
def parent_circle(view: CorpusView) -> Found:
    """Following `parents` never leads back."""
    parents = {e: entry.parents for e, entry in view.registry.entities.items()}
    told: set[str] = set()
    for index, facts in view.of_kind("entity"):
        trail = _trail(facts.id, facts.id, parents) if facts.id not in told else ()
        if trail:
            told.update(trail)
            yield (
                index,
                Issue(
                    ("parents",), f"the parents go in a circle: {' -> '.join((*trail, trail[0]))}", "delete one of them"
                ),
            )


def _trail(start: str, end: str, parents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The entities from ``start`` to the one before its ancestor ``end``; empty where it is none."""
    stack: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    visited: set[str] = set()
    while stack:
        here, trail = stack.pop()
        for parent in parents.get(here, ()):
            if parent == end:
                return trail
            if parent not in visited:
                visited.add(parent)
                stack.append((parent, (*trail, parent)))
    return ()


@corpus_rule("orphan-entity", severity=Severity.WARNING)
def orphan_entity(view: CorpusView) -> Found:
    """An entity is used by a study, pathway, background step or trial, is a parent of such, or has a preferred name."""
    if not view.complete:
        return
    used = {identifier for facts in view.files if facts.kind != "entity" for identifier in facts.uses}
    # People type a preferred name, and "known, but no claims" is a better answer than "unknown".
    used |= {facts.id for _, facts in view.of_kind("entity") if facts.value.get("preferred_for")}
    queue = list(used)
    linked = {facts.id: facts.uses for _, facts in view.of_kind("entity")}
    while queue:
        for identifier in linked.get(queue.pop(), ()):
            if identifier not in used:
                used.add(identifier)
                queue.append(identifier)
    for index, facts in view.of_kind("entity"):
        if facts.id not in used and facts.value.get("obsolete") is not True:
            yield (
                index,
                Issue(
                    ("entity",),
                    f"nothing uses {view.registry.term(facts.id)}",
                    "delete the file, unless it is about to be used",
                ),
            )


@corpus_rule("paper-uncited")
def paper_uncited(view: CorpusView) -> Found:
    """A paper's file is about one that a pathway or background step cites, and that is no study here."""
    if not view.complete:
        return
    studies = {facts.id for _, facts in view.of_kind("study")}
    cited = {r["id"] for _, facts in view.of_kind("background") for r in facts.value["references"]}
    cited |= {
        row["reference"]
        for _, facts in view.of_kind("pathway")
        for part in PAIR_FIELDS
        for row in facts.value.get(part) or ()
    }
    for index, facts in view.of_kind("paper"):
        if facts.id in studies:
            yield index, Issue(("paper",), f"{facts.id} is a study here", "delete the file: the study's own says it")
        elif facts.id not in cited:
            yield (
                index,
                Issue(("paper",), f"nothing cites {facts.id}", "delete the file, or cite it as it is named here"),
            )


@corpus_rule("background-duplicate")
def background_duplicate(view: CorpusView) -> Found:
    """A background step is stated in one file."""
    first: dict[tuple[str, ...], str] = {}
    for index, facts in view.of_kind("background"):
        step = view.registry.background.get(facts.id)
        if step is None:
            continue
        key = (step.subject, step.relation, step.object, step.aspect)
        if key in first and first[key] != facts.id:
            yield (
                index,
                Issue(("background",), f"{facts.id} says the same as {first[key]}", "put its references into one file"),
            )
        first.setdefault(key, facts.id)
