"""The system's Chromium, started once for all tests of a file; it reaches nothing but the loopback and files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "Chromium is not installed (Debian package chromium)"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    # Every name but the loopback's leads nowhere, so a page that needs a CDN shows that it does.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
PATIENCE_MS = 60_000


@contextmanager
def chromium() -> Iterator[Page]:
    """A page of a fresh profile; skips where there is no Chromium."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = started.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page
        started.close()
