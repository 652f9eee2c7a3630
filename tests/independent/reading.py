"""The curation files as plain facts, read with nothing but a YAML parser: the second way to every answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

SIGNS = {
    "CARRIES": ("CARRIES", 1), "LOADED_WITH": ("LOADED_WITH", 1), "RELEASES": ("RELEASES", 1), "LOADS": ("LOADS", 1),
    "UNLOADS": ("LOADS", -1), "DELIVERED_TO": ("DELIVERED_TO", None), "HOMES_TO": ("HOMES_TO", None),
    "TARGETS": ("REGULATES", -1), "INCREASES": ("REGULATES", 1), "DECREASES": ("REGULATES", -1),
    "AFFECTS": ("REGULATES", 0), "SPONGES": ("SPONGES", -1), "BINDS": ("BINDS", None),
    "AMELIORATES": ("SEVERITY", -1), "WORSENS": ("SEVERITY", 1),
}  # fmt: skip
"""Relation as written: the family that enters the claim's key, and its sign."""

ONLY_ASPECT = {
    "CARRIES": "amount", "LOADED_WITH": "amount", "RELEASES": "amount", "LOADS": "amount",
    "DELIVERED_TO": "localisation", "HOMES_TO": "localisation", "SPONGES": "binding", "BINDS": "binding",
    "SEVERITY": "severity",
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """What makes two statements one claim."""

    subject: str
    family: str
    object: str
    aspect: str
    sign: int | None


@dataclass(frozen=True, eq=False)
class Fact:
    """One evidence item bearing on one claim."""

    study: str
    key: Key
    item: Mapping[str, Any]
    preparation: Mapping[str, Any]
    context: Mapping[str, Any]
    via: Mapping[str, Any]
    name: str

    @property
    def supports(self) -> bool:
        return self.item["outcome"] == "support" and self.item["basis"] != "hypothesis"

    @property
    def measured(self) -> bool:
        return bool(self.item["basis"] == "measured")


def bare(term: Any) -> str:
    """The identifier of "CURIE label"."""
    return str(term).split(" ", 1)[0]


def inherited(parts: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, Any]:
    """One preparation or context with what it takes over by ``like``."""
    own = dict(parts[name])
    parent = own.pop("like", None)
    return {**inherited(parts, parent), **own} if parent else own


def local(curie: str) -> str:
    """An identifier as it stands inside a product's."""
    prefix, _, rest = curie.partition(":")
    part = "".join(c for c in rest if c.isalnum())
    return part if prefix in {"mirbase.mature", "exomech", "mirbase"} else prefix.replace(".", "") + part


def product(p: Mapping[str, Any]) -> str:
    """The identifier of what a preparation is: its class and source, with what was added and taken away."""
    source = bare(p["source"])
    gained = {bare(m["entity"]) for m in p.get("modified", []) if m["change"] == "gain"}
    gained |= {bare(x["cargo"]) for x in p.get("loading", [])} | ({bare(p["ligand"])} if p.get("ligand") else set())
    lost = {bare(m["entity"]) for m in p.get("modified", []) if m["change"] == "loss"}
    if p["product"] == "cells" and not gained | lost:
        return source
    name = f"exomech:{p['product'].replace('_', '-')}-{local(source)}"
    name += "-with-" + "-".join(sorted(map(local, gained))) if gained else ""
    return name + ("-without-" + "-".join(sorted(map(local, lost))) if lost else "")


class Curation:
    """All files of a curation directory."""

    def __init__(self, directory: Path) -> None:
        self.studies: dict[str, dict[str, Any]] = {}
        self.entities: dict[str, dict[str, Any]] = {}
        self.pathways: dict[str, dict[str, Any]] = {}
        self.trials: dict[str, dict[str, Any]] = {}
        self.background: dict[str, dict[str, Any]] = {}
        self._kinds: dict[str, set[str]] = {}
        for file in sorted(directory.glob("*/**/*.yaml")):
            document = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
            places = {
                "study": self.studies,
                "entity": self.entities,
                "trial": self.trials,
                "background": self.background,
            }
            for kind, place in places.items():
                if kind in document:
                    place[document[kind]] = document
            if "pathway" in document:
                self.pathways[bare(document["pathway"])] = document

    def set_aside(self, study: str) -> bool:
        """Whether the paper is retracted, or its record withdrawn."""
        document = self.studies[study]
        retracted = any(n["kind"] == "retraction" for n in document.get("notices", []))
        return retracted or document["curation"]["status"] == "withdrawn"

    def indications(self, study: str) -> set[str]:
        return {bare(d) for d in self.studies[study].get("indications", [])}

    def kinds(self, entity: str) -> set[str]:
        """The entity and everything whose parents lead to it."""
        if entity not in self._kinds:
            self._kinds[entity] = self._found_kinds(entity)
        return self._kinds[entity]

    def _found_kinds(self, entity: str) -> set[str]:
        found, more = {entity}, True
        while more:
            more = False
            for name, record in self.entities.items():
                if name not in found and found & {bare(p) for p in record.get("parents", [])}:
                    found.add(name)
                    more = True
        return found

    def about(self, study: str, disease: str) -> bool:
        return bool(self.indications(study) & self.kinds(disease))

    def label(self, entity: str) -> str:
        if entity in self.products:
            return "CellSource" if self.products[entity]["product"] == "cells" else "Vesicle"
        return str(self.entities[entity]["label"])

    def is_product(self, entity: str) -> bool:
        return entity in self.products or self.entities[entity]["label"] in {"CellSource", "Vesicle"}

    def prepared(self, study: str, name: str) -> dict[str, Any]:
        """A preparation of a study with what it takes over."""
        return inherited(self.studies[study]["preparations"], name)

    @cached_property
    def products(self) -> dict[str, dict[str, Any]]:
        """Every product made of a preparation that says what it is, by its identifier; unmodified cells are none."""
        found = {}
        for document in self.studies.values():
            for name in document.get("preparations", {}):
                p = inherited(document["preparations"], name)
                if p.get("product") and p.get("source") and product(p) != bare(p["source"]):
                    found[product(p)] = p
        return found

    def claims_of(self, document: Mapping[str, Any]) -> dict[str, Key]:
        preparations = {n: inherited(document["preparations"], n) for n in document.get("preparations", {})}
        keys = {}
        for name, claim in document.get("claims", {}).items():
            ends = [
                product(preparations[e]) if e in preparations else bare(e) for e in (claim["subject"], claim["object"])
            ]
            family, sign = SIGNS[claim["relation"]]
            keys[name] = Key(ends[0], family, ends[1], claim.get("aspect") or ONLY_ASPECT[family], sign)
        return keys

    @cached_property
    def everything(self) -> tuple[Fact, ...]:
        """Facts of all studies, those set aside too."""
        return tuple(self._facts())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Facts of studies that are not set aside."""
        return tuple(f for f in self.everything if not self.set_aside(f.study))

    def _facts(self) -> Iterator[Fact]:
        for study, document in self.studies.items():
            keys = self.claims_of(document)
            for name, item in document.get("evidence", {}).items():
                p = inherited(document["preparations"], item["preparation"]) if item.get("preparation") else {}
                c = inherited(document["contexts"], item["context"]) if item.get("context") else {}
                for claim in dict.fromkeys(item["claims"]):
                    via = document["claims"][claim].get("via") or {}
                    yield Fact(study, keys[claim], item, p, c, via, name)
