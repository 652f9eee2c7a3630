"""A withdrawn record is in no answer that does not ask for it, a disputed one in all of them, with a warning."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from api.wording import references
from graph.backends.embedded import EmbeddedStore
from loaders.assembling import assemble
from loaders.building import build
from loaders.checking import check
from loaders.releases import release_table
from queries.answering import answer
from queries.catalogue import packaged
from queries.definitions import Caution
from queries.records import claim_record, entity_card, study_record
from queries.subgraphs import subgraph_of_claim
from tests.golden.cargo import CEDAR
from tests.golden.cases import Gold
from tests.golden.evidence import ALDER
from tests.golden.test_gold import GOLD
from tests.stores import TINY

NOTICE = "notices:\n  - {kind: retraction, id: pubmed:900000093, year: 2021, reason: images used twice}\n"
CHAINS = "mirnas-on-pathway"
NFKB = {"pathway": "NF-kB", "disease": "IBD"}
LONG = 60.0
"""Seconds for an answer: the first of a store plans its text, which a busy machine feels."""
FALLEN = "exomech:claim-8100abc4d513"
"""The claim that Cedar alone supports."""


@pytest.fixture(scope="module")
def curation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus, with the one retracted study withdrawn instead, and another disputed."""
    root = tmp_path_factory.mktemp("states") / "curation"
    shutil.copytree(TINY, root)
    for study, state, notice in ((CEDAR, "withdrawn", NOTICE), (ALDER, "disputed", "")):
        file = root / "studies" / f"{study.replace(':', '_')}.yaml"
        text = file.read_text("utf-8")
        assert notice in text
        assert "status: single" in text
        file.write_text(text.replace(notice, "").replace("status: single", f"status: {state}"), "utf-8")
    return root


@pytest.fixture(scope="module")
def store(curation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("states") / "store") as opened:
        build(curation, opened)
        yield opened


def warned(store: EmbeddedStore, query: str, params: dict[str, Any]) -> dict[str, Caution]:
    return {w.code: w for w in answer(store, packaged().get(query), params, timeout_s=LONG).meta.warnings}


@pytest.mark.parametrize("gold", [g for g in GOLD if g.query != "changes-since"], ids=lambda g: g.query)
def test_answers_are_those_of_a_corpus_in_which_the_study_is_retracted(gold: Gold, store: EmbeddedStore) -> None:
    found = answer(store, packaged().get(gold.query), gold.params | {"limit": 1000}, timeout_s=LONG)
    assert [tuple(row[c] for c in gold.columns) for row in found.rows] == list(gold.rows)


@pytest.mark.parametrize("gold", [g for g in GOLD if "include_retracted" in g.absent[3]], ids=lambda g: g.query)
def test_the_filter_that_shows_retracted_studies_shows_withdrawn_ones_and_says_so(
    gold: Gold, store: EmbeddedStore
) -> None:
    params, column, value, lure = gold.absent
    asked = {**params, "limit": 1000}

    def held(given: dict[str, Any]) -> list[Any]:
        rows = answer(store, packaged().get(gold.query), given, timeout_s=LONG).rows
        return [c for c in (row[column] for row in rows) if (value in c if isinstance(c, list) else value == c)]

    assert not held(asked)
    assert "withdrawn" not in warned(store, gold.query, asked)
    assert held({**asked, **lure})
    assert CEDAR in warned(store, gold.query, {**asked, **lure})["withdrawn"].message


def test_changes_tell_a_withdrawn_claim_from_a_retracted_one(store: EmbeddedStore, curation: Path) -> None:
    query = packaged().get("changes-since")
    found = answer(store, query, {"release": "0.1", "change": ["withdrawn", "retracted"]}).rows
    assert [(r["claim_name"], r["change"], r["reason"]) for r in found] == [
        (
            "UC-MSC vesicles CARRIES hsa-miR-21-5p (amount)",
            "withdrawn",
            "all of its support is retracted, or of records that their curators withdrew",
        )
    ]
    table = release_table(assemble(check(curation=curation).documents))
    assert f"{FALLEN}\t-\tunsupported\twithdrawn\thsa-miR-21-5p TARGETS IRAK1 (amount)" in table.splitlines()
    added = answer(store, query, {"release": "empty", "limit": 1000}).rows
    (reason,) = [r["reason"] for r in added if r["claim_id"] == FALLEN]
    assert reason.endswith("records that their curators withdrew already")


def test_a_disputed_record_stays_and_its_rows_are_counted(store: EmbeddedStore, tiny: EmbeddedStore) -> None:
    found = answer(store, packaged().get(CHAINS), NFKB)
    of_alder = [row for row in found.rows if ALDER in row["studies"]]
    caution = {w.code: w for w in found.meta.warnings}["disputed"]
    assert caution.message == (
        f"{len(of_alder)} of {len(found.rows)} rows rest on a record in dispute: "
        f"its readers do not agree on what the paper says ({ALDER})"
    )
    assert set(caution.claims) == {c for row in of_alder for c in row["claims"]}
    assert len(of_alder) > 0
    assert "disputed" not in warned(tiny, CHAINS, NFKB)
    assert "disputed" not in warned(store, "cargo-of-source", {"msc_source": "CL:0002569"})


def test_evidence_tells_the_state_of_its_study(store: EmbeddedStore) -> None:
    query = packaged().get("evidence-of-claim")
    (row,) = answer(store, query, {"claim": FALLEN, "include_retracted": True}).rows
    assert (row["study_id"], row["retracted"], row["status"]) == (CEDAR, False, "withdrawn")


def test_records_open_by_their_id_and_say_that_they_are_withdrawn(store: EmbeddedStore) -> None:
    study, claim = study_record(store, CEDAR), claim_record(store, FALLEN)
    assert (study["status"], study["retracted"], study["set_aside"]) == ("withdrawn", False, True)
    assert (claim["withdrawn"], claim["retracted"], claim["set_aside"]) == (True, False, True)
    assert [e["set_aside"] for e in claim["evidence"]] == [True]
    assert entity_card(store, "miR-21-5p")["claims_out"] == []
    assert len(entity_card(store, "miR-21-5p", include_retracted=True)["claims_out"]) == 1
    drawn = subgraph_of_claim(store, FALLEN)
    assert [(e.retracted, e.withdrawn) for e in drawn.edges] == [(False, True)]
    assert [(r.status, r.retracted, r.set_aside) for r in drawn.references] == [("withdrawn", False, True)]
    (line,) = references(store, [CEDAR])
    assert line.endswith("[record withdrawn]")
    assert "RETRACTED" not in line


def test_the_page_of_a_record_warns_of_its_state(store: EmbeddedStore, tmp_path: Path) -> None:
    client = TestClient(create_app(store, packaged(), load_settings(store=str(tmp_path))))

    def told(address: str) -> list[str]:
        return [w["message"] for w in client.get(address).json()["meta"]["warnings"]]

    withdrawn = f"the record of {CEDAR} is withdrawn by its curators"
    assert told(f"/v1/studies/{CEDAR}") == [withdrawn]
    assert told(f"/v1/claims/{FALLEN}") == [withdrawn]
    (mechanism,) = study_record(store, ALDER)["mechanisms"]
    dispute = f"the record of {ALDER} is in dispute: its readers do not agree on what the paper says"
    assert told(f"/v1/mechanisms/{mechanism['id']}") == [dispute]
    assert told("/v1/studies/pubmed:900000002") == []
    assert "RECORD WITHDRAWN" in client.get(f"/v1/studies/{CEDAR}?format=svg").text
