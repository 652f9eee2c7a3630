"""Every network file is read back by a program that we did not write: same nodes, same edges, same signs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter

import ndex2.cx2
import networkx as nx
import pygraphviz
import pyld.jsonld
import pytest

from api.formats.networks import FILES, NETWORK_FORMS
from graph.exports import bel, captions, kgx, mermaid
from graph.exports.adjacency import to_adjacency
from graph.exports.bundle import methods, to_bundle
from graph.exports.cx2 import to_cx2
from graph.exports.cyjs import to_cyjs
from graph.exports.cypher import to_cypher
from graph.exports.dot import to_dot
from graph.exports.gexf import to_gexf
from graph.exports.graphml import to_graphml
from graph.exports.jsonld import VOCABULARY, iri, to_jsonld
from graph.exports.sbgn import to_sbgn
from graph.exports.sif import to_sif
from graph.exports.subgraph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Edge, Node, Subgraph
from queries.subgraphs import SUBGRAPHS


def ends(subgraph: Subgraph) -> Counter[tuple[str, str, int]]:
    return Counter((e.source, e.target, e.sign or 0) for e in subgraph.edges)


def ids(subgraph: Subgraph) -> set[str]:
    return {n.id for n in subgraph.nodes}


def test_the_sample_has_something_of_everything(broad):
    assert {e.kind for e in broad.edges} == {"claim", "membership", "structure", "context"}
    assert {e.sign for e in broad.edges} >= {1, -1, None}


def test_graphml_by_networkx(broad):
    read = nx.read_graphml(io.BytesIO(to_graphml(broad)), force_multigraph=True)
    assert set(read.nodes) == ids(broad)
    assert Counter((a, b, d["sign"]) for a, b, d in read.edges(data=True)) == ends(broad)
    by_id = {k: d for _, _, k, d in read.edges(keys=True, data=True)}
    for edge in broad.edges:
        told = by_id[edge.id]
        assert told["grade"] == edge.grade
        assert told["supporting"] == "|".join(edge.supporting)
        assert told["contradicted"] is edge.contradicted
        assert set(told) >= EDGE_ATTRIBUTES.keys()
    assert all(set(d) >= NODE_ATTRIBUTES.keys() for _, d in read.nodes(data=True))


def test_gexf_by_networkx(broad):
    read = nx.read_gexf(io.BytesIO(to_gexf(broad)))
    assert set(read.nodes) == ids(broad)
    assert Counter((a, b, d["sign"]) for a, b, d in read.edges(data=True)) == ends(broad)


def test_cx2_by_ndex2(broad):
    network = ndex2.cx2.RawCX2NetworkFactory().get_cx2network(json.loads(to_cx2(broad)))
    names = {n["id"]: n["v"]["represents"] for n in network.get_nodes().values()}
    assert set(names.values()) == ids(broad)
    found = Counter((names[e["s"]], names[e["t"]], int(e["v"]["sign"])) for e in network.get_edges().values())
    assert found == ends(broad)
    assert network.get_visual_properties()["nodeMapping"]["NODE_BACKGROUND_COLOR"]["type"] == "DISCRETE"
    heads = {e["v"]["head"] for e in network.get_edges().values() if e["v"]["sign"] == -1}
    assert heads == {"tee"}


def test_cytoscape_js_by_networkx(broad):
    data = json.loads(to_cyjs(broad))
    read = nx.cytoscape_graph(data)
    assert read.is_directed()
    assert read.is_multigraph()
    assert set(read.nodes) == ids(broad)
    assert {d["name"] for _, d in read.nodes(data=True)} == {n.name for n in broad.nodes}
    assert Counter((a, b, d["sign"]) for a, b, d in read.edges(data=True)) == ends(broad)
    assert {key for *_, key in read.edges(keys=True)} == {e.id for e in broad.edges}
    assert {s["selector"] for s in data["style"]} >= {"node", "edge", 'node[label = "MiRNA"]'}


def test_dot_by_graphviz(broad):
    read = pygraphviz.AGraph(to_dot(broad).decode())
    assert {str(n) for n in read.nodes()} == ids(broad)
    edges = [read.get_edge(a, b, key) for a, b, key in read.edges(keys=True)]
    assert Counter((str(e[0]), str(e[1]), int(e.attr["sign"])) for e in edges) == ends(broad)
    assert {e.attr["arrowhead"] for e in edges if e.attr["sign"] == "-1"} == {"tee"}


def test_json_ld_by_pyld(broad):
    expanded = pyld.jsonld.expand(json.loads(to_jsonld(broad)))
    things = {x["@id"]: x for x in expanded if "@id" in x}
    assert {iri(n) for n in ids(broad)} <= things.keys()
    steps = [x for x in expanded if VOCABULARY + "Step" in x.get("@type", [])]
    found = Counter(
        (s[VOCABULARY + "subject"][0]["@id"], s[VOCABULARY + "object"][0]["@id"], s[VOCABULARY + "sign"][0]["@value"])
        for s in steps
    )
    assert found == Counter((iri(a), iri(b), s) for (a, b, s), n in ends(broad).items() for _ in range(n))
    assert "@id" in next(s[VOCABULARY + "supporting"][0] for s in steps if s.get(VOCABULARY + "supporting"))


def test_sbgn_by_libsbgn(broad, tmp_path):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from libsbgnpy import read_sbgn_from_file

    file = tmp_path / "map.sbgn"
    file.write_bytes(to_sbgn(broad))
    chart = read_sbgn_from_file(file).map[0]
    assert [g.id for g in chart.glyph] == [f"g{i}" for i in range(len(broad.nodes))]
    names = {f"g{i}": n.id for i, n in enumerate(broad.nodes)}
    signs = {"positive influence": 1, "negative influence": -1, "unknown influence": 0}
    found = Counter((names[a.source], names[a.target], signs[a.class_value.value]) for a in chart.arc)
    assert found == ends(broad)


def test_sif_and_its_tables(broad):
    with zipfile.ZipFile(io.BytesIO(to_sif(broad))) as archive:
        lines = [line.split("\t") for line in archive.read("network.sif").decode().splitlines()]
        edges = list(
            csv.DictReader(io.StringIO(archive.read("edges.tsv").decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
        )
        nodes = list(
            csv.DictReader(io.StringIO(archive.read("nodes.tsv").decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
        )
    assert Counter((a, b) for a, _, b in lines) == Counter((e.source, e.target) for e in broad.edges)
    assert Counter((e["source"], e["target"], int(e["sign"])) for e in edges) == ends(broad)
    assert {n["id"] for n in nodes} == ids(broad)
    assert {e["shared_name"] for e in edges} == {f"{a} ({r}) {b}" for a, r, b in lines}


def test_adjacency_sums_signs(broad):
    table = list(csv.reader(io.StringIO(to_adjacency(broad).decode())))
    assert set(table[0][1:]) == ids(broad)
    cells = {
        (row[0], column): v for row in table[1:] for column, v in zip(table[0][1:], row[1:], strict=True) if v != ""
    }
    sums: dict[tuple[str, str], int] = {}
    for edge in broad.edges:
        sums[edge.source, edge.target] = sums.get((edge.source, edge.target), 0) + (edge.sign or 0)
    assert {k: int(v) for k, v in cells.items()} == sums


def test_kgx_tables_lines_and_losses(broad):
    with zipfile.ZipFile(io.BytesIO(kgx.to_kgx(broad))) as archive:
        edges = list(
            csv.DictReader(io.StringIO(archive.read("edges.tsv").decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
        )
        nodes = [json.loads(line) for line in archive.read("nodes.jsonl").splitlines()]
        lines = [json.loads(line) for line in archive.read("edges.jsonl").splitlines()]
        losses = json.loads(archive.read("loss.json"))
    assert {n["exomech_id"] for n in nodes} == ids(broad)
    assert all(n["category"][0].startswith("biolink:") for n in nodes)
    assert Counter((e["subject"], e["object"], e["predicate"]) for e in edges) == Counter(
        (e["subject"], e["object"], e["predicate"]) for e in lines
    )
    assert len(edges) == len(broad.edges) == losses["edges"]
    directions = {1: "increased", -1: "decreased"}
    for edge, told in zip(broad.edges, lines, strict=True):
        if told["predicate"] == "biolink:affects":
            assert told["object_direction_qualifier"] == directions.get(edge.sign or 0, "")
        assert told["exomech_sign"] == ("" if edge.sign is None else edge.sign)
        assert (told["exomech_grade"], told["exomech_contradicted"]) == (edge.grade, edge.contradicted)


@pytest.mark.parametrize(("sign", "word"), [(1, "positively"), (-1, "negatively")])
def test_kgx_and_words_tell_the_sign_of_a_readout(sign, word):
    ends = Node("HGNC:1", "HGNC:1", "Gene"), Node("GO:1", "GO:1", "Pathway")
    readout = Edge("r", "HGNC:1", "GO:1", "READOUT_OF", "membership", sign)
    member = Edge("m", "HGNC:1", "GO:1", "MEMBER_OF", "membership", -1)
    doubted = Edge("d", "HGNC:1", "GO:1", "INCREASES", "claim", 1, against=("pubmed:1",))
    whole = Subgraph(ends, (readout, member, doubted), (), {"title": "t", "build": "b", "data_version": "d"})
    with zipfile.ZipFile(io.BytesIO(kgx.to_kgx(whole))) as archive:
        first = json.loads(archive.read("edges.jsonl").splitlines()[0])
        losses = json.loads(archive.read("loss.json"))
    assert first["predicate"] == f"biolink:{word}_correlated_with"
    assert losses["edges_whose_direction_is_lost"] == ["m"]
    assert losses["claims_with_studies_against_only"] == ["d"]
    told = "HGNC:1 reads out GO:1" + (" negatively" if sign < 0 else "")
    assert captions.in_words(readout, whole) == f"{told} (background knowledge)"


def test_bel_has_one_statement_a_reference(broad):
    text = bel.to_bel(broad).decode()
    nodes = {n.id: n for n in broad.nodes}
    for edge in broad.edges:
        statement = f"{bel.term(nodes[edge.source])} {bel.relation(edge)} {bel.term(nodes[edge.target], edge.aspect)}"
        assert text.count(statement + "\n") >= max(len(edge.supporting) + len(edge.references), 1)
        if edge.sign in (1, -1) and edge.relation not in bel._WORDS:
            assert bel.relation(edge) == {1: "increases", -1: "decreases"}[edge.sign]
    assert text.count("SET Citation") == text.count("UNSET ALL")
    assert text.count('"') % 2 == text.count('\\"') % 2


def test_bel_cites_papers_or_what_exomech_itself_holds_and_states_nothing_that_no_study_supports(broad):
    cited = re.findall(r'SET Citation = \{"([^"]+)", "([^"]+)"\}', bel.to_bel(broad).decode())
    papers = {r.id.partition(":")[2] for r in broad.references}
    own = {n.id for n in broad.nodes if n.label == "Vesicle"} | {e.id for e in broad.edges}
    assert {local for kind, local in cited if kind != "Other"} <= papers
    assert {local for kind, local in cited if kind == "Other"} <= own
    assert {e.target for e in broad.edges if e.kind == "structure"} <= {local for _, local in cited}
    doubted = Edge("d", "HGNC:1", "GO:1", "INCREASES", "claim", 1, against=("pubmed:1",))
    ends = Node("HGNC:1", "HGNC:1", "Gene"), Node("GO:1", "GO:1", "Pathway")
    text = bel.to_bel(Subgraph(ends, (doubted,), (), broad.meta)).decode()
    assert "SET Citation" not in text
    assert "# no study supports: " in text
    assert "# against: pubmed:1\n" in text


def test_mermaid_tells_signs_by_its_heads(broad):
    text = mermaid.to_mermaid(broad).decode()
    arrows = [line for line in text.splitlines() if "|" in line and not line.lstrip().startswith("%%")]
    assert len(arrows) == len(broad.edges)
    heads = {1: ">", -1: "x"}
    for edge, line in zip(broad.edges, arrows, strict=True):
        assert line.split("|")[0].endswith(heads.get(edge.sign or 0, "o"))


def test_cypher_makes_the_graph_once(broad):
    text = to_cypher(broad).decode()
    statements = [line for line in text.splitlines() if not line.startswith("//")]
    assert len(statements) == len(broad.nodes) + len(broad.edges)
    assert all(s.endswith(";") for s in statements)
    assert all("MERGE" in s for s in statements)
    assert sum(f"-[r:{e.relation} " in s for e in broad.edges for s in statements if f"'{e.id}'" in s) == len(
        broad.edges
    )


def test_the_bundle_has_the_references_of_its_figure(flagship):
    with zipfile.ZipFile(io.BytesIO(to_bundle(flagship))) as archive:
        assert set(archive.namelist()) == {
            "figure.svg", "figure.pdf", "figure.png", "legend.txt", "references.bib", "references.csv",
            "methods.txt", "query.json", "subgraph.json", "LICENSE.txt",
        }  # fmt: skip
        bib = archive.read("references.bib").decode()
        rows = list(csv.DictReader(io.StringIO(archive.read("references.csv").decode())))
        query = json.loads(archive.read("query.json"))
        subgraph = json.loads(archive.read("subgraph.json"))
        sentence = archive.read("methods.txt").decode()
        assert {i.date_time[:3] for i in archive.infolist()} == {(2000, 1, 1)}
    assert [int(r["number"]) for r in rows] == [r.number for r in flagship.references]
    assert bib.count("@") == len(rows)
    assert rows
    assert all(r["pmid"] == r["id"].removeprefix("pubmed:") and f"  pmid = {{{r['pmid']}}}" in bib for r in rows)
    assert query["params"]["pathway"] == "GO:0007249"
    assert query["build"] in sentence
    assert [e["id"] for e in subgraph["edges"]] == [e.id for e in flagship.edges]
    assert any(e["evidence"] for e in subgraph["edges"])


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("claim", "MATCH (x:Claim) RETURN x.id AS id ORDER BY id LIMIT 1", "shows the claim "),
        ("mechanism", "MATCH (x:Mechanism) RETURN x.id AS id ORDER BY id LIMIT 1", "shows the steps of the mechanism "),
        ("study", "MATCH (x:Study) RETURN x.id AS id ORDER BY id LIMIT 1", "shows the claims of the study "),
        ("entity", "MATCH (:Claim)-[:HAS_OBJECT]->(x:Gene) RETURN x.id AS id ORDER BY id LIMIT 1", "the claims about "),
    ],
)
def test_the_methods_sentence_of_a_record_names_the_record_and_no_query(reader, kind, text, words):
    identifier = reader.read(text, {})[0]["id"]
    subgraph = SUBGRAPHS[kind](reader, identifier)
    told = methods(subgraph, subgraph)
    assert words in told
    assert f"({identifier}) in the ExoMech knowledge graph (build {subgraph.meta['build']}" in told
    assert "query" not in told
    assert "1 steps" not in told


@pytest.mark.parametrize("name", NETWORK_FORMS)
def test_same_subgraph_same_bytes(broad, name):
    form = NETWORK_FORMS[name]
    assert form.draw(broad, "double") == form.draw(broad, "double") != b""


@pytest.mark.parametrize("name", FILES)
def test_an_empty_subgraph_is_a_valid_file(broad, name):
    empty = Subgraph((), (), (), broad.meta)
    assert NETWORK_FORMS[name].draw(empty, "double")
