"""A subgraph becomes a networkx graph and comes back as it was."""

from __future__ import annotations

from dataclasses import replace

import networkx
import pytest

from graph.exports.networkx_graph import from_networkx, to_networkx
from graph.exports.subgraph import Edge, Node, Reference, Subgraph

SMALL = Subgraph(
    nodes=(
        Node("HGNC:1", "TNF", "Gene", "TNF-α", ("Gene", "Cytokine", "Entity"), ("uniprot:P01375",)),
        Node("mir:1", "miR-146a-5p", "MiRNA"),
    ),
    edges=(
        Edge("c1", "mir:1", "HGNC:1", "DECREASES", "claim", -1, "amount", "strong", 3, supporting=("pubmed:1",),
             evidence=({"study": "pubmed:1", "statement": "less TNF"},)),
        Edge("c2", "mir:1", "HGNC:1", "AFFECTS", "claim", 0, "activity", against=("pubmed:2",), row=1),
        Edge("x", "HGNC:1", "HGNC:1", "INCREASES", "background", None, row=1),
    ),
    references=(Reference(1, "pubmed:1", "Li 2020", year=2020), Reference(2, "pubmed:2", "Wu 2021")),
    meta={"title": "an answer", "build": "aa"},
    left_out=4,
)  # fmt: skip


def test_there_and_back_is_the_same() -> None:
    made = to_networkx(SMALL)
    assert from_networkx(made) == SMALL
    assert [e.evidence for e in from_networkx(made).edges] == [e.evidence for e in SMALL.edges]


def test_parallel_edges_and_loops_stay_apart() -> None:
    made = to_networkx(SMALL)
    assert sorted(made.edges(keys=True)) == [
        ("HGNC:1", "HGNC:1", "x"),
        ("mir:1", "HGNC:1", "c1"),
        ("mir:1", "HGNC:1", "c2"),
    ]
    assert made.edges["mir:1", "HGNC:1", "c1"]["sign"] == -1
    assert made.nodes["HGNC:1"]["short"] == "TNF-α"


def test_a_part_comes_back_with_the_references_that_it_uses() -> None:
    made = to_networkx(SMALL)
    part = networkx.MultiDiGraph(made.edge_subgraph([("mir:1", "HGNC:1", "c1")]))
    back = from_networkx(part)
    assert back == replace(SMALL, edges=SMALL.edges[:1], references=SMALL.references[:1])


def test_a_graph_of_others_is_refused() -> None:
    other: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    other.add_node("a", name="a")
    with pytest.raises(ValueError, match="to_networkx"):
        from_networkx(other)
