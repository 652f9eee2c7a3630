"""Tables for people: which columns, how they read, and that nothing is cut off at 100 columns."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from api import tables
from api.cli_tables import print_table
from api.tables import chain_text, grade_text, header, picture, plain_table, shown
from queries.catalogue import packaged

FLAGSHIP = packaged().get("mirnas-on-pathway")
ROW = {
    "mirna_id": "mirbase.mature:MIMAT0000449",
    "mirna_name": "hsa-miR-146a-5p",
    "chain": ["BM-MSC vesicles", "hsa-miR-146a-5p", "TRAF6", "canonical NF-kappaB signal transduction"],
    "chain_ids": ["exomech:ev-CL0002540", "mirbase.mature:MIMAT0000449", "HGNC:12036", "GO:0007249"],
    "relations": ["CARRIES", "TARGETS", "MEMBER_OF"],
    "signs": ["increase", "decrease", "increase"],
    "net": "decrease",
    "tier": "reported",
    "disease_ids": ["MONDO:0005101"],
    "disease_names": ["ulcerative colitis"],
    "source_id": "CL:0002540",
    "source_name": "mesenchymal stem cell of the bone marrow",
    "grade": "weak",
    "grade_parts": ["weak: quantified=1"],
    "level": 5,
    "n_measured_steps": 2,
    "n_steps": 2,
    "n_background_steps": 1,
    "dois": ["10.5555/x"],
    "studies": ["pubmed:900000001"],
    "claims": ["exomech:claim-000000000001"],
    "n_studies": 1,
    "grade_rank": 1,
}


def printed(made: tables.Picture, width: int, *, wrap: bool = True) -> list[str]:
    out = io.StringIO()
    print_table(Console(file=out, width=width), made, wrap=wrap)
    return out.getvalue().splitlines()


def test_a_chain_shows_what_each_step_does():
    assert chain_text(["a", "b", "c", "d"], ["increase", "decrease", "none"]) == "a → b ⊣ c ⇢ d"
    assert chain_text([], []) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "yes"), ([], ""), (["a", 1], "a, 1"), (0.12345, "0.123")]
)
def test_values_as_people_read_them(value, text):
    assert shown(value) == text


def test_what_is_read_first_is_there_at_100_columns_and_every_line_fits():
    made = picture(FLAGSHIP, [ROW, ROW], width=100)
    assert {"chain", "net", "disease", "grade", "level", "measured", "refs"} <= set(made.headers)
    lines = printed(made, 100)
    assert max(cell_len(line) for line in lines) <= 100
    text = " ".join(" ".join(lines).split())
    assert "2/2" in text
    assert "⊣" in text
    assert "…" not in text
    assert made.left_out > 0


@pytest.mark.parametrize("width", [60, 80, 100, 140, 250])
def test_no_line_is_wider_than_the_terminal(width: int):
    assert max(cell_len(line) for line in printed(picture(FLAGSHIP, [ROW] * 3, width=width), width)) <= width


def test_more_columns_come_with_a_wider_terminal():
    assert len(picture(FLAGSHIP, [ROW], width=200).headers) > len(picture(FLAGSHIP, [ROW], width=70).headers)


def test_studies_are_numbered_in_the_order_in_which_they_appear():
    other = ROW | {"studies": ["pubmed:2", "pubmed:900000001"]}
    made = picture(FLAGSHIP, [ROW, other], width=100)
    assert made.studies == ("pubmed:900000001", "pubmed:2")
    refs = made.headers.index("refs")
    assert [row[refs] for row in made.cells] == ["1", "2, 1"]


def test_the_tier_is_shown_as_soon_as_a_row_is_assembled():
    assert "tier" not in picture(FLAGSHIP, [ROW], width=200).headers
    assert "tier" in picture(FLAGSHIP, [ROW, ROW | {"tier": "assembled"}], width=200).headers


def test_columns_are_taken_as_they_are_asked_for_and_wide_takes_all():
    made = picture(FLAGSHIP, [ROW], width=100, columns=["level", "mirna_id"])
    assert made.headers == ("level", "mirna_id")
    assert made.cells == (("5", "mirbase.mature:MIMAT0000449"),)
    whole = picture(FLAGSHIP, [ROW], width=100, wide=True)
    assert whole.headers == tuple(c.name for c in FLAGSHIP.columns)
    assert whole.left_out == 0
    # A header, a rule and one line: nothing wraps.
    lines = printed(whole, 100, wrap=False)
    assert len(lines) == 3
    assert lines[0].split() == list(whole.headers)
    assert "canonical NF-kappaB signal transduction" in lines[2]


@pytest.mark.parametrize("query", packaged().queries, ids=lambda q: q.name)
def test_every_query_has_a_table_whose_headers_are_distinct(query):
    rows = [{c.name: ["x"] if c.type.endswith("_list") else "x" for c in query.columns}]
    made = picture(query, rows, width=150)
    assert len(made.headers) >= 3
    assert len(set(made.headers)) == len(made.headers)


def test_headers_and_grades_in_words():
    assert header("disease_names") == "disease"
    assert grade_text("weak", ["a_b=-1", "c=0", "d=open"]) == "weak: a b -1, d ?"
    assert grade_text("weak", ["c=0"]) == "weak: no part counts"


def test_a_table_of_ready_values():
    assert printed(plain_table(("a", "b"), [(1, None), (22, "x")]), 80)[-1].split() == ["22", "x"]
