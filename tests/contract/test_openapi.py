"""The application keeps what its OpenAPI description promises, for valid and for wrong requests alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from graph.opening import open_store
from queries.catalogue import packaged
from queries.definitions import CannedQuery

EXAMPLES = 6
"""Generated requests an operation: enough to meet every parameter, few enough for every run of the suite."""

KNOWN: dict[str, Any] = {
    "pathway": "NFkB",
    "diseases": ["IBD", "ARDS"],
    "disease": "IBD",
    "cargo": "miR-146a-5p",
    "target": "TRAF6",
    "targets": ["TRAF6", "IRAK1"],
    "from": "miR-146a-5p",
    "to": "GO:0007249",
    "entity": "TRAF6",
    "study": "pubmed:900000001",
    "source": ["BM-MSC"],
    "sources": ["BM-MSC"],
    "priming": ["none"],
    "species": ["human"],
    "recipient_species": ["mouse"],
}
"""Values of the tiny corpus, by parameter."""

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture(scope="module")
def app(store_directory: Path) -> Iterator[Any]:
    found = load_settings(store=str(store_directory))
    store = open_store(found.store, timeout_s=found.timeout)
    yield create_app(store, packaged(), found)
    store.close()


@pytest.fixture(scope="module")
def api_schema(app: Any) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def described_paths() -> list[str]:
    # The description needs no store.
    return sorted(create_app(None, packaged(), load_settings()).openapi()["paths"])


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda m: m.value)
@pytest.mark.parametrize("path", described_paths())
def test_requests_are_answered_as_described(api_schema: Any, path: str, mode: Any) -> None:
    operation = api_schema[path]["GET"]
    if mode.is_negative and not operation.query and not operation.path_parameters:
        return  # nothing that could be wrong

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        if not mode.is_negative:
            # Random text names nothing: what is there is asked for, so that answers with rows are checked too.
            case.query.update({name: KNOWN[name] for name in case.query if name in KNOWN})
            case.query.pop("cursor", None)
        statuses.append(case.call_and_validate(checks=CHECKS).status_code)

    statuses: list[int] = []
    run()
    needed = {p.name for p in operation.query if p.is_required}
    if not mode.is_negative and path.startswith("/v1/queries/") and needed <= KNOWN.keys():
        assert 200 in statuses


def test_every_query_is_described_with_its_parameters_and_its_rows(app: Any) -> None:
    document = app.openapi()
    assert document["openapi"].startswith("3.1")
    for query in packaged().queries:
        operation = document["paths"][f"/v1/queries/{query.name}"]["get"]
        described = {p["name"]: p for p in operation["parameters"]}
        assert {p.name for p in query.params} | {"min_grade", "limit", "cursor", "format"} <= described.keys()
        for param in query.params:
            assert described[param.name]["required"] is param.required
            assert described[param.name]["example"] is not None
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert list(answer["properties"]["rows"]["items"]["properties"]) == [c.name for c in query.columns]
        assert {"304", "404", "406", "422", "503", "504"} <= operation["responses"].keys()


def test_answers_fit_the_model_of_their_rows(app: Any) -> None:
    document = app.openapi()
    client = TestClient(app)
    asked = {
        "mirnas-on-pathway": {"pathway": "NFkB", "tier": "assembled"},
        "paths": {"from": "miR-146a-5p", "to": "NFkB"},
        "contradictions": {},
        "compare-sources": {"disease": "IBD"},
    }
    for name, params in asked.items():
        body = client.get(f"/v1/queries/{name}", params=params).json()
        assert body["rows"], name
        schema = document["paths"][f"/v1/queries/{name}"]["get"]["responses"]["200"]["content"]["application/json"]
        whole = {**schema["schema"], "components": document["components"]}
        jsonschema.validate(body, whole, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("query", packaged().queries, ids=lambda q: q.name)
def test_each_question_shows_an_answer_as_it_is_described(app: Any, query: CannedQuery) -> None:
    document = app.openapi()
    for method in ("get", "post"):
        operation = document["paths"][f"/v1/queries/{query.name}"][method]
        content = operation["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": document["components"]}
        jsonschema.validate(content["example"], schema, cls=jsonschema.Draft202012Validator)
        assert content["example"]["rows"], "an example that shows no row"
        wrong = {**content["example"], "rows": [{**content["example"]["rows"][0], "nonsense": 1}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema, cls=jsonschema.Draft202012Validator)


def test_the_catalogue_tells_each_example_with_its_answer(app: Any) -> None:
    document = app.openapi()
    for row in TestClient(app).get("/v1/queries").json()["rows"]:
        query = packaged().get(row["name"])
        assert row["example"]["params"] == {p.name: p.example for p in query.params if p.required}
        shown = document["paths"][f"/v1/queries/{query.name}"]["get"]["responses"]["200"]["content"]
        assert row["example"]["answer"] == shown["application/json"]["example"]


def test_meta_is_described_whole_and_as_it_is(app: Any) -> None:
    models = app.openapi()["components"]["schemas"]
    client = TestClient(app)
    for path, params in (
        ("/v1/queries/mirnas-on-pathway", {"pathway": "NFkB", "min_grade": "strong"}),
        ("/v1/queries/mirnas-on-pathway", {"pathway": "NFkB", "limit": "1"}),
        ("/v1/search", {"q": "TRAF6"}),
        ("/v1/claims/" + claim_id(client), {}),
        ("/v1/queries", {}),
    ):
        meta = client.get(path, params=params).json()["meta"]
        assert set(models["Meta"]["required"]) <= set(meta), path
        jsonschema.validate(meta, {"$ref": "#/components/schemas/Meta", "components": {"schemas": models}})
    wrong = {**meta, "reason": "no idea"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, {"$ref": "#/components/schemas/Meta", "components": {"schemas": models}})


def claim_id(client: TestClient) -> str:
    answer = client.get("/v1/queries/mirnas-on-pathway", params={"pathway": "NFkB"}).json()
    return str(answer["rows"][0]["claims"][0])


def test_only_reading_methods_are_described_and_a_body_for_each_question(app: Any) -> None:
    for path, described in app.openapi()["paths"].items():
        question = path.startswith("/v1/queries/")
        assert set(described) == ({"get", "post"} if question else {"get"}), path
        options = TestClient(app).options(path.replace("{id}", "x"))
        assert ("POST" in options.headers["allow"]) is question, path


def test_a_body_as_described_is_answered_as_described(app: Any) -> None:
    document = app.openapi()
    client = TestClient(app)
    for query in packaged().queries:
        post = document["paths"][f"/v1/queries/{query.name}"]["post"]
        body = post["requestBody"]["content"]["application/json"]
        jsonschema.Draft202012Validator.check_schema(body["schema"])
        jsonschema.validate(body["example"], body["schema"])
        known = {p.name: KNOWN.get(p.name, p.example) for p in query.params if p.required}
        many = {p.name for p in query.params if p.many}
        given = {n: [v] if n in many and not isinstance(v, list) else v for n, v in known.items()}
        jsonschema.validate(given, body["schema"])
        asked = client.post(f"/v1/queries/{query.name}", json=given)
        assert str(asked.status_code) in post["responses"], (query.name, asked.text)
        if asked.status_code == 200:
            answer = post["responses"]["200"]["content"]["application/json"]["schema"]
            jsonschema.validate(asked.json(), {**answer, "components": document["components"]})
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(given | {"nonsense": 1}, body["schema"])
        assert client.post(f"/v1/queries/{query.name}", json=given | {"nonsense": 1}).status_code == 422


def test_every_record_is_described_whole(app: Any) -> None:
    document = app.openapi()
    client = TestClient(app)
    rows = client.get("/v1/queries/mirnas-on-pathway", params={"pathway": "NFkB"}).json()["rows"]
    study = rows[0]["studies"][0]
    mechanisms = client.get(f"/v1/studies/{study}").json()["rows"][0]["mechanisms"]
    asked = {"entities": ["TRAF6", "IBD", *rows[0]["chain_ids"]], "claims": rows[0]["claims"], "studies": [study]}
    for plural, ids in (asked | {"mechanisms": [m["id"] for m in mechanisms]}).items():
        answer = document["paths"][f"/v1/{plural}/{{id}}"]["get"]["responses"]["200"]["content"]["application/json"]
        whole = {**answer["schema"], "components": document["components"]}
        assert whole["properties"]["rows"]["items"]["additionalProperties"] is False
        assert ids
        for identifier in ids:
            body = client.get(f"/v1/{plural}/{identifier}").json()
            jsonschema.validate(body, whole, cls=jsonschema.Draft202012Validator)
            body["rows"][0]["nonsense"] = 1
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(body, whole, cls=jsonschema.Draft202012Validator)
