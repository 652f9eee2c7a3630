"""The guides, the style and the favourites of Neo4j Browser."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import guides
from api.app import create_app
from api.cypher_text import filled, literal
from api.settings import load_settings
from graph.store import Row, Store
from queries.catalogue import packaged
from schema.vocabulary import CYTOKINE, ENTITY, NODE_LABELS, RELATIONSHIP_TYPES

CELL = re.compile(r'<pre class="pre-scrollable code runnable">(.*?)</pre>', re.DOTALL)
EATEN = re.compile(r"\son\w*\s*=")
"""What the Browser's cleaner would take out of a cell."""


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    settings = load_settings(cors_origins=("http://localhost:7474",))
    return TestClient(create_app(store, packaged(), settings), base_url="http://localhost:8000")


def cells(page: str) -> list[str]:
    return [html.unescape(text) for text in CELL.findall(page)]


def test_every_cell_of_every_group_runs_as_it_stands_and_has_rows(store: Store, client: TestClient) -> None:
    number = 0
    for group, queries in guides.groups(packaged()).items():
        page = client.get(f"/browser/{group}.html")
        assert page.status_code == 200
        assert not EATEN.search(page.text)
        assert not re.search(r"<p>[^<]*\{pathway\}", page.text)
        found = cells(page.text)
        assert len(queries) <= len(found) + 1 <= 2 * len(queries) + 1
        for cypher in found:
            assert store.read(cypher, {}), cypher
            number += 1
    assert number > 30


def test_the_start_page_links_every_group_and_draws_graphs(store: Store, client: TestClient) -> None:
    page = client.get("/browser/start.html").text
    for group in guides.groups(packaged()):
        assert f'data-exec="guide http://localhost:8000/browser/{group}.html"' in page
    assert 'data-exec="style http://localhost:8000/browser/exomech.grass"' in page
    drawn = cells(page)
    assert drawn == [picture.cypher for picture in guides.pictures()]
    assert f"<p>Build {store.info().manifest.build}.</p>" in page
    for without in (guides.start_page, guides.start_asciidoc):
        assert "There is no graph to ask now" in without(packaged(), "http://localhost:8000/browser", "")
    for cypher in drawn:
        assert store.read(cypher.replace("RETURN p", "RETURN length(p) AS hops"), {}), cypher


def test_pictures_name_only_types_and_labels_that_there_are() -> None:
    # A type that is not there draws nothing and says nothing.
    known = {*RELATIONSHIP_TYPES, *NODE_LABELS, ENTITY, CYTOKINE}
    for picture in guides.pictures():
        for named in re.findall(r"[\[(][a-z]*:([A-Za-z_|]+)", picture.cypher):
            assert set(named.split("|")) <= known, picture.title


def test_newer_browsers_have_a_first_page_that_leads_to_every_group(client: TestClient) -> None:
    page = client.get("/browser/start.adoc").text
    for group in guides.groups(packaged()):
        assert f"http://localhost:8000/browser/{group}.adoc[" in page
    assert all(picture.cypher in page for picture in guides.pictures())


def test_every_label_has_a_colour_and_second_labels_come_first() -> None:
    style = guides.grass()
    places = {label: style.index(f"node.{label} {{") for label in (ENTITY, CYTOKINE, *NODE_LABELS)}
    assert max(places[ENTITY], places[CYTOKINE]) < min(places[label] for label in NODE_LABELS)
    for rule in re.findall(r"node\.\w+ \{(.*?)\n\}", style, re.DOTALL):
        assert re.search(r"^  color: #[0-9A-Fa-f]{6};$", rule, re.MULTILINE)
        assert 'caption: "{name}";' in rule
    assert "//" not in style


def test_favourites_are_one_file_a_query_named_by_its_title(store: Store, client: TestClient) -> None:
    data = client.get("/browser/favourites.zip").content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        text = archive.read("cargo/cargo-on-target.cypher").decode("utf-8")
        held = {name: archive.read(name).decode("utf-8") for name in names}
    assert len(names) == len(set(names)) > 35
    for query in packaged().queries:
        cell = guides.cell_of(store, query)
        told = held.get(f"{query.group}/{query.name}.cypher")
        assert told == (None if cell is None else f"// {cell.title}\n{cell.cypher}\n")
    assert text.startswith(f"// {packaged().get('cargo-on-target').title}\n")
    assert "$" not in text


def test_favourites_run_no_query_and_look_up_what_their_examples_name(store: Store) -> None:
    texts: list[str] = []

    class Noting:
        info = store.info

        def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
            texts.append(text)
            return store.read(text, params, timeout_s=timeout_s)

    guides.favourites(Noting(), packaged())
    assert texts
    assert not {query.cypher for query in packaged().queries}.intersection(texts)


def test_the_browser_on_its_own_address_may_read_the_guides(client: TestClient) -> None:
    headers = {
        "Origin": "http://localhost:7474",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "cache-control, pragma, sentry-trace",
    }
    allowed = client.options("/browser/start.html", headers=headers)
    assert allowed.headers["access-control-allow-origin"] == "http://localhost:7474"
    assert "sentry-trace" in allowed.headers["access-control-allow-headers"]
    refused = client.options("/browser/start.html", headers=headers | {"Origin": "http://elsewhere"})
    assert "access-control-allow-origin" not in refused.headers


def test_asciidoc_holds_the_same_cells(store: Store, client: TestClient) -> None:
    page = client.get("/browser/cargo.adoc")
    assert page.headers["content-type"].startswith("text/plain")
    blocks = re.findall(r"\[source,cypher\]\n----\n(.*?)\n----\n", page.text, re.DOTALL)
    assert blocks == cells(client.get("/browser/cargo.html").text)


@pytest.mark.parametrize("path", ["/browser/none.html", "/browser/cargo.pdf", "/browser/cargo"])
def test_there_is_no_other_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"), (True, "true"), (1, "1"), (0.5, "0.5"), ("it's \\ \n", r"'it\'s \\ \n'"),
        (["a", None], "['a', null]"), ({"a": [1]}, "{a: [1]}"),
    ],
)  # fmt: skip
def test_values_are_written_as_cypher_reads_them(store: Store, value: object, written: str) -> None:
    assert literal(value) == written
    assert store.read(f"RETURN {written} AS x", {}) == [{"x": value}]


def test_what_cypher_cannot_write_is_refused() -> None:
    with pytest.raises(TypeError):
        literal(Path())
    with pytest.raises(KeyError):
        filled("RETURN $x AS x", {})
