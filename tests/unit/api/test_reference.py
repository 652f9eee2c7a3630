"""The reference pages say what the program does: generated parts are current, and everything has its place."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from api import reference
from api.problems import OUTCOMES
from api.settings import Settings

PAGES = {page.name: page.read_text("utf-8") for page in sorted(reference.DOCS.glob("*.md"))}


@pytest.mark.parametrize("name", PAGES)
def test_generated_parts_are_current(name: str):
    assert reference.renewed(PAGES[name]) == PAGES[name], "run: python -m api.reference"


def test_a_stale_part_would_be_seen_and_an_unknown_one_is_refused():
    assert "EXOMECH_PORT" in reference.renewed("<!-- generated: settings -->\nold\n<!-- end -->")
    with pytest.raises(KeyError):
        reference.renewed("<!-- generated: nonsense -->\n<!-- end -->")


def test_every_block_is_on_a_page():
    used = {name for text in PAGES.values() for name in re.findall(r"<!-- generated: ([a-z-]+) -->", text)}
    assert used == reference.BLOCKS.keys()


def test_every_setting_and_error_has_a_heading():
    for name in Settings.model_fields:
        assert f"\n### `EXOMECH_{name.upper()}`\n" in PAGES["settings.md"]
    for kind in OUTCOMES:
        assert f"\n### `{kind.slug}`\n" in PAGES["errors.md"]


def test_every_route_is_on_the_page_about_http(client: TestClient):
    document = client.get("/openapi.json").json()
    queries = {f"/v1/queries/{row['name']}" for row in client.get("/v1/queries").json()["rows"]}
    for path in document["paths"].keys() - queries:
        assert f"GET {path}" in PAGES["http.md"], path
