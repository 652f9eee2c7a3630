"""Names to identifiers: preferred names win, then names, then synonyms; what stays open is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from graph.store import GraphReader, Row
from queries.catalogue import shared_text
from queries.definitions import CannedQuery, Caution, Param
from schema.curie import fix_prefix, is_curie, of_accession
from schema.errors import AmbiguousName, InvalidParameter, UnknownEntity, UnknownRecord
from schema.names import normalise
from schema.papers import paper_id
from schema.vocabulary import ENTITY, NODE_LABELS

NEAREST = 5
"""Names that an UnknownEntity suggests."""
NEAR_ENOUGH = 80
"""Least similarity (0 to 100, rapidfuzz ratio over normal forms) of a suggestion."""
PART_ENOUGH = 90
"""The same where the shorter of the two is only held against the best part of the longer."""
SHORTEST_PART = 5
"""Letters that the shorter must have for that: fewer are a part of nearly everything."""
SHORTEST_NEAR = 3
"""Letters that both must have to be like one another at all."""
SLIP = 75
"""Similarity that is enough where both have a letter more and begin alike: one letter of four is another."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a value was taken for; ``matched`` is id, preferred name, name, synonym or arm not named."""

    given: str
    id: str
    name: str
    label: str
    matched: str

    def to_mapping(self) -> dict[str, str]:
        """As ``meta.params_resolved`` echoes it."""
        return {"given": self.given, "id": self.id, "name": self.name, "label": self.label, "matched": self.matched}


def primary_label(labels: Sequence[str]) -> str:
    """The one label of the vocabulary that is not a second label; empty where there is none."""
    return next((label for label in labels if label in NODE_LABELS), "")


def spellings(text: str) -> tuple[str, ...]:
    """The identifiers that a text may be: itself or its first word, its prefix mended, or put before an accession."""
    found = (text, text.partition(" ")[0])
    return tuple(dict.fromkeys(s for t in found for s in (t, fix_prefix(t), of_accession(t)) if is_curie(s)))


PATHWAY = "Pathway"
PATHWAY_WORDS = ("pathway", "signaling", "signalling", "signalingpathway", "inflammasome")
"""What a person leaves out who asks for a pathway by its gene: "TLR4" where only a pathway can be meant."""
_PATHWAY_ENDING = re.compile(r"(?:signall?ing(?:pathways?|cascade)?|pathways?)$")
"""What a person adds to a pathway's name, in normal form: "NF-κB signalling pathway"."""


def mirna_keys(key: str) -> tuple[str, ...]:
    """Normal forms of human mature miRNAs that a short name may mean: without "hsa", or without its arm.

    >>> mirna_keys("mir146a")
    ('hsamir146a', 'mir146a5p', 'mir146a3p', 'hsamir146a5p', 'hsamir146a3p')
    """
    if not key.removeprefix("hsa").startswith(("mir", "let")):
        return ()
    stems = (key,) if key.startswith("hsa") else (key, f"hsa{key}")
    armed = () if key.endswith(("3p", "5p")) else tuple(f"{stem}{arm}" for stem in stems for arm in ("5p", "3p"))
    return (*stems[1:], *armed)


def _fits(labels: Sequence[str], wanted: Sequence[str]) -> bool:
    return not wanted or bool(set(labels) & set(wanted))


def _called(wanted: Sequence[str]) -> str:
    named = [label for label in wanted if label != ENTITY]
    return " or ".join(named) if named and len(named) == len(wanted) else "entity"


def _ranked(rows: Sequence[Row], key: str) -> list[tuple[str, list[Row]]]:
    others = [r for r in rows if key not in r["keys"]]
    armless = [r for r in others if any(k.startswith((key, f"hsa{key}")) for k in r["keys"])]
    full = [r for r in armless if f"hsa{key}" in r["keys"]]
    return [
        ("preferred name", [r for r in rows if key in r["preferred"]]),
        ("name", [r for r in rows if normalise(r["name"]) == key]),
        ("synonym", [r for r in rows if key in r["keys"]]),
        ("name", full),
        ("arm not named", armless),
    ]


def _ambiguous(text: str, found: Sequence[tuple[str, str, str]]) -> AmbiguousName:
    """What a text may mean, told as id, name and label: the first five in the sentence, all of them as candidates."""
    more = f" or {len(found) - NEAREST} more" if len(found) > NEAREST else ""
    named = " or ".join(f"{name} ({identifier}, {label})" for identifier, name, label in found[:NEAREST])
    return AmbiguousName(
        f"{text!r} may be {named}{more}",
        candidates=[{"id": identifier, "name": name, "label": label} for identifier, name, label in found],
        hint=f"give the id, such as {found[0][0]}",
    )


def _one(text: str, rows: Sequence[Row], key: str, wanted: Sequence[str]) -> Resolved | None:
    for matched, found in _ranked(rows, key):
        current = [r for r in found if not r["obsolete"]] or found
        if len(current) > 1:
            raise _ambiguous(text, [(r["id"], r["name"], primary_label(r["labels"])) for r in current])
        if current:
            row = current[0]
            return Resolved(text, row["id"], row["name"], primary_label(row["labels"]), matched)
    return None


def _near(key: str, forms: Sequence[str]) -> dict[int, float]:
    """Position of each form that is like ``key``, with its likeness (0 to 100); a part counts less than the whole."""
    if len(key) < SHORTEST_NEAR:
        return {}
    found = {
        at: score
        for form, score, at in process.extract(key, forms, scorer=fuzz.ratio, score_cutoff=SLIP, limit=None)
        if (score >= NEAR_ENOUGH and len(form) >= SHORTEST_NEAR)
        or (min(len(key), len(form)) > SHORTEST_NEAR and form[0] == key[0])
    }
    for form, score, at in process.extract(key, forms, scorer=fuzz.partial_ratio, score_cutoff=PART_ENOUGH, limit=None):
        short, long = sorted((len(key), len(form)))
        if short >= SHORTEST_PART:
            found[at] = max(found.get(at, 0.0), score * (3 + short / long) / 4)
    return found


def nearest(
    reader: GraphReader, text: str, labels: Sequence[str] = (), *, limit: int = NEAREST
) -> list[dict[str, str]]:
    """Things whose name or synonym is like ``text``, most alike first, as mappings with id, name and label.

    Empty for a text that is like nothing: a wrong suggestion is worse than none.
    """
    rows = reader.read(shared_text("names"), {"labels": list(labels) or None})
    forms = [(normalise(n), i) for i, r in enumerate(rows) for n in (r["name"], *r["synonyms"], *r["preferred_for"])]
    key = normalise(text)
    scores: dict[int, float] = {}
    # A miRNA is named with and without its species.
    for spelt in (key, f"hsa{key}") if mirna_keys(key) and not key.startswith("hsa") else (key,):
        for position, score in _near(spelt, [form for form, _ in forms]).items():
            row = forms[position][1]
            scores[row] = max(scores.get(row, 0.0), score)
    best = sorted(scores, key=lambda i: (-scores[i], rows[i]["id"]))[:limit]
    return [{"id": rows[i]["id"], "name": rows[i]["name"], "label": primary_label(rows[i]["labels"])} for i in best]


def _pathway_of(reader: GraphReader, text: str, labels: Sequence[str]) -> Resolved | None:
    """The pathway that a text without a meaning of its own may mean, with or without the ending of such names.

    Where other things than pathways are asked for too, the ending has to say that one is meant.
    """
    key = normalise(text)
    stem = _PATHWAY_ENDING.sub("", key)
    only = list(labels) == [PATHWAY]
    if not stem or not (only or (stem != key and _fits((PATHWAY, ENTITY), labels))):
        return None
    keys = list(dict.fromkeys((stem, *(start + word for start in (key, stem) for word in PATHWAY_WORDS))))
    rows = [r for r in reader.read(shared_text("resolve"), {"ids": [], "keys": keys}) if _fits(r["labels"], (PATHWAY,))]
    for called in keys:
        found = _one(text, [r for r in rows if called in r["keys"]], called, (PATHWAY,))
        if found is not None:
            return found
    return None


def _sought(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The identifiers and the normal forms under which a text is looked up."""
    key = normalise(text)
    return spellings(text), tuple(dict.fromkeys(k for k in (key, *mirna_keys(key)) if k))


def _chosen(text: str, ids: Sequence[str], rows: Sequence[Row], labels: Sequence[str]) -> Resolved | None:
    """The one of ``rows`` that the text means, or None. Raises AmbiguousName."""
    fitting = [r for r in rows if _fits(r["labels"], labels)]
    exact = next((r for i in ids for r in fitting if r["id"] == i), None)
    if exact is not None:
        return Resolved(text, exact["id"], exact["name"], primary_label(exact["labels"]), "id")
    return None if ids else _one(text, fitting, normalise(text), labels)


def resolve_list(reader: GraphReader, param: Param, texts: Sequence[str]) -> tuple[list[Resolved], dict[str, str]]:
    """What the members of a user's list mean, each once, and those left out with the reason: unknown or ambiguous.

    Raises what ``resolve_entity`` raises for the first of them where none is known.
    """
    sought = {text: _sought(text) for text in texts}
    asked = {name: sorted({x for pair in sought.values() for x in pair[at]}) for at, name in enumerate(("ids", "keys"))}
    rows = reader.read(shared_text("resolve"), asked)
    found: dict[str, Resolved] = {}
    left: dict[str, str] = {}
    for text, (ids, keys) in sought.items():
        mine = [r for r in rows if r["id"] in ids or not {*keys}.isdisjoint(r["keys"])]
        try:
            one = _chosen(text, ids, mine, param.labels) or (None if ids else _pathway_of(reader, text, param.labels))
        except AmbiguousName as error:
            left[text] = f"may be {' or '.join(c['name'] for c in error.candidates[:NEAREST])}"
            continue
        if one is None:
            left[text] = "unknown"
        else:
            found.setdefault(one.id, one)
    if not found and texts:
        resolve_entity(reader, texts[0], param.labels, parameter=param.name)
    return list(found.values()), left


def resolve_entity(reader: GraphReader, text: str, labels: Sequence[str] = (), *, parameter: str = "") -> Resolved:
    """The one entity with one of ``labels`` (empty: any) that ``text`` names by id or name.

    An exact identifier wins; then a preferred name, a name, a synonym, for a miRNA its name without "hsa" or arm, for a
    pathway its name without "signalling" or "pathway" at the end, and where only a pathway is wanted the name of a gene
    that a pathway is called after.
    Raises AmbiguousName with the candidates where one rank holds several, UnknownEntity with the nearest names where
    none holds one.
    """
    ids, keys = _sought(text)
    rows = reader.read(shared_text("resolve"), {"ids": list(ids), "keys": list(keys)})
    found = _chosen(text, ids, rows, labels)
    if found is None and not ids:
        found = _pathway_of(reader, text, labels)
    if found is not None:
        return found
    fitting = any(_fits(r["labels"], labels) for r in rows)
    wanted = _called(labels)
    elsewhere = [] if fitting else [f"{r['id']} {r['name']} ({primary_label(r['labels'])})" for r in rows]
    near = nearest(reader, text.partition(" ")[2] if ids else text, labels)
    if elsewhere:
        message = f"{text!r} is no {wanted}: it is {', '.join(elsewhere[:NEAREST])}"
    else:
        message = f"no {wanted} has the id {ids[0]!r}" if ids else f"no {wanted} has the name {text!r}"
    if text.isdecimal():
        hint = f"write the register before the number, such as HGNC:{text}: a number alone may be of several"
    else:
        hint = f"did you mean {near[0]['id']} {near[0]['name']}?" if near else "look for it with /v1/search"
    error = UnknownEntity(message, hint=hint)
    error.details.update({"reason": "unknown_entity", "value": text, "nearest": near})
    if parameter:
        error.details["parameter"] = parameter
    raise error


def resolve_study(reader: GraphReader, text: str) -> Resolved:
    """The study of a PubMed id, DOI or PMC id, whichever it is named by, a title, or author and year.

    Ids may be written in any usual spelling, web addresses included. Raises RequestError.
    """
    paper = paper_id(text)
    bare = paper.partition(":")[2] or text.strip()
    ids = list(dict.fromkeys([*spellings(text.strip()), *([paper] if paper else []), bare]))
    rows = reader.read(shared_text("study-ids"), {"ids": ids, "doi": bare.casefold(), "key": normalise(bare)})
    if len(rows) > 1:
        raise _ambiguous(text, [(r["id"], r["name"], "Study") for r in rows])
    if not rows:
        raise UnknownRecord(
            f"no study {text!r} is held", hint="give pubmed:<number> or a DOI", details={"value": text, "kind": "study"}
        )
    row = rows[0]
    return Resolved(text, row["id"], row["name"], "Study", "id" if paper or row["id"] in ids else "name")


def _bare_name(name: str) -> str:
    """A record's name without what stands in brackets at its end: a claim's aspect, a mechanism's study."""
    return name.partition(" (")[0]


def resolve_record(reader: GraphReader, text: str, label: str) -> Resolved:
    """The claim or mechanism with this id, or with this name as rows print it, its aspect or study included or not.

    Raises AmbiguousName with the candidates where the name fits several, UnknownRecord with the nearest names.
    """
    first = text.partition(" ")[0]
    identifier = first if first.startswith("exomech:") else f"exomech:{first}"
    rows = reader.read(shared_text("record"), {"id": identifier})
    if rows and label in rows[0]["labels"]:
        return Resolved(text, identifier, str(rows[0]["props"]["name"]), label, "id")
    named = reader.read(shared_text("record-names"), {"label": label})
    key = normalise(text)
    forms = [normalise(row["name"]) for row in named]
    found = [row for row, form in zip(named, forms, strict=True) if key and form == key]
    found = found or [row for row in named if key and normalise(_bare_name(row["name"])) == key]
    if len(found) > 1:
        # Mechanisms of one study may have the same ends, and so the same name: their keys tell them apart.
        told = [(r["id"], f"{r['name']}, {r['key']}" if r["key"] else r["name"], label) for r in found]
        raise _ambiguous(text, told)
    if found:
        return Resolved(text, found[0]["id"], found[0]["name"], label, "name")
    like = process.extract(key, forms, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=NEAREST)
    near = [{"id": named[at]["id"], "name": named[at]["name"], "label": label} for _, _, at in like]
    raise UnknownRecord(
        f"no {label.lower()} {text!r} is held",
        hint=f"did you mean {near[0]['id']} {near[0]['name']}?"
        if near
        else "take an id or a name from an answer's rows",
        details={"value": text, "kind": label.lower(), "nearest": near},
    )


def resolve(reader: GraphReader, param: Param, value: Any) -> Resolved | list[Resolved] | None:
    """What the parameter's text values mean; None for other types and absent values. Raises as above."""
    if value is None:
        return None
    match param.type:
        case "entity":
            return resolve_entity(reader, value, param.labels, parameter=param.name)
        case "entity_list":
            return [resolve_entity(reader, item, param.labels, parameter=param.name) for item in value]
        case "study":
            return resolve_study(reader, value)
        case "claim":
            return resolve_record(reader, value, "Claim")
        case "mechanism":
            return resolve_record(reader, value, "Mechanism")
        case _:
            return None


def check_different(
    query: CannedQuery, found: Mapping[str, Resolved | list[Resolved]], left_out: Sequence[Caution]
) -> None:
    """Raise InvalidParameter where a question about several things was given one: under two names, or alone.

    ``left_out`` tells of values that were not understood, for the message.
    """
    for param in query.params:
        members = found.get(param.name)
        if not isinstance(members, list) or param.minimum is None:
            continue
        ids = {one.id for one in members}
        if len(ids) < param.minimum:
            given = " and ".join(repr(one.given) for one in members)
            what = "are one and the same" if len(members) > 1 else "is one"
            raise InvalidParameter(
                f"{param.name}: {given} {what}, {members[0].name} ({members[0].id}); "
                f"{query.name} needs at least {param.minimum:g} different ones"
                + "".join(f"; {caution.message}" for caution in left_out),
                hint=f"repeat {param.name} with others, for example {' and '.join(param.example)}",
                details={"parameter": param.name},
            )
    ends = [one for name in query.apart if isinstance(one := found.get(name), Resolved)]
    if len(ends) == len(query.apart) > 0 and len({one.id for one in ends}) == 1:
        named = " and ".join(query.apart)
        raise InvalidParameter(
            f"{named} are the same, {ends[0].name} ({ends[0].id}); {query.name} leads from one thing to another",
            hint=f"give two different ones; the question subgraph tells what surrounds {ends[0].name}",
            details={"parameter": query.apart[-1]},
        )


def echo(found: Mapping[str, Resolved | list[Resolved]]) -> dict[str, Any]:
    """Resolved values as ``meta.params_resolved`` shows them."""
    return {
        name: [r.to_mapping() for r in value] if isinstance(value, list) else value.to_mapping()
        for name, value in found.items()
    }


__all__ = [
    "NEAREST", "Resolved", "check_different", "echo", "mirna_keys", "nearest", "primary_label", "resolve",
    "resolve_entity", "resolve_list", "resolve_record", "resolve_study", "spellings",
]  # fmt: skip
