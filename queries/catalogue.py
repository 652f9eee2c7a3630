"""Reading the catalogue: every ``.cypher`` file, checked, or refused with file, line, reason and remedy."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from yaml import Node

from queries import common
from queries.clauses import Ending, read_ending
from queries.cypherlint import lint
from queries.definitions import CannedQuery, Catalogue, Column, Param, PostFunction
from queries.frontmatter import Head, ParamHead, line_of, read_head, split
from queries.groups import GROUPS, INTEGRITY, SHARED
from queries.parameters import parse_value
from queries.tokens import tokenize
from schema.errors import CatalogueError, InvalidParameter

PACKAGE = Path(__file__).resolve().parent


def _fail(path: str, line: int, message: str, hint: str) -> CatalogueError:
    return CatalogueError(f"{path}:{line}: {message}", hint=hint)


def _param(name: str, head: ParamHead, path: str, line: int, *, public: bool) -> Param:
    try:
        labels, values = head.labels(), head.words()
    except ValueError as error:
        raise _fail(
            path, line, f"parameter {name}: {error}", "take one of schema/vocabulary.py, or the words named"
        ) from error
    if head.type in {"enum", "enum_list"} and not values:
        raise _fail(
            path,
            line,
            f"parameter {name}: an enum without values",
            "write `values: [...]` or the name of a set of words",
        )
    if head.type in {"int", "float"} and public and (head.min is None or head.max is None):
        raise _fail(path, line, f"parameter {name}: a number without bounds", "write min and max")
    if head.required and head.default is not None:
        raise _fail(path, line, f"parameter {name}: required, so its default is never used", "remove one of them")
    if name in common.RESERVED and public:
        raise _fail(
            path, line, f"parameter {name}: a name that every query has", "remove it: common filters are declared once"
        )
    param = Param(
        name,
        head.type,
        head.required,
        head.default,
        head.example,
        head.help,
        labels,
        values,
        head.min,
        head.max,
        head.role or "",
    )
    for what, value in (("example", head.example), ("default", head.default)):
        if value is None:
            if what == "example" and public:
                raise _fail(path, line, f"parameter {name}: no example", "write one that the answer is not empty for")
            continue
        try:
            parse_value(param, value)
        except InvalidParameter as error:
            raise _fail(
                path, line, f"parameter {name}: {what}: {error.message}", error.hint or f"correct the {what}"
            ) from error
    return param


def _post(head: Head, path: str, line: int) -> PostFunction | None:
    if head.post is None:
        return None
    module, _, name = head.post.partition(":")
    try:
        function: PostFunction = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise _fail(path, line, f"post: no function {head.post}", "write `queries.module:function`") from error
    return function


def _check_params(head: Head, node: Node | None, uses: dict[str, int], path: str, group: str) -> None:
    bound = frozenset() if group in {SHARED, INTEGRITY} else common.BOUND
    for name, line in uses.items():
        if name not in head.params and name not in bound:
            raise _fail(path, line, f"${name} is not declared", "declare it under params, or correct its name")
    for name in head.params:
        if name not in uses and head.post is None:
            where = line_of(node, ("params", name))
            raise _fail(
                path, where, f"parameter {name} is declared and never used", f"use ${name} in the text, or remove it"
            )
    if bound:
        for name in sorted(common.NEEDED - set(uses)):
            raise _fail(path, line_of(node, ("question",)), f"${name} is not used", _USE[name])
    for name in head.refuses:
        if name in uses:
            raise _fail(path, uses[name], f"${name} is refused and used", "remove it from refuses, or from the text")
    for name in head.apart or ():
        if name not in head.params:
            raise _fail(path, line_of(node, ("apart",)), f"no parameter {name}", "name two of the parameters")


_USE = {
    "allowed": "test each step: `$allowed IS NULL OR $allowed[claim + '|' + study] IS NOT NULL`",
    "limit": "end the text with SKIP $skip LIMIT $limit",
    "skip": "end the text with SKIP $skip LIMIT $limit",
}


def _check_ending(head: Head, node: Node | None, ending: Ending, path: str, group: str) -> None:
    declared = tuple(c.name for c in head.returns if c.source != "post")
    if len(set(declared)) != len(declared):
        raise _fail(path, line_of(node, ("returns",)), "a column is declared twice", "give each column one name")
    if ending.columns != declared:
        missing = [c for c in declared if c not in ending.columns]
        extra = [c for c in ending.columns if c not in declared]
        what = (
            f"declared and not returned: {', '.join(missing)}"
            if missing
            else f"returned and not declared: {', '.join(extra)}"
            if extra
            else "another order"
        )
        raise _fail(
            path, ending.line, f"the returned columns are not those under returns ({what})", "make both lists equal"
        )
    if any(c.source for c in head.returns) and head.post is None:
        raise _fail(
            path,
            line_of(node, ("returns",)),
            "a column comes from post or is for post, and there is no post",
            "name the function, or return the column",
        )
    opposed = head.opposed.columns() if head.opposed else ()
    naming = {"key": head.key, "picture": head.picture.columns(), "show": head.show, "opposed": opposed}
    for where, named in naming.items():
        for column in named:
            if column not in {c.name for c in head.returns if c.source != "graph"}:
                raise _fail(path, line_of(node, (where,)), f"no column {column}", "name a column")
    if group == SHARED:
        return
    if not ending.order:
        raise _fail(
            path, ending.line, "no ORDER BY: pages and engines would differ", "order by what matters, then by the key"
        )
    if group == INTEGRITY:
        if not ending.limited:
            raise _fail(path, ending.line, "no LIMIT", "end the text with LIMIT 100")
        return
    if not head.key:
        raise _fail(
            path, line_of(node, ("question",)), "no key: nothing identifies a row", "write `key: [...]` with columns"
        )
    # What the post-processing adds cannot order the text; its own order is the function's promise.
    added = {c.name for c in head.returns if c.source == "post"}
    key = tuple(k for k in head.key if k not in added)
    if key and ending.order[-len(key) :] != key:
        raise _fail(
            path,
            ending.line,
            f"ORDER BY does not end in the key ({', '.join(key)}), so it is no total order",
            "append the key's columns",
        )
    if not ending.pages:
        raise _fail(path, ending.line, "the text does not page", "end it with SKIP $skip LIMIT $limit")


def read_query(text: str, path: str, *, name: str, group: str) -> CannedQuery:
    """One query file as a checked value; raises CatalogueError with path, line, fault and remedy."""
    title, yaml_text, cypher, first_line = split(text, path)
    head, node = read_head(yaml_text, path)
    tokens = tokenize(cypher, path=path, first_line=first_line)
    lint(tokens, path)
    uses: dict[str, int] = {}
    for token in tokens:
        if token.kind == "param":
            uses.setdefault(token.text[1:], token.line)
    public = group not in {SHARED, INTEGRITY}
    params = tuple(_param(n, p, path, line_of(node, ("params", n)), public=public) for n, p in head.params.items())
    _check_params(head, node, uses, path, group)
    _check_ending(head, node, read_ending(tokens, path), path, group)
    return CannedQuery(
        name=name,
        group=group,
        title=title,
        question=head.question,
        params=params,
        columns=tuple(
            Column(c.name, c.type, c.label, c.help, c.source == "post") for c in head.returns if c.source != "graph"
        ),
        cypher=cypher,
        key=tuple(head.key),
        show=tuple(head.show),
        see_also=tuple(head.see_also),
        picture=head.picture.model_dump(exclude_defaults=True),
        post=_post(head, path, line_of(node, ("post",))),
        path=path,
        line=first_line,
        help=head.help,
        uses=frozenset(uses),
        opposed=head.opposed.model_dump(exclude_none=True) if head.opposed else {},
        refuses={str(name): why for name, why in head.refuses.items()},
        apart=tuple(head.apart or ()),
        chained=head.chained or any(c.name == "chain" for c in head.returns),
    )


def _check_columns(queries: Iterable[CannedQuery]) -> None:
    """One name of a column has one type over all answers: whoever joins two answers joins like with like."""
    types: dict[str, tuple[str, CannedQuery]] = {}
    for query in queries:
        for column in query.columns:
            known, first = types.setdefault(column.name, (column.type, query))
            if known != column.type:
                raise _fail(
                    query.path,
                    1,
                    f"column {column.name} is {column.type} here and {known} in {first.path}",
                    "give one of them another name, or both the same type",
                )


def _check_together(queries: Iterable[CannedQuery]) -> None:
    seen: dict[str, CannedQuery] = {}
    for query in queries:
        if query.group not in {*GROUPS, SHARED, INTEGRITY}:
            raise _fail(query.path, 1, f"the folder {query.group} has no title", "name it in queries/groups.py")
        if query.name in seen:
            raise _fail(
                query.path,
                1,
                f"a second query named {query.name}; the first is {seen[query.name].path}",
                "rename one of the files",
            )
        seen[query.name] = query
    public = {q.name for q in seen.values() if q.group not in {SHARED, INTEGRITY}}
    _check_columns([q for q in seen.values() if q.name in public])
    for query in seen.values():
        for other in query.see_also:
            if other not in public:
                raise _fail(
                    query.path, 1, f"see_also names {other!r}, which is no query", "name a file's stem, or remove it"
                )


def load_catalogue(directory: Path = PACKAGE) -> Catalogue:
    """Every ``<group>/<name>.cypher`` under ``directory``, checked; raises CatalogueError for the first fault found."""
    found = []
    for file in sorted(directory.glob("*/*.cypher")):
        path = file.relative_to(directory).as_posix()
        found.append(
            read_query(
                file.read_text(encoding="utf-8"), f"{directory.name}/{path}", name=file.stem, group=file.parent.name
            )
        )
    _check_together(found)
    groups = {g: tuple(sorted((q for q in found if q.group == g), key=lambda q: q.name)) for g in (SHARED, INTEGRITY)}
    public = tuple(sorted((q for q in found if q.group not in groups), key=lambda q: q.name))
    return Catalogue(public, groups[SHARED], groups[INTEGRITY])


@cache
def packaged() -> Catalogue:
    """The catalogue of this package, read once."""
    return load_catalogue()


@cache
def shared_text(name: str) -> str:
    """The Cypher of a text under ``queries/shared``; raises KeyError where it is not there, CatalogueError."""
    file = PACKAGE / SHARED / f"{name}.cypher"
    if not file.is_file():
        raise KeyError(name)
    return read_query(
        file.read_text(encoding="utf-8"), f"queries/{SHARED}/{name}.cypher", name=name, group=SHARED
    ).cypher


__all__ = ["PACKAGE", "Catalogue", "load_catalogue", "packaged", "read_query", "shared_text"]
