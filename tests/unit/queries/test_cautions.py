from __future__ import annotations

from typing import Any

from queries.cautions import cautions, claims_of


def flag(claim: str, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": claim,
        "resolution": [],
        "abstract_only": False,
        "n_groups": 2,
        "n_support": 2,
        "n_unstated": 0,
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


def test_one_laboratory_is_told_apart_from_laboratories_that_nobody_states() -> None:
    flags = {
        "one_study": flag("one_study", n_groups=0, n_support=1, n_unstated=1),
        "one_laboratory": flag("one_laboratory", n_groups=1, n_support=3),
        "unstated": flag("unstated", n_groups=0, n_support=2, n_unstated=2),
        "partly": flag("partly", n_groups=1, n_support=2, n_unstated=1),
        "two": flag("two", n_support=3, n_unstated=1),
        "unsupported": flag("unsupported", n_groups=0, n_support=0),
    }
    single, unstated = cautions([list(flags)], flags)
    assert (single.code, single.claims) == ("single_group", ("one_laboratory", "one_study"))
    assert (unstated.code, unstated.claims) == ("unstated_groups", ("partly", "unstated"))
    assert "one laboratory" not in unstated.message


def test_claims_of_a_row_keep_their_order_once() -> None:
    assert claims_of({"claims": ["b", "a", "b"], "claim": "c", "none": None}, ["claims", "claim", "none"]) == (
        "b",
        "a",
        "c",
    )
