"""Identity: claim ids, product entities, ``like``, CURIEs and normal forms of names."""

from __future__ import annotations

from itertools import permutations

import pytest
from pydantic import ValidationError

from loaders.assembling import assemble
from schema.corpus import ClaimKey
from schema.curie import ACCESSIONS, BASES, PREFIXES, Term, check_curie, file_stem, of_accession, parse_term
from schema.documents import Preparation, StudyDocument
from schema.inheritance import LikeError, resolve_preparations
from schema.names import normalise
from schema.products import product_of
from schema.vocabulary import RELATIONS, Family
from schema.words import Aspect
from tests.unit.schema.corpora import ENTITIES, MIR, item, study


def test_targets_and_decreases_are_one_claim_and_increase_another() -> None:
    ends = ("mirbase.mature:MIMAT0000449", "HGNC:12036")
    target, lowers, raises = (
        ClaimKey.of(ends[0], relation, ends[1], Aspect.AMOUNT) for relation in ("TARGETS", "DECREASES", "INCREASES")
    )
    assert target.id == lowers.id != raises.id
    assert lowers.opposite == raises
    assert ClaimKey.of(*ends[:1], "DECREASES", ends[1], Aspect.ACTIVITY).id != lowers.id


def test_every_relation_can_be_named_again_from_its_key() -> None:
    for name, relation in RELATIONS.items():
        key = ClaimKey.of("exomech:a", name, "exomech:b", Aspect.AMOUNT)
        assert RELATIONS[key.relation].family is relation.family
        assert RELATIONS[key.relation].sign == relation.sign


def test_every_relation_names_its_nearest_biolink_and_ro_terms_and_ro_tells_the_sign() -> None:
    signed = {"RO:0002213": 1, "RO:0002212": -1, "RO:0002211": 0, "RO:0003307": -1, "RO:0003309": 1}
    for relation in RELATIONS.values():
        assert relation.biolink.startswith("biolink:")
        assert relation.ro.startswith(("RO:", "BFO:"))
        assert relation.sign == signed.get(relation.ro, relation.sign)


def test_ids_do_not_depend_on_the_order_of_documents() -> None:
    documents = [study(1, item("target")), study(2, item("carries"), item("target")), ENTITIES[0]]
    ids = {tuple(assemble(order).claims) for order in permutations(documents)}
    assert len(ids) == 1


def test_the_same_claim_of_two_studies_is_one_claim_with_two_items() -> None:
    found = assemble([*ENTITIES, study(1, item("target")), study(2, item("target"))])
    (claim,) = found.claims
    assert len(found.evidence_of[claim]) == 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "exomech:ev-CL0002540"),
        ({"priming": [{"agent": "HGNC:5438 IFNG", "kind": "cytokine"}]}, "exomech:ev-CL0002540"),
        ({"modified": [{"entity": MIR, "change": "loss", "at": "donor"}]}, "exomech:ev-CL0002540-without-MIMAT0000449"),
        ({"modified": [{"entity": MIR, "change": "gain", "at": "donor"}]}, "exomech:ev-CL0002540-with-MIMAT0000449"),
        ({"loading": [{"cargo": "CHEBI:41423 celecoxib"}]}, "exomech:ev-CL0002540-with-CHEBI41423"),
        ({"product": "cells"}, "CL:0002540"),
        ({"product": "secretome"}, "exomech:secretome-CL0002540"),
    ],
)
def test_product_entities(fields: dict[str, object], expected: str) -> None:
    preparation = Preparation.model_validate({"product": "ev", "source": "CL:0002540"} | fields)
    product = product_of(preparation)
    assert product.id == expected
    assert product.engineered == ("with" in expected)


def test_a_preparation_without_source_has_no_product_entity() -> None:
    with pytest.raises(ValueError, match="product and source"):
        product_of(Preparation.model_validate({"product": "ev"}))


def test_like_inherits_what_is_left_out_and_keeps_what_is_written() -> None:
    document = study(1, item("target"))
    low = resolve_preparations(document)["exo_low"]
    assert low.source == Term("CL:0002540", "mesenchymal stem cell of the bone marrow")
    assert low.modified[0].change == "loss"


@pytest.mark.parametrize(
    ("preparations", "at"),
    [({"a": {"like": "b"}, "b": {"like": "a"}}, "b"), ({"a": {"like": "nowhere"}}, "a")],
)
def test_like_that_leads_nowhere_or_back_is_an_error_that_names_its_key(
    preparations: dict[str, object], at: str
) -> None:
    document = StudyDocument.model_validate(
        {
            "study": "pubmed:1",
            "type": "review",
            "read": "abstract",
            "year": 2020,
            "curation": {"by": "t", "date": "2026-11-24", "status": "draft"},
            "preparations": preparations,
        }
    )
    with pytest.raises(LikeError) as caught:
        resolve_preparations(document)
    assert caught.value.key == at


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("NLRP3", "no CURIE"),
        ("hgnc:16400", "written 'HGNC'"),
        ("XYZ:1", "unknown prefix"),
        ("HGNC:x", "no identifier of HGNC"),
        ("GO:123", "pattern"),
    ],
)
def test_wrong_curies_say_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_curie(text)


def test_terms_and_file_stems() -> None:
    assert parse_term("HGNC:16400 NLRP3") == Term("HGNC:16400", "NLRP3")
    assert file_stem("doi:10.1016/j.jcyt.2023.03.008") == "doi_10.1016_j.jcyt.2023.03.008"


def test_an_accession_leads_to_its_register_only_where_its_form_tells_it() -> None:
    accessions = {
        "mirbase.mature": "MIMAT0000449",
        "mirbase": "MI0000477",
        "cellosaurus": "CVCL_0030",
        "clinicaltrials": "NCT04356287",
        "pmc": "PMC8256359",
        "reactome": "R-HSA-168164",
    }
    assert set(accessions) == set(ACCESSIONS)
    for prefix, local in accessions.items():
        assert of_accession(local) == of_accession(local.lower()) == f"{prefix}:{local}"
    assert of_accession("GO_0007249") == "GO:0007249"
    assert [of_accession(t) for t in ("12036", "0007249", "IL_6", "MIMAT1", "TRAF6", "nothing:MIMAT0000449")] == [
        ""
    ] * 6


def test_documents_refuse_unknown_fields_and_never_change() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Preparation.model_validate({"product": "ev", "colour": "red"})
    preparation = Preparation.model_validate({"product": "ev"})
    with pytest.raises(ValidationError, match="frozen"):
        preparation.product = None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("NF-kB", "NFkB"),
        ("TNF-α", "tnf alpha"),
        ("IL-1β", "IL1beta"),
        ("CD4+ T cell", "cd4+ T-cell"),
        ("NF-ΚΒ", "NF-κB"),
        ("IL-1Β", "IL1β"),
    ],
)
def test_names_meet_in_their_normal_form(typed: str, stored: str) -> None:
    assert normalise(typed) == normalise(stored)


def test_a_plus_sign_keeps_names_apart() -> None:
    assert normalise("CD4+") != normalise("CD4")


def test_every_family_has_a_relation() -> None:
    assert {r.family for r in RELATIONS.values()} == set(Family) - {Family.SECRETES}


def test_every_prefix_has_an_address() -> None:
    assert BASES.keys() == PREFIXES.keys()
