"""Values, positions and problems of texts."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from loaders.places import places_along
from loaders.reading import _Locator, parse, scalar
from tests.stores import CURATION
from tests.unit.loaders.corpora import STUDY


def rules_of(text: str | bytes) -> list[tuple[int, int, str]]:
    return [(p.line, p.col, p.rule) for p in parse(text, "f").problems]


def test_values_equal_those_of_a_plain_loader_and_every_position_points_at_its_text():
    text = STUDY.read_text("utf-8")
    parsed = parse(text, "f")
    assert parsed.value == yaml.load(text, Loader=yaml.CSafeLoader)
    lines = text.split("\n")
    scalars = 0
    for path, (key, (line, col), _) in parsed.positions.spots.items():
        if path and isinstance(path[-1], str):
            assert lines[key[0] - 1][key[1] - 1 :].startswith(path[-1])
        value = parsed.value
        for part in path:
            value = value[part]
        if isinstance(value, str | int):
            scalars += 1
            assert lines[line - 1][col - 1 :].lstrip('"').startswith(str(value))
    assert scalars > 80


def test_the_end_of_a_scalar_stands_behind_its_last_character():
    parsed = parse('a: "x y"\nb: {c: d}\n', "f")
    assert parsed.positions.end(("a",)) == (1, 9)
    assert parsed.positions.end(("b",)) == (2, 10)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("2026-11-24", "2026-11-24"), ("0x1F", "0x1F"), ("012", 12),
        ("1_000", "1_000"), ("12:30", "12:30"), ("1.5", 1.5), ("1e3", 1000.0), ("-2", -2), ("true", True),
        ("null", None), ("~", None), ("", None), (".inf", ".inf"), ("-", "-"), (".", "."),
        ("12345678901234567890", "12345678901234567890"),
    ],
)  # fmt: skip
def test_only_numbers_truth_and_null_are_not_text(text: str, value: object):
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


def test_a_quoted_scalar_is_text():
    assert parse("a: \"null\"\nb: '12'\n", "f").value == {"a": "null", "b": "12"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\nb: *x\n", [(1, 4, "anchor-or-tag"), (2, 4, "anchor-or-tag")]),
        ("a: !!str 1\n", [(1, 4, "anchor-or-tag")]),
        ("<<: {a: 1}\n", [(1, 1, "anchor-or-tag")]),
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "duplicate-key")]),
        ("a: {b: 1, b: 2}\n", [(1, 11, "duplicate-key")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "syntax")]),
        ("", [(1, 1, "syntax")]),
        ("# only a comment\n", [(1, 1, "syntax")]),
        ("a: [1\nb: 2\n", [(2, 2, "syntax")]),
        ("? [x]\n: 1\n", [(1, 3, "syntax")]),
        ("a: \x07\n", [(1, 4, "syntax")]),
        ("[" * 60, [(1, 42, "syntax")]),
        ("a: x\u200by\n", [(1, 5, "invisible-characters")]),
        ("a: x # c\u00a0d\n", [(1, 9, "invisible-characters")]),
        ("\ufeffa: 1\n", [(1, 1, "invisible-characters")]),
        ("a: mоuse\n", [(1, 5, "look-alike")]),
        ("a: HGΝC:12\n", [(1, 6, "look-alike")]),
        ("a: [x, НP:0100806 sepsis]\n", [(1, 8, "look-alike")]),
        (b"a: 1\nb: \xff\n", [(2, 4, "unreadable")]),
    ],
)
def test_problems_have_their_place(text: str | bytes, found: list[tuple[int, int, str]]):
    assert rules_of(text) == found


def test_greek_letters_in_names_are_welcome():
    assert rules_of("a: NF-κB\nb: IκBα falls, TGF-β rises by 5 µg\n") == []


def test_windows_line_ends_change_no_place():
    assert parse(b"a: 1\r\nb: x\r\n", "f").value == {"a": 1, "b": "x"}
    assert rules_of(b"a: 1\r\na: 2\r\n") == [(2, 1, "duplicate-key")]


def test_the_first_of_two_keys_stands_and_its_place_is_kept():
    parsed = parse("a: {x: 1}\na: {y: 2}\nb: 3\n", "f")
    assert parsed.value == {"a": {"x": 1}, "b": 3}
    assert parsed.positions.of(("a", "x")) == (1, 8)
    assert parsed.positions.of(("b",)) == (3, 4)


def test_a_missing_place_falls_back_to_what_stands_above_it():
    parsed = parse("a:\n  b: 1\n", "f")
    assert parsed.positions.of(("a", "c", 0)) == (1, 1)
    assert parsed.positions.of(("z",)) == (1, 1)
    assert parsed.positions.of(("a", "b"), key=True) == (2, 3)


@given(st.text("ab: -[]{},'\"\n#|>1", max_size=40) | st.text())
def test_the_places_that_are_kept_are_those_that_a_second_reading_finds(text: str):
    parsed = parse(text, "f")
    if parsed.marks:
        careful = _Locator(parsed.text)
        assert (parsed.value, parsed.positions) == (careful.value, careful.positions)
        assert careful.problems == []


def test_the_places_of_every_study_are_those_that_a_second_reading_finds():
    for path in sorted((CURATION / "studies").glob("*.yaml"))[::10]:
        parsed = parse(path.read_bytes(), path.name)
        assert parsed.marks, "a curated file is read once"
        assert parsed.positions == _Locator(parsed.text).positions


def test_a_place_that_is_missing_is_no_silent_shift():
    parsed = parse("a: {b: 1}\n", "f")
    with pytest.raises(StopIteration):
        places_along(parsed.value, parsed.marks[:-2])


@given(st.text() | st.binary())
def test_no_text_makes_the_reader_fall_over(data: str | bytes):
    parsed = parse(data, "f")
    assert not parsed.fatal or parsed.value is None
    assert all(p.line >= 1 and p.col >= 1 for p in parsed.problems)
    assert parsed.positions is not None


numbers = st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, width=16, allow_infinity=False)
leaves = numbers | st.booleans() | st.text("abcß κ-:#'\"{}[],\n", max_size=12)
names = st.text("abc_", min_size=1, max_size=4)
plain_values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=12
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), plain_values, max_size=4))
def test_what_a_writer_writes_is_read_back(value: dict[str, object]):
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    read = parse(text, "f").value
    assert _same(read, value)


def _same(a: object, b: object) -> bool:
    if isinstance(a, float) or isinstance(b, float):
        return isinstance(a, int | float) and isinstance(b, int | float) and math.isclose(a, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(_same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    return a == b
