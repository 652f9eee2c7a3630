"""A release's table is written from the corpus and read back as it was; anything else is refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.assembling import assemble
from loaders.checking import check
from loaders.releases import FOLDER, read_releases, release_table
from schema.errors import CurationError
from schema.releases import HEADER, STATE_HEADER, holds

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
    line = "exomech:claim-8100abc4d513\t-\tunsupported\tretracted\thsa-miR-21-5p TARGETS IRAK1 (amount)"
    assert line in found["1.0"]
    assert all(len(told.split("\t")) == 5 for told in found["1.0"])
    assert read_releases(tmp_path / "nothing") == {}


def test_a_table_without_names_is_read_too(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    line = "exomech:claim-000000000000\t+\tweak\theld"
    (tmp_path / FOLDER / "1.0.tsv").write_text(f"{STATE_HEADER}\n{line}\n", "utf-8")
    assert read_releases(tmp_path) == {"1.0": (line,)}


def test_a_table_without_names_holds_the_same_claims_and_no_other_state() -> None:
    lines = ["a\t+\tweak\theld\tA", "b\t+\tweak\theld\tB"]
    bare = ["a\t+\tweak\theld", "b\t+\tweak\theld"]
    assert holds(lines, lines)
    assert holds(bare, lines)
    assert not holds(bare[:1], lines)
    assert not holds(["a\t+\tweak\the", bare[1]], lines)
    assert not holds([lines[0], "b\t+\tweak\theld\tC"], lines)


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
