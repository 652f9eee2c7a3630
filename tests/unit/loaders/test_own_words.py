"""A shared run is found whatever the punctuation, case and mark-up around it; one word fewer is nobody's property."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.checking import check
from loaders.own_words import RUN, Texts, read_texts, words_of
from tests.unit.loaders.corpora import copy_base, edited

SENTENCE = "one two three four five six seven eight nine ten eleven twelve thirteen"


def runs(statement: str, *texts: str) -> list[int]:
    made = Texts((str(n), t) for n, t in enumerate(texts))
    return [len(s.words) for s in made.shared({"evidence": {"x": {"statement": statement}}})]


@pytest.mark.parametrize(
    ("statement", "text", "found"),
    [
        (SENTENCE, f"Before, {SENTENCE} after.", [13]),
        (f"Mine: {SENTENCE}!", SENTENCE.upper(), [13]),
        (SENTENCE, SENTENCE.replace("four", "<b>four</b>,").replace(" five", "\n&nbsp;five"), [13]),
        (SENTENCE.replace("two", "TNF-α"), SENTENCE.replace("two", "TNF‐α"), [13]),
        (" ".join(SENTENCE.split()[:RUN]), SENTENCE, [12]),
        (" ".join(SENTENCE.split()[: RUN - 1]), SENTENCE, []),
        (SENTENCE, SENTENCE.replace("seven", "7"), []),
        (SENTENCE, "<script>" + SENTENCE + "</script>", []),
        ("", SENTENCE, []),
    ],
)
def test_runs(statement: str, text: str, found: list[int]):
    assert runs(statement, text) == found


def test_the_longest_run_of_several_is_told_once():
    first = " ".join(SENTENCE.split()[:12])
    assert runs(f"{first} and {SENTENCE}", first, SENTENCE) == [12]
    assert runs(f"{first} but {SENTENCE}", SENTENCE) == [13]


def test_titles_and_names_are_not_the_curators_words():
    made = Texts([("page", SENTENCE)])
    assert list(made.shared({"title": SENTENCE, "name": SENTENCE, "read_at": [SENTENCE]})) == []
    (found,) = made.shared({"curation": {"note": SENTENCE}})
    assert (found.at, found.file) == (("curation", "note"), "page")
    assert found.issue.hint


def test_words_keep_what_is_inside_them():
    assert words_of("miR-146a-5p: (50 %) 0.5 IL-1β,") == ("mir-146a-5p", "50", "0.5", "il-1β")


def test_texts_are_read_from_any_depth_and_encoding(tmp_path: Path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "b.html").write_bytes(b"\xff\xfe broken")
    texts = read_texts(tmp_path)
    assert len(texts) == 2
    assert [s.file for s in texts.shared({"note": SENTENCE})] == ["deep/er/a.txt"]


def test_unchanged_files_and_the_search_log_are_looked_at_too(tmp_path: Path):
    said = edited("Vesicles eased colitis and lowered TNF.", SENTENCE)
    root = copy_base(tmp_path, **{"studies/pubmed_900000001.yaml": said})
    head = "date\ttopic\tquery\tstudies_seen\tstudies_new\tnote\n"
    (root / "searches.tsv").write_text(f"{head}2026-11-24\tdisease: IBD\t{SENTENCE}\t1\t0\t{SENTENCE}\n", "utf-8")
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "page.txt").write_text(SENTENCE, "utf-8")
    for _ in range(2):
        result = check(curation=root, cache=tmp_path / "cache", against=texts)
        assert [(f.rule, f.path.rsplit("/", 1)[-1]) for f in result.findings] == [
            ("own-words", "searches.tsv"),
            ("own-words", "pubmed_900000001.yaml"),
        ]
    assert check(curation=root, cache=tmp_path / "cache").findings == ()
