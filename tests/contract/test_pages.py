"""The pages in a real browser, which may reach nothing but the server under test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsing import CHROMIUM, MISSING, chromium
from tests.serving import server

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.fixture(scope="module")
def address(store_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(store_directory, log=tmp_path_factory.mktemp("pages") / "log") as found:
        yield found


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as opened:
        yield opened


def test_the_start_page_offers_each_question(address: str, page: Page) -> None:
    page.goto(f"{address}/")
    assert "miRNAs that act on a pathway in a disease" in page.content()
    assert page.locator("form").count() > 10


def test_an_answer_is_a_table_with_its_references(address: str, page: Page) -> None:
    page.goto(f"{address}/ask/mirnas-on-pathway?pathway=NF-kB&disease=IBD")
    assert "hsa-miR-" in page.locator("table").first.inner_text()
    assert page.locator("ol").count()


def test_the_interface_is_described_without_the_network(address: str, page: Page) -> None:
    page.goto(f"{address}/docs")
    # Swagger UI draws an operation only when its scripts and the description have come.
    page.locator(".opblock-summary", has_text="mirnas-on-pathway").first.wait_for()
