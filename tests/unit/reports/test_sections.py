"""A report is the same in its three forms: no cell is lost, Markdown stays one table, text fits its width."""

from __future__ import annotations

from loaders.reports.sections import Section, as_markdown, as_text, to_mapping

SECTION = Section("Things", ("thing", "number", "said"), (("a|b", 3, "x " * 80), ("c", None, "y")), "What counts.")


def test_markdown():
    text = as_markdown([SECTION, Section("None", ("a",), ())])
    assert text.startswith(
        "## Things\n\nWhat counts.\n\n| thing | number | said |\n| --- | ---: | --- |\n| a\\|b | 3 | x x"
    )
    assert "| c | · | y |\n\n## None\n\n| a |\n| --- |\n" in text
    assert as_markdown([SECTION], level=3).startswith("### Things")


def test_text_fits_and_loses_nothing():
    text = as_text([SECTION], 80)
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("x") == 80
    assert text.splitlines()[0] == "Things"


def test_values():
    (made,) = to_mapping([SECTION])
    assert made["rows"][1] == {"thing": "c", "number": None, "said": "y"}
