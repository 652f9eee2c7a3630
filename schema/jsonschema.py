"""JSON Schema (draft 07) of each kind of curation file, made from the models, for completion and hover in editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from schema.curie import PREFIXES, OwnProductOrTerm, TermField
from schema.documents import DOCUMENTS
from schema.species import SPECIES
from schema.vocabulary import ASPECTS, NODE_LABELS, RELATIONS

DRAFT = "http://json-schema.org/draft-07/schema#"

_WRITTEN: tuple[Any, ...] = (TermField, OwnProductOrTerm)
_FORMS: dict[str | None, str] = {
    told["pattern"]: told["description"] for told in (TypeAdapter(form).json_schema() for form in _WRITTEN)
}
"""What a value of this pattern looks like, in words."""
_ITEMS = " A list."
_KEYED = " Each under a key of your own: small letters, digits and _."

_SIGNS = {1: "sign +", -1: "sign -", 0: "direction not known", None: "no sign"}


def file_name(kind: str) -> str:
    """The schema's file in ``schema/``: ``study.schema.json``."""
    return f"{kind}.schema.json"


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a kind of file (``study``, ``entity`` ...); raises KeyError for an unknown kind."""
    model = DOCUMENTS[kind]
    made = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = made.pop("$defs", {})
    schema = _plain(made)
    schema["definitions"] = {name: _plain(body) for name, body in sorted(definitions.items())}
    for body in (schema, *schema["definitions"].values()):
        _enrich(body)
        for node in body.get("properties", {}).values():
            _describe(node, schema["definitions"])
    head = {"$schema": DRAFT, "title": f"ExoMech {kind} file"}
    return {**head, **schema}


def texts() -> dict[str, str]:
    """Every schema as the text of its file, by file name."""
    return {file_name(k): json.dumps(schema_of(k), ensure_ascii=False, indent=2) + "\n" for k in DOCUMENTS}


def _plain(node: Any, *, properties: bool = False) -> Any:
    """Draft 07's dialect: no siblings of ``$ref``, no generated titles, and no null (an empty field is refused)."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    if properties:
        return {name: _plain(body) for name, body in node.items()}
    made = {k: _plain(v, properties=k == "properties") for k, v in node.items() if k not in {"title", "default"}}
    options = made.get("anyOf")
    if isinstance(options, list):
        kept = [o for o in options if o != {"type": "null"}]
        made.pop("anyOf")
        if len(kept) == 1:
            made = {**kept[0], **made}
        else:
            made["anyOf"] = kept
    reference = made.pop("$ref", None)
    if reference is not None:
        made = {**made, "allOf": [{"$ref": reference}]} if made else {"$ref": reference}
    if "patternProperties" in made:
        made.pop("propertyNames", None)
        made["additionalProperties"] = False
    if "description" in made:
        made["description"] = " ".join(str(made["description"]).replace("``", "`").split())
    return made


def _describe(node: dict[str, Any], definitions: dict[str, Any]) -> None:
    """The key itself is told: editors show nothing of what it refers to, and no form once the field says what it is."""
    keyed: dict[str, Any] = next(iter(node.get("patternProperties", {}).values()), {})
    items = node.get("items", {})
    form = _FORMS.get(node.get("pattern") or items.get("pattern"))
    if "description" in node:
        if form and form not in node["description"]:
            node["description"] += f" ({form})"
        return
    (reference,) = (n["$ref"] for n in (node, *node.get("allOf", ()), items, keyed) if "$ref" in n)
    told = definitions[reference.rpartition("/")[2]]["description"]
    if "$ref" in node:
        node["allOf"] = [{"$ref": node.pop("$ref")}]
    node["description"] = f"{told}{_ITEMS if items else _KEYED if keyed else ''}"


def _enrich(body: dict[str, Any]) -> None:
    properties = body.get("properties", {})
    if "relation" in properties:
        _choices(properties["relation"], {r.name: _relation_text(r.name) for r in RELATIONS.values()})
    if "label" in properties and "entity" in properties:
        labels = {n: d for n, d in NODE_LABELS.items() if d.entity or n == "DiseaseModel"}
        _choices(properties["label"], {n: f"{d.doc} (identifiers: {', '.join(d.prefixes)})" for n, d in labels.items()})
    if "aspect" in properties:
        node = properties["aspect"]
        if "$ref" in node:
            node["allOf"] = [{"$ref": node.pop("$ref")}]
        told = node.get("description") or "what of the object changes"
        allowed = "; ".join(f"{family.value}: {', '.join(sorted(aspects))}" for family, aspects in ASPECTS.items())
        node["description"] = f"{told}. {allowed}"
    if "species" in properties:
        properties["species"]["examples"] = [f"{curie} {name}" for curie, name in SPECIES.items()]
    if "study" in properties and "claims" in properties:
        properties["study"]["description"] += (
            f" (prefixes: {', '.join(p for p in PREFIXES if p in {'pubmed', 'doi', 'pmc'})})"
        )


def _choices(node: dict[str, Any], choices: dict[str, str]) -> None:
    node["enum"] = list(choices)
    # Editors show these beside each word; other readers ignore them.
    node["enumDescriptions"] = list(choices.values())
    node["markdownEnumDescriptions"] = list(choices.values())


def _relation_text(name: str) -> str:
    rule = RELATIONS[name]
    return f"{rule.doc}. {', '.join(rule.domain)} -> {', '.join(rule.range)}; {_SIGNS[rule.sign]}"
