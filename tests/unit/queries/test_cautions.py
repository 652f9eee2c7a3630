from __future__ import annotations

from typing import Any

from queries.cautions import cautions, claims_of


def flag(claim: str, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": claim,
        "resolution": [],
        "abstract_only": False,
        "n_groups": 2,
        "recipient_species": [],
        "retracted": False,
    }
    return plain | changed


def test_steps_never_seen_in_one_species_are_told() -> None:
    flags = {
        "a": flag("a", recipient_species=["human"]),
        "b": flag("b", recipient_species=["mouse"]),
        "c": flag("c", recipient_species=["human", "mouse"]),
        "d": flag("d"),
    }
    assert cautions([["a", "c"], ["a", "d"], ["b", "c", "d"]], flags) == []
    (found,) = cautions([["a", "b"], ["a", "c"]], flags)
    assert (found.code, found.claims) == ("cross_species_chain", ("a", "b"))
    assert found.message.startswith("1 of 2 rows")


def test_an_inferred_member_is_no_ambiguous_arm() -> None:
    flags = {
        "a": flag("a", resolution=["HGNC:7797 member_inferred"]),
        "b": flag("b", resolution=["mirbase.mature:MIMAT1 arm_inferred"]),
    }
    assert [w.code for w in cautions([["a"]], flags)] == ["inferred_member"]
    assert [w.code for w in cautions([["a", "b"]], flags)] == ["ambiguous_arm", "inferred_member"]


def test_claims_of_a_row_keep_their_order_once() -> None:
    assert claims_of({"claims": ["b", "a", "b"], "claim": "c", "none": None}, ["claims", "claim", "none"]) == (
        "b",
        "a",
        "c",
    )
