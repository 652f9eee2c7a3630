"""Every question's example on the real curation, on both engines: rows, time over the bare engine call, p95.

`python -m benchmarks questions` prints the table; `python -m benchmarks.questions` writes docs/reference/speed.md.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import cpu_count, getloadavg
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks.report import Figure
from benchmarks.synthetic import CURATION
from graph.opening import open_store
from graph.store import GraphReader, Row, Store, StoreInfo
from loaders.building import build
from queries.answering import answer
from queries.catalogue import packaged
from queries.definitions import CannedQuery
from tests.servers.neo4j import LTS, USER, Neo4jServer

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "speed.md"
GUIDE_MS = 250
CALLS = 20
LIMIT_S = 60.0

REASONS = {
    "cell-versus-vesicle": "each comparison's arms, context and what it is about are looked up before a page is cut",
    "contradictions": "the evidence of both sides of every contradiction is read before a page is cut",
    "sponges": "every sponged miRNA is followed to all that it acts on before sponges are told apart",
    "hypotheses": "chains of up to three steps from every vesicle cargo, and the permutations",
    "shortest-path": "all signed paths of up to four steps are listed before the shortest is taken",
    "paths": "signed paths of up to four steps are all listed before they are ranked",
    "explain-effect": "signed chains of up to four steps from every product are all listed before they are ranked",
    "pathways-of-cargo-list": "the universe is every vesicle cargo with all its chains to every pathway",
    "mirnas-on-pathway": "all chains of up to six steps from a vesicle are listed before studies tell them apart",
    "mechanism-sign-check": "every mechanism is worked out before the disagreeing ones can come first",
    "low-reporting": "every study's preparations are read before a page is cut",
    "cell-only-claims": "every claim about an effect is judged before a page is cut",
    "rodent-only-claims": "every claim about an effect is judged before a page is cut",
    "loss-and-rescue": "every experiment that took something away is read before a page is cut",
    "cargo-on-target": "all signed chains of up to five steps from a vesicle are listed before they are ranked",
    "drug-delivery": "experiments and comparisons of every loaded product are read before a page is cut",
    "gaps": "every measured claim is crossed with every disease and pathway that it bears on",
    "changes-since": "the state of every claim is read, not a page of it",
    "single-group-claims": "the laboratories of every claim's studies are compared before a page is cut",
    "bridge": "every signed step of the graph is read, and the network is grown from them",
    "compare-sources": "every finding about a product is counted before sources stand beside one another",
    "modes-of-action": "every experiment of the disease is read before its modes are told apart",
    "recipient-cells": "every experiment of the disease is read before its cells are told apart",
    "shared-mechanisms": "every claim is held against every disease asked for",
    "trials": "claims and mechanisms of every trial's product are looked up before a page is cut",
    "subgraph": "every claim is held against the disease, or walked to from the entity",
}
"""Why a question may take longer than the guide: it must see all of something before it can order it."""


@dataclass
class Recording:
    """A reader that keeps the last text and values with which a query was asked."""

    reader: GraphReader
    texts: set[str]
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def info(self) -> StoreInfo:
        """As the reader's."""
        return self.reader.info()

    def read(
        self, cypher: str, params: Mapping[str, Any] | None = None, *, timeout_s: float | None = None
    ) -> list[Row]:
        """As the reader's, remembered where the text is a question's."""
        if cypher in self.texts:
            self.asked.append((cypher, dict(params or {})))
        return list(self.reader.read(cypher, params or {}, timeout_s=timeout_s or LIMIT_S))


@dataclass(frozen=True)
class Timed:
    """One question on one engine; times in milliseconds."""

    rows: int
    bare: float
    whole: float
    p95: float


def example(query: CannedQuery) -> dict[str, Any]:
    """The values with which a question's page shows it."""
    return {p.name: p.example for p in query.params if p.required}


def times(call: Callable[[], object]) -> list[float]:
    """Milliseconds of ``CALLS`` calls, after two that do not count."""
    found = []
    for number in range(CALLS + 2):
        begin = perf_counter()
        call()
        if number > 1:
            found.append((perf_counter() - begin) * 1000)
    return found


def measure(store: Store, query: CannedQuery) -> Timed:
    """The whole answer (names resolved, total, warnings) against the bare call of the same text and values."""
    recording = Recording(store, {query.cypher})
    total = answer(recording, query, example(query), timeout_s=LIMIT_S).meta.total
    text, values = recording.asked[0]
    bare = times(lambda: list(store.read(text, values, timeout_s=LIMIT_S)))
    whole = times(lambda: answer(store, query, example(query), timeout_s=LIMIT_S))
    return Timed(total, median(bare), median(whole), quantiles(whole, n=20)[18])


def measured() -> dict[str, dict[str, Timed]]:
    """Engine to question to its times: the embedded engine, then Neo4j's long-term line."""
    found: dict[str, dict[str, Timed]] = {}
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        embedded = open_store(str(Path(name) / "store"), timeout_s=LIMIT_S)
        build(CURATION, embedded)
        found["embedded"] = {q.name: measure(embedded, q) for q in packaged().queries}
        embedded.close()
        with Neo4jServer(Path(name) / "neo4j", LTS) as server:
            store = open_store(server.url, timeout_s=LIMIT_S, user=USER, password=server.password)
            build(CURATION, store)
            found[f"Neo4j {LTS}"] = {q.name: measure(store, q) for q in packaged().queries}
            store.close()
    return found


def figures() -> list[Figure]:
    """A line a question and engine."""
    return [
        Figure(
            f"{name}, {engine}",
            f"p95 {t.p95:.0f} ms, {t.rows} rows",
            f"p50 {t.whole:.1f} ms, bare engine {t.bare:.1f} ms",
            f"<= {GUIDE_MS} ms",
        )
        for engine, timed in measured().items()
        for name, t in timed.items()
    ]


def page(found: Mapping[str, Mapping[str, Timed]]) -> str:
    """The page: a row a question, two columns of times an engine, and why some take longer than the guide.

    A question that was not measured on an engine is said to be so.
    """
    engines = list(found)
    studies = len(list((CURATION / "studies").glob("*.yaml")))
    head = "| question | rows |" + "".join(f" {e}: over the bare call | {e}: p95 |" for e in engines)
    lines = [
        "# How fast each question answers",
        "",
        f"Its example on the curation when it held {studies} studies, asked in the process: names resolved, a page",
        "of 100 rows, the total, warnings. *Over the bare call* is the median of that less the median of the same",
        "Cypher text with the same values sent straight to the engine; p95 is of at least",
        f"{CALLS} whole answers. The guide is {GUIDE_MS} ms at p95. Written by `python -m benchmarks.questions`;",
        "times depend on the machine and on what else it does.",
        "",
        f"Python {platform.python_version()}, {cpu_count()} processors, {platform.system()} {platform.machine()};",
        f"load of the last 15 minutes {getloadavg()[2]:.1f}. A load above the number of processors means that other",
        "work shared them: times are then longer by about that ratio.",
        "",
        head,
        "|---|---:|" + "---:|---:|" * len(engines),
    ]
    over: list[str] = []
    for name in (q.name for q in packaged().queries):
        timed = [found[e].get(name) for e in engines]
        cells = [f"{t.whole - t.bare:+.1f} ms | {t.p95:.0f} ms" if t else "not measured | " for t in timed]
        lines.append(f"| [`{name}`](questions.md#{name}) | {found[engines[0]][name].rows} | {' | '.join(cells)} |")
        slow = [e for e, t in zip(engines, timed, strict=True) if t and t.p95 > GUIDE_MS]
        if slow:
            bare = ", ".join(f"{e}: {found[e][name].bare:.0f} ms" for e in slow)
            over.append(f"- `{name}`: the bare call takes {bare}; {REASONS.get(name, 'no reason is known')}.")
    lines += ["", "## Over the guide", "", *(over or ["None."])]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure and write the page."""
    PAGE.write_text(page(measured()), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
