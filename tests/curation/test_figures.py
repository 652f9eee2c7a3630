"""Every question's example on the real curation, and records of every kind, as SVG, PDF and PNG of every width."""

from __future__ import annotations

import struct
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest

from graph.backends.embedded import EmbeddedStore
from graph.exports import captions
from graph.exports.drawing import draw, drawn_part, kind_of, picture
from graph.exports.figure import MOST_EDGES
from graph.exports.merging import merged
from graph.exports.pdf import to_pdf
from graph.exports.png import to_png
from graph.exports.subgraph import Subgraph
from graph.exports.svg import to_svg
from queries.answering import answer
from queries.catalogue import packaged
from queries.subgraphs import SUBGRAPHS, subgraph_of_answer
from tests.drawings import faults, groups_of, references_on_edges

SVG = "{http://www.w3.org/2000/svg}"
RECORDS = {
    "entity": "MATCH (c:Claim)-[:HAS_OBJECT]->(x:Entity) RETURN x.id AS id, count(c) AS n ORDER BY n DESC, id LIMIT 3",
    "mechanism": "MATCH (x:Mechanism)-[s:HAS_STEP]->() RETURN x.id AS id, count(s) AS n ORDER BY n DESC, id LIMIT 3",
    "claim": "MATCH (x:Claim)-[s:CONTRADICTS]->() RETURN x.id AS id, count(s) AS n ORDER BY n DESC, id LIMIT 3",
    "study": "MATCH (x:Study)<-[s:REPORTED_IN]-(:Evidence) RETURN x.id AS id, count(s) AS n ORDER BY n DESC, id LIMIT 3",
}


def first(store: EmbeddedStore, label: str) -> str:
    return str(store.read(f"MATCH (x:{label}) RETURN x.id AS id ORDER BY id LIMIT 1", {})[0]["id"])


ASKED: dict[tuple[int, str, str], Subgraph] = {}
"""Examples that were asked already, by store and question: several tests look at the same."""


def example(store: EmbeddedStore, name: str, **given: Any) -> Subgraph:
    key = (id(store), name, repr(given))
    if key not in ASKED:
        query = packaged().get(name)
        values = {p.name: p.example for p in query.params if p.required}
        for param in query.params:
            label = {"claim": "Claim", "study": "Study", "mechanism": "Mechanism"}.get(param.type)
            if label and param.required:
                values[param.name] = first(store, label)
        ASKED[key] = subgraph_of_answer(store, answer(store, query, values | given, timeout_s=60))
    return ASKED[key]


def check(subgraph: Subgraph, width: str) -> None:
    scene, part = picture(subgraph, width)
    page = captions.SIZES[width]
    assert faults(scene) == []
    assert scene.width == page.width
    # One step or row is drawn however many references it has.
    assert scene.height <= page.height or len(part.edges) == 1 or len(groups_of(scene, "row-")) == 1
    tree = ElementTree.fromstring(to_svg(scene))
    assert tree.find(f"{SVG}title").text
    assert tree.find(f"{SVG}desc").text
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    texts = {t.text for t in scene.texts()}
    assert {f"{r.number}." for r in part.references} <= texts
    on_edges = references_on_edges(scene)
    assert all(on_edges.get(captions.safe(e.id), set()) == set().union(*part.numbers_of(e)) for e in part.edges)
    if kind_of(subgraph) == "figure":
        shown = [e.get("id") for e in tree.iter() if (e.get("class") or "").startswith("node")]
        assert len(shown) == len(part.nodes)
        assert 0 < len(part.edges) <= MOST_EDGES
        if len(part.edges) < len(merged(subgraph).edges):
            assert f"{len(part.edges)} of {len(merged(subgraph).edges)} steps are drawn" in " ".join(t.text for t in scene.texts())
    document = pypdfium2.PdfDocument(to_pdf(scene))
    assert document[0].get_size() == pytest.approx((scene.width, scene.height), abs=0.02)
    document.close()


@pytest.mark.parametrize("name", [q.name for q in packaged().queries])
def test_every_question_has_a_valid_picture(store: EmbeddedStore, name: str) -> None:
    subgraph = example(store, name)
    for width in captions.SIZES:
        check(subgraph, width)
    # Painted at a quarter of the dots, one in sixteen: what is painted is the same. 300 an inch: tests/unit/exports.
    scene = draw(subgraph, "double")
    wide, high = struct.unpack(">II", to_png(scene, dpi=75)[16:24])
    assert (wide, high) == pytest.approx((scene.width / 72 * 75, scene.height / 72 * 75), abs=1)


@pytest.mark.parametrize("kind", RECORDS)
def test_records_have_valid_pictures(store: EmbeddedStore, kind: str) -> None:
    for row in store.read(RECORDS[kind], {}):
        subgraph = SUBGRAPHS[kind](store, str(row["id"]))
        assert subgraph.edges
        for width in captions.SIZES:
            check(subgraph, width)


def test_usual_answers_are_drawn_whole_at_double_width(store: EmbeddedStore) -> None:
    asked = ("bridge", "cytokine-changes", "cargo-on-target", "effects-of-cargo", "explain-effect", "subgraph")
    found = [merged(example(store, name)) for name in asked]
    assert max(len(s.edges) for s in found) > 20
    assert [len(drawn_part(s, "double").edges) for s in found] == [len(s.edges) for s in found]
    flagship = example(store, "mirnas-on-pathway")
    assert len(drawn_part(flagship, "double").edges) > MOST_EDGES / 2


def test_the_flagship_names_every_thing_of_its_answer(store: EmbeddedStore) -> None:
    subgraph = example(store, "mirnas-on-pathway", disease="MONDO:0005265")
    texts = [t.text for t in draw(subgraph).texts()]
    joined = " ".join(texts).replace("- ", "-")
    for node in subgraph.nodes:
        assert "".join(node.caption.split()) in "".join(joined.split()), node.caption
    assert {"Donor cell", "Vesicle", "Recipient cell"} <= set(texts)
    for reference in subgraph.references:
        assert (reference.doi or reference.id.partition(":")[2]) in "".join(joined.split())


def test_chains_that_no_study_shows_are_dashed_and_steps_that_each_study_shows_are_not(store: EmbeddedStore) -> None:
    for name in ("hypotheses", "bridge"):
        subgraph = example(store, name)
        claims = [e for e in subgraph.edges if e.kind == "claim"]
        assert claims
        assert {e.tier for e in claims} == {"assembled"}
        assert all(e.dashed for e in claims)
        legend = {g.title for group in draw(subgraph).groups if group.name == "legend" for g in group.groups}
        assert any(title.startswith("dashed: ") and title.endswith("steps of several studies") for title in legend)
    assert not any(e.dashed for e in example(store, "shared-mechanisms").edges if e.kind == "claim")
