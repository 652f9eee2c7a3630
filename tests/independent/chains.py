"""Signed chains of one study from a vesicle through a miRNA to a pathway, walked through the files by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.independent.reading import SIGNS, Curation, bare

MODIFIED = {
    "phosphorylation",
    "acetylation",
    "ubiquitination",
    "neddylation",
    "methylation",
    "cleavage",
    "localisation",
}
MOST = 4
"""Effects between the miRNA and the last step."""


@dataclass(frozen=True)
class Step:
    source: str
    target: str
    aspect: str
    sign: int
    onward: int
    stated: bool
    """False for a background step."""


@dataclass(frozen=True)
class Chain:
    nodes: tuple[str, ...]
    net: int
    background: int
    study: str


def onward(files: Curation, target: str, aspect: str, sign: int) -> int:
    """What an effect on the target means for the target's own effects; 0 where nobody says."""
    if aspect not in MODIFIED:
        return sign
    effect = files.entities.get(target, {}).get("modifications", {}).get(aspect)
    return {"activating": sign, "inactivating": -sign, None: 0}[effect]


def effects(files: Curation, study: str) -> tuple[list[Step], list[Step]]:
    """The study's carriage steps, and its effects, with the background steps that its mechanisms name."""
    carried, acting = {}, {}
    for fact in files.facts:
        key = fact.key
        if fact.study != study or not fact.supports or not key.sign:
            continue
        step = Step(
            key.subject, key.object, key.aspect, key.sign, onward(files, key.object, key.aspect, key.sign), True
        )
        if key.family in {"CARRIES", "LOADED_WITH"}:
            carried[key] = step
        elif key.family == "REGULATES":
            acting[key] = step
    used = {s for m in files.studies[study].get("mechanisms", {}).values() for s in m["steps"]}
    known = []
    for name in sorted(used & set(files.background)):
        record = files.background[name]
        family, sign = SIGNS[record["relation"]]
        if family == "REGULATES" and sign:
            target, aspect = bare(record["object"]), record.get("aspect", "amount")
            known.append(
                Step(bare(record["subject"]), target, aspect, sign, onward(files, target, aspect, sign), False)
            )
    return list(carried.values()), [*acting.values(), *known]


def endings(files: Curation, pathway: str) -> Iterator[tuple[str, set[str], int]]:
    """Members and readouts of a pathway: entity, the aspects for which its sign holds, the sign."""
    record = files.pathways.get(pathway, {})
    signs = {"increase": 1, "decrease": -1}
    read: dict[str, set[str]] = {}
    for readout in record.get("readouts", []):
        read.setdefault(bare(readout["entity"]), set()).add(readout["aspect"])
        yield bare(readout["entity"]), {readout["aspect"]}, signs[readout["sign"]]
    for member in record.get("members", []):
        entity = bare(member["entity"])
        left = {"amount", "activity"} - read.get(entity, set())
        if left:
            yield entity, left, signs[member["sign"]]


def chains(files: Curation, study: str, pathway: str) -> Iterator[Chain]:
    """Every chain of the study that ends in the pathway or one of its kinds; no node twice, no unresolved group."""
    carried, acting = effects(files, study)
    goals = files.kinds(pathway)
    ends = [(goal, *end) for goal in goals for end in endings(files, goal)]

    def walk(path: tuple[Step, ...], sign: int) -> Iterator[Chain]:
        nodes = (path[0].source, *(s.target for s in path))
        background = sum(not s.stated for s in path)
        last = path[-1]
        if last.target in goals and len(path) > 1:
            yield Chain(nodes, sign * last.sign, background, study)
        for goal, entity, aspects, role in ends:
            if entity == last.target and last.aspect in aspects and goal not in nodes and len(path) > 1:
                yield Chain((*nodes, goal), sign * last.sign * role, background + 1, study)
        if len(path) <= MOST and last.onward:
            for step in acting:
                group = step.target in files.entities and files.label(step.target) == "UnresolvedGroup"
                if step.source == last.target and step.target not in nodes and not group:
                    yield from walk((*path, step), sign * last.onward)

    for step in carried:
        if files.label(step.source) == "Vesicle" and files.label(step.target) == "MiRNA":
            yield from walk((step,), 1)
