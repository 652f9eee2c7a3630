"""The project's own register of entities and pathway edges: look-ups by id and name, made from curation files alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import orjson
from rapidfuzz import fuzz, process

from schema.names import normalise
from schema.species import SPECIES

_NUMBER = re.compile(r"\d+")
PAIR_FIELDS = ("members", "readouts")


class Entry(NamedTuple):
    """What the register holds of one entity; ``sound`` is false where its file has errors of its own."""

    id: str
    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    preferred_for: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    models: str = ""
    obsolete: bool = False
    replaced_by: str = ""
    modifications: tuple[tuple[str, str], ...] = ()
    path: str = ""
    sound: bool = True


class Edge(NamedTuple):
    """A member (``aspect`` empty) or readout of a pathway; ``sign`` is +1 or -1."""

    pathway: str
    entity: str
    aspect: str
    sign: int


class BackgroundStep(NamedTuple):
    """A step known beforehand; ``path`` is the file that states it."""

    id: str
    subject: str
    relation: str
    object: str
    aspect: str
    path: str = ""


class NoticeRow(NamedTuple):
    """A line of the list of notices: the study's id, the kind of notice, and the notice's own id (may be empty)."""

    study: str
    kind: str
    notice: str


@dataclass(frozen=True)
class Registry:
    """Entities by id, pathway edges, background steps and known notices.

    Two files that claim one id keep the first; whole-corpus rules report the other.
    """

    entities: Mapping[str, Entry] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    background: Mapping[str, BackgroundStep] = field(default_factory=dict)
    notices: tuple[NoticeRow, ...] = ()

    def name(self, curie: str) -> str | None:
        """The label that belongs to an id, or None for an unknown id; species are known too."""
        entry = self.entities.get(curie)
        return entry.name if entry else SPECIES.get(curie)

    def label(self, curie: str) -> str | None:
        """The node label of an id, or None where the id is unknown or its file is not sound."""
        entry = self.entities.get(curie)
        return entry.label if entry and entry.label else None

    def term(self, curie: str) -> str:
        """``CURIE label`` as files write it."""
        name = self.name(curie)
        return f"{curie} {name}" if name else curie

    @cached_property
    def members(self) -> Mapping[tuple[str, str], int]:
        """Sign of a member, by pathway and entity."""
        return {(e.pathway, e.entity): e.sign for e in self.edges if not e.aspect}

    @cached_property
    def readouts(self) -> Mapping[tuple[str, str, str], int]:
        """Sign of a readout, by pathway, entity and aspect."""
        return {(e.pathway, e.entity, e.aspect): e.sign for e in self.edges if e.aspect}

    @cached_property
    def notice_of(self) -> Mapping[str, tuple[NoticeRow, ...]]:
        """Notices by study id, the id in lower case."""
        found: dict[str, list[NoticeRow]] = {}
        for row in self.notices:
            found.setdefault(row.study.lower(), []).append(row)
        return {study: tuple(rows) for study, rows in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Ids by normal form of a name: those that prefer it, else those so named, else those with such a synonym."""
        tiers: tuple[dict[str, set[str]], ...] = ({}, {}, {})
        for entry in self.entities.values():
            if entry.obsolete:
                continue
            for tier, names in zip(tiers, (entry.preferred_for, (entry.name,), entry.synonyms), strict=True):
                for name in names:
                    key = normalise(name)
                    if key:
                        tier.setdefault(key, set()).add(entry.id)
        found: dict[str, tuple[str, ...]] = {}
        for tier in reversed(tiers):
            found.update({key: tuple(sorted(ids)) for key, ids in tier.items()})
        for curie, name in SPECIES.items():
            found.setdefault(normalise(name), (curie,))
        return found

    def find(self, name: str, labels: Iterable[str] = ()) -> tuple[str, ...]:
        """Ids that a name stands for, sorted; with ``labels``, only entities of these node labels."""
        ids = self.by_name.get(normalise(name), ())
        wanted = set(labels)
        return tuple(i for i in ids if not wanted or self.label(i) in wanted)

    @cached_property
    def _names(self) -> tuple[list[str], list[str]]:
        pairs = {(n, e.id) for e in self.entities.values() for n in (e.name, *e.synonyms, *e.preferred_for)}
        ordered = sorted(pairs)
        return [normalise(name) for name, _ in ordered], [curie for _, curie in ordered]

    def nearest(self, name: str) -> str:
        """The entity whose name looks most like ``name``, as ``CURIE label``; empty where none is near."""
        exact = self.find(name)
        if exact:
            return self.term(exact[0])
        names, ids = self._names
        wanted = normalise(name)
        numbers = _NUMBER.findall(wanted)
        # miR-21 is nothing like miR-22: numbers have to be the same.
        for _, _, place in process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=70, limit=5):
            if _NUMBER.findall(names[place]) == numbers:
                return self.term(ids[place])
        return ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that a rule may look up here."""
        rows = [
            sorted((*e[:10], e.sound) for e in self.entities.values()),
            sorted(self.edges),
            sorted(b[:5] for b in self.background.values()),
            sorted(self.notices),
        ]
        return hashlib.sha256(orjson.dumps(rows, default=list)).hexdigest()


def entry_of(value: Any, path: str, *, sound: bool) -> Entry | None:
    """The entry that an entity file gives, read leniently from its plain values; None where it names no id."""
    if not isinstance(value, Mapping) or not isinstance(value.get("entity"), str):
        return None

    def texts(key: str) -> tuple[str, ...]:
        found = value.get(key)
        return tuple(x for x in found if isinstance(x, str)) if isinstance(found, list) else ()

    def text(key: str) -> str:
        found = value.get(key)
        return found if isinstance(found, str) else ""

    modifications = value.get("modifications")
    return Entry(
        id=value["entity"],
        name=text("name"),
        label=text("label"),
        synonyms=texts("synonyms"),
        preferred_for=texts("preferred_for"),
        parents=tuple(p.partition(" ")[0] for p in texts("parents")),
        models=text("models").partition(" ")[0],
        obsolete=value.get("obsolete") is True,
        replaced_by=text("replaced_by").partition(" ")[0],
        modifications=tuple(sorted((str(k), str(v)) for k, v in modifications.items()))
        if isinstance(modifications, Mapping)
        else (),
        path=path,
        sound=sound,
    )


def edges_of(value: Any) -> tuple[Edge, ...]:
    """Members and readouts of a pathway file that passed its own rules, from its plain values."""
    pathway = str(value["pathway"]).partition(" ")[0]
    signs = {"increase": 1, "decrease": -1}
    return tuple(
        Edge(pathway, str(row["entity"]).partition(" ")[0], str(row.get("aspect", "")), signs[row["sign"]])
        for part in PAIR_FIELDS
        for row in value.get(part) or ()
    )


def background_of(value: Any, path: str) -> BackgroundStep:
    """The step of a background file that passed its own rules, from its plain values."""
    return BackgroundStep(
        str(value["background"]),
        str(value["subject"]).partition(" ")[0],
        str(value["relation"]),
        str(value["object"]).partition(" ")[0],
        str(value.get("aspect") or ""),
        path,
    )


def parse_notices(text: str) -> tuple[NoticeRow, ...]:
    """Rows of ``retractions.tsv``: study id, kind of notice, id of the notice (may be left out); # begins a comment.

    Raises ValueError, with the line's number, for a line that has no kind.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.partition("#")[0].split("\t")]
        if not any(cells) or cells[0] == "study":
            continue
        if len(cells) < 2 or not cells[1]:
            raise ValueError(f"line {number}: a study id, a tab, and the kind of notice are needed")
        rows.append(NoticeRow(cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return tuple(rows)
