"""The text that a Neo4j server gets: all parameters in one map, and nothing else changed."""

from __future__ import annotations

import pytest

from graph.backends.neo4j_reading import with_one_map


@pytest.mark.parametrize(
    ("text", "sent", "names"),
    [
        ("RETURN 1 AS x", "RETURN 1 AS x", set()),
        ("MATCH (n {id: $id}) SKIP $skip", "MATCH (n {id: $given.id}) SKIP $given.skip", {"id", "skip"}),
        ("WHERE $a IS NULL OR x IN $a", "WHERE $given.a IS NULL OR x IN $given.a", {"a"}),
        ("RETURN $ids[0], $given", "RETURN $given.ids[0], $given.given", {"ids", "given"}),
        ("RETURN '$no', \"$no\", `$no`, $yes", "RETURN '$no', \"$no\", `$no`, $given.yes", {"yes"}),
        (r"RETURN 'it\'s $no' + $yes", r"RETURN 'it\'s $no' + $given.yes", {"yes"}),
        (r"RETURN '\\' + $yes + '$no'", r"RETURN '\\' + $given.yes + '$no'", {"yes"}),
        ("// of $no, isn't it\nRETURN $yes", "// of $no, isn't it\nRETURN $given.yes", {"yes"}),
        ("/* $no\n$no */ RETURN $yes // $no", "/* $no\n$no */ RETURN $given.yes // $no", {"yes"}),
    ],
)
def test_parameters_come_from_one_map_and_strings_and_comments_stay(text: str, sent: str, names: set[str]) -> None:
    assert with_one_map(text) == (sent, names)
