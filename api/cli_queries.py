"""Commands that read the graph: ``query``, with one sub-command a canned query, and ``search``."""

from __future__ import annotations

import inspect
import shlex
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from api.cli_output import OutputOption, StoreOption, notes, opened, settings_with, terminal, write_out
from api.cli_tables import print_table
from api.examples import described
from api.formats.choosing import FORMATS, ROW_FORMS, Format, by_ending, choose
from api.formats.networks import DEFAULT_WIDTH
from api.tables import grade_text, picture, plain_table
from api.wording import asked, reason, references
from graph.store import NO_BUILD, GraphReader
from queries.answering import Answer, answer
from queries.catalogue import packaged, shared_text
from queries.cautions import ids_of
from queries.definitions import CannedQuery, Meta, Param
from queries.parameters import all_params
from queries.searching import SEARCH_COLUMNS, search
from queries.subgraphs import subgraph_of_answer
from schema.errors import InvalidParameter, UnknownFormat

TABLE = "table"
_PREFIX = "value_"
_FORMAT_HELP = "{0}, {1}; default: by the ending of -o, else {0}"
_MOST_GRADES = 12
"""Claims whose grades are spelled out below a table; of more, `evidence-of-claim` tells each."""

FormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORM", help=_FORMAT_HELP.format(TABLE, ", ".join(FORMATS))),
]
RowFormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORM", help=_FORMAT_HELP.format(TABLE, ", ".join(ROW_FORMS))),
]
"""Of lists that have no subgraph."""


class QueryGroup(typer.core.TyperGroup):
    """The canned queries as sub-commands, read only when one is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of the queries, sorted."""
        return [query.name for query in packaged().queries]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a query; raises UnknownQuery."""
        return _command(packaged().get(cmd_name))


def form_of(name: str | None, output: Path | None) -> Format | None:
    """The form that ``--format``, or else the file's ending, names; None for a table. Raises UnknownFormat."""
    wanted = name or (output.suffix.lstrip(".") if output and output.suffix else TABLE)
    if wanted == TABLE:
        if output is not None and name == TABLE:
            raise UnknownFormat("a table is for the terminal", hint=f"there are: {', '.join(FORMATS)}")
        return None if output is None else FORMATS["json"]
    return choose(name) if name else by_ending(wanted)


def _option(param: Param) -> inspect.Parameter:
    """A parameter of a query as an option; values stay text, so that they are checked as those of HTTP are."""
    flag = "--" + param.name.replace("_", "-")
    told = param.help + (f" [{', '.join(param.values)}]" if param.values else "")
    if param.required:
        told += " (required)"
    elif param.default is not None and param.type != "bool":
        told += f" (default: {param.default})"
    kind: Any
    if param.type == "bool":
        kind = Annotated[bool | None, typer.Option(f"{flag}/--no-{flag[2:]}", help=told, show_default=False)]
    elif param.many:
        kind = Annotated[list[str] | None, typer.Option(flag, metavar="VALUE ...", help=told, show_default=False)]
    else:
        kind = Annotated[str | None, typer.Option(flag, metavar="VALUE", help=told, show_default=False)]
    # A prefix, because a parameter may be called like a word of Python (`from`).
    return inspect.Parameter(_PREFIX + param.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)


def _command(query: CannedQuery) -> Any:
    own = [p for p in all_params(query) if p.name != "format"]

    def run(
        *,
        _form: FormatOption = None,
        _output: OutputOption = None,
        _columns: Annotated[
            str | None, typer.Option("--columns", metavar="A,B", help="these columns of the table, in this order")
        ] = None,
        _wide: Annotated[
            bool, typer.Option("--wide", help="every column of the table, lines as long as they get")
        ] = False,
        _store: StoreOption = None,
        **values: Any,
    ) -> None:
        given = {name.removeprefix(_PREFIX): value for name, value in values.items()}
        _run(query, given, _form, _output, _columns, _wide, _store)

    fixed = [p for p in inspect.signature(run, eval_str=True).parameters.values() if p.kind is p.KEYWORD_ONLY]
    parameters = [*(_option(p) for p in own), *fixed]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    columns = ", ".join(c.name for c in query.columns)
    told = f"{query.question}\n\n{query.about}\n\nColumns: {columns}\n\nSee also: {', '.join(query.see_also)}"
    single.command(name=query.name, help=told, short_help=query.title)(run)
    return typer.main.get_command(single)


def _run(
    query: CannedQuery,
    values: Mapping[str, Any],
    form_name: str | None,
    output: Path | None,
    columns: str | None,
    wide: bool,
    store: str | None,
) -> None:
    form = form_of(form_name, output)
    wanted = chosen_columns(query, columns)
    given = {k: from_files(k, v) for k, v in values.items() if v is not None and v != []}
    settings = settings_with(store=store)
    with opened(settings) as reader:
        found = answer(reader, query, given, timeout_s=settings.timeout)
        if form is not None:
            write_out(_rendered(reader, form, found, wanted, str(given.get("width", DEFAULT_WIDTH))), output)
            if not found.rows:
                notes().print(_why(query, found, given), markup=False)
            return
        _print_answer(reader, query, found, given, wanted, wide)


def from_files(name: str, value: Any) -> Any:
    """A list in which each ``@FILE`` stands for the lines of the file, ``@-`` for those of standard input.

    Empty lines and what follows a ``#`` are left out. Raises InvalidParameter where the file cannot be read.
    """
    if not isinstance(value, list):
        return value
    found: list[str] = []
    for item in value:
        if not item.startswith("@"):
            found.append(item)
            continue
        try:
            text = sys.stdin.read() if item == "@-" else Path(item[1:]).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidParameter(
                f"{name}: {item[1:]} cannot be read: {error}",
                hint="write one name a line",
                details={"parameter": name},
            ) from error
        found += [line for raw in text.splitlines() if (line := raw.partition("#")[0].strip())]
    return found


def _rendered(reader: GraphReader, form: Format, found: Answer, wanted: Sequence[str], width: str) -> bytes:
    if form.draw is not None:
        return form.draw(subgraph_of_answer(reader, found), width)
    names = wanted or [c.name for c in found.columns]
    rows = [{n: row[n] for n in names} for row in found.rows]
    return form.render(rows, names, found.meta.to_mapping()) + (b"\n" if form.name == "json" else b"")


def chosen_columns(query: CannedQuery, text: str | None) -> list[str]:
    """The columns that ``--columns`` names; raises InvalidParameter with the nearest name."""
    names = [part.strip() for part in (text or "").split(",") if part.strip()]
    known = [c.name for c in query.columns]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
            raise InvalidParameter(f"columns: {query.name} has no column {name!r}", hint=hint)
    return names


def _print_answer(
    reader: GraphReader,
    query: CannedQuery,
    found: Answer,
    given: Mapping[str, Any],
    wanted: Sequence[str],
    wide: bool,
) -> None:
    console, meta = terminal(), found.meta
    console.print(asked(query, meta), markup=False, style="bold")
    if not found.rows:
        console.print(_why(query, found, given), markup=False)
        return
    made = picture(query, found.rows, width=console.width, columns=wanted, wide=wide)
    console.print()
    print_table(console, made, wrap=not wide)
    if made.studies:
        console.print()
        for number, line in enumerate(references(reader, made.studies), start=1):
            console.print(f"[{number}] {line}", markup=False, soft_wrap=True)
    if made.studies:
        _print_grades(reader, query, found)
    console.print()
    for warning in meta.warnings:
        console.print(f"Note: {warning.message}.", markup=False)
    total = f"more than {meta.total}" if meta.truncated else str(meta.total)
    told = f"{meta.returned} of {total} rows; build {meta.build}, data {meta.data_version}."
    if made.left_out > 0:
        told += f" {made.left_out} more columns: --wide, --columns A,B or --format json."
    console.print(told, markup=False, soft_wrap=True)
    if meta.next_cursor:
        console.print(f"The next rows: --cursor {meta.next_cursor}", markup=False, soft_wrap=True)


def _print_grades(reader: GraphReader, query: CannedQuery, found: Answer) -> None:
    """Each claim behind the rows with its grade's parts, where there are few enough to read."""
    columns = query.claim_columns
    claims = list(dict.fromkeys(c for row in found.rows for c in ids_of(row, columns)))
    if "grade" not in {c.name for c in query.columns} or not 0 < len(claims) <= _MOST_GRADES:
        return
    console = terminal()
    console.print()
    held = {row["id"]: row for row in reader.read(shared_text("claim-grades"), {"ids": claims})}
    for claim in claims:
        if claim in held:
            row = held[claim]
            told = grade_text(row["grade"], row["grade_parts"])
            console.print(f"{row['name']} = {told}  {claim}", markup=False, soft_wrap=True)


def _why(query: CannedQuery, found: Answer, given: Mapping[str, Any]) -> str:
    """Why there are no rows, and the command that gives the nearest answer."""
    meta = found.meta
    text = reason(meta)
    near = meta.nearest
    if near:
        changed: dict[str, Any] = {k: v for k, v in {**given, **near.params}.items() if v is not None}
        text += f"\nThe nearest answer has {near.rows} rows:\n  exomech query {query.name} {arguments(changed)}"
    return text


def arguments(values: Mapping[str, Any]) -> str:
    """Values as they are typed after the query's name.

    >>> arguments({"pathway": "NF-κB", "include_retracted": True, "source": ["BM-MSC"]})
    "--pathway 'NF-κB' --include-retracted --source BM-MSC"
    """
    parts = []
    for name, value in values.items():
        flag = name.replace("_", "-")
        if isinstance(value, bool):
            parts.append(f"--{flag}" if value else f"--no-{flag}")
            continue
        for item in value if isinstance(value, (list, tuple)) else [value]:
            parts.append(f"--{flag} {shlex.quote(str(item))}")
    return " ".join(parts)


def _list_queries(form: Format | None, output: Path | None) -> None:
    found = packaged().queries
    if form is not None:
        rows = [described(q) for q in found]
        meta = Meta.whole(NO_BUILD, "queries", len(rows), {}).to_mapping()
        write_out(form.render(rows, ["name", "title", "question"], meta) + b"\n", output)
        return
    console = terminal()
    print_table(console, plain_table(("query", "question"), ((q.name, q.question) for q in found)))
    console.print("\nexomech query NAME --help tells the parameters and columns of each.", markup=False)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(cls=QueryGroup, invoke_without_command=True, no_args_is_help=False, rich_markup_mode=None)

    @group.callback()
    def query(ctx: typer.Context, form: RowFormatOption = None, output: OutputOption = None) -> None:
        """Ask a canned question; without a name, list them."""
        if ctx.invoked_subcommand is None:
            _list_queries(form_of(form, output), output)

    app.add_typer(group, name="query")

    @app.command(name="search")
    def find(
        text: Annotated[str, typer.Argument(help="an id, symbol, synonym or old name, with or without Greek letters")],
        limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="hits at most")] = 20,
        form: RowFormatOption = None,
        output: OutputOption = None,
        store: StoreOption = None,
    ) -> None:
        """Find entities and studies by any of their names."""
        chosen = form_of(form, output)
        settings = settings_with(store=store)
        with opened(settings) as reader:
            rows = search(reader, text, limit=limit)
            meta = Meta.whole(reader.info().manifest, "search", len(rows), {"q": text, "limit": limit})
        columns = list(SEARCH_COLUMNS)
        if chosen is not None:
            data = chosen.render(rows, columns, meta.to_mapping())
            write_out(data + (b"\n" if chosen.name == "json" else b""), output)
        elif rows:
            print_table(terminal(), plain_table(columns, ([row[c] for c in columns] for row in rows)))
        else:
            terminal().print(f"Nothing is called {text!r}, or nearly so.", markup=False)
