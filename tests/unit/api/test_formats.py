"""Forms of an answer: their bytes, and which one a request gets."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats.choosing import FORMATS, by_ending, choose
from api.formats.tabular import cell, to_csv, to_tsv
from schema.errors import UnknownFormat

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (0.25, "0.25"),
        (["a", None, 1], "a||1"),
        ({"b": 1, "a": [2]}, '{"a":[2],"b":1}'),
        ("NF-κB", "NF-κB"),
    ],
)
def test_cells(value, text):
    assert cell(value) == text


def test_csv_has_a_header_also_without_rows():
    assert to_csv([], ["a", "b"]) == b"a,b\r\n"
    assert to_tsv([], ["a", "b"]) == b"a\tb\n"


@given(st.lists(st.fixed_dictionaries({"a": TEXT, "b": st.lists(TEXT, max_size=3)}), max_size=5))
def test_csv_is_read_back_as_it_was_written(rows):
    read = list(csv.reader(io.StringIO(to_csv(rows, ["a", "b"]).decode(), newline="")))
    assert read == [["a", "b"], *([row["a"], "|".join(row["b"])] for row in rows)]


@given(st.lists(st.fixed_dictionaries({"a": TEXT, "b": TEXT}), max_size=5))
def test_tsv_has_one_line_a_row_and_one_tab_whatever_the_values_hold(rows):
    lines = to_tsv(rows, ["a", "b"]).decode().split("\n")
    assert len(lines) == len(rows) + 2
    assert all(line.count("\t") == 1 for line in lines[:-1])


@pytest.mark.parametrize(
    ("name", "accept", "chosen"),
    [
        (None, None, "json"),
        (None, "*/*", "json"),
        (None, "text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        (None, "text/csv", "csv"),
        (None, "text/*", "csv"),
        (None, "text/tab-separated-values", "tsv"),
        (None, "text/csv;q=0.5, application/json", "json"),
        (None, "application/json;q=0, text/csv;q=0.1", "csv"),
        (None, "application/json;q=0, */*", "csv"),
        ("tsv", "application/json", "tsv"),
        ("CSV", None, "csv"),
    ],
)
def test_choice(name, accept, chosen):
    assert choose(name, accept).name == chosen


@pytest.mark.parametrize(("name", "accept"), [("jsn", None), ("", None), (None, "video/mp4"), (None, "text/csv;q=0")])
def test_what_there_is_not_is_refused_with_what_there_is(name, accept):
    with pytest.raises(UnknownFormat) as caught:
        choose(name, accept)
    assert caught.value.details["formats"] == list(FORMATS)


def test_a_misspelling_is_told_the_nearest_form():
    with pytest.raises(UnknownFormat) as caught:
        choose("jsn")
    assert "did you mean json?" in caught.value.hint


@pytest.mark.parametrize(
    ("ending", "name"), [("svg", "svg"), ("mmd", "mermaid"), ("csv", "csv"), ("graphml", "graphml"), ("CX2", "cx2")]
)
def test_a_file_ending_names_a_form(ending, name):
    assert by_ending(ending).name == name


def test_an_ending_of_several_forms_names_none_of_them():
    with pytest.raises(UnknownFormat):
        by_ending("zip")


def test_figures_are_not_made_of_any_list_of_rows():
    with pytest.raises(UnknownFormat) as caught:
        FORMATS["svg"].render([], [], {})
    assert caught.value.details["formats"] == ["json", "csv", "tsv"]
