"""A release's table is written from the corpus and read back as it was; anything else is refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.assembling import assemble
from loaders.checking import check
from loaders.releases import FOLDER, read_releases, release_table
from schema.errors import CurationError
from schema.releases import HEADER

TINY = Path(__file__).resolve().parents[2] / "corpora" / "tiny"


def test_a_table_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    corpus = assemble(check(curation=TINY).documents)
    table = release_table(corpus)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "1.0.tsv").write_text(table, "utf-8")
    found = read_releases(tmp_path)
    assert list(found) == ["1.0"]
    assert len(found["1.0"]) == len(corpus.claims)
    assert "\n".join([HEADER, *found["1.0"]]) + "\n" == table
    assert "exomech:claim-8100abc4d513\t-\tunsupported\tretracted" in found["1.0"]
    assert read_releases(tmp_path / "nothing") == {}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("empty.tsv", HEADER + "\n", "no version"),
        ("a b.tsv", HEADER + "\n", "no version"),
        ("1.tsv", "claim,sign\n", "1.tsv:1: the header"),
        ("1.tsv", "", "1.tsv:1: the header"),
        ("1.tsv", HEADER + "\nexomech:claim-000000000000\t+\tweak\theld\nx\t+\tweak\theld\n", "1.tsv:3: 'x"),
        ("1.tsv", HEADER + "\nexomech:claim-000000000000\t1\tweak\theld\n", "1.tsv:2:"),
    ],
)
def test_what_is_no_table_is_refused(name: str, text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / name).write_text(text, "utf-8")
    with pytest.raises(CurationError, match=told):
        read_releases(tmp_path)
