"""The subgraph behind an answer: its claims, the other steps of its chains, where they come from, what they rest on."""

from __future__ import annotations

import pytest

from graph.exports import captions
from graph.exports.subgraph import Edge
from queries.answering import answer
from queries.catalogue import packaged
from queries.subgraphs import (
    _in_one_study,
    subgraph_of_answer,
    subgraph_of_claim,
    subgraph_of_entity,
    subgraph_of_mechanism,
)
from schema.errors import UnknownEntity, UnknownRecord


def flagship(store, **more):
    found = answer(store, packaged().get("mirnas-on-pathway"), {"pathway": "NF-kB", **more}, timeout_s=30)
    return found, subgraph_of_answer(store, found)


def test_every_step_of_every_chain_is_an_edge_with_its_sign(store):
    found, subgraph = flagship(store)
    edges = {(e.source, e.target, e.relation, e.sign) for e in subgraph.edges}
    assert found.rows
    for row in found.rows:
        signs = [{"increase": 1, "decrease": -1}[sign] for sign in row["signs"]]
        steps = zip(row["chain_ids"][:-1], row["chain_ids"][1:], row["relations"], signs, strict=True)
        assert set(steps) <= edges


def test_claims_carry_what_they_rest_on(store):
    found, subgraph = flagship(store)
    claims = {e.id: e for e in subgraph.edges if e.kind == "claim"}
    assert claims.keys() == {c for row in found.rows for c in row["claims"]}
    numbered = {r.id for r in subgraph.references}
    for edge in claims.values():
        assert edge.grade
        assert edge.evidence
        assert set(edge.studies) == {e["study"] for e in edge.evidence} <= numbered
    assert [r.number for r in subgraph.references] == list(range(1, len(subgraph.references) + 1))


def test_vesicles_come_from_cells_and_chains_end_in_diseases(store):
    _, subgraph = flagship(store, disease="IBD")
    labels = {n.id: n.label for n in subgraph.nodes}
    for node in subgraph.nodes:
        if node.label == "Vesicle":
            assert [labels[e.source] for e in subgraph.edges if e.relation == "SECRETES" and e.target == node.id] == [
                "CellSource"
            ]
    contexts = [e for e in subgraph.edges if e.kind == "context"]
    assert contexts
    assert {labels[e.target] for e in contexts} == {"Disease"}
    assert {e.sign for e in contexts} == {None}


def test_a_link_is_of_one_study_where_that_study_supports_a_claim_of_each_pair():
    ab = Edge("1", "a", "b", "INCREASES", "claim", 1, supporting=("pubmed:1", "pubmed:2"))
    again = Edge("2", "b", "a", "INCREASES", "claim", 1, supporting=("pubmed:3",))
    bc = Edge("3", "b", "c", "INCREASES", "claim", 1, supporting=("pubmed:3",), against=("pubmed:1",))
    known = Edge("4", "c", "d", "INCREASES", "background", 1, references=("pubmed:3",))
    assert _in_one_study([ab, again, bc])
    assert not _in_one_study([ab, bc]), "a study against a step does not show it"
    assert not _in_one_study([ab, again, bc, known])
    assert not _in_one_study([])


def test_retracted_studies_stay_out_unless_asked_for(store):
    _, without = flagship(store)
    _, with_them = flagship(store, include_retracted="true")
    assert not any(r.retracted for r in without.references)
    assert {r.id for r in without.references} <= {r.id for r in with_them.references}


def test_the_title_says_what_was_meant(store):
    _, subgraph = flagship(store, disease="MONDO:0005265")
    assert subgraph.meta["title"] == "Which exosomal miRNAs act on NF-kB in inflammatory bowel disease?"
    assert subgraph.meta["params"]["disease"] == "MONDO:0005265"


def test_a_claim_comes_with_those_that_contradict_it(store):
    pairs = store.read("MATCH (a:Claim)-[x:CONTRADICTS]->(b:Claim) RETURN a.id AS a, b.id AS b ORDER BY a, b", {})
    for pair in pairs:
        subgraph = subgraph_of_claim(store, pair["a"])
        claims = {e.id: e for e in subgraph.edges if e.kind == "claim"}
        assert {pair["a"], pair["b"]} <= claims.keys()
        assert claims[pair["a"]].contradicted
    with pytest.raises(UnknownRecord):
        subgraph_of_claim(store, "exomech:claim-000000000000")


def test_every_mechanism_is_one_connected_chain(store):
    rows = store.read(
        "MATCH (m:Mechanism) RETURN m.id AS id, m.start AS a, m.end AS b, size(m.step_ids) AS n ORDER BY id", {}
    )
    assert rows
    for row in rows:
        subgraph = subgraph_of_mechanism(store, row["id"])
        reached, grown = {row["a"]}, True
        while grown:
            more = {e.target for e in subgraph.edges if e.source in reached} - reached
            reached |= more
            grown = bool(more)
        assert row["b"] in reached
        assert len([e for e in subgraph.edges if e.kind != "structure"]) >= row["n"]


RECORDS = {
    "claim": (subgraph_of_claim, "MATCH (x:Claim) RETURN x.id AS id ORDER BY id"),
    "mechanism": (subgraph_of_mechanism, "MATCH (x:Mechanism) RETURN x.id AS id ORDER BY id"),
    "entity": (subgraph_of_entity, "MATCH (:Claim)-[:HAS_OBJECT]->(x:Entity) RETURN DISTINCT x.id AS id ORDER BY id"),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_carry_warnings_on_their_claims_and_say_what_they_are(store, kind):
    read, text = RECORDS[kind]
    warned = 0
    for row in store.read(text, {})[:10]:
        subgraph = read(store, row["id"])
        claims = [e for e in subgraph.edges if e.kind == "claim"]
        single = [e for e in claims if len(e.supporting) == 1 and not e.retracted]
        told = subgraph.meta["warnings"]
        assert all(f" of {len(claims)} claims " in w for w in told if " claims " in w)
        warned += any("one laboratory" in w for w in told)
        assert not single or any("one laboratory" in w for w in told), "one study is one laboratory at most"
        assert any("only retracted support" in w for w in told) == any(e.retracted for e in claims)
        assert captions.origin(subgraph).startswith(f"ExoMech {kind} {row['id']}, build ")
        assert [n.rstrip(".") for n in captions.notes(subgraph)] == told
    assert warned


def test_an_entity_has_its_claims_on_both_sides(store):
    subgraph = subgraph_of_entity(store, "NF-kB")
    assert any(e.target == "GO:0007249" for e in subgraph.edges if e.kind == "claim")
    with pytest.raises(UnknownEntity):
        subgraph_of_entity(store, "no such thing at all")
