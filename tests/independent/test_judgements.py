"""Questions about how good the evidence is, and what products hold, computed a second way from the files."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from tests.independent.asking import DISEASES, UP_DOWN, bearing, claim_ends, ends, heard, listed, rows, studies_by_key
from tests.independent.reading import Curation, Fact, Key, bare, product

NOT_AMOUNT = {"phosphorylation", "acetylation", "ubiquitination", "neddylation", "methylation", "cleavage"}


def changes(fact: Fact, entity: str, change: str) -> list[dict[str, Any]]:
    """What the experiment did to the entity in this direction."""
    return [p for p in fact.item.get("perturbed", []) if bare(p["entity"]) == entity and p["change"] == change]


def test_loss_and_rescue(files: Curation, store: EmbeddedStore) -> None:
    held = {f.key.object for f in files.facts if f.supports and f.key.family in {"CARRIES", "LOADED_WITH", "RELEASES"}}
    expected = []
    for key, facts in bearing(files).items():
        if files.is_product(key.subject):
            continue
        support = [f for f in facts if f.supports]
        lost = {
            f.study for f in support
            for p in changes(f, key.subject, "loss") if key.subject in held or p["at"] in {"donor", "vesicle"}
        }  # fmt: skip
        rescued = False
        for f in support:
            taken = bool(changes(f, key.subject, "loss"))
            back = [p for p in changes(f, key.subject, "gain") if taken or p.get("effect") == "reversed"]
            others = [p for p in f.item.get("perturbed", []) if bare(p["entity"]) != key.subject]
            other = taken and any(p.get("effect") == "reversed" for p in others)
            rescued = rescued or (f.study in lost and bool(back or other))
        if lost:
            expected.append((*ends(key), rescued))
    claims = claim_ends(store)
    found = [(*claims[r["claim_id"]], bool(r["rescues"])) for r in rows(store, "loss-and-rescue")]
    assert found
    assert listed(found) == listed(expected)


def laboratories(files: Curation, studies: set[str]) -> int:
    """Senior laboratories of the studies, the first that each names."""
    return len({files.studies[s]["groups"][0] for s in studies if files.studies[s].get("groups")})


@pytest.mark.parametrize("unknown", [False, True])
@pytest.mark.parametrize("disease", [None, *DISEASES])
def test_single_group_claims(disease: str | None, unknown: bool, files: Curation, store: EmbeddedStore) -> None:
    """On one laboratory only: a single study, or several that all name the same; what nobody states is asked for."""
    expected = []
    for key, facts in bearing(files).items():
        studies = {f.study for f in facts if f.supports}
        here = disease is None or any(files.about(s, disease) for s in studies)
        unstated = sum(not files.studies[s].get("groups") for s in studies)
        known = len(studies) == 1 or not unstated
        if here and laboratories(files, studies) <= 1 and (known or unknown):
            expected.append((*ends(key), len(studies), unstated))
    claims = claim_ends(store)
    asked = {"include_unknown": unknown} | ({"disease": disease} if disease else {})
    answered = rows(store, "single-group-claims", **asked)
    found = [(*claims[r["claim_id"]], r["n_studies"], r["n_unstated"]) for r in answered]
    assert found
    assert listed(found) == listed(expected)


@pytest.mark.parametrize("tier", ["reported", "assembled"])
def test_protein_cargo(tier: str, files: Curation, store: EmbeddedStore) -> None:
    carriage = [f for f in files.facts if f.supports and f.key.family in {"CARRIES", "LOADED_WITH"}]
    holding: dict[str, set[str]] = defaultdict(set)
    for fact in carriage:
        if files.label(fact.key.subject) == "Vesicle":
            holding[fact.key.object].add(fact.study)
    expected = []
    families = {"REGULATES", "SEVERITY", "BINDS"}
    for key, studies in studies_by_key(f for f in files.facts if f.supports and f.key.family in families).items():
        if not holding[key.subject] or files.label(key.subject) not in {"Gene", "Complex", "Family"}:
            continue
        both = studies & holding[key.subject]
        if both or tier == "assembled":
            named = sorted(both) if both else sorted(studies | holding[key.subject])
            expected.append((*ends(key), "reported" if both else "assembled", named))
    columns = ("protein_id", "partner_id", "aspect", "tier", "studies")
    found = rows(store, "protein-cargo", tier=tier, mode="any")
    assert listed(tuple(r[c] for c in columns) for r in found) == listed(expected)
    for row in found:
        assert row["mode"] != "enzyme" or files.label(row["partner_id"]) in {"SmallMolecule", "Lipid"}
        assert row["mode"] != "modification" or row["aspect"] in NOT_AMOUNT
    # The question's own words are the default: by enzyme activity or by binding a receptor, and nothing else.
    default = rows(store, "protein-cargo", tier=tier)
    assert default or tier == "reported"
    assert default == [r for r in found if r["mode"] in {"enzyme", "modification", "receptor"}]
    assert rows(store, "protein-cargo", tier=tier, mode="other") == [r for r in found if r["mode"] == "other"]


def test_priming_losses(files: Curation, store: EmbeddedStore) -> None:
    supported = [f for f in files.facts if f.item["outcome"] == "support" and f.preparation]
    plain = {f.key for f in supported if not f.preparation.get("priming")}
    expected = []
    for fact in files.facts:
        kind = {"null": "null", "refute": "refuted"}.get(fact.item["outcome"])
        if fact.item["outcome"] == "support" and (fact.key.family, fact.key.sign) == ("SEVERITY", 1):
            kind = "worse"
        told = fact.item["basis"] != "hypothesis" and fact.key.family != "CARRIES"
        if kind and told and fact.preparation.get("priming") and (kind == "worse" or fact.key in plain):
            expected.append((kind, fact.study))
    for study, document in files.studies.items():
        made = {n: files.prepared(study, n) for n in document.get("preparations", {})}
        for comparison in [] if files.set_aside(study) else document.get("comparisons", []):
            plain_arms = [a for a in comparison["arms"] if not made[a].get("priming")]
            for arm in set(comparison["arms"]) - set(plain_arms):
                changed = [a for a in (arm, *plain_arms) if made[a].get("modified") or made[a].get("loading")]
                alike = [a for a in plain_arms if made[a].get("product") == made[arm].get("product")]
                others = [] if arm in changed else [a for a in alike if a not in changed]
                if comparison["better"] in others:
                    expected.append(("outdone", study))
                elif others and comparison["better"] == "no_difference":
                    expected.append(("no_gain", study))
    found = [(r["kind"], r["studies"][0]) for r in rows(store, "priming-losses")]
    assert found
    assert listed(found) == listed(expected)


@pytest.mark.parametrize("disease", DISEASES)
def test_compare_sources(disease: str, files: Curation, store: EmbeddedStore) -> None:
    families = {"REGULATES", "SEVERITY", "CARRIES", "LOADED_WITH", "RELEASES"}
    every = heard(f for f in files.facts if files.about(f.study, disease))
    tested = {k: v for k, v in every.items() if k.family in families and files.is_product(k.subject)}

    def source(key: Key) -> str:
        made = files.products.get(key.subject)
        return bare(made["source"]) if made else key.subject

    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in tested:
        sources[key.object, key.aspect].add(source(key))
    expected = [
        (
            *(source(k), k.object, k.aspect, UP_DOWN[k.sign] if v["support"] else "none", UP_DOWN[k.sign]),
            *(len(sources[k.object, k.aspect]), len(v["support"]), len(v["null"]), len(v["refute"])),
            *(sorted(v["support"]), sorted(v["null"] | v["refute"])),
        )
        for k, v in tested.items()
    ]
    columns = (
        "source_id", "effect_id", "aspect", "direction", "tested", "n_sources", "n_studies", "n_null", "n_refute",
        "studies", "against",
    )  # fmt: skip
    found = rows(store, "compare-sources", disease=disease)
    assert found
    assert any(not v["support"] for v in tested.values())
    assert listed(tuple(r[c] for c in columns) for r in found) == listed(expected)
    assert {product(p) for p in files.products.values()} == set(files.products)
