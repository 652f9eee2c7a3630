"""What was tested and not found, and what was found in another disease: one more study beside the tiny corpus."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.exports.symbols import NOT_FOUND, line_of, meaning
from loaders.building import build
from queries.answering import answer
from queries.catalogue import packaged
from queries.subgraphs import subgraph_of_answer
from tests.golden.cargo import HAZEL
from tests.stores import TINY

JUNIPER = "pubmed:900000020"
MIR, IL6, TLR4, TRAF6 = "mirbase.mature:MIMAT0000256", "HGNC:6018", "HGNC:11850", "HGNC:12036"
CLAIMS = f"""
  carries: {{subject: exo, relation: CARRIES, object: {MIR}}}
  eased: {{subject: exo, relation: AMELIORATES, object: MONDO:0005011}}
  il6: {{subject: exo, relation: DECREASES, object: {IL6}, aspect: amount}}
  mir_il6: {{subject: {MIR}, relation: DECREASES, object: {IL6}, aspect: amount}}
  mir_il6_active: {{subject: {MIR}, relation: DECREASES, object: {IL6}, aspect: activity}}
  mir_tlr4: {{subject: {MIR}, relation: DECREASES, object: {TLR4}, aspect: amount}}
  mir_traf6: {{subject: {MIR}, relation: INCREASES, object: {TRAF6}, aspect: amount}}
"""
OUTCOMES = {"carries": "support", "mir_il6": "support", "mir_il6_active": "support", "mir_tlr4": "refute"}
"""Of each claim of the study; the others were found without effect."""

HEAD = f"""study: {JUNIPER}
doi: 10.5555/tiny.juniper
title: A fictive study by Juniper
first_author: Juniper
type: primary
read: full_text
year: 2023
journal: Journal of Invented Results
groups: [Juniper laboratory]
indications: [MONDO:0005011]
curation: {{by: tiny, date: "2026-11-01", status: single}}

preparations:
  exo: {{product: ev, source: CL:0000134, species: NCBITaxon:9606, reported_as: exosomes}}

contexts:
  colon: {{system: in_vivo, species: NCBITaxon:10090, model: exomech:model-dss-colitis, comparator: vehicle}}

claims:{CLAIMS}
evidence:
"""


def item(claim: str) -> str:
    outcome = OUTCOMES.get(claim, "null")
    tested = f"    direction_tested: {'up' if claim == 'mir_traf6' else 'down'}\n" if outcome == "null" else ""
    used = "    preparation: exo\n    mode: [vesicle]\n    design: [treatment]\n"
    if claim == "carries":
        used = "    preparation: exo\n    design: [quantification]\n"
    elif claim.startswith("mir"):
        used = "    design: [perturbation]\n"
        used += f"    perturbed:\n      - {{entity: {MIR}, change: gain, at: recipient, by: mimic}}\n"
    return (
        f'  of_{claim}:\n    claims: [{claim}]\n    basis: measured\n    outcome: "{outcome}"\n{tested}{used}'
        f"    context: colon\n    locator: figure 1\n    statement: Told of {claim}.\n"
    )


@contextmanager
def beside_tiny(directory: Path, study: str) -> Iterator[EmbeddedStore]:
    """The graph of the tiny corpus with one more study."""
    shutil.copytree(TINY, directory / "curation")
    (directory / "curation" / "studies" / "pubmed_900000020.yaml").write_text(study, "utf-8")
    with EmbeddedStore(directory / "store") as opened:
        build(directory / "curation", opened)
        yield opened


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    names = [line.split(":")[0].strip() for line in CLAIMS.strip().splitlines()]
    with beside_tiny(tmp_path_factory.mktemp("not-found"), HEAD + "".join(map(item, names))) as opened:
        yield opened


def told(store: EmbeddedStore, name: str, columns: str, **params: Any) -> list[tuple[Any, ...]]:
    rows = answer(store, packaged().get(name), {"limit": 1000, **params}).rows
    return [tuple(row[c] for c in columns.split()) for row in rows]


COMPARED = "effect_name direction tested n_studies n_null n_refute studies against grade"


def test_a_product_tested_without_effect_stands_beside_the_others(store: EmbeddedStore) -> None:
    assert told(store, "compare-sources", COMPARED, disease="Crohn disease", sources=["CL:0000134"]) == [
        ("Crohn disease", "none", "decrease", 0, 1, 0, [], [JUNIPER], "unsupported"),
        # Hazel found IL6 lowered, in another disease.
        ("IL6", "none", "decrease", 0, 1, 0, [], [JUNIPER], "weak"),
        ("hsa-miR-181a-5p", "increase", "increase", 1, 0, 0, [JUNIPER], [], "moderate"),
    ]


def test_what_counts_against_a_finding_is_counted_in_the_disease(store: EmbeddedStore) -> None:
    found = told(store, "compare-sources", "effect_name direction n_studies n_null against", disease="AKI")
    assert ("IL6", "decrease", 1, 0, []) in found
    columns = "cytokine_name direction n_support n_null n_refute studies"
    assert told(store, "cytokine-changes", columns, disease="AKI") == [("IL6", "decrease", 1, 0, 0, [HAZEL])]


EFFECTS = "relation target_name aspect direction n_support n_refute n_null studies against"


def test_a_cargo_tested_without_effect_says_so_after_what_it_does(store: EmbeddedStore) -> None:
    assert told(store, "effects-of-cargo", EFFECTS, cargo=MIR) == [
        ("DECREASES", "IL6", "amount", "decrease", 2, 0, 0, [HAZEL, JUNIPER], []),
        ("DECREASES", "TLR4", "amount", "decrease", 1, 1, 0, [HAZEL], [JUNIPER]),
        ("DECREASES", "IL6", "activity", "decrease", 1, 0, 0, [JUNIPER], []),
        ("INCREASES", "TRAF6", "amount", "none", 0, 0, 1, [], [JUNIPER]),
    ]
    # In Crohn disease the opposite alone was found of TLR4.
    assert told(store, "effects-of-cargo", EFFECTS, cargo=MIR, disease="Crohn disease")[2:] == [
        ("DECREASES", "TLR4", "amount", "none", 0, 1, 0, [], [JUNIPER]),
        ("INCREASES", "TRAF6", "amount", "none", 0, 0, 1, [], [JUNIPER]),
    ]


def test_what_nobody_found_is_drawn_without_a_head(store: EmbeddedStore) -> None:
    drawn = subgraph_of_answer(store, answer(store, packaged().get("effects-of-cargo"), {"cargo": MIR}))
    looks = {(e.target, e.aspect): (line_of(e).head, meaning(e)) for e in drawn.edges}
    assert looks[TRAF6, "amount"] == ("none", NOT_FOUND)
    assert looks[TLR4, "amount"] == ("bar", "decreases or ameliorates")


def test_a_cargo_found_without_effect_on_the_disease_is_no_hypothesis(tiny: EmbeddedStore, tmp_path: Path) -> None:
    one = f"\n  mir_eased: {{subject: {MIR}, relation: AMELIORATES, object: MONDO:0005011}}\n"
    with beside_tiny(tmp_path, HEAD.replace(CLAIMS, one) + item("mir_eased")) as opened:
        assert told(tiny, "hypotheses", "cargo_id net", disease="IBD") == [(MIR, "decrease")]
        assert told(opened, "hypotheses", "cargo_id net", disease="IBD") == []


def test_a_mesenchymal_cell_may_be_the_recipient(tmp_path: Path) -> None:
    one = f"\n  il6: {{subject: exo, relation: DECREASES, object: {IL6}, aspect: amount}}\n"
    text = HEAD.replace(CLAIMS, one).replace("comparator: vehicle", "comparator: vehicle, recipient_cell: CL:0000134")
    text += item("il6").replace('outcome: "null"\n    direction_tested: down', "outcome: support")
    with beside_tiny(tmp_path, text) as opened:
        asked = {"disease": "Crohn disease", "cell": "CL:0000134"}
        ((cell, role, (claim,)),) = told(opened, "recipient-cells", "cell_id role claims", **asked)
        assert (cell, role) == ("CL:0000134", "recipient")
        cells = dict(told(opened, "evidence-of-claim", "study_id recipient_cell", claim=claim))
        assert cells[JUNIPER] == "mesenchymal stem cell"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        # Measured whole in acute kidney failure, and of the amount alone.
        ({}, [("amount", True), ("activity", False)]),
        ({"disease": "AKI"}, [("amount", True)]),
        ({"disease": "Crohn disease"}, [("amount", False), ("activity", False)]),
    ],
)
def test_a_whole_effect_counts_where_it_was_measured(
    params: dict[str, Any], expected: list[tuple[str, bool]], store: EmbeddedStore
) -> None:
    found = told(store, "explain-effect", "aspects outcome_measured", effect="IL6", product="CL:0000134", **params)
    assert sorted((aspects[-1], measured) for aspects, measured in found) == sorted(expected)


def test_a_priming_that_was_outdone_names_the_claims_of_its_comparison(store: EmbeddedStore) -> None:
    (claims,) = (c for kind, c in told(store, "priming-losses", "kind claims", disease="AKI") if kind == "outdone")
    text = "MATCH (c:Claim) WHERE c.id IN $claims RETURN c.name AS name ORDER BY name"
    names = [r["name"] for r in store.read(text, {"claims": claims})]
    assert names == ["MSC vesicles AMELIORATES acute kidney failure (severity)"]
