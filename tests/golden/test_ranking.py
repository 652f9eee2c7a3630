"""Chains come by tier, measured share, weakest grade, laboratories and length, in this order and in no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from graph.backends.embedded import EmbeddedStore
from graph.rows import EdgeRow, NodeRow
from queries.answering import answer
from queries.catalogue import packaged
from tests.conformance.sample import manifest_of, rows_of

ASKED = {"mirnas-on-pathway": "pathway", "cargo-on-target": "target"}
GRADES = ("unsupported", "weak", "moderate", "strong")


@dataclass(frozen=True)
class Chain:
    """A chain from the vesicle to a pathway: ``unmeasured`` of its ``length`` steps were only inferred."""

    tier: str = "reported"
    unmeasured: int = 1
    rank: int = 1
    groups: int = 1
    length: int = 4

    def key(self) -> tuple[Any, ...]:
        """What it is ranked by, as a row tells it."""
        return self.tier, round(1 - self.unmeasured / self.length, 6), self.rank, self.groups, self.length


PLAIN = Chain()
BETTER = {
    "tier": (Chain(tier="assembled"), PLAIN),
    "measured_share": (PLAIN, Chain(unmeasured=0)),
    "grade_rank": (PLAIN, Chain(rank=3)),
    "n_groups": (PLAIN, Chain(groups=2)),
    "length": (Chain(length=5, unmeasured=0), Chain(length=3, unmeasured=0)),
}
"""For each key the worse and the better chain: equal in every other key."""

ORDER = tuple(BETTER)
BEST, WORST = Chain("reported", 0, 3, 9, 3), Chain("assembled", 2, 0, 0, 5)


def outweighing(key: str) -> tuple[Chain, Chain]:
    """A worse and a better chain by this key, the worse one being better in every later key."""
    fields = {"tier": "tier", "measured_share": "unmeasured", "grade_rank": "rank", "n_groups": "groups"}
    names = list(fields.values())[: ORDER.index(key) + 1]
    worse = replace(BEST, **{fields[key]: getattr(WORST, fields[key])})
    return worse, replace(WORST, **{n: getattr(BEST, n) for n in names})


CASES = {**{f"only {k}": pair for k, pair in BETTER.items()}, **{f"{k} first": outweighing(k) for k in ORDER[:-1]}}


def rows_between(mirna: str, pathway: str, chain: Chain) -> tuple[list[NodeRow], list[EdgeRow]]:
    genes = [f"HGNC:{pathway[3:]}{mirna[-1]}{n}" for n in range(chain.length - 2)]
    stations = ["exomech:v", mirna, *genes, pathway]
    types = ["CARRIES", "TARGETS", *["INCREASES"] * (chain.length - 2)]
    nodes = [NodeRow(mirna, ("MiRNA", "Entity"), {"name": mirna})]
    nodes += [NodeRow(gene, ("Gene", "Entity"), {"name": gene}) for gene in genes]
    edges = []
    for step, (kind, source, target) in enumerate(zip(types, stations[:-1], stations[1:], strict=True)):
        pair = f"pubmed:{1 if chain.tier == 'reported' else step + 1}@MONDO:1"
        sign = -1 if kind == "TARGETS" else 1
        claim = f"claim {source} {target}"
        props = {
            "kind": "claim", "claim": claim, "sign": sign, "onward": sign, "aspect": "amount", "grade_rank": chain.rank,
            "grade": GRADES[chain.rank], "grade_parts": (), "level": 0, "n_groups": chain.groups, "n_support": 1,
            "n_refute": 0, "n_null": 0, "reports": (pair,), "reports_retracted": (), "recipient_species": (),
            "measured_in": () if step < chain.unmeasured else (pair,),
        }  # fmt: skip
        edges.append(EdgeRow(kind, source, target, claim, props))
    return nodes, edges


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """A pathway for each case, with two chains; the better one's id comes last, so that no tie is won by chance."""
    nodes = [
        NodeRow("exomech:v", ("Vesicle", "Entity"), {"name": "vesicles", "source": "CL:1", "product": "ev"}),
        NodeRow("CL:1", ("CellSource", "Entity"), {"name": "cells"}),
        NodeRow("MONDO:1", ("Disease", "Entity"), {"name": "disease"}),
        *(NodeRow(f"pubmed:{n}", ("Study",), {"name": f"study {n}"}) for n in range(1, 9)),
    ]
    edges: list[EdgeRow] = []
    for number, (worse, better) in enumerate(CASES.values(), start=1):
        nodes.append(NodeRow(f"GO:{number:07}", ("Pathway", "Entity"), {"name": f"pathway {number}"}))
        for mirna, chain in ((f"mir:{number}a", worse), (f"mir:{number}z", better)):
            more = rows_between(mirna, f"GO:{number:07}", chain)
            nodes += more[0]
            edges += more[1]
    rows = rows_of(nodes, edges)
    with EmbeddedStore(tmp_path_factory.mktemp("ranked")) as store:
        store.replace(rows, manifest_of(rows, "5a3b1e0000000002"))
        yield store


@pytest.mark.parametrize("case", list(CASES))
@pytest.mark.parametrize("name", list(ASKED))
def test_the_better_chain_comes_first(name: str, case: str, ranked: EmbeddedStore) -> None:
    number = list(CASES).index(case) + 1
    worse, better = CASES[case]
    rows = answer(ranked, packaged().get(name), {ASKED[name]: f"GO:{number:07}", "tier": "assembled"}).rows
    ranked_by = ("tier", "measured_share", "grade_rank", "n_groups", "n_steps")
    told = [tuple(round(v, 6) if isinstance(v, float) else v for v in (r[c] for c in ranked_by)) for r in rows]
    assert told == [better.key(), worse.key()]
    assert [r["chain_ids"][1] for r in rows] == [f"mir:{number}z", f"mir:{number}a"]
    if case.startswith("only"):
        assert [k for k, a, b in zip(ORDER, *told, strict=True) if a != b] == [case.removeprefix("only ")]
