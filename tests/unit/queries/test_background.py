"""Steps known beforehand in a study's chain: shown as such, with their own references, and graded by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.exports.bundle import bibtex
from graph.exports.captions import reference_text
from graph.projection import project
from loaders.assembling import assemble
from queries.answering import answer
from queries.catalogue import packaged
from queries.records import mechanism_record
from queries.subgraphs import subgraph_of_answer, subgraph_of_mechanism
from schema.corpus import Corpus
from schema.documents import BackgroundDocument, EntityDocument, PaperDocument, PathwayDocument
from tests.unit.schema.corpora import ENTITIES, TRAF6, item, study

NFKB = "GO:0007249 canonical NF-kappaB signal transduction"
NFKBIA = "HGNC:7797 NFKBIA"
STEP = "exomech:background-traf6-nfkbia"
CURATION = {"by": "t", "date": "2026-11-24", "status": "single"}
TOLD = "TRAF6 DECREASES NFKBIA (pubmed:9, reactome:R-HSA-9)"


def made(*, paper: bool = True) -> Corpus:
    """One study whose chain leads from vesicle over cargo and target to NF-κB, its third step known beforehand."""
    references = [{"id": i, "locator": "abstract", "statement": "It does."} for i in ("pubmed:9", "reactome:R-HSA-9")]
    background = BackgroundDocument.model_validate(
        {
            "background": STEP, "subject": TRAF6, "relation": "DECREASES", "object": NFKBIA, "aspect": "amount",
            "references": references, "curation": CURATION,
        }
    )  # fmt: skip
    readout = {"entity": NFKBIA, "aspect": "amount", "sign": "decrease", "reference": "pubmed:9"}
    pathway = PathwayDocument.model_validate({"pathway": NFKB, "readouts": [readout], "curation": CURATION})
    known = PaperDocument.model_validate(
        {
            "paper": "pubmed:9", "title": "What TRAF6 does", "first_author": "Known", "year": 1999,
            "journal": "Journal of Examples", "doi": "10.9999/9", "read_at": ["https://pubmed.ncbi.nlm.nih.gov/9/"],
        }
    )  # fmt: skip
    chain = {"start": "exo", "end": NFKB, "steps": ["carries", "target", STEP, "readout"], "net": "decrease"}
    user = study(1, item("carries", preparation="exo"), item("target"), mechanisms={"m": chain})
    entities = [
        EntityDocument(entity="GO:0007249", name="canonical NF-kappaB signal transduction", label="Pathway"),
        EntityDocument(entity="HGNC:7797", name="NFKBIA", label="Gene"),
    ]
    return assemble([*ENTITIES, *entities, background, pathway, user, *([known] if paper else [])])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("background") / "store") as opened:
        opened.replace(*project(made(), code_version="test"))
        yield opened


def rows(store: EmbeddedStore, name: str, **params: Any) -> list[dict[str, Any]]:
    return list(answer(store, packaged().get(name), params).rows)


def mechanism(store: EmbeddedStore) -> str:
    (row,) = rows(store, "mechanism-sign-check")
    return str(row["mechanism_id"])


def test_a_mechanism_tells_a_background_step_whole(store: EmbeddedStore) -> None:
    steps = mechanism_record(store, mechanism(store))["steps"]
    assert [s["kind"] for s in steps] == ["claim", "claim", "background", "pathway"]
    assert steps[2]["background"] == {
        "subject": "HGNC:12036", "subject_name": "TRAF6", "relation": "DECREASES", "object": "HGNC:7797",
        "object_name": "NFKBIA", "sign": "decrease", "aspect": "amount", "statement": "It does.",
        "references": ["pubmed:9", "reactome:R-HSA-9"],
    }  # fmt: skip
    assert not [s for s in steps if "background" in s and s["kind"] != "background"]


def test_the_sign_goes_through_a_background_step_and_the_readout_behind_it(store: EmbeddedStore) -> None:
    (row,) = rows(store, "mechanism-sign-check")
    assert (row["declared"], row["computed"], row["n_steps"]) == ("decrease", "decrease", 4)
    assert row["background"] == [TOLD]


def test_an_explanation_marks_what_was_known_beforehand_and_grades_claims_alone(store: EmbeddedStore) -> None:
    (row,) = rows(store, "explain-effect", effect="GO:0007249")
    assert row["chain"][-2:] == ["NFKBIA", "canonical NF-kappaB signal transduction"]
    assert (row["tier"], row["net"], row["length"]) == ("reported", "decrease", 4)
    assert row["background"] == [TOLD, "NFKBIA READOUT_OF canonical NF-kappaB signal transduction (pubmed:9)"]
    assert row["steps"][2] == STEP
    assert row["grades"] == ["weak", "weak"]
    assert len(row["claims"]) == len(row["statements"]) == 2


def test_what_was_not_measured_is_named(store: EmbeddedStore) -> None:
    told = {
        r["step"]: (r["step_name"], r["basis"]) for r in rows(store, "unmeasured-steps", mechanism=mechanism(store))
    }
    assert told == {
        3: ("TRAF6 DECREASES NFKBIA", "background"),
        4: ("NFKBIA READOUT_OF canonical NF-kappaB signal transduction", "background"),
    }


@pytest.mark.parametrize("of", ["mechanism", "answer"])
def test_a_figure_draws_the_step_as_background_with_its_references(of: str, store: EmbeddedStore) -> None:
    if of == "mechanism":
        whole = subgraph_of_mechanism(store, mechanism(store))
    else:
        whole = subgraph_of_answer(store, answer(store, packaged().get("explain-effect"), {"effect": "GO:0007249"}))
    kinds = {(e.source, e.target): e.kind for e in whole.edges}
    assert kinds["HGNC:12036", "HGNC:7797"] == "background"
    assert kinds["HGNC:7797", "GO:0007249"] == "membership"
    (step,) = [e for e in whole.edges if e.kind == "background"]
    assert (step.grade, step.basis, step.supporting, step.dashed) == ("", "background", (), True)
    named = {r.id: r for r in whole.references if r.id in step.references}
    assert reference_text(named["pubmed:9"]) == "Known 1999. What TRAF6 does. Journal of Examples. doi:10.9999/9"
    assert "author = {Known and others}" in bibtex(named["pubmed:9"])
    assert reference_text(named["reactome:R-HSA-9"]) == "reactome:R-HSA-9"


def test_a_paper_that_nobody_described_stays_a_bare_identifier(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store") as opened:
        opened.replace(*project(made(paper=False), code_version="test"))
        (known, *_) = [r for r in subgraph_of_mechanism(opened, mechanism(opened)).references if r.id == "pubmed:9"]
    assert reference_text(replace(known, number=1)) == "PMID 9"
