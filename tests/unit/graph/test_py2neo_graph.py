"""A subgraph becomes a py2neo subgraph and comes back as it was; errors of py2neo become ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

py2neo = pytest.importorskip("py2neo", reason="the extra py2neo is not installed")

# Below the skip, as they cannot be imported without the extra.
from py2neo import errors  # noqa: E402

from graph.backends.py2neo_graph import DESCRIPTION, from_py2neo, py2neo_reader, to_py2neo  # noqa: E402
from graph.exports.subgraph import Edge, Node, Reference, Subgraph  # noqa: E402
from schema.errors import QueryFailed, StoreUnavailable  # noqa: E402

SMALL = Subgraph(
    nodes=(
        Node("HGNC:1", "TNF", "Gene", "TNF-α", ("Cytokine", "Entity", "Gene"), ("uniprot:P01375",)),
        Node("mir:1", "miR-146a-5p", "MiRNA"),
    ),
    edges=(
        Edge("c1", "mir:1", "HGNC:1", "DECREASES", "claim", -1, "amount", "strong", 3, supporting=("pubmed:1",),
             evidence=({"study": "pubmed:1", "statement": "less TNF", "design": ["reporter_wt_mut"]},)),
        Edge("c2", "mir:1", "HGNC:1", "DECREASES", "claim", 0, "activity", against=("pubmed:2",), row=1),
        Edge("x", "HGNC:1", "HGNC:1", "INCREASES", "background", None, row=1),
    ),
    references=(Reference(1, "pubmed:1", "Li 2020", year=2020), Reference(2, "pubmed:2", "Wu 2021")),
    meta={"title": "an answer", "build": "aa", "params": {"pathway": "GO:1", "limit": None}},
    left_out=4,
)  # fmt: skip


def test_there_and_back_is_the_same() -> None:
    assert from_py2neo(to_py2neo(SMALL)) == SMALL


def test_parallel_steps_of_one_type_stay_apart() -> None:
    made = to_py2neo(SMALL)
    assert sorted(r["id"] for r in made.relationships if type(r).__name__ == "DECREASES") == ["c1", "c2"]
    assert made.labels() == {"Cytokine", "Entity", "Gene", "MiRNA", DESCRIPTION}


def test_a_part_comes_back_with_the_references_that_it_uses() -> None:
    made = to_py2neo(SMALL)
    about = [n for n in made.nodes if n.has_label(DESCRIPTION)]
    part = py2neo.Subgraph(about, [r for r in made.relationships if r["id"] == "c1"])
    assert from_py2neo(part) == replace(SMALL, edges=SMALL.edges[:1], references=SMALL.references[:1])


def test_a_subgraph_of_others_is_refused() -> None:
    with pytest.raises(ValueError, match="to_py2neo"):
        from_py2neo(py2neo.Subgraph([py2neo.Node("Gene", id="HGNC:1", name="TNF")]))


class Failing:
    """Stands for a ``py2neo.Graph`` whose server answers with one error."""

    class service:  # noqa: N801 - as py2neo writes it
        uri = "bolt://127.0.0.1:1"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def query(self, text: str, params: object) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (errors.ConnectionBroken("gone"), StoreUnavailable),
        (errors.ServiceUnavailable("gone"), StoreUnavailable),
        (errors.ProtocolError("what?"), StoreUnavailable),
        (errors.Neo4jError("no", "Neo.ClientError.Security.Unauthorized"), StoreUnavailable),
        (errors.Neo4jError("full", "Neo.TransientError.General.OutOfMemoryError"), StoreUnavailable),
        (errors.Neo4jError("slow", "Neo.ClientError.Transaction.TransactionTimedOut"), StoreUnavailable),
        (errors.Neo4jError("what?", "Neo.ClientError.Statement.SyntaxError"), QueryFailed),
    ],
)
def test_errors_of_py2neo_become_ours(error: Exception, ours: type[Exception]) -> None:
    # A gate that does not answer in time is a store that cannot be used, as with the driver.
    with pytest.raises(ours):
        py2neo_reader(Failing(error)).info()
