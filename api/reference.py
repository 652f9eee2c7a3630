"""The generated parts of docs/reference; `python -m api.reference` renews them, and a test finds them stale."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer.main

from api.cli import app as command_line
from api.examples import examples
from api.formats.choosing import FORMATS
from api.problems import OUTCOMES, TYPE_PREFIX
from api.settings import PREFIX, Settings
from queries.catalogue import packaged
from queries.common import COMMON
from queries.definitions import Param
from queries.groups import GROUPS
from schema.properties import ID, PROPERTIES, Property
from schema.vocabulary import (
    BACKGROUND_RELATIONS,
    ENTITY,
    NODE_LABELS,
    RELATIONS,
    STRUCTURE_RELATIONS,
)

_WIDEST = 60
"""Characters of a row's value that a table of columns shows."""

DOCS = Path(__file__).resolve().parents[1] / "docs" / "reference"

_FENCE = re.compile(r"<!-- generated: (?P<name>[a-z-]+) -->\n(?P<body>.*?)<!-- end -->", re.DOTALL)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |\n" for line in lines)


def settings_block() -> str:
    """A heading and a sentence for each setting, with its default."""
    parts = []
    for name, field in Settings.model_fields.items():
        default = field.default
        if name in {"store", "curation"} or default in (None, "", ()):
            told = ""
        else:
            told = f" Default: `{default:g}`." if isinstance(default, float) else f" Default: `{default}`."
        text = (field.description or "").rstrip(".")
        parts.append(f"### `{PREFIX}{name.upper()}`\n\n{text[:1].upper()}{text[1:]}.{told}\n")
    return "\n" + "\n".join(parts) + "\n"


def errors_block() -> str:
    """A heading for each error, with its type, status, exit code and meaning."""
    parts = []
    for kind, found in OUTCOMES.items():
        meaning = " ".join((kind.__doc__ or "").split("Args:")[0].split())
        retry = " `Retry-After` tells when to ask again." if found.headers else ""
        parts.append(
            f"### `{kind.slug}`\n\n{found.title}: `{kind.__name__}`. {meaning}{retry}\n\n"
            f"`{TYPE_PREFIX}{kind.slug}` · status {found.status} · exit code {found.exit_code}\n"
        )
    return "\n" + "\n".join(parts) + "\n"


def _leaves(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    children = getattr(command, "commands", {})
    if children:
        for name, child in children.items():
            yield from _leaves(child, f"{path} {name}")
    else:
        yield path, command


def commands_block() -> str:
    """A heading for each command, with its arguments and options; those of a canned query come from the catalogue."""
    parts = []
    for path, command in _leaves(typer.main.get_command(command_line), "exomech"):
        rows = [
            (f"`{_spelt(param)}`", " ".join((getattr(param, "help", "") or "").split()))
            for param in command.params
            if param.name != "help"
        ]
        told = " ".join((command.help or "").split())
        parts.append(f"### `{path}`\n\n{told}\n\n{_table(('argument or option', 'meaning'), iter(rows))}")
    return "\n" + "\n".join(parts) + "\n"


def _spelt(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or str(param.name).upper())
    value = "" if param.is_flag else f" {param.metavar or 'N'}"
    names = [*sorted(param.opts, key=len, reverse=True), *param.secondary_opts]
    return ", ".join(names) + value


def filters_block() -> str:
    """The parameters that every query takes."""
    rows = (
        (
            f"`{p.name}`",
            p.type.removesuffix("_list") + (", may repeat" if p.many else ""),
            "" if p.default is None else f"`{str(p.default).lower() if isinstance(p.default, bool) else p.default}`",
            p.help + (f" ({', '.join(p.values)})" if p.values else ""),
        )
        for p in COMMON
    )
    return "\n" + _table(("parameter", "type", "default", "meaning"), rows) + "\n"


def formats_block() -> str:
    """The forms of an answer that there are."""
    return (
        "\n"
        + _table(("`format=`", "media type"), ((f"`{f.name}`", f"`{f.media_type}`") for f in FORMATS.values()))
        + "\n"
    )


def _cell(param: Param) -> str:
    shown = param.example if isinstance(param.example, list) else [param.example]
    return ", ".join(f"`{value}`" for value in shown)


def _shown(value: Any) -> str:
    """A value of a row in a cell of a table, cut where it is long; what is not stated stays empty."""
    if value is None or value == []:
        return ""
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    told = told.lower() if isinstance(value, bool) else " ".join(told.split())
    return f"`{told if len(told) <= _WIDEST else told[: _WIDEST - 1] + '…'}`"


def questions_block() -> str:
    """A heading for each question, group by group, with its parameters, its columns and a command that asks it."""
    parts = []
    for group, title in GROUPS.items():
        parts.append(f"## {title}\n")
        for query in (q for q in packaged().queries if q.group == group):
            rows = (
                (
                    f"`{p.name}`" + (" (required)" if p.required else ""),
                    p.type.removesuffix("_list") + (", may repeat" if p.many else ""),
                    ""
                    if p.default is None
                    else f"`{str(p.default).lower() if isinstance(p.default, bool) else p.default}`",
                    _cell(p),
                    p.help + (f" ({', '.join(p.values)})" if p.values else ""),
                )
                for p in query.params
            )
            values = [
                f"--{p.name.replace('_', '-')} {shlex.quote(str(value))}"
                for p in query.params
                if p.required
                for value in (p.example if isinstance(p.example, list) else [p.example])
            ]
            told = query.about
            shown = examples().get(query.name)
            first: Mapping[str, Any] = shown["answer"]["rows"][0] if shown else {}
            columns = (
                (f"`{c.name}`", c.type.replace("_list", ", several"), c.help, _shown(first.get(c.name)))
                for c in query.columns
            )
            parts.append(
                f"### `{query.name}`\n\n{query.title}. *{query.question}*" + (f" {told}" if told else "") + "\n"
            )
            parts.append(f"```\n{' '.join(['exomech query', query.name, *values])}\n```\n")
            if query.params:
                parts.append(_table(("parameter", "type", "default", "example", "meaning"), rows))
            parts.append(_table(("column", "type", "meaning", "first row of that answer"), columns))
            parts.append(f"See also: {', '.join(f'[`{n}`](#{n})' for n in query.see_also)}.\n")
    return "\n" + "\n".join(parts) + "\n"


def labels_block() -> str:
    """The node labels with their second labels and the prefixes of their identifiers."""
    rows = (
        (f"`{n}`", f"`{ENTITY}`" if d.entity else "", d.doc, ", ".join(f"`{p}`" for p in d.prefixes))
        for n, d in NODE_LABELS.items()
    )
    return "\n" + _table(("label", "second label", "what it is", "prefixes of its ids"), rows) + "\n"


_SIGNS = {1: "+1", -1: "-1", 0: "0", None: "none"}


def relations_block() -> str:
    """The relations that a claim may state: ends, sign, and the nearest terms of other vocabularies."""
    rows = (
        (
            f"`{r.name}`",
            r.doc,
            ", ".join(r.domain),
            ", ".join(r.range),
            _SIGNS[r.sign],
            "yes" if r.step else "no",
            r.biolink + (f" ({r.qualifiers})" if r.qualifiers else ""),
            r.ro,
            r.signor,
        )
        for r in RELATIONS.values()
    )
    head = ("type", "meaning", "from", "to", "sign", "step of a path", "Biolink", "RO", "SIGNOR")
    return "\n" + _table(head, rows) + "\n"


def links_block() -> str:
    """The relationship types of background knowledge and of the evidence layer."""
    rows = ((f"`{n}`", told) for n, told in (*BACKGROUND_RELATIONS.items(), *STRUCTURE_RELATIONS.items()))
    return "\n" + _table(("type", "meaning, from and to"), rows) + "\n"


def properties_block() -> str:
    """A heading for each set of properties, with the labels and types that have it."""
    sets: dict[tuple[Property, ...], list[str]] = {}
    for name, found in PROPERTIES.items():
        sets.setdefault(found, []).append(name)
    parts = []
    for found, names in sets.items():
        every = (Property(ID, "text", "its identifier"),) if names[0] in NODE_LABELS else ()
        rows = ((f"`{p.name}`", p.type.replace("_list", ", several"), p.doc) for p in (*every, *found))
        told = ", ".join(f"`{n}`" for n in names)
        parts.append(f"### {told}\n\n" + (_table(("property", "type", "meaning"), rows) if found else "None.\n"))
    return "\n" + "\n".join(parts) + "\n"


BLOCKS: dict[str, Callable[[], str]] = {
    "settings": settings_block,
    "errors": errors_block,
    "commands": commands_block,
    "filters": filters_block,
    "formats": formats_block,
    "questions": questions_block,
    "labels": labels_block,
    "relations": relations_block,
    "links": links_block,
    "properties": properties_block,
}


def renewed(text: str) -> str:
    """A page with its generated blocks made anew. Raises KeyError for a block that there is not."""
    for match in reversed(list(_FENCE.finditer(text))):
        body = BLOCKS[match["name"]]()
        text = text[: match.start("body")] + body + text[match.end("body") :]
    return text


def main() -> None:
    """Renew every page under docs/reference that has generated blocks."""
    for page in sorted(DOCS.glob("*.md")):
        text = page.read_text("utf-8")
        made = renewed(text)
        if made != text:
            page.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
