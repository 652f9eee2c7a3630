"""Answers on the real curation computed a second way, from the files and the questions alone, row for row.

Nothing here knows how a question is asked of the graph. Rows are compared by what they say (ends, signs, studies,
numbers), not by grades, which have tests of their own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from tests.independent.asking import (
    DISEASES,
    EFFECTS,
    UP_DOWN,
    bearing,
    claim_ends,
    ends,
    ends_in,
    heard,
    listed,
    rows,
    studies_by_key,
)
from tests.independent.chains import chains
from tests.independent.reading import Curation, Fact, Key, bare, inherited, product


@pytest.mark.parametrize("disease", DISEASES)
def test_cytokine_changes(disease: str, files: Curation, store: EmbeddedStore) -> None:
    groups: dict[tuple[str, str, int | None], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, found in heard(f for f in files.facts if files.about(f.study, disease)).items():
        if not (found["support"] and key.family == "REGULATES" and key.sign):
            continue
        if files.label(key.subject) == "Vesicle" and files.entities.get(key.object, {}).get("cytokine"):
            for outcome, studies in found.items():
                groups[key.object, key.aspect, key.sign][outcome] |= studies
    expected = [
        (o, a, UP_DOWN[s], len(v["support"]), len(v["null"]), len(v["refute"]), sorted(v["support"]))
        for (o, a, s), v in groups.items()
        if files.label(o) == "Gene"
    ]
    columns = ("cytokine_id", "aspect", "direction", "n_support", "n_null", "n_refute", "studies")
    assert listed(tuple(r[c] for c in columns) for r in rows(store, "cytokine-changes", disease=disease)) == listed(
        expected
    )


def test_effects_of_every_cargo(files: Curation, store: EmbeddedStore) -> None:
    families = {"REGULATES", "SPONGES", "SEVERITY", "BINDS"}
    every = heard(f for f in files.facts if f.key.family in families)
    cargos = {k.object for f in files.facts if (k := f.key).family in {"CARRIES", "LOADED_WITH"}}
    labels = {"MiRNA", "LncRNA", "CircRNA"}
    mirnas = sorted(c for c in cargos if files.label(c) in labels)
    assert len(mirnas) > 10
    # Of other cargo only what some study tested and none found.
    vain = {k.subject for k, v in every.items() if k.subject in cargos and "support" not in v}
    assert vain
    for cargo in sorted({*mirnas, *vain}):
        expected = [
            (k.object, k.aspect, bool(v["support"]), sorted(v["support"]), len(v["null"]), len(v["refute"]))
            for k, v in every.items()
            if k.subject == cargo
        ]
        found = [
            (r["target_id"], r["aspect"], r["direction"] != "none", r["studies"], r["n_null"], r["n_refute"])
            for r in rows(store, "effects-of-cargo", cargo=cargo)
        ]
        assert listed(found) == listed(expected), cargo


def test_direct_regulators_of_every_target(files: Curation, store: EmbeddedStore) -> None:
    binding = {"reporter", "reporter_wt_mut", "clip", "pulldown"}
    tested = {
        f.key
        for f in files.facts
        if f.measured and f.item["outcome"] == "support" and binding & set(f.item.get("design", []))
        and f.key.family == "REGULATES" and f.key.sign == -1 and f.key.aspect == "amount"
        and files.label(f.key.subject) == "MiRNA"
        and files.label(f.key.object) in {"Gene", "MRNA", "LncRNA", "CircRNA", "Family"}
    }  # fmt: skip
    supported = studies_by_key(f for f in files.facts if f.supports)
    direct = tested | {k for k in supported if k.family in {"SPONGES", "BINDS"} and not files.is_product(k.subject)}
    labels = {"Gene", "MRNA", "Family", "Complex", "MiRNA", "LncRNA", "CircRNA"}
    targets = sorted({k.object for k in direct if files.label(k.object) in labels})
    assert len(targets) > 5
    expected = [(k.subject, k.object, sorted(supported[k])) for k in direct if k.object in targets]
    found = [(r["cargo_id"], r["target_id"], r["studies"]) for r in rows(store, "direct-regulators", targets=targets)]
    assert listed(found) == listed(expected)


@pytest.mark.parametrize("source", ["CL:0002540", "CL:0002569", "CL:0000134", "CL:0002570"])
def test_cargo_of_source(source: str, files: Curation, store: EmbeddedStore) -> None:
    sources, seen, told = files.kinds(source), defaultdict(set), defaultdict(set)
    for fact in files.facts:
        made = files.products.get(fact.key.subject)
        if fact.supports and fact.key.family == "CARRIES" and made and bare(made["source"]) in sources:
            told[fact.key.object].add(fact.study)
            if fact.measured and files.studies[fact.study]["read"] != "secondary":
                seen[fact.key.object].add(fact.study)
    expected = [(c, sorted(seen[c]), sorted(v - seen[c])) for c, v in told.items()]
    found = [
        (r["cargo_id"], r["detected_in"], r["inferred_in"]) for r in rows(store, "cargo-of-source", msc_source=source)
    ]
    assert listed(found) == listed(expected)


@pytest.mark.parametrize("disease", DISEASES)
def test_doses(disease: str, files: Curation, store: EmbeddedStore) -> None:
    groups: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in files.facts:
        dose, made = fact.context.get("dose"), fact.preparation.get("product")
        if dose and made and fact.measured and files.about(fact.study, disease):
            place = fact.context.get("route"), fact.context.get("system")
            groups[made, dose["unit"], dose.get("per"), *place].append(fact)
    expected = []
    for group, facts in groups.items():
        doses = [f.context["dose"] for f in facts]
        better = {
            f.study for f in facts if (f.key.family, f.key.sign, f.item["outcome"]) == ("SEVERITY", -1, "support")
        }
        low, high = min(d["value"] for d in doses), max(d.get("high", d["value"]) for d in doses)
        expected.append((*group, float(low), float(high), len({f.study for f in facts}), len(better)))
    columns = ("product", "unit", "per", "route", "system", "low", "high", "n_studies", "n_better")
    assert listed(tuple(r[c] for c in columns) for r in rows(store, "doses", disease=disease)) == listed(expected)


@pytest.mark.parametrize("disease", DISEASES)
def test_effect_by_isolation(disease: str, files: Curation, store: EmbeddedStore) -> None:
    groups: dict[tuple[Any, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in files.facts:
        if (
            fact.measured
            and fact.key.family == "SEVERITY"
            and files.label(fact.key.subject) == "Vesicle"
            and files.about(fact.study, disease)
        ):
            unknown = "not_stated" if files.studies[fact.study]["read"] == "full_text" else "not_read"
            for method in fact.preparation.get("isolation") or [unknown]:
                groups[method, fact.key.object, UP_DOWN[fact.key.sign]][fact.item["outcome"]].add(fact.study)
    expected = [(*g, len(v["support"]), len(v["refute"]), len(v["null"])) for g, v in groups.items()]
    columns = ("isolation", "effect_id", "direction", "n_studies", "n_refute", "n_null")
    found = rows(store, "effect-by-isolation", disease=disease)
    assert listed(tuple(r[c] for c in columns) for r in found) == listed(expected)


def test_homing_signals(files: Curation, store: EmbeddedStore) -> None:
    where = [f for f in files.facts if f.supports and f.key.family in {"HOMES_TO", "DELIVERED_TO"}]
    via: dict[Key, list[set[str]]] = defaultdict(lambda: [set(), set()])
    for fact in files.everything:
        for place, word in enumerate(("signal", "receptor")):
            if fact.via.get(word):
                via[fact.key][place].add(files.entities[bare(fact.via[word])]["name"])
    expected = [
        (k.subject, k.object, sorted(via[k][0]), sorted(via[k][1]), sorted(v)) for k, v in studies_by_key(where).items()
    ]
    columns = ("traveller_id", "place_id", "signals", "receptors", "studies")
    assert listed(tuple(r[c] for c in columns) for r in rows(store, "homing-signals")) == listed(expected)


def test_cell_versus_vesicle(files: Curation, store: EmbeddedStore) -> None:
    expected = []
    for study, document in files.studies.items():
        for comparison in [] if files.set_aside(study) else document.get("comparisons", []):
            made = {a: inherited(document["preparations"], a).get("product") for a in comparison["arms"]}
            if "cells" in made.values() and set(made.values()) - {"cells", None}:
                expected.append((study, bare(comparison["endpoint"]), str(comparison["better"])))
    found = [(r["study_id"], r["endpoint_id"], r["better"]) for r in rows(store, "cell-versus-vesicle")]
    assert found
    assert listed(found) == listed(expected)


def test_priming_effects(files: Curation, store: EmbeddedStore) -> None:
    loads = studies_by_key(f for f in files.facts if f.supports and f.key.family == "LOADS")
    expected = [(k.subject, k.object, UP_DOWN[k.sign], sorted(v)) for k, v in loads.items()]
    columns = ("stimulus_id", "cargo_id", "direction", "studies")
    assert listed(tuple(r[c] for c in columns) for r in rows(store, "priming-effects")) == listed(expected)


@pytest.mark.parametrize(("down", "up"), [("CL:0000863", "CL:0000890"), ("CL:0000899", "CL:0000815")])
def test_state_shifts(down: str, up: str, files: Curation, store: EmbeddedStore) -> None:
    known = studies_by_key(f for f in files.facts if f.supports and f.key.family == "REGULATES" and f.key.sign)
    raised = {k: v for k, v in known.items() if k.sign == 1 and k.object in files.kinds(up)}
    lowered = {k: v for k, v in known.items() if k.sign == -1 and k.object in files.kinds(down)}
    # One study that reports both, in one of its own indications or without any.
    expected = [
        (a.subject, sorted(both))
        for a, first in raised.items()
        for b, second in lowered.items()
        if a.subject == b.subject and (both := first & second)
    ]
    found = [(r["actor_id"], r["studies"]) for r in rows(store, "state-shifts", state_from=down, state_to=up)]
    assert listed(found) == listed(expected)


@pytest.mark.parametrize("unstated", [False, True])
@pytest.mark.parametrize("disease", [None, *DISEASES])
def test_rodent_only_claims(disease: str | None, unstated: bool, files: Curation, store: EmbeddedStore) -> None:
    """Seen in animals, never in human cells or patients: an item without a species may be human, so it is asked for."""
    expected = []
    for key, facts in bearing(files).items():
        here = {f.study for f in facts if f.supports and (disease is None or files.about(f.study, disease))}
        recipients = [bare(f.context.get("species") or "") for f in facts]
        clinical = any(f.context.get("system") == "clinical" for f in facts)
        animals = any(recipients) and "NCBITaxon:9606" not in recipients and not clinical
        if here and animals and (unstated or all(recipients)):
            expected.append((*ends(key), recipients.count(""), len(here), sorted(here)))
    asked: dict[str, Any] = {"include_unstated": unstated} | ({"disease": disease} if disease else {})
    claims = claim_ends(store)
    columns = ("n_species_unstated", "n_support", "studies")
    answered = rows(store, "rodent-only-claims", **asked)
    found = [(*claims[r["claim_id"]], *(r[c] for c in columns)) for r in answered]
    assert found
    assert listed(found) == listed(expected)


@pytest.mark.parametrize("disease", [None, *DISEASES])
def test_cell_only_claims(disease: str | None, files: Curation, store: EmbeddedStore) -> None:
    expected = []
    for key, facts in bearing(files).items():
        here = [f for f in facts if f.supports and (disease is None or files.about(f.study, disease))]
        support = [f for f in facts if f.measured and f.item["outcome"] == "support"]
        systems = {f.context["system"] for f in support if f.context.get("system")}
        if here and systems and not systems & {"in_vivo", "clinical"}:
            expected.append(ends(key))
    asked = {"disease": disease} if disease else {}
    assert ends_in(rows(store, "cell-only-claims", **asked), store) == listed(expected)


@pytest.mark.parametrize("disease", DISEASES)
def test_modes_of_action(disease: str, files: Curation, store: EmbeddedStore) -> None:
    groups: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for fact in files.facts:
        if (
            fact.supports
            and fact.key.family not in {"CARRIES", "LOADED_WITH", "LOADS"}
            and files.about(fact.study, disease)
        ):
            for mode in fact.item.get("mode", []):
                groups[mode, fact.key].add(fact.study)
    expected = [(m, k.subject, k.object, k.aspect, UP_DOWN[k.sign], len(v)) for (m, k), v in groups.items()]
    columns = ("mode", "mediator_id", "effect_id", "aspect", "direction", "n_studies")
    assert listed(tuple(r[c] for c in columns) for r in rows(store, "modes-of-action", disease=disease)) == listed(
        expected
    )


@pytest.mark.parametrize(
    "targets", [("HGNC:6018", "HGNC:11892"), ("HGNC:6018", "HGNC:5962"), ("CL:0000890", "HGNC:5962")]
)
def test_shared_regulators(targets: tuple[str, ...], files: Curation, store: EmbeddedStore) -> None:
    known = studies_by_key(f for f in files.facts if f.supports and f.key.family in {*EFFECTS, "BINDS"})
    actors = [{k.subject for k in known if k.object == t} for t in targets]
    expected = []
    for actor in set.intersection(*actors):
        studies = {s for k, v in known.items() if k.subject == actor and k.object in targets for s in v}
        expected.append((actor, sorted(studies)))
    found = [(r["regulator_id"], r["studies"]) for r in rows(store, "shared-regulators", targets=list(targets))]
    assert expected
    assert listed(found) == listed(expected)


def test_sponges(files: Curation, store: EmbeddedStore) -> None:
    known = studies_by_key(f for f in files.facts if f.supports)
    molecules = {"Gene", "MRNA", "Family", "Complex"}
    expected = []
    for sponge, first in known.items():
        if sponge.family != "SPONGES":
            continue
        onward = [
            (k, v) for k, v in known.items()
            if (k.subject, k.family) == (sponge.object, "REGULATES") and k.sign and first & v
            and files.label(k.object) in molecules
        ]  # fmt: skip
        for k, v in onward:
            expected.append((sponge.subject, sponge.object, k.object, UP_DOWN[-(k.sign or 0)], sorted(first & v)))
        if not onward:
            expected.append((sponge.subject, sponge.object, None, None, sorted(first)))
    columns = ("sponge_id", "mirna_id", "gene_id", "net", "studies")
    found = rows(store, "sponges")
    assert found
    assert listed(tuple(r[c] for c in columns) for r in found) == listed(expected)


def test_low_reporting_lists_the_missing_items(files: Curation, store: EmbeddedStore) -> None:
    found = rows(store, "low-reporting", below=1.01)
    assert sorted(row["study_id"] for row in found) == sorted(
        study
        for study, document in files.studies.items()
        if not files.set_aside(study)
        and any(
            inherited(document["preparations"], p).get("product", "cells") != "cells"
            for p in document.get("preparations", {})
        )
    )
    for row in found:
        document = files.studies[row["study_id"]]
        made = [inherited(document["preparations"], p) for p in document["preparations"]]
        vesicles = [p for p in made if p.get("product") not in {None, "cells"}]
        # Where the methods were not read nothing is known to be missing.
        lacking, other = ("missing", "not_read") if document["read"] == "full_text" else ("not_read", "missing")
        assert row[other] == []
        assert ("isolation" in row[lacking]) == (not any(p.get("isolation") for p in vesicles))
        assert ("negative_marker" in row[lacking]) == (not any(p.get("markers_negative") for p in vesicles))
        assert row["ev_track"] == sorted({p["ev_track"] for p in vesicles if p.get("ev_track")})


def test_engineered_products_are_those_of_modified_preparations(files: Curation, store: EmbeddedStore) -> None:
    loaded = studies_by_key(f for f in files.facts if f.supports and f.key.family == "LOADED_WITH")
    expected = [(k.subject, k.object, sorted(v)) for k, v in loaded.items()]
    found = [(r["product_id"], r["cargo_id"], r["studies"]) for r in rows(store, "drug-delivery")]
    assert found
    assert listed(found) == listed(expected)
    assert {product(p) for p in files.products.values()} == set(files.products)


@pytest.mark.parametrize("pathway", ["GO:0007249", "GO:0034142", "GO:0044546", "GO:0043491"])
@pytest.mark.parametrize("disease", DISEASES)
def test_mirnas_on_pathway(pathway: str, disease: str, files: Curation, store: EmbeddedStore) -> None:
    if pathway not in files.entities:
        pytest.fail(f"{pathway} is not in the registry")
    ways: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for study in files.studies:
        if files.about(study, disease) and not files.set_aside(study):
            for chain in chains(files, study, pathway):
                ways[chain.nodes].append(chain)
    expected = set()
    for nodes, found in ways.items():
        least = min(c.background for c in found)
        expected |= {(nodes, UP_DOWN[c.net]) for c in found if c.background == least}
    answered = rows(store, "mirnas-on-pathway", pathway=pathway, disease=disease)
    assert {(tuple(r["chain_ids"]), r["net"]) for r in answered} == expected
    for row in answered:
        assert set(row["studies"]) <= {c.study for c in ways[tuple(row["chain_ids"])]}


def test_trials(files: Curation, store: EmbeddedStore) -> None:
    for disease in DISEASES:
        kinds = files.kinds(disease)
        meant = {t: d for t, d in files.trials.items() if kinds & {bare(c) for c in d["conditions"]}}
        expected = [(t, d["product"], d.get("status"), d.get("enrolment")) for t, d in meant.items()]
        columns = ("trial_id", "product", "status", "enrolment")
        assert listed(tuple(r[c] for c in columns) for r in rows(store, "trials", disease=disease)) == listed(expected)
