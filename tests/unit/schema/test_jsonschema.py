"""The committed JSON Schemas are those of the models, take what the checks take, and help in an editor."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from pydantic import TypeAdapter

from loaders.reading import parse
from schema.curie import Curie, Key, Reference, TermField
from schema.documents import DOCUMENTS
from schema.jsonschema import DRAFT, file_name, schema_of, texts
from schema.vocabulary import RELATIONS

ROOT = Path(__file__).parents[3]
BASE = ROOT / "tests" / "corpora" / "base"


@pytest.mark.parametrize("name", sorted(texts()))
def test_committed_files_are_what_the_models_give(name: str):
    committed = (ROOT / "schema" / name).read_text("utf-8")
    assert committed == texts()[name], (
        "write them anew: python -c 'from loaders.schemafiles import write_schemas; write_schemas()'"
    )


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_draft_07_without_what_older_readers_trip_over(kind: str):
    schema = schema_of(kind)
    assert schema["$schema"] == DRAFT
    jsonschema.Draft7Validator.check_schema(schema)

    def walk(node: object) -> None:
        if isinstance(node, dict):
            assert "$defs" not in node
            assert node.get("type") != "null"
            if "$ref" in node:
                assert list(node) == ["$ref"]
                assert node["$ref"].removeprefix("#/definitions/") in schema["definitions"]
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    walk(schema)


@pytest.mark.parametrize("path", sorted(BASE.rglob("*.yaml")), ids=lambda p: p.stem)
def test_clean_files_are_valid(path: Path):
    value = parse(path.read_bytes(), path.name).value
    kind = next(k for k in value if k in DOCUMENTS)
    errors = list(jsonschema.Draft7Validator(schema_of(kind)).iter_errors(value))
    assert errors == []


@pytest.mark.parametrize(
    "change",
    [
        {"yeer": 2024}, {"year": "2024"}, {"read": "skimmed"}, {"study": "34249964"}, {"claims": {"Bad Key": {}}},
        {"journal": None}, {"evidence": {"e": {}}},
        {"claims": {"a": {"subject": "exo", "relation": "HELPS", "object": "HGNC:1"}}},
    ],
)  # fmt: skip
def test_broken_values_are_refused(change: dict[str, object]):
    value = parse((BASE / "studies" / "pubmed_900000001.yaml").read_bytes(), "f").value
    assert list(jsonschema.Draft7Validator(schema_of("study")).iter_errors({**value, **change}))


@pytest.mark.parametrize(("enrolment", "taken"), [(0, True), (24, True), (-1, False), (1.5, False)])
def test_a_trial_may_have_enrolled_nobody_but_not_fewer(enrolment: float, taken: bool):
    value = parse((BASE / "trials" / "clinicaltrials_NCT09999999.yaml").read_bytes(), "f").value
    schema = jsonschema.Draft7Validator(schema_of("trial"))
    assert (not list(schema.iter_errors({**value, "enrolment": enrolment}))) is taken


def test_every_relation_is_offered_with_its_meaning():
    relation = schema_of("study")["definitions"]["ClaimEntry"]["properties"]["relation"]
    assert relation["enum"] == list(RELATIONS)
    assert len(relation["enumDescriptions"]) == len(relation["markdownEnumDescriptions"]) == len(RELATIONS)
    assert RELATIONS["TARGETS"].doc in relation["enumDescriptions"][list(RELATIONS).index("TARGETS")]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_section_and_every_key_tells_what_it_is(kind: str):
    schema = schema_of(kind)
    bare = {form.json_schema()["description"] for form in map(TypeAdapter, (Curie, TermField, Key, Reference))}
    for name, body in {kind: schema, **schema["definitions"]}.items():
        assert body.get("description"), name
        for key, node in body.get("properties", {}).items():
            told = node.get("description", "")
            assert told, f"{name}.{key}"
            assert told not in bare, f"{name}.{key} tells how it is written, not what it is"


def test_a_key_tells_what_it_holds_and_how_that_is_written():
    schema = schema_of("study")
    evidence = schema["definitions"]["EvidenceEntry"]["properties"]
    assert schema["properties"]["preparations"]["description"].startswith("A product as this study made it")
    assert "under a key of your own" in schema["properties"]["preparations"]["description"]
    assert evidence["basis"]["description"].startswith("Where a statement comes from")
    assert evidence["mode"]["description"] == "How the MSC acted. A list."
    perturbed = schema["definitions"]["Perturbed"]["properties"]["entity"]
    assert perturbed["description"] == "what was added or taken away (identifier, then label: HGNC:16400 NLRP3)"


def test_file_names():
    assert file_name("study") == "study.schema.json"
