"""The cells of the notebook page run one after the other and print what the page shows; `make docs` writes it anew."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stdout
from pathlib import Path
from shutil import copytree

import pytest

from tests.docs.cells import PAGE, cells

WRITE = os.environ.get("EXOMECH_WRITE_DOCS") == "1"


def test_the_networkx_cells_print_what_the_page_shows(
    tmp_path: Path, tiny_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(tiny_directory, tmp_path / "example-store")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = []
    for cell in cells("networkx"):
        out = io.StringIO()
        with redirect_stdout(out):
            exec(cell["code"], names)  # noqa: S102 - the page's own code, which is under test
        printed.append((cell, out.getvalue()))
    assert len(printed) >= 4
    if WRITE:
        text = PAGE.read_text("utf-8")
        for cell, now in reversed(printed):
            text = text[: cell.start("printed")] + now + text[cell.end("printed") :]
        PAGE.write_text(text, "utf-8")
        return
    for cell, now in printed:
        assert cell["printed"] == now
    assert bytes(names["picture"]).startswith(b"<")
