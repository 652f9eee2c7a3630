"""The CSV files for ``neo4j-admin``: every row once, types in the headers, odd values whole."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from graph.exports.neo4j_admin import ARGUMENTS, neo4j_admin_files, write_neo4j_admin
from graph.rows import NodeRow
from tests.conformance.sample import SAMPLE, rows_of


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_every_row_stands_in_one_file_that_the_arguments_name() -> None:
    files = dict(neo4j_admin_files(SAMPLE))
    arguments = files.pop(ARGUMENTS).splitlines()
    named = [line.rpartition("=./")[2] for line in arguments if line.startswith(("--nodes", "--relationships"))]
    assert named == list(files)
    nodes = {row[0] for name, text in files.items() if "ExomechBuild" not in name for row in read(text)[1:]}
    assert {node.id for node in SAMPLE.nodes} <= nodes
    edges = [n for n, line in zip(named, arguments[-len(named) :], strict=True) if line.startswith("--relationships")]
    assert sum(len(read(files[name])) - 1 for name in edges) == len(SAMPLE.edges)


def test_headers_name_types_and_cells_keep_quotes_and_line_ends() -> None:
    files = dict(neo4j_admin_files(SAMPLE))
    genes = next(read(text) for name, text in files.items() if "Gene-Entity" in name)
    typed = [
        "id:ID",
        "count:long",
        "exomech_empty:string[]",
        "flag:boolean",
        "name:string",
        "off:boolean",
        "score:double",
    ]
    assert genes[0] == typed
    assert ["HGNC:2", "7", "", "true", "TRAF6", "false", "2.0"] in genes
    assert ["HGNC:3", "", "synonyms", "", "IRAK1", "", ""] in genes
    pathway = next(read(text) for name, text in files.items() if "Pathway" in name)
    assert pathway[1][1] == SAMPLE.nodes[0].props["name"]


def test_a_property_of_two_types_stands_in_two_files() -> None:
    rows = rows_of(
        [NodeRow("a", ("Gene",), {"x": 1}), NodeRow("b", ("Gene",), {"x": "one"}), NodeRow("c", ("Gene",), {})]
    )
    headers = [read(text)[0] for name, text in neo4j_admin_files(rows) if "Gene" in name and name.endswith(".csv")]
    assert sorted(headers) == [["id:ID", "x:long"], ["id:ID", "x:string"]]


def test_a_list_item_with_the_separator_is_refused() -> None:
    with pytest.raises(ValueError, match="U\\+001F"):
        list(neo4j_admin_files(rows_of([NodeRow("a", ("Gene",), {"x": ("a\x1fb",)})])))


def test_the_archive_has_equal_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_neo4j_admin(SAMPLE, first)
    write_neo4j_admin(SAMPLE, second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == [name for name, _ in neo4j_admin_files(SAMPLE)]
