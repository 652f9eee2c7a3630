from __future__ import annotations

import pytest

from graph.store import GraphReader
from queries.answering import answer
from queries.catalogue import packaged
from queries.records import claim_record, entity_card, mechanism_record, study_record
from schema.corpus import ClaimKey
from schema.errors import UnknownEntity, UnknownRecord
from schema.words import Aspect

TARGET = ClaimKey.of("mirbase.mature:MIMAT0000449", "DECREASES", "HGNC:12036", Aspect.AMOUNT).id
EASED = ClaimKey.of("exomech:ev-CL0002540", "AMELIORATES", "MONDO:0005265", Aspect.SEVERITY).id


def test_an_entity_card_shows_names_neighbours_and_claims(store: GraphReader) -> None:
    card = entity_card(store, "NF-κB")
    assert (card["id"], card["label"], card["labels"]) == ("GO:0007249", "Pathway", ["Entity", "Pathway"])
    assert [(m["name"], m["relation"], m["sign"]) for m in card["members"]] == [
        ("TRAF6", "MEMBER_OF", "increase"),
        ("IRAK1", "MEMBER_OF", "increase"),
        ("RELA", "READOUT_OF", "increase"),
    ]
    assert [(c["subject_name"], c["relation"], c["object_name"]) for c in card["claims_in"]] == [
        ("BM-MSC vesicles", "DECREASES", "canonical NF-kappaB signal transduction")
    ]
    assert card["claims_out"] == []
    assert sum(card["counts_by_grade"]["claims_in"].values()) == 1
    assert "keys" not in card


def test_a_card_leaves_out_what_only_retracted_studies_support(store: GraphReader) -> None:
    assert entity_card(store, "miR-21-5p")["claims_out"] == []
    assert len(entity_card(store, "miR-21-5p", include_retracted=True)["claims_out"]) == 1


def test_a_disease_card_has_its_kinds_and_studies(store: GraphReader) -> None:
    card = entity_card(store, "IBD")
    assert [c["name"] for c in card["children"]] == ["Crohn disease", "ulcerative colitis"]
    assert [m["id"] for m in card["models"]] == ["exomech:model-dss-colitis"]
    assert [s["id"] for s in card["studies"]] == ["pubmed:900000002", "pubmed:900000003", "pubmed:900000006"]
    with pytest.raises(UnknownEntity):
        entity_card(store, "nothing of the kind")


def test_a_claim_comes_with_all_of_its_evidence(store: GraphReader) -> None:
    record = claim_record(store, TARGET)
    assert (record["subject"]["name"], record["object"]["name"], record["relation"]) == (
        "hsa-miR-146a-5p",
        "TRAF6",
        "TARGETS",
    )
    assert [(e["bearing"], e["study"]["id"]) for e in record["evidence"]] == [
        ("SUPPORTS", "pubmed:900000001"),
        ("SUPPORTS", "pubmed:900000007"),
    ]
    assert record["evidence"][0]["preparation"] is None
    assert record["evidence"][1]["preparation"]["loading"] == ["mirbase.mature:MIMAT0000449 by electroporation"]
    assert record["evidence"][1]["context"]["model"] == "exomech:model-lps-lung-injury"
    assert len(record["mechanisms"]) == 2
    assert record["sign"] == "decrease"


def test_a_contradicted_claim_says_so(store: GraphReader) -> None:
    record = claim_record(store, EASED.removeprefix("exomech:"))
    assert [(c["claim"], c["kind"]) for c in record["contradictions"]] == [(EASED, "null")]
    assert record["contradictions"][0]["differs_in"][0] == "priming"
    assert [e["bearing"] for e in record["evidence"]].count("FOUND_NO_EFFECT") == 1
    with pytest.raises(UnknownRecord):
        claim_record(store, "exomech:claim-none")


def test_a_study_comes_with_everything_it_reports(store: GraphReader) -> None:
    record = study_record(store, "900000001")
    sizes = {
        name: len(record[name])
        for name in ("indications", "preparations", "contexts", "claims", "evidence", "mechanisms")
    }
    assert sizes == {"indications": 1, "preparations": 2, "contexts": 2, "claims": 7, "evidence": 4, "mechanisms": 1}
    assert all(c["bearings"] == ["SUPPORTS"] for c in record["claims"])
    assert study_record(store, "Cedar 2018")["retracted"] is True


def test_a_mechanism_comes_with_its_steps_in_order(store: GraphReader) -> None:
    identifier = study_record(store, "900000001")["mechanisms"][0]["id"]
    record = mechanism_record(store, identifier)
    assert [(s["position"], s["kind"]) for s in record["steps"]] == [(1, "claim"), (2, "claim"), (3, "pathway")]
    assert [s["claim"]["relation"] for s in record["steps"] if "claim" in s] == ["CARRIES", "TARGETS"]
    assert (record["start"]["label"], record["end"]["id"], record["study"]["id"]) == (
        "Vesicle",
        "GO:0007249",
        "pubmed:900000001",
    )
    assert len(record["spanned_by"]) == 1
    assert (record["net"], [s["claim"]["sign"] for s in record["steps"][:2]]) == ("decrease", ["increase", "decrease"])


def test_the_evidence_of_a_claim_is_the_same_by_query_and_by_record(store: GraphReader) -> None:
    rows = answer(store, packaged().get("evidence-of-claim"), {"claim": TARGET}).rows
    assert {r["evidence_id"] for r in rows} == {e["id"] for e in claim_record(store, TARGET)["evidence"]}
