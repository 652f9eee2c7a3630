"""The pictures of the gallery are those that the code draws today of the curation as it stands."""

from __future__ import annotations

import re

import pytest

from api import gallery
from graph.backends.embedded import EmbeddedStore


def drawn(svg: bytes) -> str:
    """A picture without the line that names the build, and the height of the page that ends with it."""
    text = re.sub(r'<g id="origin">.*?</g>\n', "", svg.decode(), flags=re.S)
    return re.sub(r'( height="[\d.]+(mm)?"| viewBox="[^"]*")', "", text)


@pytest.fixture(scope="module")
def pictures(store: EmbeddedStore) -> dict[str, bytes]:
    return gallery.pictures(store)


@pytest.mark.parametrize("name", [f"{piece.file}.svg" for piece in gallery.PIECES])
def test_a_picture_is_current(pictures: dict[str, bytes], name: str) -> None:
    assert drawn((gallery.DIRECTORY / name).read_bytes()) == drawn(pictures[name]), "run: make docs"


def test_every_picture_of_the_folder_is_in_the_gallery(pictures: dict[str, bytes]) -> None:
    assert {path.name for path in gallery.DIRECTORY.glob("*.svg")} == set(pictures)


def test_what_is_compared_is_the_drawing_alone(pictures: dict[str, bytes]) -> None:
    name, svg = next(iter(pictures.items()))
    text = svg.decode()
    build = re.search(r"build ([0-9a-f]{16})", text)
    assert build, "the last line names the build"
    assert drawn(text.replace(build[1], "0" * 16).encode()) == drawn(svg), name
    moved = re.sub(r' x="\d', ' x="9', text, count=1)
    assert moved != text
    assert drawn(moved.encode()) != drawn(svg), "a text that moved is drift"
