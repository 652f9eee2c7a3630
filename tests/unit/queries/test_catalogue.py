from __future__ import annotations

from pathlib import Path

import pytest

from queries.catalogue import load_catalogue, packaged, read_query
from queries.definitions import CannedQuery
from schema.contradictions import DECISIVE
from schema.errors import CatalogueError, UnknownQuery
from schema.vocabulary import CARGO

HEAD = """// Effects of a cargo
/*---
question: What does {cargo} do?
params:
  cargo: {type: entity, label: [MiRNA, Gene], required: true, example: "HGNC:12036", help: the cargo}
returns:
  - {name: target_id, type: curie, label: Gene}
  - {name: claims, type: claim_list}
key: [claims]
picture: {claims: claims}
---*/
"""
BODY = """MATCH (m:MiRNA {id: $cargo})-[r:TARGETS|DECREASES]->(t:Gene)
WHERE $allowed IS NULL OR any(x IN r.reports WHERE $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)
RETURN t.id AS target_id, [r.claim] AS claims
ORDER BY target_id, claims
SKIP $skip LIMIT $limit
"""
GOOD = HEAD + BODY


def read(text: str, *, group: str = "cargo") -> CannedQuery:
    return read_query(text, "queries/cargo/effects.cypher", name="effects", group=group)


def test_a_right_file_is_read_whole() -> None:
    query = read(GOOD)
    assert (query.title, query.question, query.key) == ("Effects of a cargo", "What does {cargo} do?", ("claims",))
    assert [p.name for p in query.params] == ["cargo"]
    assert query.params[0].labels == ("MiRNA", "Gene")
    assert [c.name for c in query.columns] == ["target_id", "claims"]
    assert query.claim_columns == ("claims",)
    assert query.line == 12
    assert query.cypher == BODY
    assert query.to_mapping()["params"][0]["example"] == "HGNC:12036"


def test_a_set_of_labels_is_told_out() -> None:
    query = read(GOOD.replace("label: [MiRNA, Gene]", "label: [CARGO, Pathway, Gene]"))
    assert query.params[0].labels == (*CARGO, "Pathway")


BROKEN = [
    # what breaks, part replaced, its replacement, line, words of the message
    ("no title", "// Effects of a cargo\n", "", 1, "no title"),
    ("no front matter", "/*---", "/*", 2, "does not begin"),
    ("open front matter", "---*/", "*/", 2, "does not end"),
    ("yaml", "params:", "params: [", 6, "no YAML"),
    ("unknown key", "key: [claims]", "keys: [claims]", 9, "unknown key"),
    ("no question", "question: What does {cargo} do?\n", "", 3, "question"),
    ("param type", "type: entity,", "type: thing,", 5, "params.cargo.type"),
    ("param label", "[MiRNA, Gene], required", "[MiRNA, Gen], required", 5, "no label 'Gen'"),
    ("no example", 'example: "HGNC:12036", ', "", 5, "no example"),
    (
        "example of another type",
        'type: entity, label: [MiRNA, Gene], required: true, example: "HGNC:12036"',
        "type: int, min: 1, max: 3, example: 9",
        5,
        "lies outside",
    ),
    (
        "number without bounds",
        'type: entity, label: [MiRNA, Gene], required: true, example: "HGNC:12036"',
        "type: int, example: 9",
        5,
        "without bounds",
    ),
    ("enum without values", "type: entity, label: [MiRNA, Gene],", "type: enum,", 5, "without values"),
    ("required with default", "required: true,", 'required: true, default: "HGNC:12036",', 5, "default is never used"),
    (
        "common filter declared again",
        "  cargo: {type",
        "  species: {type: str, example: a, help: b}\n  cargo: {type",
        5,
        "every query has",
    ),
    ("param never used", "{id: $cargo}", "", 5, "declared and never used"),
    ("param not declared", "{id: $cargo}", "{id: $cargo, name: $name}", 12, "$name is not declared"),
    (
        "allowed not used",
        "$allowed IS NULL OR any(x IN r.reports WHERE $allowed[r.claim + '|' + split(x, '@')[0]] IS NOT NULL)",
        "true",
        3,
        "$allowed is not used",
    ),
    ("skip not used", "SKIP $skip ", "", 3, "$skip is not used"),
    (
        "column not declared",
        "[r.claim] AS claims\n",
        "[r.claim] AS claims, t.name AS name\n",
        14,
        "returned and not declared: name",
    ),
    ("column not returned", "t.id AS target_id, ", "", 14, "declared and not returned: target_id"),
    ("column without name", "[r.claim] AS claims\n", "[r.claim]\n", 14, "has no name"),
    (
        "no return",
        "RETURN t.id AS target_id, [r.claim] AS claims\nORDER BY target_id, claims\n",
        "WITH t, r\n",
        15,
        "no final RETURN",
    ),
    ("no order", "ORDER BY target_id, claims\n", "", 14, "no ORDER BY"),
    ("order without key", "ORDER BY target_id, claims", "ORDER BY claims, target_id", 14, "does not end in the key"),
    ("no key", "key: [claims]\n", "", 3, "no key"),
    ("key is no column", "key: [claims]", "key: [claim]", 9, "no column claim"),
    ("picture is no column", "picture: {claims: claims}", "picture: {claims: chain}", 10, "no column chain"),
    ("opposed is no column", "picture:", "opposed: {actor: m, end: claims, sign: sign}\npicture:", 10, "no column m"),
    ("refused and used", "picture:", "refuses: {include_retracted: no}\npicture:", 10, "include_retracted"),
    ("refused and no filter", "picture:", 'refuses: {species: "why"}\npicture:', 10, "refuses.species"),
    ("apart from what", "picture:", "apart: [cargo, object]\npicture:", 10, "no parameter object"),
    ("limit of its own", "SKIP $skip LIMIT $limit", "SKIP $skip LIMIT $limit + 1", 14, "does not page"),
    ("writes", "MATCH (m:MiRNA", "CREATE (:Gene)\nWITH 1 AS x\nMATCH (m:MiRNA", 12, "CREATE would write"),
    ("sets", "WHERE $allowed", "SET t.name = 'x'\nWITH m, r, t\nWHERE $allowed", 13, "SET would write"),
    ("label", "(t:Gene)", "(t:Genes)", 12, "no label 'Genes'"),
    ("label in an expression", "WHERE $allowed IS NULL", "WHERE t:Genes AND $allowed IS NULL", 13, "no label 'Genes'"),
    (
        "label in a list",
        "WHERE $allowed IS NULL",
        "WHERE 'Genes' IN labels(t) AND $allowed IS NULL",
        13,
        "no label 'Genes'",
    ),
    ("type", "TARGETS|DECREASES", "TARGETS|LOWERS", 12, "no relationship type 'LOWERS'"),
    (
        "type in an expression",
        "WHERE $allowed IS NULL",
        "WHERE type(r) = 'LOWERS' AND $allowed IS NULL",
        13,
        "no relationship type 'LOWERS'",
    ),
    (
        "type in a list",
        "WHERE $allowed IS NULL",
        "WHERE type(r) IN ['TARGETS', 'LOWERS'] AND $allowed IS NULL",
        13,
        "no relationship type 'LOWERS'",
    ),
    ("property of a node", "t.id AS target_id", "t.nome AS target_id", 14, "no property 'nome' of Gene"),
    ("property of a relationship", "r.reports", "r.report", 13, "no property 'report' of DECREASES or TARGETS"),
    ("property in a pattern", "(t:Gene)", "(t:Gene {nome: 'a'})", 12, "no property 'nome' of Gene"),
    ("property in a map projection", "t.id AS target_id", "t{.nome} AS target_id", 14, "no property 'nome' of Gene"),
    ("property of a list's item", "t.id AS", "head([n IN [t] | n.nome]) AS", 14, "no property 'nome' of anything"),
    ("property of another label", "t.id AS", "t.grade AS", 14, "no property 'grade' of Gene"),
    ("id()", "t.id AS target_id", "id(t) AS target_id", 14, "engine's own number"),
    ("elementId()", "t.id AS target_id", "elementId(t) AS target_id", 14, "engine's own number"),
    ("two statements", "SKIP $skip LIMIT $limit", "SKIP $skip LIMIT $limit;", 16, "separates statements"),
    ("apoc", "t.id AS target_id", "apoc.text.join(['a'], '') AS target_id", 14, "APOC"),
    ("procedure", "MATCH (m:MiRNA", "CALL db.labels() YIELD label\nMATCH (m:MiRNA", 12, "CALL must name"),
    (
        "unscoped subquery",
        "MATCH (m:MiRNA",
        "CALL { MATCH (x:Gene) RETURN x.id AS y }\nMATCH (m:MiRNA",
        12,
        "CALL must name",
    ),
    (
        "load csv",
        "MATCH (m:MiRNA",
        "LOAD CSV FROM 'file:///etc/passwd' AS line\nMATCH (m:MiRNA",
        12,
        "LOAD is not in the subset",
    ),
    ("show", "MATCH (m:MiRNA", "SHOW USERS\nMATCH (m:MiRNA", 12, "SHOW is not in the subset"),
    ("use", "MATCH (m:MiRNA", "USE other\nMATCH (m:MiRNA", 12, "USE is not in the subset"),
    ("version prefix", "MATCH (m:MiRNA", "CYPHER 5 MATCH (m:MiRNA", 12, "CYPHER is not in the subset"),
    (
        "shortest k",
        "MATCH (m:MiRNA",
        "MATCH p = SHORTEST 2 (a:Gene)-[:INCREASES]->(b:Gene)\nMATCH (m:MiRNA",
        12,
        "SHORTEST is not in",
    ),
    (
        "all shortest",
        "MATCH (m:MiRNA",
        "MATCH p = ALL SHORTEST (a:Gene)-[:INCREASES]->(b:Gene)\nMATCH (m:MiRNA",
        12,
        "SHORTEST is not in",
    ),
    ("unbounded path", "TARGETS|DECREASES]", "TARGETS|DECREASES*]", 12, "may never end"),
    ("half bounded path", "TARGETS|DECREASES]", "TARGETS|DECREASES*2..]", 12, "may never end"),
    ("order by aggregate", "ORDER BY target_id, claims", "ORDER BY count(r), target_id, claims", 15, "not projected"),
    (
        "aggregate in map projection",
        "RETURN t.id AS",
        "WITH t, r, t{.id, all: collect(r.claim)} AS m\nRETURN t.id AS",
        14,
        "map projection",
    ),
    (
        "aggregate under IS NULL",
        "RETURN t.id AS",
        "WITH t, r, head(collect(r.claim)) IS NULL AS none\nRETURN t.id AS",
        14,
        "under IS NULL",
    ),
    (
        "pattern in list predicate",
        "WHERE $allowed IS NULL",
        "WHERE all(x IN [m] WHERE (x)-[:TARGETS]->()) AND $allowed IS NULL",
        13,
        "inside all()",
    ),
    ("pattern in RETURN", "[r.claim] AS claims\n", "(m)-->(t) AS claims\n", 14, "returned value"),
    (
        "where on shortestPath",
        "MATCH (m:MiRNA",
        "MATCH p = shortestPath((a {id: 'x'})-[:INCREASES*1..4]->(b {id: 'y'}))\nWHERE length(p) < 3\nMATCH (m:MiRNA",
        13,
        "filters after the search",
    ),
    ("not stable", "t.id AS target_id", "toString(rand()) AS target_id", 14, "another answer"),
    (
        "union",
        "RETURN t.id AS",
        "RETURN 1 AS target_id, [] AS claims\nUNION\nMATCH (t:Gene)-[r:BINDS]->()\nRETURN t.id AS",
        15,
        "UNION",
    ),
    ("bracket", "(t:Gene)", "(t:Gene", 12, "is not closed"),
    ("wrong bracket", "(t:Gene)", "(t:Gene]", 12, "closes nothing"),
    ("open string", "'|'", "'|", 13, "begins no Cypher token"),
    (
        "column of post without post",
        "{name: claims, type: claim_list}",
        "{name: claims, type: claim_list}\n  - {name: p, type: float, from: post}",
        6,
        "there is no post",
    ),
    ("post that is not there", "picture:", "post: queries.cautions:nothing\npicture:", 10, "no function"),
    ("post outside the package", "picture:", "post: os.path:join\npicture:", 10, "post"),
]


@pytest.mark.parametrize(("part", "instead", "line", "words"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_file_is_refused_with_its_line(part: str, instead: str, line: int, words: str) -> None:
    assert part in GOOD
    with pytest.raises(CatalogueError) as caught:
        read(GOOD.replace(part, instead, 1))
    first = caught.value.message.splitlines()[0]
    assert first.startswith(f"queries/cargo/effects.cypher:{line}: "), first
    assert words in first
    assert caught.value.hint


def test_a_path_is_not_returned_as_such() -> None:
    text = GOOD.replace("MATCH (m", "MATCH p = (m").replace("[r.claim] AS claims", "p AS claims")
    with pytest.raises(CatalogueError, match=r"effects\.cypher:14: the path p comes back as text"):
        read(text)


RIGHT = [
    "WITH {set: 1, create: 2} AS a WHERE a.set = 1 OR a.create = 2\n",
    "MATCH (a:Gene)-[r]->(b) WHERE r.position = 1 AND a:Cytokine RETURN [x IN [b] | x.statement] AS texts\n",
    "MATCH (a:Gene) WITH {key: a.name, made: 1} AS a WHERE a.made = 1\n",
    "WITH {set: 1, delete: 2, call: 3} AS words\n",
    "MATCH (a:Gene)-[:INCREASES*1..3]->(b:Gene|Complex), (c)-[:IS_A*0..2]->(:Disease)\n",
    "MATCH (a:Gene) WHERE EXISTS { MATCH (a)-[:TARGETS]->(:Gene) WHERE true }\n",
    "MATCH (a:Gene) WITH a, COUNT { (a)-[:TARGETS]->() } AS n, [x IN [1] WHERE x > 0 | x] AS xs\n",
    "MATCH (a:Gene) WITH a, [(a)-[:INCREASES]->(b) | b.id] AS ids, collect(a.id) AS all\n",
    "MATCH (a:Gene) CALL (a) { MATCH (a)-[:BINDS]->(b) RETURN b.id AS y UNION MATCH (a)-->(c) RETURN c.id AS y }\n",
    "MATCH (a:Gene) WITH a WHERE all(x IN [a] WHERE EXISTS { (x)-[:BINDS]->() })\n",
    "MATCH p = shortestPath((a:Gene {id: 'x'})-[:INCREASES*1..4]->(b:Gene {id: 'y'})) WITH p WHERE length(p) < 3\n",
    "WITH 'CREATE (n) // ; id(n)' AS text /* DELETE */ // MERGE\n",
    "MATCH (a:Gene) WITH a.name AS name, count(a) AS n ORDER BY n DESC LIMIT 3\n",
]


@pytest.mark.parametrize("clause", RIGHT)
def test_what_only_looks_forbidden_is_taken(clause: str) -> None:
    assert read(HEAD + clause + BODY).columns[0].name == "target_id"


def test_post_processing_brings_columns_and_may_use_a_parameter_that_the_text_does_not() -> None:
    text = (
        HEAD.replace("key:", "post: queries.cautions:ids_of\nkey:")
        .replace("key:", "key:", 1)
        .replace("  - {name: claims", "  - {name: p, type: float, from: post}\n  - {name: claims")
    )
    text = text.replace(
        "returns:", "  null_model: {type: enum, values: [a, b], default: a, example: b, help: h}\nreturns:"
    )
    query = read(text + BODY)
    assert query.post is not None
    assert [c.name for c in query.columns if c.computed] == ["p"]


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.cypher").write_text(text, encoding="utf-8")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "cargo", "effects", GOOD)
    write(tmp_path / "paths", "effects", GOOD)
    with pytest.raises(CatalogueError, match=r"paths/effects\.cypher:1: a second query named effects"):
        load_catalogue(tmp_path)


def test_a_folder_without_a_title_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "effects", "effects", GOOD)
    with pytest.raises(CatalogueError, match=r"effects/effects\.cypher:1: the folder effects has no title"):
        load_catalogue(tmp_path)


def test_one_name_of_a_column_has_one_type(tmp_path: Path) -> None:
    write(tmp_path / "cargo", "effects", GOOD)
    write(tmp_path / "paths", "others", GOOD.replace("name: claims, type: claim_list", "name: claims, type: text_list"))
    told = r"paths/others\.cypher:1: column claims is text_list here and claim_list in .*cargo/effects\.cypher"
    with pytest.raises(CatalogueError, match=told):
        load_catalogue(tmp_path)


def test_see_also_must_lead_somewhere(tmp_path: Path) -> None:
    write(tmp_path / "cargo", "effects", GOOD.replace("key:", "see_also: [nowhere]\nkey:"))
    with pytest.raises(CatalogueError, match="see_also names 'nowhere'"):
        load_catalogue(tmp_path)


def test_shared_and_integrity_texts_stand_apart(tmp_path: Path) -> None:
    head = "// Genes\n/*---\nquestion: Which?\nreturns:\n  - {name: id, type: curie}\n---*/\n"
    plain = head + "MATCH (g:Gene) RETURN g.id AS id ORDER BY id LIMIT 9\n"
    for group, name in (("shared", "a"), ("integrity", "b")):
        write(tmp_path / group, name, plain)
    write(tmp_path / "cargo", "effects", GOOD)
    catalogue = load_catalogue(tmp_path)
    assert [[q.name for q in part] for part in (catalogue.queries, catalogue.shared, catalogue.integrity)] == [
        ["effects"],
        ["a"],
        ["b"],
    ]
    write(tmp_path / "integrity", "c", plain.replace(" LIMIT 9", ""))
    with pytest.raises(CatalogueError, match="no LIMIT"):
        load_catalogue(tmp_path)


def test_an_unknown_query_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownQuery) as caught:
        packaged().get("mirna-on-pathway")
    assert "mirnas-on-pathway" in caught.value.hint


def test_the_package_itself_is_sound() -> None:
    catalogue = packaged()
    assert catalogue.queries
    assert {"allowed", "resolve"} <= {q.name for q in catalogue.shared}
    assert all(q.to_mapping()["cypher"] for q in catalogue.queries)


def test_contradictions_tell_apart_the_fields_that_decide_the_context() -> None:
    query = packaged().get("contradictions")
    assert query.cypher.count(f"IN {list(DECISIVE)!r}") == 2
