"""The gallery has a picture for every piece, its page is current, and its pictures are whole."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from api import gallery


def test_the_page_is_current():
    assert (gallery.DIRECTORY / "README.md").read_text("utf-8") == gallery.page(), "run: python -m api.gallery"


@pytest.mark.parametrize("piece", gallery.PIECES, ids=lambda piece: piece.file)
def test_every_picture_is_there(piece):
    tree = ElementTree.parse(gallery.DIRECTORY / f"{piece.file}.svg")
    ids = {e.get("id") for e in tree.iter()}
    assert {"heading", "title", "desc"} <= ids
    assert {"nodes", "edges", "legend", "references"} <= ids or "header" in ids
