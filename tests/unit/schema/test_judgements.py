"""The published rules: grade, ladder, reporting score, contradictions; each part has an input that moves it."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.assembling import assemble
from schema.contradictions import contradictions
from schema.corpus import Corpus
from schema.documents import EntityDocument
from schema.grades import GradeReport, grade
from schema.ladder import levels
from schema.reporting import ITEMS, reporting_items, reporting_score
from schema.scale import Grade
from tests.unit.schema.corpora import ENTITIES, IBD, MIR, TRAF6, claim_id, corpus, item, study

TARGET = ("REGULATES", "HGNC:12036")
LOSS = {"entity": MIR, "change": "loss", "at": "donor", "by": "inhibitor", "effect": "lost"}
GAIN = {"entity": MIR, "change": "gain", "at": "donor", "by": "mimic", "effect": "enhanced"}


def graded(found: Corpus, family: str, object_: str, *, conflict: bool = False, without: str = "") -> GradeReport:
    claim = found.claims[claim_id(found, family, object_)]
    return grade(claim, found, contradicted_in_same_context=conflict, without=without)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("direct_engagement", {"design": ["reporter_wt_mut"]}),
        ("gain_or_loss", {"perturbed": [LOSS]}),
        ("gain_and_loss", {"perturbed": [LOSS, GAIN]}),
        ("in_vivo_loss_or_rescue", {"perturbed": [LOSS], "context": "colon"}),
        (
            "target_perturbed",
            {"perturbed": [{"entity": TRAF6, "change": "gain", "at": "recipient", "effect": "reversed"}]},
        ),
    ],
)
def test_each_part_of_a_cargo_effect_is_earned_and_not_given(part: str, fields: dict[str, Any]) -> None:
    for read, missing in (("abstract", None), ("full_text", 0)):
        without = graded(corpus(study(1, item("target"), read=read)), *TARGET)
        with_it = graded(corpus(study(1, item("target", **fields), read=read)), *TARGET)
        assert without.parts[part] == missing
        assert with_it.parts[part] == 1
        assert with_it.score > without.score


def test_reporter_without_mutant_is_open_in_an_abstract_and_zero_in_a_full_text() -> None:
    reporter = item("target", design=["reporter"])
    read = study(2, item("target"), read="full_text")
    assert graded(corpus(study(1, reporter)), *TARGET).parts["direct_engagement"] is None
    assert graded(corpus(study(1, reporter), read), *TARGET).parts["direct_engagement"] is None
    assert graded(corpus(study(1, item("target")), read), *TARGET).parts["direct_engagement"] == 0
    assert graded(corpus(study(1, reporter, read="full_text")), *TARGET).parts["direct_engagement"] == 0


CARGO_OPEN = {"direct_engagement", "gain_or_loss", "gain_and_loss", "in_vivo_loss_or_rescue", "target_perturbed"}


@pytest.mark.parametrize(
    ("studies", "opened"),
    [
        ([study(1, item("target"))], CARGO_OPEN | {"reporting"}),
        ([study(1, item("target", perturbed=[LOSS]))], CARGO_OPEN - {"gain_or_loss"} | {"reporting"}),
        ([study(1, item("target", design=["correlation_only"]))], CARGO_OPEN | {"reporting"}),
        ([study(1, item("target")), study(2, item("target"), read="full_text")], set()),
        ([study(1, item("target"), groups=[]), study(2, item("target"))], CARGO_OPEN | {"reporting", "two_groups"}),
        ([study(1, item("target"), read="secondary", via="pubmed:9")], CARGO_OPEN | {"reporting"}),
        ([study(1, item("target", basis="inferred_by_authors"))], CARGO_OPEN | {"reporting"}),
        ([study(1, item("target", basis="inferred_by_authors"), read="full_text")], {"reporting"}),
        (
            [
                study(1, item("target")),
                study(2, item("target", basis="inferred_by_authors"), read="full_text"),
            ],
            CARGO_OPEN | {"reporting"},
        ),
        ([study(1, item("target", outcome="refute"))], {"reporting"}),
    ],
    ids=[
        "an abstract", "one part earned", "a deduction", "a full text beside it", "laboratories not stated",
        "a review's account", "an inference", "an inference read in full", "measured in the abstract", "no support",
    ],
)  # fmt: skip
def test_what_no_full_text_was_read_for_is_open_and_adds_nothing(studies: list[Any], opened: set[str]) -> None:
    report = graded(corpus(*studies), *TARGET)
    assert {name for name, value in report.parts.items() if value is None} == opened
    assert report.score == sum(value for value in report.parts.values() if value is not None)


def test_correlation_alone_takes_a_point() -> None:
    report = graded(corpus(study(1, item("target", design=["correlation_only"]))), *TARGET)
    assert report.parts["correlation_only"] == -1
    assert report.grade is Grade.WEAK


def test_without_loss_a_cargo_effect_is_at_most_moderate() -> None:
    rescue = {"entity": TRAF6, "change": "gain", "at": "recipient", "effect": "reversed"}
    full = [
        study(
            n, item("target", design=["reporter_wt_mut"], perturbed=[GAIN, rescue]), read="full_text", preparations=WELL
        )
        for n in (1, 2)
    ]
    gained = graded(corpus(*full), *TARGET)
    assert gained.score >= 4
    assert gained.grade is Grade.MODERATE
    both = [
        study(
            n,
            item("target", design=["reporter_wt_mut"], perturbed=[GAIN, LOSS, rescue]),
            read="full_text",
            preparations=WELL,
        )
        for n in (1, 2)
    ]
    assert graded(corpus(*both), *TARGET).grade is Grade.STRONG


def test_unmeasured_support_is_weak_and_only_nulls_are_unsupported() -> None:
    inferred = item("target", basis="inferred_by_authors", design=["reporter_wt_mut"], perturbed=[LOSS, GAIN])
    assert graded(corpus(study(1, inferred)), *TARGET).grade is Grade.WEAK
    null = item("target", outcome="null", direction_tested="down")
    assert graded(corpus(study(1, null)), *TARGET).grade is Grade.UNSUPPORTED
    hypothesis = item("target", basis="hypothesis")
    assert graded(corpus(study(1, hypothesis)), *TARGET).grade is Grade.UNSUPPORTED


def test_secondary_and_retracted_evidence_never_raise_a_grade() -> None:
    strong = {"design": ["reporter_wt_mut"], "perturbed": [LOSS, GAIN], "context": "colon"}
    assert graded(corpus(study(1, item("target", **strong))), *TARGET).grade is Grade.MODERATE
    secondary = study(1, item("target", **strong), read="secondary", via="pubmed:9")
    assert graded(corpus(secondary), *TARGET).grade is Grade.WEAK
    retracted = study(1, item("target", **strong), notices=[{"kind": "retraction"}])
    assert graded(corpus(retracted), *TARGET).grade is Grade.UNSUPPORTED
    for state, expected in (("withdrawn", Grade.UNSUPPORTED), ("disputed", Grade.MODERATE)):
        curation = {"by": "test", "date": "2026-11-24", "status": state}
        assert graded(corpus(study(1, item("target", **strong), curation=curation)), *TARGET).grade is expected


def test_two_groups_need_two_laboratories() -> None:
    one = corpus(study(1, item("target"), groups=["a"]), study(2, item("target"), groups=["a"]))
    two = corpus(study(1, item("target"), groups=["a"]), study(2, item("target"), groups=["b"]))
    unknown = corpus(study(1, item("target"), groups=["a"]), study(2, item("target"), groups=[]))
    assert [graded(c, *TARGET).parts["two_groups"] for c in (one, two, unknown)] == [0, 1, None]


def test_a_same_context_contradiction_takes_a_point_and_a_study_can_be_left_out() -> None:
    found = corpus(study(1, item("target", design=["clip"], perturbed=[LOSS, GAIN])), study(2, item("target")))
    assert graded(found, *TARGET, conflict=True).score == graded(found, *TARGET).score - 1
    assert graded(found, *TARGET, without="pubmed:1").grade is Grade.WEAK


def test_product_outcome_parts() -> None:
    family = ("SEVERITY", "MONDO:0005265")
    bare = graded(corpus(study(1, item("eases"))), *family)
    rich = graded(
        corpus(
            study(
                1,
                item(
                    "eases",
                    context="colon",
                    preparation="exo",
                    design=["dose_response", "vesicle_depleted_control", "randomised", "blinded"],
                ),
            )
        ),
        *family,
    )
    moved = {p for p, v in rich.parts.items() if v == 1 and bare.parts[p] is None}
    assert moved == {
        "controlled_in_vivo",
        "dose_response_or_two_models",
        "vesicle_depleted_control",
        "randomised_and_blinded",
    }
    assert rich.score >= 4
    assert (bare.grade, rich.grade) == (Grade.WEAK, Grade.MODERATE), "one laboratory alone is never strong"


def test_carriage_parts() -> None:
    rich = item("carries", design=["rnase_protection", "quantification"], readout={"method": "qPCR"})
    other = item("carries", readout={"method": "sequencing"})
    parts = graded(corpus(study(1, rich, other)), "CARRIES", "mirbase.mature:MIMAT0000449").parts
    assert (parts["two_methods"], parts["protection_assay"], parts["quantified"]) == (1, 1, 1)
    for read, missing in (("abstract", None), ("full_text", 0)):
        plain = graded(corpus(study(1, item("carries"), read=read)), "CARRIES", "mirbase.mature:MIMAT0000449").parts
        assert [plain[p] for p in ("two_methods", "protection_assay", "quantified")] == [missing] * 3


def test_a_grade_at_best_grants_every_open_part_and_keeps_the_limits() -> None:
    target = item("target", design=["reporter_wt_mut"])
    unread = graded(corpus(study(1, target)), *TARGET)
    assert unread.parts["reporting"] is None
    assert (unread.grade, unread.at_best) == (Grade.WEAK, Grade.MODERATE)
    read = graded(corpus(study(1, target, read="full_text", preparations=WELL)), *TARGET)
    assert None not in read.parts.values()
    assert read.grade == read.at_best
    two = [study(n, item("target")) for n in (1, 2)]
    # Two laboratories (+1), and both a gain and a loss where every open part holds: the limits are met.
    assert (graded(corpus(*two), *TARGET).grade, graded(corpus(*two), *TARGET).at_best) == (Grade.WEAK, Grade.STRONG)
    inferred = graded(corpus(study(1, item("target", basis="inferred_by_authors"))), *TARGET)
    assert (inferred.grade, inferred.at_best) == (Grade.WEAK, Grade.WEAK), "no part is a measurement"
    doubted = graded(corpus(study(1, item("target", outcome="refute"))), *TARGET)
    assert (doubted.grade, doubted.at_best) == (Grade.UNSUPPORTED, Grade.UNSUPPORTED)


def reached(*evidence: dict[str, Any], family: str, object_: str) -> tuple[int, ...]:
    found = corpus(study(1, *evidence))
    claim = found.claims[claim_id(found, family, object_)]
    return levels(claim, found.label_of(claim.key.subject), found.evidence_of[claim.id])


def test_ladder_keeps_gaps_and_counts_no_recipient_mimic() -> None:
    assert reached(item("carries"), family="CARRIES", object_="mirbase.mature:MIMAT0000449") == (1,)
    assert reached(item("target", design=["reporter_wt_mut"]), family=TARGET[0], object_=TARGET[1]) == (3,)
    in_vivo = item("mir_eases", preparation="exo_low", context="colon", perturbed=[LOSS])
    assert reached(in_vivo, family="SEVERITY", object_="MONDO:0005265") == (4, 5)
    in_dish = item("mir_eases", preparation="exo_low", context="dish", perturbed=[LOSS])
    assert reached(in_dish, family="SEVERITY", object_="MONDO:0005265") == (4,)
    compared_with_nothing = item("mir_eases", preparation="exo_low", context="colon")
    assert reached(compared_with_nothing, family="SEVERITY", object_="MONDO:0005265") == ()
    untold = {key: value for key, value in LOSS.items() if key != "effect"}
    assert (
        reached(item("mir_eases", context="colon", perturbed=[untold]), family="SEVERITY", object_="MONDO:0005265")
        == ()
    )
    mimic = {"entity": MIR, "change": "gain", "at": "recipient", "by": "mimic", "effect": "enhanced"}
    assert reached(item("target", perturbed=[mimic]), family=TARGET[0], object_=TARGET[1]) == ()
    unchanged = item("mir_eases", context="colon", perturbed=[LOSS | {"effect": "unchanged"}])
    assert reached(unchanged, family="SEVERITY", object_="MONDO:0005265") == ()


OTHER = "mirbase.mature:MIMAT0000076 hsa-miR-21-5p"
TWO_CARGO: dict[str, Any] = {
    "mir_eases": {"subject": MIR, "relation": "AMELIORATES", "object": IBD},
    "other_eases": {"subject": OTHER, "relation": "AMELIORATES", "object": IBD},
}


@pytest.mark.parametrize(
    ("second", "counted"),
    [
        ({}, False),
        ({"at": "vesicle"}, True),
        ({"change": "gain", "effect": "reversed"}, True),
    ],
    ids=["both lost at the donor", "at another site", "given back instead"],
)
def test_cargo_changed_together_proves_neither(second: dict[str, Any], counted: bool) -> None:
    both = item("mir_eases", context="colon", perturbed=[LOSS, LOSS | {"entity": OTHER} | second])
    both["claims"] = ["mir_eases", "other_eases"]
    found = assemble(
        [
            *ENTITIES,
            EntityDocument(entity="mirbase.mature:MIMAT0000076", name="hsa-miR-21-5p", label="MiRNA"),
            study(1, both, claims=TWO_CARGO),
        ]
    )
    (claim,) = [c for c in found.claims.values() if c.key.subject == MIR.partition(" ")[0]]
    assert levels(claim, "MiRNA", found.evidence_of[claim.id]) == ((4, 5) if counted else ())
    parts = grade(claim, found, contradicted_in_same_context=False).parts
    assert (parts["gain_or_loss"], parts["in_vivo_loss_or_rescue"]) == ((1, 1) if counted else (None, None))


def test_cargo_changed_together_in_the_recipient_is_not_the_others_target() -> None:
    at_recipient = {"change": "loss", "at": "recipient", "by": "inhibitor", "effect": "lost"}
    claims = {**TWO_CARGO, "target": {"subject": TRAF6, "relation": "WORSENS", "object": IBD}}
    entities = [*ENTITIES, EntityDocument(entity="mirbase.mature:MIMAT0000076", name="hsa-miR-21-5p", label="MiRNA")]

    def part(second: str, *claimed: str) -> int | None:
        perturbed = [at_recipient | {"entity": MIR}, at_recipient | {"entity": second}]
        one = item("mir_eases", perturbed=perturbed) | {"claims": ["mir_eases", *claimed]}
        used = {k: v for k, v in claims.items() if k in one["claims"]}
        found = assemble([*entities, study(1, one, claims=used)])
        (claim,) = [c for c in found.claims.values() if c.key.subject == MIR.partition(" ")[0]]
        return grade(claim, found, contradicted_in_same_context=False).parts["target_perturbed"]

    assert part(OTHER, "other_eases") is None
    assert part(TRAF6) == 1


WELL: dict[str, Any] = {
    "exo": {
        "product": "ev",
        "source": "CL:0002540 mesenchymal stem cell of the bone marrow",
        "medium": "serum-free",
        "isolation": ["size_exclusion"],
        "size_nm": 120,
        "characterisation": ["NTA", "TEM"],
        "markers_positive": ["HGNC:1692 CD63", "HGNC:1701 CD81"],
        "markers_negative": ["HGNC:1"],
        "particles_stated": True,
    }
}


def test_reporting_is_unknown_unless_the_methods_were_read() -> None:
    read = corpus(study(1, item("target"), read="full_text", preparations=WELL))
    assert reporting_score(read.studies["pubmed:1"]) == pytest.approx(7 / len(ITEMS))
    abstract = corpus(study(1, item("target"), preparations=WELL))
    assert reporting_score(abstract.studies["pubmed:1"]) is None
    stated = reporting_items(read.studies["pubmed:1"].preparations["exo"])
    assert [name for name, there in stated.items() if not there] == ["ev_track"]


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ({}, False),
        ({"particles_stated": False}, False),
        ({"particles_stated": True}, True),
        ({"particles_per_ug": 2e9}, True),
    ],
)
def test_a_ratio_of_particles_to_protein_is_a_particle_count(fields: dict[str, Any], stated: bool) -> None:
    plain = {k: v for k, v in WELL["exo"].items() if k != "particles_stated"}
    made = corpus(study(1, item("target"), preparations={"exo": plain | fields, "again": {"like": "exo"}}))
    for preparation in made.studies["pubmed:1"].preparations.values():
        assert reporting_items(preparation)["particle_count"] is stated
        assert preparation.particles_per_ug == fields.get("particles_per_ug")


def test_a_primed_null_contradicts_an_unprimed_benefit_and_says_that_priming_differs() -> None:
    found = corpus(
        study(1, item("eases", preparation="exo", context="colon")),
        study(2, item("eases", preparation="primed", context="colon", outcome="null", direction_tested="down")),
    )
    (only,) = contradictions(found)
    assert (only.kind, only.context, only.differs_in) == ("null", "context_dependent", ("priming",))


def test_a_null_that_looked_the_other_way_contradicts_nothing() -> None:
    found = corpus(
        study(1, item("eases", preparation="exo", context="colon")),
        study(2, item("eases", preparation="exo", context="colon", outcome="null", direction_tested="up")),
    )
    assert contradictions(found) == ()


def test_opposite_signs_are_one_contradiction_between_two_claims() -> None:
    worse = {"worse": {"subject": "exo", "relation": "WORSENS", "object": "MONDO:0005265 inflammatory bowel disease"}}
    found = corpus(
        study(1, item("eases", preparation="exo", context="colon")),
        study(2, item("worse", preparation="exo", context="colon"), claims=worse),
    )
    (only,) = contradictions(found)
    assert only.kind == "opposite_sign"
    assert only.context == "same_context"
    assert found.claims[only.claim_a].key.sign == "+"
    assert found.claims[only.claim_b].key.sign == "-"


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"notices": [{"kind": "retraction"}]}, 0),
        ({"curation": {"by": "test", "date": "2026-11-24", "status": "withdrawn"}}, 0),
        ({"curation": {"by": "test", "date": "2026-11-24", "status": "disputed"}}, 1),
    ],
)
def test_studies_set_aside_contradict_nothing(fields: dict[str, Any], number: int) -> None:
    found = corpus(
        study(1, item("eases", preparation="exo", context="colon")),
        study(2, item("eases", preparation="exo", context="colon", outcome="refute"), **fields),
    )
    assert len(contradictions(found)) == number
