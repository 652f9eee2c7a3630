"""What every store promises of a load: all or nothing for readers, nothing written twice, one load at a time."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from graph.changes import changes, held_of, unchanged
from graph.rows import EdgeRow, NodeRow
from graph.store import LoadReport, Manifest, Store
from schema import SCHEMA_VERSION
from schema.errors import QueryFailed, StoreLocked, StoreNotBuilt, StoreSchemaMismatch
from tests.conformance.conftest import Opener
from tests.conformance.sample import EVERY_NODE, SAMPLE, manifest_of, ring, rows_of

SIZE = len(SAMPLE.nodes) + len(SAMPLE.edges)
COUNT = f"{EVERY_NODE} RETURN count(n) AS n"
VERSIONS = """MATCH (n:Entity) WITH n.version AS version, count(n) AS nodes
RETURN version, nodes ORDER BY version"""
EDGE_VERSIONS = "MATCH (:Gene)-[r:INCREASES]->(:Gene) RETURN r.version AS version, count(r) AS edges ORDER BY version"


def test_nothing_is_there_before_the_first_load(store: Store) -> None:
    with pytest.raises(StoreNotBuilt) as caught:
        store.read("RETURN 1 AS x", {})
    assert "exomech build" in caught.value.hint
    with pytest.raises(StoreNotBuilt):
        store.info()


def test_info_tells_the_manifest_that_was_loaded(store: Store) -> None:
    manifest = manifest_of(SAMPLE, "5a3b1e0000000001")
    report = store.replace(SAMPLE, manifest)
    info = store.info()
    assert report == LoadReport(changes({}, held_of(SAMPLE)), manifest)
    assert (report.rows_in, report.written, report.unchanged, report.removed) == (SIZE, SIZE, 0, 0)
    assert info.manifest == manifest
    assert info.manifest.counts["Entity"] == 5
    assert info.engine
    assert info.engine_version


def test_what_is_known_at_once_is_what_info_tells_and_ends_before_a_new_graph_is_read(
    store: Store, opener: Opener
) -> None:
    reader = opener()
    assert reader.known() is None
    store.replace(SAMPLE, manifest_of(SAMPLE, "b1"))
    info = reader.info()
    assert reader.known() == info
    store.replace(ring(20, 2), manifest_of(ring(20, 2), "b2"))
    later = time.monotonic() + 2.0
    while reader.known() == info and time.monotonic() < later:
        time.sleep(0.02)
    assert reader.known() is None
    assert reader.info().manifest.build == "b2"
    assert reader.known() == reader.info()


def test_an_unchanged_build_writes_nothing(store: Store) -> None:
    manifest = manifest_of(SAMPLE, "aa")
    store.replace(SAMPLE, manifest)
    assert store.replace(SAMPLE, manifest) == LoadReport(unchanged(SAMPLE), manifest)
    assert store.read(COUNT, {}) == [{"n": len(SAMPLE.nodes)}]


def test_an_unchanged_build_takes_the_new_data_version(store: Store, opener: Opener) -> None:
    old = manifest_of(SAMPLE, "aa", data="2026.11")
    new = replace(old, data_version="2026.12")
    store.replace(SAMPLE, old)
    assert store.replace(SAMPLE, new) == LoadReport(unchanged(SAMPLE), new)
    assert store.info().manifest == new
    assert opener().info().manifest == new


def test_the_report_counts_what_differs(store: Store) -> None:
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    nodes = [node for node in SAMPLE.nodes if node.id != "study:1"]  # one gone, with its loop
    nodes = [replace(n, props={**n.props, "score": 3.0}) if n.id == "HGNC:2" else n for n in nodes]  # one differs
    nodes.append(NodeRow("HGNC:9", ("Gene", "Entity"), {"name": "new"}))
    edges = [edge for edge in SAMPLE.edges if edge.type != "ABOUT"]
    edges.append(EdgeRow("INCREASES", "HGNC:9", "GO:1", "c9", {"claim": "c9", "sign": 1}))
    rows = rows_of(nodes, edges)
    report = store.replace(rows, manifest_of(rows, "bb"))
    assert (report.rows_in, report.written, report.unchanged, report.removed) == (SIZE + 2, 3, SIZE - 3, 2)
    for sums in (report.rows, report.nodes, report.relationships):
        assert sums.rows_in == sums.written + sums.unchanged + sums.removed
    assert (report.nodes.rows_in, report.relationships.rows_in) == (len(SAMPLE.nodes) + 1, len(SAMPLE.edges) + 1)
    nodes, relationships = report.changes.nodes, report.changes.relationships
    assert (nodes["Gene"].added.ids, nodes["Gene"].changed.ids) == (["HGNC:9"], ["HGNC:2"])
    assert nodes["Study"].removed.ids == ["study:1"]
    assert relationships["INCREASES"].added.ids == ["HGNC:9 -> GO:1 (c9)"]
    assert relationships["ABOUT"].removed.ids == ["study:1 -> study:1"]
    assert (nodes["Gene"].unchanged, relationships["TARGETS"].unchanged) == (2, 3)
    assert store.read("MATCH (n:Gene) RETURN n.id AS id, n.score AS score ORDER BY id", {}) == [
        {"id": "HGNC:1", "score": None},
        {"id": "HGNC:2", "score": 3.0},
        {"id": "HGNC:3", "score": None},
        {"id": "HGNC:9", "score": None},
    ]
    assert store.read("MATCH (n:Study) RETURN n.id AS id", {}) == []


def test_comparing_reports_what_a_load_would_do_and_writes_nothing(store: Store) -> None:
    first = manifest_of(SAMPLE, "aa")
    assert store.compare(SAMPLE, first) == LoadReport(changes({}, held_of(SAMPLE)), first)
    with pytest.raises(StoreNotBuilt):
        store.info()
    store.replace(SAMPLE, first)
    assert store.compare(SAMPLE, first) == LoadReport(unchanged(SAMPLE), first)
    rows = rows_of([*SAMPLE.nodes, NodeRow("HGNC:9", ("Gene", "Entity"), {})], SAMPLE.edges[1:])
    told = store.compare(rows, manifest_of(rows, "bb"))
    assert (told.rows_in, told.written, told.unchanged, told.removed) == (SIZE + 1, 1, SIZE - 1, 1)
    assert store.info().manifest == first
    assert store.replace(rows, manifest_of(rows, "bb")) == told


def test_a_store_says_whether_it_holds_a_build(store: Store, opener: Opener) -> None:
    manifest = manifest_of(SAMPLE, "aa")
    assert not store.holds(manifest)
    store.replace(SAMPLE, manifest)
    for other in (store, opener()):
        assert other.holds(manifest)
        assert not other.holds(replace(manifest, build="bb"))
        assert not other.holds(replace(manifest, data_version="2026.12"))
        assert not other.holds(replace(manifest, code_version="9"))


def test_a_node_may_change_its_labels(store: Store) -> None:
    before = rows_of([NodeRow("x", ("Gene", "Entity"), {})])
    after = rows_of([NodeRow("x", ("Complex", "Entity", "Cytokine"), {})])
    store.replace(before, manifest_of(before, "aa"))
    assert store.replace(after, manifest_of(after, "bb")).written == 1
    assert store.read("MATCH (n:Gene) RETURN n.id AS id", {}) == []
    assert store.read("MATCH (n:Complex {id: $id}) RETURN n.id AS id", {"id": "x"}) == [{"id": "x"}]
    assert store.read("MATCH (n:Cytokine) RETURN n.id AS id", {}) == [{"id": "x"}]


def test_an_empty_graph_is_a_graph(store: Store) -> None:
    nothing = rows_of([])
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa"))
    assert store.replace(nothing, manifest_of(nothing, "00")).removed == SIZE
    assert store.info().manifest.build == "00"
    assert store.read(COUNT, {}) == [{"n": 0}]
    assert store.read("MATCH (n:Gene {id: $id}) RETURN n.id AS id", {"id": "HGNC:1"}) == []


def test_progress_rises_to_all_rows(store: Store) -> None:
    rows = ring(6_000, 1)
    seen: list[tuple[int, int]] = []
    store.replace(rows, manifest_of(rows, "aa"), progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert {total for _, total in seen} == {12_000}
    assert seen[-1] == (12_000, 12_000)
    assert len(seen) > 2


@pytest.mark.parametrize(
    "rows",
    [
        rows_of([NodeRow("x", ("Gene", "Entity"), {}), NodeRow("x", ("Gene", "Entity"), {"name": "again"})]),
        rows_of([NodeRow("x", ("Gene",), {}), NodeRow("x", ("Study",), {})]),
        rows_of([NodeRow("x", ("Gene",), {})], [EdgeRow("INCREASES", "x", "gone", "", {})]),
        rows_of([NodeRow("x", ("Gene; DROP",), {})]),
    ],
    ids=["id twice", "id twice under different labels", "dangling edge", "label"],
)
def test_rows_that_break_their_contract_leave_the_stored_graph_alone(store: Store, rows: object) -> None:
    manifest = manifest_of(SAMPLE, "aa")
    store.replace(SAMPLE, manifest)
    with pytest.raises(QueryFailed):
        store.replace(rows, Manifest("bb", "0.1.0", SCHEMA_VERSION, "2026.11"))
    assert store.info().manifest == manifest
    assert store.read(COUNT, {}) == [{"n": len(SAMPLE.nodes)}]


def test_a_load_that_is_interrupted_leaves_the_stored_graph_alone(store: Store) -> None:
    manifest = manifest_of(SAMPLE, "aa")
    store.replace(SAMPLE, manifest)
    rows = ring(6_000, 1)

    def interrupt(done: int, total: int) -> None:
        if done > total // 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.replace(rows, manifest_of(rows, "bb"), progress=interrupt)
    assert store.info().manifest == manifest
    assert store.read("MATCH (n:Gene) RETURN count(n) AS n", {}) == [{"n": 3}]
    assert store.replace(rows, manifest_of(rows, "bb")).written == 12_000  # and the lock is free


def test_a_second_load_is_refused_while_one_runs(store: Store, opener: Opener) -> None:
    rows, other = ring(10, 1), opener()
    refused: list[StoreLocked] = []

    def load_too(done: int, total: int) -> None:
        with pytest.raises(StoreLocked) as caught:
            other.replace(SAMPLE, manifest_of(SAMPLE, "bb"))
        refused.append(caught.value)

    store.replace(rows, manifest_of(rows, "aa"), progress=load_too)
    assert refused
    assert store.info().manifest.build == "aa"
    other.replace(SAMPLE, manifest_of(SAMPLE, "bb"))  # free again


def test_another_schema_version_is_refused(store: Store, opener: Opener) -> None:
    store.replace(SAMPLE, manifest_of(SAMPLE, "aa", schema_version="0"))
    store.close()
    reader = opener()
    for use in (reader.info, lambda: reader.read("RETURN 1 AS x", {})):
        with pytest.raises(StoreSchemaMismatch) as caught:
            use()
        assert "exomech build" in caught.value.hint
    assert reader.replace(SAMPLE, manifest_of(SAMPLE, "aa")).rows_in == SIZE
    assert reader.info().manifest.schema_version == SCHEMA_VERSION


def test_another_store_follows_a_new_build(store: Store, opener: Opener) -> None:
    reader = opener()
    for version in (1, 2):
        rows = ring(20, version)
        store.replace(rows, manifest_of(rows, f"b{version}"))
        deadline = time.monotonic() + 2.0
        while time.monotonic() < deadline:
            found = reader.read(VERSIONS, {})
            if found == [{"version": version, "nodes": 20}]:
                break
            time.sleep(0.02)
        else:
            pytest.fail(f"version {version} was not followed within 2 s")
    assert reader.info().manifest.build == "b2"


def test_readers_see_the_old_graph_or_the_new_one(store: Store, opener: Opener) -> None:
    """Loads of rings of different sizes while four threads count; no request fails and none sees a mixture."""
    sizes = {version: 200 + 150 * version for version in range(5)}
    first = ring(sizes[0], 0)
    store.replace(first, manifest_of(first, "b0"))
    reader, stop = opener(), threading.Event()
    seen: list[tuple[int, int]] = []
    wrong: list[object] = []

    def count(text: str, column: str, through: Store) -> None:
        while not stop.is_set():
            try:
                rows = through.read(text, {})
            except Exception as error:  # noqa: BLE001 - any error is a failed request, shown below
                wrong.append(error)
                return
            if len(rows) == 1 and sizes.get(rows[0]["version"]) == rows[0][column]:
                seen.append((rows[0]["version"], rows[0][column]))
            else:
                wrong.append(rows)

    threads = [
        threading.Thread(target=count, args=args)
        for args in (
            (VERSIONS, "nodes", reader),
            (EDGE_VERSIONS, "edges", reader),
            (VERSIONS, "nodes", store),
            (EDGE_VERSIONS, "edges", store),
        )
    ]
    for thread in threads:
        thread.start()
    try:
        for version in range(1, 5):
            rows = ring(sizes[version], version)
            store.replace(rows, manifest_of(rows, f"b{version}"))
        time.sleep(1.0)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert {version for version, _ in seen} >= {0, 4}
    assert len(seen) > 100
