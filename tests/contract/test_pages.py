"""The pages in a real browser, which may reach nothing but the server under test."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import build_store, server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--virtual-time-budget=8000",
    # Every name but the loopback's leads nowhere, so a page that needs a CDN shows that it does.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian package chromium)")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("pages") / "store"
    build_store(directory)
    with server(directory) as found:
        yield found


def page(url: str, profile: Path) -> str:
    """The page's DOM after its scripts have run."""
    assert CHROMIUM is not None
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", url]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=90, check=True).stdout


def test_the_start_page_offers_each_question(address: str, tmp_path: Path) -> None:
    dom = page(f"{address}/", tmp_path)
    assert "miRNAs that act on a pathway in a disease" in dom
    assert dom.count("<form") > 10


def test_an_answer_is_a_table_with_its_references(address: str, tmp_path: Path) -> None:
    dom = page(f"{address}/ask/mirnas-on-pathway?pathway=NF-kB&disease=IBD", tmp_path)
    assert "<table" in dom
    assert "hsa-miR-" in dom
    assert "<ol" in dom


def test_the_interface_is_described_without_the_network(address: str, tmp_path: Path) -> None:
    dom = page(f"{address}/docs", tmp_path)
    assert "/v1/queries/mirnas-on-pathway" in dom, "Swagger UI did not render"
