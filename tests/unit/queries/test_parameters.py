from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store import GraphReader
from queries.catalogue import read_query
from queries.common import COMMON
from queries.definitions import Param, ReasonCode
from queries.parameters import parse_value
from queries.resolving import resolve_entity, resolve_study
from queries.searching import search
from schema.errors import CatalogueError, InvalidParameter, RequestError

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "query-file.md"
BY_NAME = {p.name: p for p in COMMON}


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("species", "Human", ["NCBITaxon:9606"]),
        ("species", ["mice", "mouse", "rats"], ["NCBITaxon:10090", "NCBITaxon:10116"]),
        ("species", "NCBITaxon:8355", ["NCBITaxon:8355"]),
        ("isolation", "Size-Exclusion", ["size_exclusion"]),
        ("min_grade", "Moderate", "moderate"),
        ("min_level", "5", 5),
        ("min_reporting", "0.6", 0.6),
        ("include_retracted", "yes", True),
        ("descendants", False, False),
        ("limit", " 7 ", 7),
    ],
)
def test_values_are_read_as_people_write_them(name: str, raw: object, value: object) -> None:
    assert parse_value(BY_NAME[name], raw) == value


@pytest.mark.parametrize("text", ["decrease", "down", "-", "−", "-1"])
def test_a_sign_is_a_number(text: str) -> None:
    assert parse_value(Param("sign", "sign"), text) == -1
    assert parse_value(Param("sign", "sign"), "increase") == 1


def test_every_common_filter_takes_its_own_example() -> None:
    for param in COMMON:
        if param.example is not None:
            assert parse_value(param, param.example) is not None
        assert param.help


@given(st.sampled_from(COMMON), st.text() | st.integers() | st.floats() | st.lists(st.text()))
def test_no_value_gives_another_error_than_ours(param: Param, raw: object) -> None:
    with suppress(InvalidParameter):
        parse_value(param, raw)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1, max_size=40))
def test_no_name_gives_another_error_than_ours(store: GraphReader, text: str) -> None:
    for look in (resolve_entity, resolve_study, search):
        with suppress(RequestError):
            look(store, text)


@given(st.text(alphabet="(){}[]-><*.:|$'\"` aAMATCHRETURN,=/\n1", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    head = "// T\n/*---\nquestion: q\nreturns:\n  - {name: a, type: text}\n---*/\n"
    with suppress(CatalogueError):
        read_query(head + text, "f", name="f", group="shared")


def test_the_example_in_the_reference_is_a_right_file() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    example = text.split("```cypher\n")[1].split("```")[0]
    query = read_query(example, "docs", name="effects", group="cargo")
    assert query.title == "Effects of a cargo"
    assert all(f"`{code}`" in text for code in ReasonCode.__args__)
