"""Every answer links to Neo4j Browser where its address is set, with Cypher that draws the answer."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.deep_links import MOST_IDS, browser_link
from api.settings import load_settings
from graph.store import Store
from queries.catalogue import packaged
from schema.errors import SettingsError

BROWSER = "http://localhost:7474/browser/"


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return TestClient(create_app(store, packaged(), load_settings(browser_url=BROWSER)))


def cypher_of(link: str) -> str:
    assert link.startswith(BROWSER)
    asked = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert asked["cmd"] == ["edit"]
    (text,) = asked["arg"]
    assert not set("&#") & set(text), "the Browser would cut it"
    return text


def drawn(store: Store, text: str) -> int:
    """Rows of the text; its paths are counted instead of returned, which the embedded engine cannot do."""
    head, _, end = text.rpartition("RETURN ")
    names = re.match(r"[\w, ]+", end)
    assert names
    return int(store.read(f"{head}WITH {names[0]} RETURN count(*) AS number", {})[0]["number"])


def test_every_question_links_to_what_it_answered(store: Store, client: TestClient) -> None:
    drawing = 0
    for query in packaged().queries:
        given = {p.name: p.example for p in query.params if p.required}
        answer = client.get(f"/v1/queries/{query.name}", params=given)
        if answer.status_code != 200:
            continue
        body = answer.json()
        link = body["meta"]["browser"]
        assert f'<{link}>; rel="related"' in answer.headers["link"]
        assert "browser" not in (body["rows"][0] if body["rows"] else {})
        if body["rows"]:
            assert link == BROWSER or drawn(store, cypher_of(link)), query.name
            drawing += link != BROWSER
    assert drawing > 25


@pytest.mark.parametrize("path", ["/v1/entities/TNF", "/v1/search?q=TNF", "/v1/studies/pubmed:900000001"])
def test_records_and_hits_link_too(store: Store, client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert drawn(store, cypher_of(answer.json()["meta"]["browser"])) > 0


@pytest.mark.parametrize("kind", ["claim", "mechanism"])
def test_claims_and_mechanisms_link_too(store: Store, client: TestClient, kind: str) -> None:
    label = kind.capitalize()
    identifier = store.read(f"MATCH (n:{label}) RETURN min(n.id) AS id", {})[0]["id"]
    answer = client.get(f"/v1/{kind}s/{identifier}")
    assert drawn(store, cypher_of(answer.json()["meta"]["browser"])) > 0
    figure = client.get(f"/v1/{kind}s/{identifier}", params={"format": "svg"})
    assert "cmd=edit" in figure.headers["link"]


def test_other_forms_and_the_page_link_too_and_the_next_page_stays(client: TestClient) -> None:
    path = "/v1/queries/mirnas-on-pathway?pathway=GO:0007249&limit=1"
    answer = client.get(path, headers={"Accept": "text/csv"})
    assert 'rel="next"' in answer.headers["link"]
    assert 'rel="related"' in answer.headers["link"]
    assert "cmd=edit" not in answer.text
    assert "Draw this answer in Neo4j Browser" in client.get(path.replace("/v1/queries", "/ask")).text


def test_without_the_address_nothing_links(store: Store) -> None:
    plain = TestClient(create_app(store, packaged(), load_settings()))
    answer = plain.get("/v1/queries/mirnas-on-pathway?pathway=GO:0007249")
    assert "browser" not in answer.json()["meta"]
    assert "link" not in answer.headers
    assert browser_link(load_settings(), "claims", ["a"]) == ""


def test_the_tag_tells_answers_with_other_links_apart(store: Store, client: TestClient) -> None:
    path = "/v1/queries/mirnas-on-pathway?pathway=GO:0007249"
    plain = TestClient(create_app(store, packaged(), load_settings()))
    assert client.get(path).headers["etag"] != plain.get(path).headers["etag"]


def test_a_link_is_bounded_and_names_nothing_that_cuts_it() -> None:
    settings = load_settings(browser_url=BROWSER + "?connectURL=bolt://neo4j@localhost:7688")
    link = browser_link(settings, "claims", [f"exomech:claim-{n:012}" for n in range(500)])
    assert link.count("exomech%3Aclaim-") == MOST_IDS
    assert "first%2060%20of%20500%0A" in link
    assert "first%2060" not in browser_link(settings, "claims", [f"exomech:claim-{n:012}" for n in range(60)])
    assert "7688&cmd=edit&arg=" in link
    assert len(link) < 4_000
    assert "a%26b" not in browser_link(settings, "nodes", ["a&b", "c"])


@pytest.mark.parametrize("value", ["localhost:7474", "javascript:alert(1)", "http://a/#b"])
def test_an_address_that_no_page_may_link_to_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="BROWSER_URL"):
        load_settings(browser_url=value)
