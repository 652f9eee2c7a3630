"""Lists from a file, standard input or a body, and the questions as tools."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest
from starlette.testclient import TestClient

from api.cli_queries import from_files
from api.posting import MOST_BYTES, query_string
from queries.catalogue import packaged
from queries.changes import SIGNS
from queries.parameters import MAX_ITEMS, all_params
from schema.errors import InvalidParameter

LIST = "/v1/queries/pathways-of-cargo-list"
CARGO = ["miR-223-3p", "miR-146a-5p"]


def test_a_body_asks_what_the_url_asks(client: TestClient):
    posted = client.post(LIST, json={"cargo": CARGO, "ranked_by": "count", "disease": None, "include_retracted": False})
    got = client.get(LIST, params={"cargo": CARGO, "ranked_by": "count", "include_retracted": "false"})
    assert posted.status_code == 200
    assert posted.json()["rows"]
    assert (posted.json(), posted.headers["etag"]) == (got.json(), got.headers["etag"])


def test_values_of_url_and_body_join(client: TestClient):
    joined = client.post(LIST + "?format=csv&cargo=miR-223-3p", json={"cargo": "miR-146a-5p"})
    assert joined.headers["content-type"].startswith("text/csv")
    assert joined.content == client.get(LIST, params={"cargo": CARGO, "format": "csv"}).content


def test_members_of_a_list_that_the_graph_does_not_hold_are_left_out_and_told(client: TestClient):
    found = client.post(LIST, json={"cargo": [*CARGO, "miR-9999-5p", "hsa-miR-146b-5p", "no such thing"]}).json()
    plain = client.post(LIST, json={"cargo": CARGO}).json()
    warning = found["meta"]["warnings"][0]
    assert warning["code"] == "left_out"
    assert "2 of 5 values of cargo" in warning["message"]
    assert "miR-9999-5p (unknown)" in warning["message"]
    assert {r["outside_names"][0] for r in found["rows"]} == {"hsa-miR-146b-5p"}
    assert [r["p"] for r in found["rows"]] == [r["p"] for r in plain["rows"]]
    assert "left_out" not in {w["code"] for w in plain["meta"]["warnings"]}


def test_a_name_of_a_list_that_may_mean_two_things_is_left_out_with_both(client: TestClient):
    found = client.post(LIST, json={"cargo": [*CARGO, "miR-146"]}).json()
    told = [w["message"] for w in found["meta"]["warnings"] if w["code"] == "left_out"]
    assert told
    assert "miR-146 (may be hsa-miR-146a-5p or hsa-miR-146b-5p)" in told[0]


def test_a_list_of_unknown_names_alone_is_refused_with_the_nearest(client: TestClient):
    refused = client.post(LIST, json={"cargo": ["miR-9999-5p", "no such thing"]})
    assert refused.status_code == 404
    assert refused.json()["type"].endswith("unknown-entity")


CHANGES = "/v1/queries/changes-since"


def table_of_the_build(client: TestClient) -> list[str]:
    rows = client.get(CHANGES, params={"release": "empty", "limit": 1000}).json()["rows"]
    marks = {word: mark for mark, word in SIGNS.items()}
    fallen = {r["claim_id"] for r in rows if r["reason"].endswith("all of its support was retracted already")}
    return [
        "\t".join(
            (r["claim_id"], marks[r["sign"]], r["grade_after"], "retracted" if r["claim_id"] in fallen else "held")
        )
        for r in rows
    ]


def test_two_builds_are_compared_by_the_table_of_the_earlier_one(client: TestClient):
    now = table_of_the_build(client)
    assert client.post(CHANGES, json={"table": now}).json()["rows"] == []
    first, second, *rest = now
    claim, sign, grade, status = second.split("\t")
    other = "strong" if grade != "strong" else "weak"
    gone = "exomech:claim-ffffffffffff\t+\tweak\theld"
    earlier = ["claim\tsign\tgrade\tstatus", "\t".join((claim, sign, other, status)), *rest, gone]
    found = client.post(CHANGES, json={"table": earlier}).json()
    assert [(r["claim_id"], r["change"]) for r in found["rows"]] == [
        ("exomech:claim-ffffffffffff", "removed"), (claim, "regraded"), (first.split("\t")[0], "added"),
    ]  # fmt: skip
    assert found["meta"]["params_resolved"]["table"] == f"{len(earlier)} values"


def test_a_table_that_is_none_is_refused_by_its_line(client: TestClient):
    good, bad = "exomech:claim-ffffffffffff\t+\tweak\theld", "exomech:claim-ffffffffffff\t+\tweak"
    refused = client.post(CHANGES, json={"table": [good, bad]})
    assert refused.status_code == 422
    assert "table: line 2" in refused.json()["detail"]


def test_a_list_of_a_thousand_names_is_read(client: TestClient):
    found = client.post(LIST, json={"cargo": CARGO * 500})
    assert found.status_code == 200
    assert client.post(LIST, json={"cargo": CARGO * 501}).status_code == 422


def test_a_long_list_makes_no_long_header(client: TestClient):
    # A link with the whole list outgrew what curl and Python take of a header; the cursor is in the body.
    asked = {"table": [f"exomech:claim-{n:012x} + weak held" for n in range(2000)], "limit": 1}
    first = client.post(CHANGES, json=asked)
    assert "link" not in first.headers
    assert sum(len(k) + len(v) for k, v in first.headers.items()) < 8000
    cursor = first.json()["meta"]["next_cursor"]
    second = client.post(CHANGES, json=asked | {"cursor": cursor})
    assert second.json()["rows"] != first.json()["rows"]
    assert 'rel="next"' in client.post(CHANGES, json=asked | {"table": asked["table"][:2]}).headers["link"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b'["miR-223-3p"]', "no JSON object"),
        (b'{"cargo": {"a": 1}}', "a value is"),
        (b'{"cargo": ["' + b"x" * MOST_BYTES + b'"]}', "longer than"),
    ],
    ids=["cut", "not text", "list", "nested", "long"],
)
def test_a_body_that_is_no_object_of_values_is_refused(client: TestClient, body: bytes, told: str):
    refused = client.post(LIST, content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert told in refused.json()["detail"]


def test_only_questions_take_a_body(client: TestClient):
    for path in ("/v1/queries", "/v1/search", "/v1/meta", "/v1/claims/x"):
        assert client.post(path, json={}).status_code == 405
    refused = client.post(LIST, data={"cargo": "x"})
    assert (refused.status_code, refused.json()["type"]) == (415, "urn:exomech:problem:unsupported-media-type")


def test_half_a_character_is_no_crash():
    assert query_string(json.dumps({"cargo": "\ud800"}).encode()) == b"cargo=%3F"


def test_lines_of_a_file_and_of_standard_input_stand_for_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "list.txt"
    file.write_text("miR-223-3p\n\n# a remark\n  miR-146a-5p  # the known one\n", "utf-8")
    assert from_files("cargo", [f"@{file}", "miR-21"]) == [*CARGO, "miR-21"]
    monkeypatch.setattr("sys.stdin", io.StringIO("TRAF6\n"))
    assert from_files("targets", ["@-"]) == ["TRAF6"]
    assert from_files("cursor", "@text") == "@text"


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(InvalidParameter, match=r"cargo: .*nothing\.txt cannot be read"):
        from_files("cargo", [f"@{tmp_path}/nothing.txt"])


def test_every_question_is_a_tool_whose_examples_fit_its_schema(client: TestClient):
    tools = {t["name"]: t for t in client.get("/v1/tools").json()["tools"]}
    assert sorted(tools) == [q.name for q in packaged().queries]
    for query in packaged().queries:
        schema = tools[query.name]["input_schema"]
        jsonschema.Draft202012Validator.check_schema(schema)
        values = {p.name: p.example for p in query.params if p.required}
        jsonschema.validate(values, schema)
        assert set(schema["required"]) == set(values)
        for name, of in schema["properties"].items():
            for shown in of.get("examples", ()):
                jsonschema.validate(values | {name: shown}, schema)
        jsonschema.validate(values | {"limit": 10, "cursor": "x"}, schema)
        assert {p.name for p in all_params(query)} - set(schema["properties"]) == {"format", "width"}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(values | {"nonsense": 1}, schema)


def test_a_tool_bounds_the_number_of_a_lists_values_and_not_the_values(client: TestClient):
    tools = {t["name"]: t["input_schema"] for t in client.get("/v1/tools").json()["tools"]}
    table = tools["changes-since"]["properties"]["table"]
    assert (table["maxItems"], "maximum" in table["items"]) == (100_000, False)
    assert tools["bridge"]["properties"]["entities"]["minItems"] == 2
    species = tools["bridge"]["properties"]["species"]
    assert species["examples"] == [["human"]]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(["human"] * (MAX_ITEMS + 1), species)


def test_tools_are_cached(client: TestClient):
    first = client.get("/v1/tools")
    assert client.get("/v1/tools", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
