"""The application over a tiny store: every route, every kind of refusal, and what all answers share."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings, load_settings
from graph.backends.embedded import EmbeddedStore
from graph.opening import open_store
from graph.store import Store
from queries.catalogue import packaged
from schema.errors import (
    QueryTimeout,
    StoreBuilding,
    StoreError,
    StoreNotBuilt,
    StoreSchemaMismatch,
    StoreUnavailable,
)

FLAGSHIP = "/v1/queries/mirnas-on-pathway"


def flagship(client: TestClient, pathway: str = "NF-κB", disease: str = "IBD", **more: str) -> list[dict[str, object]]:
    response = client.get(FLAGSHIP, params={"pathway": pathway, "disease": disease, **more})
    assert response.status_code == 200, response.text
    return list(response.json()["rows"])


def test_the_flagship_question_by_its_address(client: TestClient):
    body = client.get(FLAGSHIP + "?pathway=NF-%CE%BAB&disease=IBD").json()
    assert body["rows"]
    assert body["meta"]["params_resolved"]["disease"]["id"] == "MONDO:0005265"
    assert list(body["rows"][0]) == [c.name for c in packaged().get("mirnas-on-pathway").columns]
    # Studies of ulcerative colitis and Crohn disease are found under IBD.
    assert {d for row in body["rows"] for d in row["disease_ids"]} == {"MONDO:0005101", "MONDO:0005011"}


@pytest.mark.parametrize("pathway", ["NFkB", "nuclear factor kappa B", "nf-kappa b", "GO:0007249"])
@pytest.mark.parametrize("disease", ["IBD", "MONDO:0005265", "inflammatory bowel disease"])
def test_names_and_ids_give_the_same_rows(client: TestClient, pathway: str, disease: str):
    assert flagship(client, pathway, disease) == flagship(client)


def test_the_default_tier_holds_only_chains_that_one_study_reports(client: TestClient):
    assert {row["tier"] for row in flagship(client)} == {"reported"}
    assembled = flagship(client, tier="assembled")
    assert {row["tier"] for row in assembled} == {"reported", "assembled"}


def test_every_query_of_the_catalogue_answers_its_example(client: TestClient):
    for query in client.get("/v1/queries").json()["rows"]:
        needed = {p["name"]: p["example"] for p in query["params"] if p["required"]}
        response = client.get(f"/v1/queries/{query['name']}", params=needed)
        # An example of the real corpus may name what the tiny one has not; it is never refused as wrong.
        assert response.status_code in {200, 404}, response.text


def test_the_catalogue_tells_what_a_client_needs(client: TestClient):
    body = client.get("/v1/queries").json()
    assert body["meta"]["total"] == len(body["rows"]) == len(packaged().queries)
    for row in body["rows"]:
        assert {"name", "title", "question", "params", "columns", "cypher"} <= row.keys()
        for param in row["params"]:
            assert {"name", "type", "required", "default", "example", "help"} <= param.keys()
    assert "min_grade" in {p["name"] for p in body["meta"]["common_params"]}


def test_pages_join_to_the_whole_without_repeats(client: TestClient):
    whole = flagship(client, tier="assembled")
    url, rows = f"{FLAGSHIP}?pathway=NFkB&disease=IBD&tier=assembled&limit=2", []
    for _ in range(10):
        response = client.get(url)
        assert response.json()["meta"]["total"] == len(whole)
        assert response.headers["x-total-count"] == str(len(whole))
        rows += response.json()["rows"]
        if "link" not in response.headers:
            break
        url = response.headers["link"].partition(">")[0].lstrip("<")
    assert rows == whole


def test_csv_and_tsv_hold_the_same_rows(client: TestClient):
    rows = flagship(client)
    csv = client.get(f"{FLAGSHIP}?pathway=NFkB&disease=IBD", headers={"Accept": "text/csv"})
    tsv = client.get(f"{FLAGSHIP}?pathway=NFkB&disease=IBD&format=tsv", headers={"Accept": "text/csv"})
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert tsv.headers["content-type"].startswith("text/tab-separated-values")
    assert len(csv.text.splitlines()) == len(tsv.text.splitlines()) == len(rows) + 1
    assert csv.text.splitlines()[0].split(",") == list(rows[0])


@pytest.mark.parametrize(
    ("path", "status", "slug", "told"),
    [
        (f"{FLAGSHIP}?pathwy=NFkB", 422, "unknown-parameter", "did you mean pathway?"),
        (f"{FLAGSHIP}?disease=IBD", 422, "invalid-parameter", "pathway: missing"),
        (f"{FLAGSHIP}?pathway=NFkB&limit=0", 422, "invalid-parameter", "limit"),
        (f"{FLAGSHIP}?pathway=NFkB&limit=1001", 422, "invalid-parameter", "limit"),
        (f"{FLAGSHIP}?pathway=NFkB&limit=5&limit=6", 422, "invalid-parameter", "limit"),
        (f"{FLAGSHIP}?pathway=NFkB&min_grade=great", 422, "invalid-parameter", "min_grade"),
        (f"{FLAGSHIP}?pathway=NFkB&cursor=abc", 422, "invalid-cursor", "first page"),
        (f"{FLAGSHIP}?pathway=NFzB", 404, "unknown-entity", "GO:0007249"),
        (f"{FLAGSHIP}?pathway=NFkB&format=docx", 406, "unknown-format", "json, csv, tsv"),
        ("/v1/queries/mirnas-on-pathwy", 404, "unknown-query", "did you mean mirnas-on-pathway?"),
        ("/v1/queries?x=1", 422, "unknown-parameter", "it takes format"),
        ("/v1/search", 422, "invalid-parameter", "q"),
        ("/v1/search?q=a&limit=101", 422, "invalid-parameter", "limit"),
        (f"/v1/search?q={'a' * 301}", 422, "invalid-parameter", "301"),
        ("/v1/entities/NFzB", 404, "unknown-entity", "NFzB"),
        ("/v1/claims/exomech:claim-ffffffffffff", 404, "unknown-record", "claim"),
        ("/v1/studies/pubmed:1", 404, "unknown-record", "study"),
        ("/v1/mechanisms/none", 404, "unknown-record", "mechanism"),
        ("/v1/meta?format=csv", 406, "unknown-format", "json"),
        ("/nothing", 404, "not-found", "/docs"),
        ("/v1/queries/", 404, "unknown-query", ""),
    ],
)
def test_refusals_are_problems_that_say_what_to_do(client: TestClient, path: str, status: int, slug: str, told: str):
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert body["status"] == status
    if slug != "unknown-query" or told:
        assert body["type"] == f"urn:exomech:problem:{slug}"
    assert told in response.text


def test_an_empty_answer_says_why_and_what_is_nearest(client: TestClient):
    meta = client.get(f"{FLAGSHIP}?pathway=NFkB&disease=IBD&min_grade=strong").json()["meta"]
    assert (meta["reason"], meta["filtered_by"]) == ("filtered_out", ["min_grade"])
    assert meta["nearest"]["rows"] == 2


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v1/entities/NF-κB", "Pathway"),
        ("/v1/studies/pubmed:900000001", "Study"),
        ("/v1/studies/10.5555/tiny.alder", "Study"),
    ],
)
def test_single_records(client: TestClient, path: str, kind: str):
    body = client.get(path).json()
    assert body["meta"]["total"] == 1
    assert body["rows"][0]["label"] == kind


def test_a_claim_and_a_mechanism_of_an_answer_are_records_too(client: TestClient):
    claim = flagship(client)[0]["claims"][0]
    assert client.get(f"/v1/claims/{claim}").json()["rows"][0]["evidence"]
    study = client.get("/v1/studies/pubmed:900000001").json()["rows"][0]
    mechanism = study["mechanisms"][0]["id"]
    assert client.get(f"/v1/mechanisms/{mechanism}").json()["rows"][0]["steps"]


def test_search_ranks_and_tells_why(client: TestClient):
    rows = client.get("/v1/search", params={"q": "nuclear factor κB"}).json()["rows"]
    assert rows[0]["id"] == "GO:0007249"
    assert rows[0]["match"]
    assert "id,name,label,match,matched" in client.get("/v1/search?q=IBD&format=csv").text


@pytest.mark.parametrize("path", [FLAGSHIP + "?pathway=NFkB", "/v1/queries", "/v1/meta", "/v1/search?q=IBD"])
def test_a_repeat_costs_a_304(client: TestClient, path: str):
    first = client.get(path)
    assert first.headers["etag"].startswith('"')
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path).content == first.content


def test_forms_and_parameters_have_tags_of_their_own(client: TestClient):
    path = f"{FLAGSHIP}?pathway=NFkB"
    tags = [client.get(path + more).headers["etag"] for more in ("", "&limit=5", "&format=csv", "&disease=IBD")]
    assert len(set(tags)) == 4
    swapped = client.get(f"{FLAGSHIP}?disease=IBD&pathway=NFkB").headers["etag"]
    assert swapped == tags[3]


def test_time_stands_in_a_header_and_not_in_the_body(client: TestClient):
    assert client.get("/livez").headers["server-timing"].startswith("total;dur=")


@pytest.mark.parametrize("path", ["/livez", "/v1/meta", FLAGSHIP + "?pathway=NFkB", "/nothing"])
def test_head_is_get_without_the_body(client: TestClient, path: str):
    get, head = client.get(path), client.head(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/docs", "/livez", "/readyz", "/v1/meta", "/v1/queries", FLAGSHIP, "/v1/search"])
def test_no_route_writes(client: TestClient, method: str, path: str):
    response = client.request(method, path)
    body = path == FLAGSHIP
    assert response.status_code == (415 if body and method == "POST" else 405)
    if response.status_code == 405:
        assert response.headers["allow"] == ("GET, HEAD, OPTIONS, POST" if body else "GET, HEAD, OPTIONS")
    assert response.headers["content-type"] == "application/problem+json"


def test_options_tells_the_methods(client: TestClient):
    response = client.options("/v1/meta")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert client.options(FLAGSHIP).headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_other_origins_read_only_what_is_allowed(store: Store, settings: Settings, client: TestClient):
    origin = {"Origin": "http://localhost:7474"}
    assert "access-control-allow-origin" not in client.get("/v1/meta", headers=origin).headers
    allowed = settings.model_copy(update={"cors_origins": ("http://localhost:7474",)})
    other = TestClient(create_app(store, packaged(), allowed))
    assert other.get("/v1/meta", headers=origin).headers["access-control-allow-origin"] == "http://localhost:7474"
    assert "access-control-allow-origin" not in other.get("/v1/meta", headers={"Origin": "http://evil"}).headers
    asked = origin | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "sentry-trace"}
    preflight = other.options("/v1/meta", headers=asked)
    assert preflight.status_code == 200
    assert "sentry-trace" in preflight.headers["access-control-allow-headers"]
    asked = origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert other.options(FLAGSHIP, headers=asked).status_code == 200
    posted = other.post(FLAGSHIP, json={"pathway": "NFkB"}, headers=origin)
    assert (posted.status_code, posted.headers["access-control-allow-origin"]) == (200, "http://localhost:7474")


def test_behind_a_proxy_links_carry_its_path(store: Store, settings: Settings):
    app = create_app(store, packaged(), settings.model_copy(update={"root_path": "/exomech"}))
    proxied = TestClient(app)
    assert "/exomech/assets/swagger-ui-bundle.js" in proxied.get("/docs").text
    assert 'action="/exomech/ask/mirnas-on-pathway"' in proxied.get("/").text
    link = proxied.get(f"{FLAGSHIP}?pathway=NFkB&limit=1").headers["link"]
    assert link.startswith("</exomech/v1/queries/mirnas-on-pathway?")
    assert link.count("/exomech") == 1
    # A proxy that leaves the prefix on gets the same answers.
    assert proxied.get(link.partition(">")[0].lstrip("<")).json()["meta"]["returned"] == 1
    assert proxied.get("/exomech/openapi.json").json()["servers"] == [{"url": "/exomech"}]


def test_the_api_page_needs_no_network(client: TestClient):
    page = client.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"):
        assert f"/assets/{asset}" in page
        assert client.get(f"/assets/{asset}").status_code == 200


def test_the_start_page_has_a_form_for_every_question(client: TestClient):
    page = client.get("/").text
    for query in packaged().queries:
        assert f'action="/ask/{query.name}"' in page
    assert "http://" not in page
    assert "https://" not in page


def test_a_form_is_answered_with_a_table(client: TestClient):
    # A browser sends the fields that were left empty too.
    response = client.get("/ask/mirnas-on-pathway?pathway=NF-κB&disease=IBD&sign=")
    assert response.status_code == 200
    assert "BM-MSC vesicles → hsa-miR-146a-5p ⊣ TRAF6" in response.text
    assert "10.5555/tiny.alder" in response.text
    empty = client.get("/ask/mirnas-on-pathway?pathway=NFkB&disease=IBD&min_grade=strong").text
    assert "filtered_out" in empty
    assert "The nearest answer has 2 rows." in empty


def test_a_page_escapes_what_it_was_given(client: TestClient):
    response = client.get("/ask/mirnas-on-pathway", params={"pathway": '<script>"x"'})
    assert response.status_code == 404
    assert "<script>" not in response.text
    assert "&lt;script&gt;" in response.text


def test_without_a_build_only_the_process_is_alive(tmp_path: Path):
    bare = load_settings(store=str(tmp_path / "none"))
    store = open_store(bare.store, timeout_s=1)
    client = TestClient(create_app(store, packaged(), bare))
    assert client.get("/livez").status_code == 200
    assert client.get("/v1/queries").status_code == 200
    assert "exomech build" in client.get("/").text
    for path in ("/readyz", "/v1/meta", FLAGSHIP + "?pathway=NFkB", "/v1/search?q=a", "/browser/cargo.html"):
        response = client.get(path)
        assert response.status_code == 503
        assert int(response.headers["retry-after"]) > 0
        assert "exomech build" in response.json()["hint"]
    store.close()


@pytest.mark.parametrize(
    ("error", "status", "retry"),
    [
        (StoreSchemaMismatch("other version", hint="run `exomech build`"), 503, True),
        (StoreNotBuilt("none"), 503, True),
        (StoreBuilding("loading"), 503, True),
        (StoreUnavailable("gone"), 503, True),
        (QueryTimeout("late"), 504, False),
        (RuntimeError("secret path /tmp/x"), 500, False),
    ],
)
def test_a_store_that_fails(settings: Settings, error: Exception, status: int, retry: bool):
    class Broken:
        def info(self) -> None:
            raise error

        read = info

        def known(self) -> None:
            """Nothing, as there is nothing to be known."""

    broken = TestClient(create_app(Broken(), packaged(), settings), raise_server_exceptions=False)
    for path in ("/readyz", f"{FLAGSHIP}?pathway=NFkB"):
        response = broken.get(path)
        assert response.status_code == status
        assert ("retry-after" in response.headers) is retry
        assert response.headers["content-type"] == "application/problem+json"
        assert "secret" not in response.text
    page = broken.get("/ask/mirnas-on-pathway?pathway=NFkB")
    assert (page.status_code, "retry-after" in page.headers) == (status, retry)
    assert "secret" not in page.text
    if isinstance(error, StoreError):
        assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_a_request_keeps_to_its_time_limit(store: EmbeddedStore, settings: Settings):
    hurried = settings.model_copy(update={"timeout": 0.000001})
    response = TestClient(create_app(store, packaged(), hurried)).get(f"{FLAGSHIP}?pathway=NFkB")
    assert response.status_code == 504
    assert response.json()["type"] == "urn:exomech:problem:query-timeout"


def test_no_cache_keeps_an_answer_whose_reason_was_not_found_in_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    path = "/v1/queries/cargo-on-target?target=TRAF6&year_from=2030"
    found = client.get(path)
    assert found.json()["meta"]["reason"] == "filtered_out"
    assert found.headers["etag"]
    monkeypatch.setattr("queries.answering.REASON_SHARE", 0.0)
    hasty = client.get("/v1/queries/cargo-on-target?target=TRAF6&year_from=2031")
    assert hasty.status_code == 200
    assert hasty.json()["meta"]["reason"] == "not_searched"
    assert hasty.json()["meta"]["nearest"] is None
    assert hasty.headers["cache-control"] == "no-store"
    assert "etag" not in hasty.headers
