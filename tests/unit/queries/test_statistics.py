"""The pure parts of the questions: tests, permutations, links, gaps and changes, each against a sum done by hand."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
import pytest

from queries.bridging import bridge
from queries.changes import changes
from queries.gaps import cells
from queries.hypotheses import deals, percentile, scored, target_weights, weight
from queries.statistics import corrected, hypergeometric, over_representation
from schema.errors import InvalidParameter


def by_counting(hits: int, drawn: int, marked: int, universe: int) -> float:
    ways = sum(comb(marked, k) * comb(universe - marked, drawn - k) for k in range(hits, min(drawn, marked) + 1))
    return ways / comb(universe, drawn)


@pytest.mark.parametrize("case", [(1, 2, 5, 20), (2, 2, 7, 20), (3, 10, 4, 50), (0, 3, 3, 10), (4, 4, 4, 4)])
def test_the_test_is_the_count_of_draws(case: tuple[int, int, int, int]) -> None:
    assert hypergeometric(*case) == pytest.approx(by_counting(*case), abs=1e-11)


@pytest.mark.parametrize("case", [(3, 2, 5, 20), (-1, 2, 5, 20), (1, 30, 5, 20), (2, 5, 1, 20)])
def test_impossible_counts_are_refused(case: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        hypergeometric(*case)


def test_benjamini_and_hochberg_by_hand() -> None:
    assert corrected([0.01, 0.04, 0.03, 0.005]) == [0.02, 0.04, 0.04, 0.02]
    assert corrected([]) == []


def pathway(name: str, hits: int, marked: int) -> dict[str, Any]:
    return {
        "pathway_id": name, "n_of_list": hits, "list_size": 3, "n_of_universe": marked, "universe_size": 10,
        "n_pathways": 4,
    }  # fmt: skip


def test_rows_are_ranked_by_p_or_by_count() -> None:
    rows = [pathway("wide", 3, 9), pathway("narrow", 2, 2)]
    by_p = over_representation(rows, {"ranked_by": "p"})
    assert [r["pathway_id"] for r in by_p] == ["narrow", "wide"]
    assert [r["pathway_id"] for r in over_representation(rows, {"ranked_by": "count"})] == ["wide", "narrow"]
    assert (by_p[0]["expected"], by_p[0]["p"]) == (0.6, pytest.approx(8 / 120))
    # Four tests, two of them of pathways that the list does not reach: the smallest p is quadrupled.
    assert by_p[0]["q"] == pytest.approx(4 * 8 / 120)
    assert over_representation([], {}) == []


def hypothesis(cargo: str, target: str, net: str, rank: int) -> dict[str, Any]:
    return {
        "cargo_id": cargo, "first_target": target, "net": net, "grade_rank": rank,
        "universe": "m>a|1 n>b|1 n>c|-1 n>d|1", "chain_ids": [cargo, target], "claims": [target],
        "rule": "chain", "chain": [cargo, target], "signs": [-1],
    }  # fmt: skip


def test_a_target_is_worth_its_best_chain_and_a_cargo_the_sum_of_its_targets() -> None:
    rows = [
        hypothesis("m", "a|1", "decrease", 1),
        hypothesis("m", "a|1", "decrease", 3),
        hypothesis("m", "c|-1", "increase", 1),
    ]
    assert [weight(r) for r in rows] == [0.5, 1.0, -0.5]
    assert target_weights(rows) == {"a|1": 1.0, "c|-1": -0.5}
    assert {r["score"] for r in scored(rows, {"seed": 1, "permutations": 100})} == {0.5}


def test_a_target_from_which_a_cargos_chain_does_not_go_on_is_worth_nothing_in_the_null() -> None:
    (row,) = scored(
        [hypothesis("m", "a|1", "decrease", 3) | {"universe": "m>a|1 n>a|1"}], {"seed": 1, "permutations": 10_000}
    )
    # Of the two targets that may be dealt the one scores the same and the other less: 1/2 + 1/4.
    assert row["null_percentile"] == pytest.approx(0.75, abs=0.02)


def test_the_null_is_the_share_of_deals_and_the_seed_repeats_it() -> None:
    values = np.array([1.0, 0.0, 0.0, 0.0])
    share = percentile(1.0, values, 1, deals(4, seed=7, size=10_000))
    # One deal in four holds the target and scores the same, three score less: 3/4 + 1/8.
    assert share == pytest.approx(0.875, abs=0.02)
    assert share == percentile(1.0, values, 1, deals(4, seed=7, size=10_000))
    assert share != percentile(1.0, values, 1, deals(4, seed=8, size=10_000))
    assert percentile(1.0, values, 4, deals(4, seed=7, size=100)) == 0.5


def edge(source: str, target: str, rank: int = 1) -> dict[str, Any]:
    return {
        "edge_source": source, "edge_target": target, "source_name": source, "target_name": target, "sign": -1,
        "relation": "DECREASES", "claim": f"{source}{target}", "step": f"{source}{target}",
        "grade_rank": rank, "study_ids": ["s"],
    }  # fmt: skip


def test_the_cheapest_link_comes_first_and_the_better_graded_of_two() -> None:
    rows = [edge("a", "x", 1), edge("x", "b", 1), edge("a", "y", 3), edge("y", "b", 3), edge("b", "c")]
    found = bridge(rows, {"entities": ["a", "b", "c"], "max_extra": 1})
    assert [(r["joins"], r["added_ids"], r["n_components"]) for r in found] == [
        (["b", "c"], [], 2),
        (["a", "b"], ["y"], 1),
    ]
    assert found[1]["edges"] == ["a DECREASES y (lowers it)", "y DECREASES b (lowers it)"]
    assert [r["position"] for r in bridge(rows, {"entities": ["a", "b", "c"], "max_extra": 0})] == [1]
    assert bridge(rows, {"entities": ["a", "z"], "max_extra": 9}) == []


def fact(claim: str, disease: str, pathway_id: str, rank: int = 1) -> dict[str, Any]:
    sides = {"disease": disease, "cargo": None, "pathway": pathway_id}
    ends = {f"{side}_{part}": value for side, value in sides.items() for part in ("id", "name")}
    return ends | {"claim": claim, "rank": rank, "study_id": f"s{claim}"}


def test_cells_hold_what_was_measured_and_gaps_come_by_what_was_expected() -> None:
    rows = [fact("1", "d1", "p1", 2), fact("2", "d1", "p1"), fact("3", "d2", "p2"), fact("4", "d1", "p2")]
    found = cells(rows, {"axis": "disease_pathway", "max_claims": 5})
    assert [(r["first_id"], r["second_id"], r["n_claims"]) for r in found] == [
        ("d1", "p2", 1), ("d2", "p1", 0), ("d1", "p1", 2), ("d2", "p2", 1),
    ]  # fmt: skip
    assert (found[2]["expected"], found[2]["highest_grade"], found[2]["studies"]) == (1.5, "moderate", ["s1", "s2"])
    assert [r["second_id"] for r in cells(rows, {"axis": "disease_pathway", "max_claims": 0})] == ["p1"]
    assert cells(rows, {"axis": "cargo_pathway", "max_claims": 0}) == []


STATE = {
    "before": ["a\t+\tweak\theld", "b\t-\tstrong\theld", "c\t-\tweak\theld", "d\t+\tweak\tretracted"],
    "after": ["b\t-\tmoderate\theld", "c\t-\tunsupported\tretracted", "d\t+\tweak\theld", "e\t.\tweak\theld"],
    "held": ["1.0"], "kept": None, "ids": ["b", "e"], "names": ["B", "E"], "papers": ["s1 s2", ""],
}  # fmt: skip


def test_changes_are_told_worst_first() -> None:
    found = changes([STATE], {"release": "1.0", "until": "current"})
    assert [(r["claim_id"], r["change"], r["grade_before"], r["grade_after"]) for r in found] == [
        ("c", "retracted", "weak", "unsupported"), ("a", "removed", "weak", None),
        ("b", "regraded", "strong", "moderate"),
        ("d", "restored", "weak", "weak"), ("e", "added", None, "weak"),
    ]  # fmt: skip
    assert (found[2]["claim_name"], found[2]["studies"], found[1]["claim_name"]) == ("B", ["s1", "s2"], None)


def test_a_status_that_changes_is_told_by_what_it_has_become() -> None:
    was = ["a\t+\tweak\theld", "b\t+\tweak\tretracted", "c\t+\tweak\twithdrawn", "d\t+\tweak\twithdrawn"]
    now = ["a\t+\tweak\twithdrawn", "b\t+\tweak\twithdrawn", "c\t+\tweak\theld", "d\t+\tweak\tretracted"]
    found = changes([STATE | {"before": was, "after": now}], {"release": "1.0", "until": "current"})
    assert [(r["claim_id"], r["change"]) for r in found] == [
        ("d", "retracted"), ("a", "withdrawn"), ("b", "withdrawn"), ("c", "restored"),
    ]  # fmt: skip


def test_a_claim_that_is_gone_is_called_as_the_earlier_table_called_it() -> None:
    named = {"before": ["a\t+\tweak\theld\tA INCREASES x", "b\t-\tstrong\theld\tan old name", *STATE["before"][2:]]}
    found = {r["claim_id"]: r["claim_name"] for r in changes([STATE | named], {"release": "1.0", "until": "current"})}
    # A claim that this build holds goes by its own name of today.
    assert (found["a"], found["b"]) == ("A INCREASES x", "B")
    line = "exomech:claim-ffffffffffff + weak held A name  of words"
    given = changes([STATE], {"release": "empty", "until": "current", "table": [line]})
    gone = next(r for r in given if r["change"] == "removed")
    assert (gone["claim_id"], gone["claim_name"]) == ("exomech:claim-ffffffffffff", "A name of words")


def test_empty_compares_with_nothing_and_an_unknown_release_is_refused() -> None:
    assert {r["change"] for r in changes([STATE], {"release": "empty", "until": "current"})} == {"added"}
    assert changes([STATE | {"after": STATE["before"]}], {"release": "1.0", "until": "1.0"}) == []
    with pytest.raises(InvalidParameter, match=r"no release '2.0'; there are 1.0, empty"):
        changes([STATE | {"before": None}], {"release": "2.0", "until": "current"})


def test_only_claims_that_pass_the_filters_are_told() -> None:
    assert [r["claim_id"] for r in changes([STATE | {"kept": ["b"]}], {"release": "1.0", "until": "current"})] == ["b"]
