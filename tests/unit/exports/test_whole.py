"""The whole graph, streamed: read back by others, to the same build, in memory that does not grow with the edges."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from graph.exports.jsonl import read_jsonl
from graph.exports.whole import FORMS, STREAMS, Whole, write_whole
from graph.rows import EdgeRow, NodeRow
from graph.store import Manifest
from loaders.building import rows_of
from loaders.checking import check
from tests.serving import TINY


@pytest.fixture(scope="module")
def rows():
    return rows_of(check(curation=TINY), TINY)


@pytest.fixture(scope="module")
def whole(rows) -> Whole:
    return Whole(lambda: rows[0].nodes, lambda: rows[0].edges, rows[1])


def written(whole: Whole, form: str) -> bytes:
    out = io.BytesIO()
    write_whole(whole, form, out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_same_rows_same_bytes(whole, form):
    assert written(whole, form) == written(whole, form)


def test_json_lines_lead_back_to_the_same_build(rows, whole):
    read, manifest = read_jsonl(written(whole, "jsonl").splitlines())
    assert manifest == rows[1]
    assert [n.id for n in read.nodes] == [n.id for n in rows[0].nodes]
    assert {e.key for e in read.edges} == {e.key for e in rows[0].edges}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[:-1], "are those of build"),
        (lambda lines: [b'{"form": "x"}', *lines[1:]], "line 1"),
        (lambda lines: [lines[0], b"{}", *lines[1:]], "line 2"),
        (lambda lines: [lines[0], b"[", *lines[1:]], "line 2"),
        (lambda lines: [], "empty"),
    ],
)
def test_another_file_is_refused(whole, spoil, told):
    with pytest.raises(ValueError, match=told):
        read_jsonl(spoil(written(whole, "jsonl").splitlines()))


def test_graphml_and_gexf_by_networkx(rows, whole):
    for read in (
        nx.read_graphml(io.BytesIO(written(whole, "graphml")), force_multigraph=True),
        nx.read_gexf(io.BytesIO(written(whole, "gexf"))),
    ):
        assert set(read.nodes) == {n.id for n in rows[0].nodes}
        assert read.number_of_edges() == len(rows[0].edges)


def test_cx2_declares_what_it_uses(rows, whole):
    parts = {k: v for part in json.loads(written(whole, "cx2")) for k, v in part.items()}
    assert (len(parts["nodes"]), len(parts["edges"])) == (len(rows[0].nodes), len(rows[0].edges))
    declared = parts["attributeDeclarations"][0]
    for scope in ("nodes", "edges"):
        assert {name for thing in parts[scope] for name in thing["v"]} <= declared[scope].keys()


def test_tables(rows, whole):
    with zipfile.ZipFile(io.BytesIO(written(whole, "tsv"))) as archive:
        for name, number in (("nodes.tsv", len(rows[0].nodes)), ("edges.tsv", len(rows[0].edges))):
            text = archive.read(name).decode()
            found = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
            assert len(found) == number
    with zipfile.ZipFile(io.BytesIO(written(whole, "kgx"))) as archive:
        lines = archive.read("edges.tsv").decode().splitlines()
        assert len({len(line.split("\t")) for line in lines}) == 1
        told = {
            name: [json.loads(x) for x in archive.read(f"{name}.jsonl").splitlines()] for name in ("nodes", "edges")
        }
        losses = json.loads(archive.read("loss.json"))
        ids = [line.split("\t")[0] for line in archive.read("nodes.tsv").decode().splitlines()[1:]]
    assert [n["id"] for n in told["nodes"]] == ids
    assert len(told["edges"]) == len(lines) - 1
    assert {end for e in told["edges"] for end in (e["subject"], e["object"])} <= set(ids)
    assert (losses["nodes"], losses["edges"]) == (len(ids), len(lines) - 1)
    of_readouts = {(e["predicate"], e["exomech_sign"]) for e in told["edges"] if e["exomech_relation"] == "READOUT_OF"}
    assert ("biolink:positively_correlated_with", 1) in of_readouts
    unknown = {e["id"] for e in told["edges"] if e["exomech_sign"] == 0}
    assert {i.replace("|", "--") for i in losses["edges_with_unknown_direction"]} == unknown
    with zipfile.ZipFile(io.BytesIO(written(whole, "sif"))) as archive:
        assert archive.namelist() == ["network.sif", "edges.tsv", "nodes.tsv"]
        sif = [line.split("\t") for line in archive.read("network.sif").decode().splitlines()]
        edges, nodes = (
            list(csv.DictReader(io.StringIO(archive.read(n).decode()), delimiter="\t", quoting=csv.QUOTE_NONE))
            for n in ("edges.tsv", "nodes.tsv")
        )
    assert len(sif) == len(lines) - 1
    assert [e["shared_name"] for e in edges] == [f"{a} ({relation}) {b}" for a, relation, b in sif]
    assert len({e["id"] for e in edges}) == len(edges)
    assert {x for a, _, b in sif for x in (a, b)} <= {n["id"] for n in nodes}


def test_a_study_on_both_sides_of_a_claim_stands_on_both_and_one_that_only_supposes_it_is_for_it():
    props = {
        "kind": "claim", "sign": 1, "reports": ("pubmed:1@", "pubmed:2@MONDO:1"),
        "studies": ("pubmed:1", "pubmed:2", "pubmed:3", "pubmed:4"), "against_studies": ("pubmed:2", "pubmed:3"),
    }  # fmt: skip
    nodes = tuple(NodeRow(f"HGNC:{i}", ("Gene", "Entity"), {"name": f"G{i}"}) for i in (1, 2))
    edges = (EdgeRow("INCREASES", "HGNC:1", "HGNC:2", "c", props),)
    with zipfile.ZipFile(
        io.BytesIO(written(Whole(lambda: nodes, lambda: edges, Manifest("b", "c", "s", "d")), "kgx"))
    ) as archive:
        told = json.loads(archive.read("edges.jsonl"))
    assert told["publications"] == ["PMID:1", "PMID:2", "PMID:4"]
    assert told["exomech_against"] == ["PMID:2", "PMID:3"]


def test_the_whole_graph_tells_the_same_sides_as_the_figures(rows, whole):
    bearing = {}
    for edge in rows[0].edges:
        if edge.type in {"SUPPORTS", "REFUTES", "FOUND_NO_EFFECT"}:
            bearing.setdefault((edge.target, edge.type == "SUPPORTS"), set()).add(edge.source)
    study = {n.id: (n.props["study"], n.props.get("retracted")) for n in rows[0].nodes if n.labels[0] == "Evidence"}
    sides = {k: {study[e][0].replace("pubmed:", "PMID:") for e in v if not study[e][1]} for k, v in bearing.items()}
    with zipfile.ZipFile(io.BytesIO(written(whole, "kgx"))) as archive:
        told = [json.loads(x) for x in archive.read("edges.jsonl").splitlines()]
    claims = [e for e in told if "exomech:claim-" in e["id"]]
    assert any(e["exomech_against"] for e in claims)
    for edge in claims:
        claim = edge["id"].rpartition("--")[2]
        assert set(edge["exomech_against"]) == sides.get((claim, False), set())
        assert set(edge["publications"]) == sides.get((claim, True), set())


def many(number: int) -> Whole:
    def edges() -> Iterator[EdgeRow]:
        for i in range(number):
            yield EdgeRow(
                "INCREASES", "HGNC:1", "HGNC:2", f"c{i}", {"kind": "claim", "sign": 1, "reports": ("pubmed:1@",)}
            )

    nodes = tuple(NodeRow(f"HGNC:{i}", ("Gene", "Entity"), {"name": f"G{i}"}) for i in (1, 2))
    return Whole(lambda: nodes, edges, Manifest("b", "c", "s", "d"))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_memory_is_flat(form, tmp_path: Path):
    peaks = []
    for number in (500, 3_000):
        with (tmp_path / form).open("wb") as out:
            tracemalloc.start()
            write_whole(many(number), form, out)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 120_000, "less than 50 bytes for each edge more: nothing is kept of it"
    assert form in STREAMS or form in {"tsv", "sif", "kgx"}
