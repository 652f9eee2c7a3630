"""The example of the Python interface in the page on network files runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import networkx
import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "network-files.md"


def test_the_example_runs_and_gives_rows_and_a_multigraph(
    tmp_path: Path, tiny_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    copytree(tiny_directory, tmp_path / ".exomech")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(code, str(PAGE), "exec"), names)
    rows, graph = names["rows"], names["graph"]
    assert isinstance(rows, list)
    assert rows
    assert {"mirna_id", "mirna_name", "net", "claims"} <= set(rows[0])
    assert isinstance(graph, networkx.MultiDiGraph)
    assert {claim for row in rows for claim in row["claims"]} <= {key for *_, key in graph.edges(keys=True)}


def test_every_part_of_the_interface_that_the_page_names_exists() -> None:
    from importlib import import_module

    text = PAGE.read_text("utf-8")
    for module, names in {
        "graph.opening": ["open_store"],
        "queries.answering": ["answer"],
        "queries.catalogue": ["packaged"],
        "queries.subgraphs": ["subgraph_of_answer", "subgraph_of_entity", "subgraph_of_claim", "subgraph_of_mechanism"],
        "graph.exports.networkx_graph": ["to_networkx", "from_networkx"],
        "graph.exports.drawing": ["draw"],
    }.items():
        for name in names:
            assert name in text
            assert callable(getattr(import_module(module), name))
