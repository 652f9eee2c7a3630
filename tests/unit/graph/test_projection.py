"""The projection: one edge a claim, pairs of study and disease, background apart, a build hash of content alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from graph.projection import project
from graph.projection.compose import check_properties
from graph.rows import EdgeRow, GraphRows, NodeRow
from loaders.assembling import assemble
from schema.corpus import Corpus
from schema.documents import BackgroundDocument, EntityDocument, PathwayDocument, TrialDocument
from schema.parts import Document
from schema.vocabulary import NODE_LABELS, RELATIONSHIP_TYPES
from tests.unit.schema.corpora import ENTITIES, IBD, MIR, SOURCE, corpus, item, study

NFKB = "GO:0007249 canonical NF-kappaB signal transduction"
CURATION = {"by": "t", "date": "2026-11-24", "status": "single"}
GROUND = {"subject": "product", "relation": "AMELIORATES", "object": IBD, "aspect": "severity"}
PATHWAY = PathwayDocument.model_validate(
    {
        "pathway": NFKB,
        "members": [
            {"entity": "HGNC:12036 TRAF6", "sign": "increase", "reference": "pubmed:9"},
            {"entity": "HGNC:7797 NFKBIA", "sign": "decrease", "reference": "pubmed:9"},
        ],
        "readouts": [{"entity": "HGNC:7797 NFKBIA", "aspect": "amount", "sign": "decrease", "reference": "pubmed:9"}],
        "curation": CURATION,
    }
)
MORE = (
    EntityDocument(entity="GO:0007249", name="canonical NF-kappaB signal transduction", label="Pathway"),
    EntityDocument.model_validate(
        {"entity": "HGNC:7797", "name": "NFKBIA", "label": "Gene", "modifications": {"phosphorylation": "inactivating"}}
    ),
)


def rows_of(found: Corpus) -> GraphRows:
    return project(found, code_version="0")[0]


def node(rows: GraphRows, identifier: str) -> NodeRow:
    (only,) = [n for n in rows.nodes if n.id == identifier]
    return only


def claimed(rows: GraphRows, object_: str = "") -> list[EdgeRow]:
    return [e for e in rows.edges if e.props.get("kind") == "claim" and (not object_ or e.target == object_)]


def test_each_claim_is_projected_exactly_once_and_keyed_by_its_id() -> None:
    found = corpus(study(1, item("target"), item("carries"), item("eases")), study(2, item("target")))
    edges = claimed(rows_of(found))
    assert sorted(e.key for e in edges) == sorted(found.claims)
    assert all(e.key == e.props["claim"] for e in edges)


def test_rows_are_sorted_unique_and_known_to_the_vocabulary() -> None:
    rows = rows_of(corpus(study(1, item("target", context="colon", preparation="exo_low"), item("carries"))))
    assert all(a.id < b.id for a, b in pairwise(rows.nodes))
    keys = [(e.type, e.source, e.target, e.key) for e in rows.edges]
    assert all(a < b for a, b in pairwise(keys))
    assert {n.labels[0] for n in rows.nodes} <= set(NODE_LABELS)
    assert {e.type for e in rows.edges} <= set(RELATIONSHIP_TYPES)
    assert all(n.props.get("name") for n in rows.nodes)
    assert not [v for r in (*rows.nodes, *rows.edges) for v in r.props.values() if v is None]


def test_a_reporter_makes_the_edge_targets_and_nothing_else_does() -> None:
    plain = claimed(rows_of(corpus(study(1, item("target")))), "HGNC:12036")
    tested = claimed(rows_of(corpus(study(1, item("target")), study(2, item("target", design=["clip"])))), "HGNC:12036")
    assert [e.type for e in plain] == ["DECREASES"]
    assert [e.type for e in tested] == ["TARGETS"]
    assert plain[0].key == tested[0].key


def test_reports_pair_each_study_with_its_diseases_and_leave_out_hypotheses_and_retracted_studies() -> None:
    found = corpus(
        study(1, item("target", basis="inferred_by_authors")),
        study(2, item("target"), notices=[{"kind": "retraction"}]),
        study(3, item("target", basis="hypothesis")),
        study(4, item("target"), indications=[]),
        study(5, item("target", outcome="refute")),
    )
    (edge,) = claimed(rows_of(found))
    assert edge.props["reports"] == ("pubmed:1@MONDO:0005265", "pubmed:4@")
    assert edge.props["reports_retracted"] == ("pubmed:2@MONDO:0005265",)
    assert edge.props["measured_in"] == ("pubmed:4@",)
    assert (edge.props["n_support"], edge.props["n_refute"]) == (2, 1)


def test_a_claim_that_only_a_reviews_account_supports_is_marked_and_one_read_abstract_unmarks_it() -> None:
    account = study(2, item("target"), read="secondary", via="pubmed:9")
    for studies, shallow, secondary in (
        ((account,), True, True),
        ((account, study(1, item("target"))), True, False),
        ((account, study(1, item("target"), read="full_text")), False, False),
        ((study(2, item("target", outcome="refute"), read="secondary", via="pubmed:9"),), False, False),
    ):
        (edge,) = claimed(rows_of(corpus(*studies)))
        assert (edge.props["abstract_only"], edge.props["secondary_only"]) == (shallow, secondary)


def test_a_claim_that_rests_on_a_retracted_study_alone_is_marked() -> None:
    only = rows_of(corpus(study(2, item("target"), notices=[{"kind": "retraction"}])))
    assert claimed(only)[0].props["retracted"] is True
    shared = rows_of(corpus(study(1, item("target")), study(2, item("target"), notices=[{"kind": "retraction"}])))
    assert claimed(shared)[0].props["retracted"] is False


def test_a_claim_that_rests_on_a_withdrawn_record_alone_is_set_aside_and_never_called_retracted() -> None:
    taken_back = {"curation": {"by": "test", "date": "2026-11-24", "status": "withdrawn"}}
    fallen = {"notices": [{"kind": "retraction"}]}

    def marks(*studies: Any) -> tuple[Any, ...]:
        (edge,) = claimed(rows_of(corpus(*studies)))
        return tuple(edge.props[name] for name in ("set_aside", "retracted", "withdrawn", "reports"))

    withdrawn, retracted = study(1, item("target"), **taken_back), study(2, item("target"), **fallen)
    assert marks(withdrawn) == (True, False, True, ())
    assert marks(retracted) == (True, True, False, ())
    assert marks(withdrawn, retracted) == (True, False, True, ())
    assert marks(study(1, item("target"), **taken_back, **fallen)) == (True, True, False, ())
    assert marks(withdrawn, study(3, item("target"))) == (False, False, False, ("pubmed:3@MONDO:0005265",))


def test_the_purity_ratio_is_kept_as_a_number() -> None:
    made = {"exo": {"product": "ev", "source": SOURCE, "particles_per_ug": 20000000000}}
    rows = rows_of(corpus(study(1, item("carries", preparation="exo"), preparations=made)))
    (preparation,) = [n for n in rows.nodes if n.labels == ("Preparation",)]
    assert preparation.props["particles_per_ug"] == 2e10
    assert type(preparation.props["particles_per_ug"]) is float


def test_a_readout_takes_its_aspect_from_the_membership_so_that_no_chain_counts_twice() -> None:
    rows = rows_of(assemble([*ENTITIES, *MORE, PATHWAY]))
    to_pathway = {(e.type, e.source): e.props["aspects"] for e in rows.edges if e.target == "GO:0007249"}
    assert to_pathway == {
        ("MEMBER_OF", "HGNC:12036"): ("amount", "activity"),
        ("MEMBER_OF", "HGNC:7797"): ("activity",),
        ("READOUT_OF", "HGNC:7797"): ("amount",),
    }


@pytest.mark.parametrize(("aspect", "onward"), [("amount", -1), ("phosphorylation", 1), ("acetylation", 0)])
def test_a_modification_goes_on_only_as_the_entity_file_says(aspect: str, onward: int) -> None:
    claims = {"c": {"subject": MIR, "relation": "DECREASES", "object": "HGNC:7797 NFKBIA", "aspect": aspect}}
    rows = rows_of(assemble([*ENTITIES, *MORE, study(1, item("c"), claims=claims)]))
    assert claimed(rows)[0].props["onward"] == onward


def background() -> BackgroundDocument:
    return BackgroundDocument.model_validate(
        {
            "background": "exomech:background-traf6-nfkb",
            "subject": "HGNC:12036 TRAF6",
            "relation": "INCREASES",
            "object": NFKB,
            "aspect": "activity",
            "references": [{"id": "pubmed:9", "locator": "abstract", "statement": "It does."}],
            "curation": CURATION,
        }
    )


def test_a_background_step_is_no_claim_and_belongs_to_the_studies_that_pass_through_it() -> None:
    mechanism = {
        "m": {"start": MIR, "end": NFKB, "steps": ["target", "exomech:background-traf6-nfkb"], "net": "decrease"}
    }
    user = study(1, item("target"), mechanisms=mechanism)
    rows = rows_of(assemble([*ENTITIES, *MORE, PATHWAY, background(), user, study(2, item("target"))]))
    (edge,) = [e for e in rows.edges if e.props.get("kind") == "background"]
    assert "claim" not in edge.props
    assert "grade" not in edge.props
    assert edge.props["reports"] == ("pubmed:1@MONDO:0005265",)


def everything() -> list[Document]:
    return [
        *ENTITIES,
        *MORE,
        PATHWAY,
        background(),
        study(1, item("target", context="colon", preparation="exo_high"), item("carries", preparation="exo")),
        study(
            2, item("eases", preparation="exo", context="colon"), item("eases", preparation="primed", outcome="refute")
        ),
    ]


def trial(relies_on: Any, **fields: Any) -> TrialDocument:
    return TrialDocument.model_validate(
        {
            "trial": "clinicaltrials:NCT09999999",
            "conditions": [IBD],
            "product": "ev",
            "source": SOURCE,
            "curation": CURATION,
            "relies_on": relies_on,
            **fields,
        }
    )


@pytest.mark.parametrize(("relies_on", "stated"), [("none_stated", False), ("not_read", None), ([GROUND], True)])
def test_a_trial_whose_own_text_was_not_read_does_not_say_that_it_relies_on_nothing(
    relies_on: Any, stated: Any
) -> None:
    props = node(rows_of(assemble([*ENTITIES, trial(relies_on)])), "clinicaltrials:NCT09999999").props
    assert props.get("relies_on_stated") is stated
    assert ("relies_on_stated" in props) == (stated is not None)


def test_a_trial_withdrawn_before_anyone_came_keeps_its_enrolment_of_none() -> None:
    props = node(rows_of(assemble([*ENTITIES, trial("none_stated", enrolment=0)])), "clinicaltrials:NCT09999999").props
    assert props["enrolment"] == 0
    with pytest.raises(ValidationError, match="enrolment"):
        trial("none_stated", enrolment=-1)
    assert TrialDocument.model_fields["relies_on"].default == "not_read"


def test_a_trial_relies_on_the_claim_about_what_it_gives_and_keeps_as_text_what_no_study_states() -> None:
    eased = study(1, item("eases"))
    (claim,) = corpus(eased).claims
    rows = rows_of(assemble([*ENTITIES, eased, trial([GROUND, {**GROUND, "subject": MIR}])]))
    assert [e.target for e in rows.edges if e.type == "RELIES_ON"] == [claim]
    assert node(rows, "clinicaltrials:NCT09999999").props["relies_on_as"] == (f"{MIR} AMELIORATES {IBD}",)
    alone = rows_of(assemble([*ENTITIES, trial([GROUND])]))
    assert node(alone, "clinicaltrials:NCT09999999").props["relies_on_as"] == (
        f"vesicles of {SOURCE} AMELIORATES {IBD}",
    )
    unnamed = rows_of(assemble([*ENTITIES, eased, trial([GROUND], source=None)]))
    assert node(unnamed, "clinicaltrials:NCT09999999").props["relies_on_as"] == (f"vesicles AMELIORATES {IBD}",)


def test_the_build_hash_is_the_same_in_any_order_and_another_for_another_content() -> None:
    expected = project(assemble(everything()), code_version="0")[1].build
    for seed in range(5):
        documents = everything()
        Random(seed).shuffle(documents)
        assert project(assemble(documents), code_version="1")[1].build == expected
    changed: list[Any] = everything()
    changed[0] = changed[0].model_copy(update={"synonyms": ("another name",)})
    assert project(assemble(changed), code_version="0")[1].build != expected
    assert project(assemble(everything(), data_version="2"), code_version="0")[1].build != expected


def test_a_study_whose_own_evidence_disagrees_makes_a_contradiction_edge() -> None:
    rows = rows_of(assemble(everything()))
    (edge,) = [e for e in rows.edges if e.type == "CONTRADICTS"]
    assert edge.source == edge.target
    assert edge.props["kind"] == "refuted"
    assert edge.props["differs_in"] == ("priming", "preparation")


def test_grades_without_a_study_are_given_where_another_remains() -> None:
    rows = rows_of(corpus(study(1, item("target", design=["clip"])), study(2, item("target"))))
    (claim,) = [n for n in rows.nodes if n.labels == ("Claim",)]
    assert claim.props["grades_without"] == ("pubmed:1=weak", "pubmed:2=weak")
    alone = rows_of(corpus(study(1, item("target"))))
    assert "grades_without" not in next(n for n in alone.nodes if n.labels == ("Claim",)).props


def test_counts_of_the_manifest_are_those_of_the_rows() -> None:
    rows, manifest = project(assemble(everything()), code_version="0")
    assert manifest.counts["Claim"] == sum("Claim" in n.labels for n in rows.nodes)
    assert sum(v for k, v in manifest.counts.items() if k in RELATIONSHIP_TYPES) == len(rows.edges)


def test_names_people_type_are_kept_in_normal_form() -> None:
    rows = rows_of(corpus(study(1, item("carries"))))
    keys = node(rows, "exomech:ev-CL0002540").props["keys"]
    assert isinstance(keys, tuple)
    assert "bmmscexosomes" in keys


def test_species_is_the_donors_and_recipient_species_the_recipients_on_every_row() -> None:
    rows = rows_of(corpus(study(1, item("target", context="colon", preparation="exo_low"))))
    evidence = next(n for n in rows.nodes if n.labels[0] == "Evidence")
    assert (evidence.props["species"], evidence.props["recipient_species"]) == ("NCBITaxon:9606", "NCBITaxon:10090")
    claim = next(n for n in rows.nodes if n.labels[0] == "Claim")
    for props in (claim.props, claimed(rows, "HGNC:12036")[0].props):
        assert (props["species"], props["recipient_species"]) == (("NCBITaxon:9606",), ("NCBITaxon:10090",))
    assert {n.labels[0] for n in rows.nodes if "recipient_species" in n.props} == {"Claim", "Context", "Evidence"}


def test_every_property_is_one_of_the_schemas_and_of_its_type() -> None:
    found = node(rows_of(corpus(study(1, item("target", context="colon")))), "pubmed:1")
    check_properties(found)
    for props, words in (
        ({"titel": "a"}, "Study has no property titel"),
        ({"title": 7}, r"Study.title is text, not 7"),
        ({"year": True}, r"Study.year is int, not True"),
        ({"groups": ("a", 1)}, r"Study.groups is text_list"),
    ):
        with pytest.raises(ValueError, match=words):
            check_properties(replace(found, props={**found.props, **props}))
    with pytest.raises(ValueError, match="HAS_STEP has no property claim"):
        check_properties(EdgeRow("HAS_STEP", "a", "b", "1", {"position": 1, "claim": "c"}))
