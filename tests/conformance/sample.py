"""Small graphs and their manifests, for the tests of stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph.rows import EdgeRow, GraphRows, NodeRow
from graph.store import Manifest
from schema import SCHEMA_VERSION


def rows_of(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow] = ()) -> GraphRows:
    """Rows in the order that the contract asks for."""
    return GraphRows(
        tuple(sorted(nodes, key=lambda n: n.id)),
        tuple(sorted(edges, key=lambda e: (e.type, e.source, e.target, e.key))),
    )


def manifest_of(
    rows: GraphRows, build: str, *, schema_version: str = SCHEMA_VERSION, data: str = "2026.11"
) -> Manifest:
    counts = Counter(label for node in rows.nodes for label in node.labels) + Counter(edge.type for edge in rows.edges)
    return Manifest(build, "0.1.0", schema_version, data, counts)


EVERY_NODE = "MATCH (n) WHERE NOT n:ExomechBuild"
"""Every node of a graph: a server keeps what it says of the build in nodes of a label of their own."""

SAMPLE = rows_of(
    [
        NodeRow("HGNC:1", ("Gene", "Cytokine", "Entity"), {"name": "TNF-α", "synonyms": ("TNFα", "cachectin")}),
        NodeRow("HGNC:2", ("Gene", "Entity"), {"name": "TRAF6", "score": 2.0, "count": 7, "flag": True, "off": False}),
        NodeRow("HGNC:3", ("Gene", "Entity"), {"name": "IRAK1", "synonyms": ()}),
        NodeRow("GO:1", ("Pathway", "Entity"), {"name": "NF-κB \"quoted\" 'x' \\ \n 𝛼"}),
        NodeRow("mir:1", ("MiRNA", "Entity"), {"name": "miR-146a-5p"}),
        NodeRow("study:1", ("Study",), {"name": "Li 2020", "year": 2020}),
    ],
    [
        EdgeRow("TARGETS", "mir:1", "HGNC:2", "c1", {"claim": "c1", "sign": -1, "studies": ("s1", "s2")}),
        EdgeRow("TARGETS", "mir:1", "HGNC:2", "c2", {"claim": "c2", "sign": -1}),
        EdgeRow("TARGETS", "mir:1", "HGNC:3", "c3", {"claim": "c3", "sign": -1}),
        EdgeRow("INCREASES", "HGNC:2", "GO:1", "c4", {"claim": "c4", "sign": 1}),
        EdgeRow("DECREASES", "HGNC:3", "GO:1", "c5", {"claim": "c5", "sign": -1}),
        EdgeRow("INCREASES", "GO:1", "HGNC:1", "c6", {"claim": "c6", "sign": 1}),
        EdgeRow("ABOUT", "study:1", "study:1", "", {}),
    ],
)
"""Several labels a node, parallel edges, a loop, an edge without properties, lists (one empty), Greek and quotes."""


def ring(size: int, version: int, *, second_label: bool = True) -> GraphRows:
    """``size`` genes in a ring of as many edges, every row marked with ``version``."""
    labels = ("Gene", "Entity") if second_label else ("Gene",)
    return rows_of(
        (NodeRow(f"g{i:06}", labels, {"version": version, "name": f"gene {i}"}) for i in range(size)),
        (
            EdgeRow("INCREASES", f"g{i:06}", f"g{(i + 1) % size:06}", f"c{i}", {"version": version, "claim": f"c{i}"})
            for i in range(size)
        ),
    )
