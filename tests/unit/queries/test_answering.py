from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from graph.store import GraphReader, Manifest, Row, StoreInfo
from queries.answering import Answer, answer
from queries.catalogue import packaged, read_query
from queries.common import EVIDENCE_FILTERS
from queries.definitions import CannedQuery, Nearest
from schema.errors import InvalidCursor, InvalidParameter, QueryTimeout, StoreBuilding, UnknownParameter

# A query of the tests' own, so that these tests speak of running a query and not of any one question.
TEXT = """// What a cargo or product does
/*---
question: What does {subject} act on?
params:
  subject: {type: entity, label: [MiRNA, Vesicle, Gene], required: true, example: TRAF6, help: what acts}
  object: {type: entity, example: TNF, help: what is acted on}
  sign: {type: sign, example: decrease, help: direction}
  least: {type: int, default: 0, min: 0, max: 9, role: depth, example: 1, help: "at most 9, counted down"}
returns:
  - {name: object_id, type: curie}
  - {name: object_name, type: text}
  - {name: tier, type: text}
  - {name: studies, type: study_list}
  - {name: claims, type: claim_list}
key: [claims]
---*/
MATCH (s:Entity {id: $subject})-[r:TARGETS|INCREASES|DECREASES|AMELIORATES|WORSENS|CARRIES|LOADED_WITH]->(o:Entity)
WHERE ($object IS NULL OR o.id = $object) AND ($sign IS NULL OR r.sign = $sign) AND $least <= 9
WITH r, o, [x IN r.reports + CASE WHEN $include_retracted THEN r.reports_retracted ELSE [] END
            WHERE $allowed IS NULL OR $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL
            | split(x, '@')[0]] AS studies
WHERE size(studies) > 0
RETURN o.id AS object_id, o.name AS object_name, $tier AS tier, studies, [r.claim] AS claims
ORDER BY object_name, claims
SKIP $skip LIMIT $limit
"""
QUERY = read_query(TEXT, "queries/cargo/acts.cypher", name="acts", group="cargo")
M146 = "mirbase.mature:MIMAT0000449"


def ask(store: GraphReader, **params: Any) -> Answer:
    return answer(store, QUERY, {"subject": "miR-146a-5p", **params})


def objects(found: Answer) -> list[str]:
    return [row["object_name"] for row in found.rows]


def test_an_answer_has_its_envelope(store: GraphReader) -> None:
    found = ask(store)
    assert objects(found) == ["IRAK1", "TRAF6", "inflammatory bowel disease"]
    assert list(found.rows[0]) == ["object_id", "object_name", "tier", "studies", "claims"]
    assert list(found.meta.to_mapping()) == [
        "query",
        "params_resolved",
        "build",
        "data_version",
        "total",
        "returned",
        "next_cursor",
        "truncated",
        "warnings",
        "reason",
        "filtered_by",
        "nearest",
    ]
    assert (found.meta.total, found.meta.returned, found.meta.next_cursor, found.meta.truncated) == (
        3,
        3,
        None,
        False,
    )
    assert (found.meta.query, found.meta.data_version, found.meta.reason) == ("acts", "unreleased", None)
    assert found.meta.build == store.info().manifest.build


def test_what_a_name_was_taken_for_is_echoed(store: GraphReader) -> None:
    shown = ask(store, sign="decrease", species="human").meta.params_resolved
    assert shown["subject"] == {
        "given": "miR-146a-5p",
        "id": M146,
        "name": "hsa-miR-146a-5p",
        "label": "MiRNA",
        "matched": "preferred name",
    }
    assert (shown["sign"], shown["species"], shown["tier"]) == ("decrease", ["NCBITaxon:9606"], "reported")
    assert "limit" not in shown
    assert "object" not in shown


def test_pages_join_to_the_whole_answer(store: GraphReader) -> None:
    whole = ask(store).rows
    pages: list[Row] = []
    cursor = None
    for _ in range(3):
        page = ask(store, limit="1", **({"cursor": cursor} if cursor else {}))
        assert (page.meta.total, page.meta.returned) == (3, 1)
        pages += page.rows
        cursor = page.meta.next_cursor
    assert cursor is None
    assert pages == whole


def test_a_cursor_belongs_to_one_answer(store: GraphReader) -> None:
    cursor = ask(store, limit=1).meta.next_cursor
    assert ask(store, limit=2, cursor=cursor).rows == ask(store).rows[1:]
    for wrong in (
        {"sign": "decrease", "cursor": cursor},
        {"cursor": cursor[:-2]},
        {"cursor": "~"},
        {"cursor": cursor + "="},
        {"cursor": "é"},
    ):
        with pytest.raises(InvalidCursor):
            ask(store, **wrong)


def test_a_cursor_of_another_build_is_refused(store: GraphReader) -> None:
    cursor = ask(store, limit=1).meta.next_cursor
    with pytest.raises(InvalidCursor, match="another build"):
        answer(Rebuilt(store, ["later"]), QUERY, {"subject": M146, "cursor": cursor})


class Rebuilt:
    """A store whose build changes from look to look; the last name stays."""

    def __init__(self, store: GraphReader, builds: Sequence[str]) -> None:
        self._store, self._builds = store, list(builds)

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        return self._store.read(text, params, timeout_s=timeout_s)

    def info(self) -> StoreInfo:
        build = self._builds.pop(0) if len(self._builds) > 1 else self._builds[0]
        info = self._store.info()
        return replace(info, manifest=Manifest(build, "test", info.manifest.schema_version, "tiny", {}))


def test_an_answer_never_mixes_two_builds(store: GraphReader) -> None:
    found = answer(Rebuilt(store, ["old", "new"]), QUERY, {"subject": M146})
    assert found.meta.build == "new"
    with pytest.raises(StoreBuilding):
        answer(Rebuilt(store, [str(n) for n in range(20)]), QUERY, {"subject": M146})


class Mended(Rebuilt):
    """A store of one build, of which ever another load wrote the rows; the last stays."""

    def info(self) -> StoreInfo:
        return replace(self._store.info(), load=super().info().manifest.build)


def test_an_answer_never_mixes_two_loads_of_a_build(store: GraphReader) -> None:
    assert answer(Mended(store, ["1", "2"]), QUERY, {"subject": M146}).meta.build == store.info().manifest.build
    with pytest.raises(StoreBuilding):
        answer(Mended(store, [str(n) for n in range(20)]), QUERY, {"subject": M146})
    cursor = answer(Mended(store, ["1"]), QUERY, {"subject": M146, "limit": 1}).meta.next_cursor
    asked = {"subject": M146, "limit": 1, "cursor": cursor}
    assert answer(Mended(store, ["1"]), QUERY, asked).meta.returned == 1
    with pytest.raises(InvalidCursor, match="another build"):
        answer(Mended(store, ["2"]), QUERY, asked)


class Endless:
    """A store in which the query is true of ever more rows."""

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        if "$skip" not in text:
            return (
                [{"id": M146, "name": "x", "labels": ["MiRNA"], "keys": [], "preferred": [], "obsolete": False}]
                if "$ids" in text
                else []
            )
        first = params["skip"]
        return [
            {"object_id": "x", "object_name": f"{n}", "tier": "reported", "studies": [], "claims": [f"c{n}"]}
            for n in range(first, first + params["limit"])
        ]

    def info(self) -> StoreInfo:
        return StoreInfo(Manifest("b", "c", "1", "d", {}), "fake", "0")


def test_the_total_is_exact_up_to_a_bound(store: GraphReader) -> None:
    found = answer(Endless(), QUERY, {"subject": M146, "limit": 7})
    assert (found.meta.total, found.meta.truncated, found.meta.returned) == (10_000, True, 7)
    assert found.meta.next_cursor


def test_time_is_bounded(store: GraphReader) -> None:
    with pytest.raises(QueryTimeout):
        answer(store, QUERY, {"subject": M146}, timeout_s=0)


@pytest.mark.parametrize(
    ("params", "error", "words"),
    [
        ({"subjekt": "x"}, UnknownParameter, "subjekt"),
        ({"limit": "0"}, InvalidParameter, "outside 1 to 1000"),
        ({"limit": "many"}, InvalidParameter, "no whole number"),
        ({"sign": "sideways"}, InvalidParameter, "no sign"),
        ({"min_grade": "great"}, InvalidParameter, "none of unsupported, weak"),
        ({"min_reporting": "nan"}, InvalidParameter, "outside 0 to 1"),
        ({"include_retracted": "perhaps"}, InvalidParameter, "neither true nor false"),
        ({"species": "unicorn"}, InvalidParameter, "no known species"),
        ({"subject": ["TRAF6", "IRAK1"]}, InvalidParameter, "2 values"),
        ({"subject": " "}, InvalidParameter, "empty"),
        ({"subject": "a\x00b"}, InvalidParameter, "control character"),
        ({"subject": "x" * 301}, InvalidParameter, "301 characters"),
        ({"year_from": 2020, "year_to": 2019}, InvalidParameter, "lies after"),
        ({"subject": None}, InvalidParameter, "missing"),
    ],
)
def test_wrong_values_are_refused(
    store: GraphReader, params: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        ask(store, **params)


FILTERED = [
    ({}, ["IRAK1", "TRAF6", "inflammatory bowel disease"]),
    ({"species": "human"}, ["inflammatory bowel disease", "TRAF6"]),
    ({"recipient_species": "mouse"}, ["IRAK1", "TRAF6", "inflammatory bowel disease"]),
    ({"recipient_species": ["human"]}, ["TRAF6"]),
    ({"source": "UC-MSC"}, ["TRAF6"]),
    ({"source": "MSC"}, ["TRAF6", "inflammatory bowel disease"]),
    ({"isolation": "size exclusion"}, ["TRAF6"]),
    ({"isolation": ["size_exclusion", "differential_ultracentrifugation"]}, ["TRAF6", "inflammatory bowel disease"]),
    ({"system": "in_vitro"}, ["IRAK1", "TRAF6"]),
    ({"priming": "none"}, ["TRAF6", "inflammatory bowel disease"]),
    ({"basis": "measured"}, ["IRAK1", "TRAF6", "inflammatory bowel disease"]),
    ({"min_level": 5}, ["TRAF6", "inflammatory bowel disease"]),
    ({"min_grade": "moderate"}, ["TRAF6", "inflammatory bowel disease"]),
    ({"year_from": 2020}, ["IRAK1", "TRAF6"]),
    ({"year_from": 2020, "year_to": 2022}, ["IRAK1"]),
    ({"system": "in_vitro", "year_from": 2021}, ["IRAK1"]),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERED, ids=[str(f[0]) for f in FILTERED])
def test_filters_keep_what_passes_them_all(store: GraphReader, filters: dict[str, Any], expected: list[str]) -> None:
    found = ask(store, **filters)
    assert set(objects(found)) == set(expected)
    assert found.meta.total == len(expected)


def test_filters_are_asked_of_one_evidence_item_together(store: GraphReader) -> None:
    # TRAF6 was measured in vitro in 2019 and in vivo in 2024: no item is both in vitro and of 2024.
    assert "TRAF6" not in objects(ask(store, system="in_vitro", year_from=2024))
    row = next(r for r in ask(store, year_from=2024).rows if r["object_name"] == "TRAF6")
    assert row["studies"] == ["pubmed:900000007"]


def test_source_without_descendants(store: GraphReader) -> None:
    assert ask(store, source="MSC", descendants="false").meta.reason == "filtered_out"


@pytest.mark.parametrize(
    ("params", "code", "filtered_by", "nearest"),
    [
        ({"min_grade": "strong"}, "filtered_out", ["min_grade"], {"min_grade": None}),
        ({"source": "MSC", "descendants": False}, "filtered_out", ["source"], {"source": None}),
        (
            {"system": "clinical", "year_to": 1999},
            "filtered_out",
            ["system", "year_to"],
            {"system": None, "year_to": None},
        ),
        ({"sign": "increase"}, "opposite_sign_only", [], {"sign": None}),
        ({"object": "TNF"}, "known_but_no_claims", [], {"object": None}),
        ({"subject": "mirbase.mature:MIMAT0000076"}, "only_retracted", [], {"include_retracted": True}),
        ({"subject": "RELA"}, "known_but_no_claims", [], None),
    ],
)
def test_an_empty_answer_says_why_and_what_is_near(
    store: GraphReader, params: dict[str, Any], code: str, filtered_by: list[str], nearest: dict[str, Any] | None
) -> None:
    meta = ask(store, **params).meta
    assert (meta.total, meta.reason, meta.filtered_by) == (0, code, tuple(filtered_by))
    if nearest is None:
        assert meta.nearest is None
    else:
        assert meta.nearest.params == nearest
        kept = {k: v for k, v in params.items() if k not in nearest}
        again = ask(store, **kept, **{k: v for k, v in nearest.items() if v is not None})
        assert again.meta.total == meta.nearest.rows > 0


def test_any_value_of_an_enum_is_tried(store: GraphReader) -> None:
    text = TEXT.replace("$least <= 9", "$least <= 9 AND ($kind = 'any' OR o.name = $kind)")
    query = deep(
        text.replace(
            "  least:", "  kind: {type: enum, values: [any, TNF], default: TNF, example: any, help: kind}\n  least:"
        )
    )
    meta = answer(store, query, {"subject": M146}).meta
    assert (meta.reason, meta.nearest) == ("known_but_no_claims", Nearest({"kind": "any"}, 3))


def deep(text: str) -> CannedQuery:
    return read_query(text, "queries/cargo/acts.cypher", name="acts", group="cargo")


def test_more_hops_are_tried(store: GraphReader) -> None:
    query = deep(TEXT.replace("$least <= 9", "$least > 3"))
    meta = answer(store, query, {"subject": M146}).meta
    assert (meta.reason, meta.nearest) == ("depth_exceeded", Nearest({"least": 9}, 3))


def test_assembled_chains_are_tried(store: GraphReader) -> None:
    query = deep(TEXT.replace("size(studies) > 0", "size(studies) > 0 AND $tier = 'assembled'"))
    meta = answer(store, query, {"subject": M146}).meta
    assert (meta.reason, meta.filtered_by, meta.nearest) == (
        "filtered_out",
        ("tier",),
        Nearest({"tier": "assembled"}, 3),
    )


def test_retracted_support_shows_only_when_asked_for(store: GraphReader) -> None:
    params = {"subject": "miR-21-5p"}
    assert answer(store, QUERY, params).rows == []
    found = answer(store, QUERY, params | {"include_retracted": "true"})
    assert objects(found) == ["IRAK1"]
    assert "retracted_support" in {w.code for w in found.meta.warnings}
    assert answer(store, QUERY, params | {"include_retracted": True, "year_to": 2018}).meta.total == 1


def test_warnings_tell_what_the_claims_rest_on(store: GraphReader) -> None:
    found = {w.code: w for w in ask(store).meta.warnings}
    assert set(found) == {"ambiguous_arm", "abstract_only", "single_group"}
    irak1 = next(r["claims"] for r in ask(store).rows if r["object_name"] == "IRAK1")
    assert list(found["ambiguous_arm"].claims) == irak1
    assert found["abstract_only"].message.startswith("1 of 3 claims")
    assert len(found["single_group"].claims) == 2


def double(rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{**row, "share": round(1 / len(rows), 3)} for row in reversed(rows)]


def test_post_processing_sees_all_rows_and_pages_come_after_it(store: GraphReader) -> None:
    column = replace(QUERY.columns[0], name="share", type="float", computed=True)
    query = replace(QUERY, post=double, columns=(*QUERY.columns, column))
    whole = answer(store, query, {"subject": M146})
    assert objects(whole) == ["inflammatory bowel disease", "TRAF6", "IRAK1"]
    assert [r["share"] for r in whole.rows] == [0.333] * 3
    page = answer(store, query, {"subject": M146, "limit": 2})
    assert (page.rows, page.meta.total) == (whole.rows[:2], 3)
    assert answer(store, query, {"subject": M146, "limit": 2, "cursor": page.meta.next_cursor}).rows == whole.rows[2:]


REAL = packaged().queries


def example(store: GraphReader, query: CannedQuery) -> dict[str, Any]:
    given = {
        "claim": store.read("MATCH (c:Claim) RETURN min(c.id) AS id", {})[0]["id"],
        "mechanism": store.read("MATCH (m:Mechanism {study: 'pubmed:900000004'}) RETURN m.id AS id", {})[0]["id"],
        "study": "pubmed:900000003",
    }
    return {p.name: given.get(p.type, p.example) for p in query.params if p.required}


@pytest.mark.parametrize("query", REAL, ids=[q.name for q in REAL])
def test_every_question_pages_and_its_key_is_unique(store: GraphReader, query: CannedQuery) -> None:
    params = example(store, query)
    whole = answer(store, query, params)
    assert whole.rows, whole.meta
    keys = [repr([row[k] for k in query.key]) for row in whole.rows]
    assert len(set(keys)) == len(keys)
    one, two = (answer(store, query, params | {"limit": n}).rows for n in (1, 2))
    assert (one, two) == (whole.rows[:1], whole.rows[:2])
    assert {c.name for c in query.columns} == set(whole.rows[0])


@pytest.mark.parametrize("query", REAL, ids=[q.name for q in REAL])
def test_filters_take_rows_away_and_kinds_and_retracted_studies_add_them(
    store: GraphReader, query: CannedQuery
) -> None:
    # Each filter alone; tests/golden/test_filters.py draws them in any combination and looks at the rows themselves.
    params = example(store, query)
    whole = answer(store, query, params).meta.total
    for change in (*({p.name: p.example} for p in EVIDENCE_FILTERS), {"descendants": False}):
        assert answer(store, query, params | change).meta.total <= whole, change
    if "include_retracted" in query.refuses:
        with pytest.raises(UnknownParameter, match=f"^{query.name} takes no include_retracted: "):
            answer(store, query, params | {"include_retracted": True})
    else:
        assert answer(store, query, params | {"include_retracted": True}).meta.total >= whole
