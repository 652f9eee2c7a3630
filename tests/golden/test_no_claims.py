"""Studies without claims, a quantity or a preparation alone: a filter asks them by what they state themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.rows import EdgeRow, NodeRow
from queries.answering import answer
from queries.catalogue import packaged
from tests.conformance.sample import manifest_of, rows_of

HUMAN, MOUSE = "NCBITaxon:9606", "NCBITaxon:10090"
STUDY = "pubmed:1"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """One study of 2014 with a human preparation, a mouse given it, and a quantity; no evidence item at all."""
    nodes = [
        NodeRow(
            STUDY,
            ("Study",),
            {"name": "Elm 2014", "year": 2014, "read": "abstract", "retracted": False, "set_aside": False},
        ),
        NodeRow(
            "exomech:preparation-1",
            ("Preparation",),
            {"name": "p", "study": STUDY, "key": "p", "product": "ev", "species": HUMAN, "source": "CL:0000134"}
            | {"primed": False, "priming": (), "isolation": ("size_exclusion",), "missing_items": ("medium",)},
        ),
        NodeRow(
            "exomech:context-1",
            ("Context",),
            {"name": "c", "study": STUDY, "key": "c", "system": "in_vivo", "recipient_species": MOUSE},
        ),
        NodeRow("CL:0000134", ("CellSource", "Entity"), {"name": "MSC"}),
        NodeRow(
            "exomech:quantity-1",
            ("Quantity",),
            {"name": "q", "study": STUDY, "kind": "copies_per_vesicle", "value": 0.01, "unit": "copies"}
            | {"statement": "few", "retracted": False},
        ),
    ]
    found = rows_of(nodes, [EdgeRow("REPORTED_IN", "exomech:quantity-1", STUDY, "", {})])
    with EmbeddedStore(tmp_path_factory.mktemp("bare")) as store:
        store.replace(found, manifest_of(found, "5a3b1e0000000004"))
        yield store


PASSES: tuple[dict[str, Any], ...] = (
    {"year_from": 2014},
    {"year_to": 2014, "species": ["human"]},
    {"recipient_species": ["mouse"], "system": ["in_vivo"]},
    {"source": ["CL:0000134"], "isolation": ["size_exclusion"], "priming": ["none"]},
)
FAILS: tuple[dict[str, Any], ...] = (
    {"year_from": 2015},
    {"year_to": 2013},
    {"year_from": 2014, "species": ["mouse"]},
    {"recipient_species": ["human"]},
    {"system": ["in_vitro"]},
    {"isolation": ["precipitation"]},
    {"priming": ["any"]},
    {"min_reporting": 0.1},
    # What only a claim or an evidence item has, a study without one has not.
    {"min_grade": "unsupported"},
    {"min_level": 1},
    {"basis": ["measured"]},
)


@pytest.mark.parametrize("name", ["dose-plausibility", "low-reporting"])
@pytest.mark.parametrize(("asked", "rows"), [*((p, 1) for p in PASSES), *((p, 0) for p in FAILS)])
def test_a_study_without_claims_is_filtered_by_what_it_states(
    name: str, asked: dict[str, Any], rows: int, bare: EmbeddedStore
) -> None:
    found = answer(bare, packaged().get(name), asked)
    assert [row["studies"] for row in found.rows] == [[STUDY]] * rows
    assert found.meta.reason == (None if rows else "filtered_out")
