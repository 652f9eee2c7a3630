"""What questions that people ask must answer on the real curation."""

from __future__ import annotations

from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from loaders.releases import read_releases
from queries.answering import answer
from queries.catalogue import packaged
from queries.definitions import CannedQuery
from queries.resolving import resolve_entity
from schema.corpus import Corpus
from tests.golden.cases import GROWS, LISTS, WAYS
from tests.stores import CURATION

FLAGSHIP = packaged().get("mirnas-on-pathway")
IBD = "MONDO:0005265"
NFKB = ("NF-κB", "NFkB", "NF-kB", "nuclear factor kappa B", "GO:0007249")


def rows(store: EmbeddedStore, name: str, **params: Any) -> list[dict[str, Any]]:
    return list(answer(store, packaged().get(name), {"limit": 1000, **params}).rows)


def pages(store: EmbeddedStore, name: str, **params: Any) -> list[dict[str, Any]]:
    """Every row, page after page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while True:
        page = answer(store, packaged().get(name), {"limit": 1000, **params, **cursor})
        found += page.rows
        if page.meta.next_cursor is None:
            return found
        cursor = {"cursor": page.meta.next_cursor}


@pytest.mark.parametrize("pathway", NFKB)
@pytest.mark.parametrize("disease", ["IBD", "inflammatory bowel disease", "MONDO:0005265"])
def test_names_and_ids_give_the_same_rows(pathway: str, disease: str, store: EmbeddedStore) -> None:
    expected = rows(store, "mirnas-on-pathway", pathway="GO:0007249", disease="MONDO:0005265")
    assert expected
    assert rows(store, "mirnas-on-pathway", pathway=pathway, disease=disease) == expected


def test_what_is_best_told_comes_first(store: EmbeddedStore) -> None:
    sizes = [r["enrolment"] for r in pages(store, "trials") if not r["results"]]
    known = [s for s in sizes if s is not None]
    assert sizes == [*sorted(known, reverse=True), *[None] * (len(sizes) - len(known))]
    assert known and len(known) < len(sizes)
    kinds = [r["cargo_type"] in {"Drug", "SmallMolecule", "Lipid"} for r in pages(store, "drug-delivery")]
    assert kinds == sorted(kinds, reverse=True)
    assert len(set(kinds)) == 2
    stated = [(r["grade_rank"], r["fold_change"] is not None) for r in pages(store, "priming-effects")]
    assert stated == sorted(stated, reverse=True)


def test_one_cargo_with_both_signs_in_one_answer_is_told_on_every_page(store: EmbeddedStore) -> None:
    for limit in (1, 100):
        warnings = answer(store, FLAGSHIP, {"pathway": "NF-κB", "limit": limit}).meta.warnings
        (mixed,) = [w for w in warnings if w.code == "mixed_sign"]
        assert "hsa-miR-326 on canonical NF-kappaB signal transduction" in mixed.message
        assert mixed.claims


def test_reported_chains_are_of_one_study_and_the_others_appear_only_assembled_and_marked(store: EmbeddedStore) -> None:
    asked = {"pathway": "NF-κB", "disease": "IBD"}
    reported = rows(store, "mirnas-on-pathway", **asked)
    both = rows(store, "mirnas-on-pathway", tier="assembled", **asked)
    assert {r["tier"] for r in reported} == {"reported"}
    chains = {tuple(r["chain_ids"]) for r in reported}
    assert chains <= {tuple(r["chain_ids"]) for r in both if r["tier"] == "reported"}
    added = [r for r in both if tuple(r["chain_ids"]) not in chains]
    assert added
    assert {r["tier"] for r in added} == {"assembled"}


@pytest.mark.parametrize(
    ("name", "asked"), [("mirnas-on-pathway", {"pathway": "NF-κB"}), ("cargo-on-target", {"target": "TNF"})]
)
def test_a_study_of_the_disease_stands_behind_an_assembled_chain(
    name: str, asked: dict[str, str], store: EmbeddedStore, corpus: Corpus
) -> None:
    kinds = {r["id"] for r in store.read("MATCH (k:Disease)-[:IS_A*0..10]->(:Disease {id: $d}) RETURN k.id AS id", {"d": IBD})}
    about = {s.id for s in corpus.studies.values() if kinds & set(s.diseases)}
    found = [r for r in rows(store, name, **asked, disease=IBD, tier="assembled") if r["tier"] == "assembled"]
    assert found
    assert [r["chain"] for r in found if about.isdisjoint(r["studies"])] == []


@pytest.mark.parametrize(
    ("pathway", "disease"), [("NF-κB", "IBD"), ("NF-κB", "ARDS"), ("NF-κB", "OA"), ("NLRP3", "OA"), ("PI3K/AKT", "AKI")]
)
def test_assembled_chains_never_take_the_place_of_a_reported_one(
    pathway: str, disease: str, store: EmbeddedStore
) -> None:
    # One study's own step may run beside the pathway's membership edge that another study's chain goes through.
    reported = rows(store, "mirnas-on-pathway", pathway=pathway, disease=disease)
    both = rows(store, "mirnas-on-pathway", pathway=pathway, disease=disease, tier="assembled")
    assert {(*r["claims"],) for r in reported} <= {(*r["claims"],) for r in both if r["tier"] == "reported"}


def test_a_study_of_a_colitis_model_is_found_under_ibd(store: EmbeddedStore) -> None:
    found = rows(store, "mirnas-on-pathway", pathway="NF-κB", disease="IBD")
    assert any("10.3389/fmed.2021.660614" in r["dois"] for r in found)


def test_a_mirna_of_which_both_arms_are_held_is_found_without_its_arm(store: EmbeddedStore, corpus: Corpus) -> None:
    names = {e.name for e in corpus.entities.values() if e.label == "MiRNA"}
    both = sorted(n.removesuffix("-3p") for n in names if n.endswith("-3p") and f"{n.removesuffix('-3p')}-5p" in names)
    assert "hsa-miR-223" in both
    for name in both:
        found = {resolve_entity(store, typed).name for typed in (name, name.removeprefix("hsa-"))}
        assert found in ({f"{name}-3p"}, {f"{name}-5p"})


def told(store: EmbeddedStore, name: str, code: str, **params: Any) -> list[str]:
    """Messages of the warnings of a code, on an answer that has rows."""
    found = answer(store, packaged().get(name), params)
    assert found.rows
    return [w.message for w in found.meta.warnings if w.code == code]


@pytest.mark.parametrize(
    ("given", "taken", "rest"),
    [
        ("miR-223", "hsa-miR-223-3p", "hsa-miR-223-5p (mirbase.mature:MIMAT0004570) is held too"),
        ("microRNA-223", "hsa-miR-223-3p", "hsa-miR-223-5p (mirbase.mature:MIMAT0004570) is held too"),
        ("miR-23a", "hsa-miR-23a-3p", "no hsa-miR-23a-5p is held"),
        ("let-7a", "hsa-let-7a-5p", "no hsa-let-7a-3p is held"),
    ],
)
def test_a_name_without_arm_is_answered_with_a_warning(
    given: str, taken: str, rest: str, store: EmbeddedStore
) -> None:
    (message,) = told(store, "effects-of-cargo", "arm_assumed", cargo=given)
    assert message.startswith(f"{given!r} names no arm: {taken} (mirbase.mature:")
    assert message.endswith(f"was taken; {rest}")
    # The same rows, asked for by a name that leaves nothing open.
    assert told(store, "effects-of-cargo", "arm_assumed", cargo=taken) == []
    assert told(store, "effects-of-cargo", "arm_assumed", cargo=taken.removeprefix("hsa-")) == []


def test_each_name_of_a_list_is_asked_for_its_arm(store: EmbeddedStore) -> None:
    asked = ["miR-223", "miR-146a-5p", "TRAF6", "miR-23a"]
    found = told(store, "pathways-of-cargo-list", "arm_assumed", cargo=asked)
    assert [message.partition(" ")[0] for message in found] == ["'miR-223'", "'miR-23a'"]


CHAINED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("mirnas-on-pathway", {"pathway": "NF-kB"}),
    ("mechanism-sign-check", {}),
)
COUNTED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("low-reporting", {}),
    ("cargo-of-source", {"msc_source": "CL:0002540"}),
    ("cytokine-changes", {"disease": IBD}),
    ("doses", {"disease": IBD}),
    ("effect-by-isolation", {"disease": IBD}),
    ("pathways-of-cargo-list", {"cargo": ["miR-223-3p", "miR-146a-5p"]}),
)


@pytest.mark.parametrize(("name", "params"), CHAINED, ids=[name for name, _ in CHAINED])
def test_chains_of_steps_never_seen_in_one_species_are_told(
    name: str, params: dict[str, Any], store: EmbeddedStore
) -> None:
    assert told(store, name, "cross_species_chain", **params)


@pytest.mark.parametrize(("name", "params"), COUNTED, ids=[name for name, _ in COUNTED])
def test_rows_that_are_no_chains_are_not_called_so(name: str, params: dict[str, Any], store: EmbeddedStore) -> None:
    assert told(store, name, "cross_species_chain", **params) == []


def example(query: Any) -> dict[str, Any]:
    return {p.name: p.example for p in query.params if p.required}


ASKED_BY_NAME = [
    q for q in packaged().queries if not any(p.required and p.type in {"claim", "mechanism", "study"} for p in q.params)
]
"""Questions whose example names no single record: a record's own page may show a retracted study, marked."""


@pytest.mark.parametrize("query", ASKED_BY_NAME, ids=lambda q: q.name)
def test_retracted_studies_are_in_no_default_answer(query: Any, store: EmbeddedStore, corpus: Corpus) -> None:
    fallen = {s.id for s in corpus.studies.values() if s.set_aside}
    assert fallen
    found = rows(store, query.name, **example(query))
    if query.name == "changes-since":
        # Of a claim that fell it tells the studies that fell with it.
        aside = {r["id"] for r in store.read("MATCH (c:Claim) WHERE c.set_aside RETURN c.id AS id", {})}
        found = [r for r in found if r["claim_id"] not in aside]
    assert found
    assert not [r for r in found if fallen & set(r.get("studies", []))]


@pytest.mark.parametrize("query", packaged().queries, ids=lambda q: q.name)
def test_a_key_names_one_row_also_among_assembled_chains(query: Any, store: EmbeddedStore) -> None:
    # Two chains through the same nodes may differ by a step that no claim states; without its relation the order of
    # such rows would be the engine's own.
    every = {} if "include_retracted" in query.refuses else {"include_retracted": True}
    found = pages(store, query.name, **example(query), tier="assembled", **every)
    keys = [repr([row[k] for k in query.key]) for row in found]
    assert len(set(keys)) == len(keys)


def test_evidence_of_a_retracted_study_is_shown_only_when_asked_for(store: EmbeddedStore, corpus: Corpus) -> None:
    claim = next(c for c, items in corpus.evidence_of.items() if all(e.study.retracted for e in items))
    assert rows(store, "evidence-of-claim", claim=claim) == []
    assert rows(store, "evidence-of-claim", claim=claim, include_retracted=True)


def test_retraction_impact_says_what_falls_with_each(store: EmbeddedStore, corpus: Corpus) -> None:
    for study in corpus.studies.values():
        if study.retracted and study.document.claims:
            found = rows(store, "retraction-impact", study=study.id)
            supported = {
                c for e in corpus.evidence if e.study is study and e.entry.outcome == "support" for c in e.claims
            }
            assert {r["claim_id"] for r in found} == supported
            assert all(r["already_retracted"] for r in found)


def test_kilpinen_is_a_contradiction_that_priming_explains(store: EmbeddedStore) -> None:
    found = [
        r
        for r in rows(store, "contradictions", disease="acute kidney failure")
        if "doi:10.3402/jev.v2i0.21927" in r["studies_against"]
    ]
    assert found
    assert all("priming" in r["differs_in"] and r["context"] == "context_dependent" for r in found)


def test_each_release_differs_from_this_build_by_what_is_told(store: EmbeddedStore) -> None:
    releases = read_releases(CURATION)
    assert releases, "no release has left its table of claims under curation/releases"
    claims = {r["id"] for r in store.read("MATCH (c:Claim) RETURN c.id AS id", {})}
    for version, lines in releases.items():
        before = {line.split("\t")[0] for line in lines}
        assert len(before) == len(lines), version
        told = pages(store, "changes-since", release=version)
        of = {kind: {r["claim_id"] for r in told if r["change"] == kind} for kind in ("added", "removed")}
        assert of["added"] == claims - before, version
        assert of["removed"] == before - claims, version
        assert {r["claim_id"] for r in told} - of["added"] <= before, version


NARROWER: tuple[dict[str, Any], ...] = (
    {"basis": "measured"},
    {"system": "in_vivo"},
    {"min_grade": "moderate"},
    {"year_from": 2021},
    {"descendants": False},
)


@pytest.mark.slow
@pytest.mark.parametrize("query", [q for q in packaged().queries if q.name not in LISTS | GROWS], ids=lambda q: q.name)
def test_a_filter_only_takes_rows_away(query: CannedQuery, store: EmbeddedStore) -> None:
    asked = {p.name: p.example for p in query.params if p.required}
    key = WAYS.get(query.name, query.key)

    def found(**more: Any) -> dict[str, dict[str, Any]]:
        return {repr([r[k] for k in key]): r for r in pages(store, query.name, **asked, **more)}

    whole = found()
    assert whole
    for more in NARROWER:
        some = found(**more)
        assert some.keys() <= whole.keys(), more
        if "min_grade" in more:
            assert {r.get("grade") for r in some.values()} <= {None, "moderate", "strong"}
