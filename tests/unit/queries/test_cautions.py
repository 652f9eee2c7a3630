from __future__ import annotations

from typing import Any

from queries.catalogue import packaged
from queries.cautions import cautions, ids_of, opposed, record_cautions, state_cautions


def flag(claim: str, **changed: Any) -> dict[str, Any]:
    plain = {
        "id": claim,
        "resolution": [],
        "abstract_only": False,
        "secondary_only": False,
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
    assert cautions([["a", "c"], ["a", "d"], ["b", "c", "d"]], flags, chained=True) == []
    (found,) = cautions([["a", "b"], ["a", "c"]], flags, chained=True)
    # What is counted or listed together follows on nothing.
    assert cautions([["a", "b"], ["a", "c"]], flags, chained=False) == []
    assert (found.code, found.claims) == ("cross_species_chain", ("a", "b"))
    assert found.message.startswith("1 of 2 rows")


def test_only_rows_that_are_chains_are_asked_for_one_species() -> None:
    assert [q.name for q in packaged().queries if q.chained] == [
        "cargo-on-target", "engineered-vesicles", "explain-effect", "hypotheses", "mechanism-sign-check",
        "mirnas-on-pathway", "paths", "shortest-path", "sponges",
    ]  # fmt: skip


def test_an_inferred_member_is_no_ambiguous_arm() -> None:
    flags = {
        "a": flag("a", resolution=["HGNC:7797 member_inferred"]),
        "b": flag("b", resolution=["mirbase.mature:MIMAT1 arm_inferred"]),
    }
    assert [w.code for w in cautions([["a"]], flags, chained=False)] == ["inferred_member"]
    assert [w.code for w in cautions([["a", "b"]], flags, chained=False)] == ["ambiguous_arm", "inferred_member"]


def test_one_laboratory_is_told_apart_from_laboratories_that_nobody_states() -> None:
    flags = {
        "one_study": flag("one_study", n_groups=0, n_support=1, n_unstated=1),
        "one_laboratory": flag("one_laboratory", n_groups=1, n_support=3),
        "unstated": flag("unstated", n_groups=0, n_support=2, n_unstated=2),
        "partly": flag("partly", n_groups=1, n_support=2, n_unstated=1),
        "two": flag("two", n_support=3, n_unstated=1),
        "unsupported": flag("unsupported", n_groups=0, n_support=0),
    }
    single, unstated = cautions([list(flags)], flags, chained=False)
    assert (single.code, single.claims) == ("single_group", ("one_laboratory", "one_study"))
    assert (unstated.code, unstated.claims) == ("unstated_groups", ("partly", "unstated"))
    assert "one laboratory" not in unstated.message


def test_what_only_a_review_tells_is_told_apart_from_an_abstract() -> None:
    flags = {
        "read": flag("read"),
        "abstract": flag("abstract", abstract_only=True),
        "review": flag("review", abstract_only=True, secondary_only=True),
    }
    shallow, secondary = cautions([["read", "abstract"], ["review"]], flags, chained=False)
    assert (shallow.code, shallow.claims) == ("abstract_only", ("abstract", "review"))
    assert (secondary.code, secondary.claims) == ("secondary", ("review",))
    assert secondary.message == "1 of 3 claims rest on studies known only through a review's account"
    assert [w.code for w in cautions([["read", "abstract"]], flags, chained=False)] == ["abstract_only"]


def test_claims_of_a_row_keep_their_order_once() -> None:
    assert ids_of({"claims": ["b", "a", "b"], "claim": "c", "none": None}, ["claims", "claim", "none"]) == (
        "b",
        "a",
        "c",
    )


COLUMNS = {"actor": "chain", "end": "chain", "sign": "net", "aspect": "aspects"}


def chain(claim: str, net: str, *aspects: str, start: str = "miR-1", end: str = "NF-kB") -> dict[str, Any]:
    return {"chain": [start, "RELA", end], "net": net, "aspects": list(aspects), "claims": [claim]}


def test_rows_of_one_actor_and_end_that_point_both_ways_are_told() -> None:
    rows = [chain("c", "increase", "amount", ""), chain("a", "decrease", "amount", "activity"), chain("b", "increase")]
    (found,) = opposed(rows, COLUMNS, ["claims"])
    assert (found.code, found.claims) == ("mixed_sign", ("a", "b", "c"))
    assert "miR-1 on NF-kB (increase in 2, decrease in 1)" in found.message
    assert "contradictions" in found.message


def test_other_ends_actors_aspects_and_unknown_directions_oppose_nothing() -> None:
    first = chain("a", "increase", "amount")
    for other in (
        chain("b", "decrease", "amount", end="STAT3"),
        chain("b", "decrease", "amount", start="miR-2"),
        chain("b", "decrease", "phosphorylation"),
        chain("b", "increase", "amount"),
        chain("b", "unknown", "amount"),
    ):
        assert opposed([first, other], COLUMNS, ["claims"]) == []
    assert opposed([first, chain("b", "decrease", "amount")], {}, ["claims"]) == []


def test_many_that_point_both_ways_are_counted() -> None:
    rows = [chain("a", way, start=f"miR-{n}") for n in range(7) for way in ("increase", "decrease")]
    (found,) = opposed(rows, COLUMNS, ["claims"])
    assert found.message.count("increase in 1") == 5
    assert " and 2 more;" in found.message


def test_rows_on_a_disputed_or_withdrawn_record_are_counted_with_its_studies_and_claims() -> None:
    studies, claims = [["s1", "s2"], ["s2"], ["s3"], []], [["a"], ["b", "c"], ["d"], ["e"]]
    disputed, withdrawn = state_cautions(studies, claims, {"s2": "disputed", "s3": "withdrawn"})
    assert (disputed.code, disputed.claims) == ("disputed", ("a", "b", "c"))
    assert disputed.message.startswith("2 of 4 rows rest on a record in dispute")
    assert disputed.message.endswith("(s2)")
    assert (withdrawn.code, withdrawn.claims) == ("withdrawn", ("d",))
    assert withdrawn.message == "1 of 4 rows rest on a record withdrawn by its curators (s3)"
    assert state_cautions(studies, claims, {}) == []


def test_a_record_tells_the_state_of_every_study_behind_it() -> None:
    sound, doubted = {"id": "s1", "status": "double"}, {"id": "s2", "status": "disputed"}
    assert record_cautions(sound) == []
    assert [w.code for w in record_cautions(doubted)] == ["disputed"]
    assert [w.code for w in record_cautions({"id": "m", "study": doubted})] == ["disputed"]
    evidence = [{"study": sound}, {"study": doubted}, {"study": "s3"}]
    assert [w.message for w in record_cautions({"id": "c", "evidence": evidence})] == [
        "the record of s2 is in dispute: its readers do not agree on what the paper says"
    ]
