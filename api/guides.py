"""What Neo4j Browser shows of ExoMech: guide pages with cells to run, a style, and the queries as favourites."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cypher_text import filled, titled
from api.deep_links import drawing_of
from api.wording import asked
from graph.exports.styling import node_colours
from graph.store import GraphReader
from queries.answering import Clock, answer, prepare
from queries.definitions import CannedQuery, Catalogue
from queries.groups import GROUPS
from schema.errors import RequestError
from schema.vocabulary import CYTOKINE, ENTITY, NODE_LABELS, RELATIONS, RELATIONSHIP_TYPES

ROWS = 25
"""Rows that a cell asks for."""

_LIMIT_S = 20.0
_ABOUT = "How mesenchymal stromal cells and their vesicles act: claims, each with its evidence."
_DRAWN = "The same as a picture:"
_DATE = (2000, 1, 1, 0, 0, 0)

_PICTURES = Path(__file__).resolve().parent / "pictures"


@dataclass(frozen=True, slots=True)
class Cell:
    """One text to run, with its title and what stands above it; ``drawing`` draws the same answer, where it can be."""

    title: str
    text: str
    cypher: str
    drawing: str = ""


def pictures() -> list[Cell]:
    """The cells that draw a graph, in order."""
    found = (titled(path) for path in sorted(_PICTURES.glob("*.cypher")))
    return [Cell(title, "", cypher) for title, cypher in found]


def text_of(reader: GraphReader, query: CannedQuery) -> str | None:
    """The query's text with its examples in place of its parameters, or None where this graph does not hold them.

    The examples' names are looked up; the query itself is not run.
    """
    try:
        request = prepare(reader, query, _examples(query))
    except RequestError:
        return None
    values = {**request.values, "skip": 0, "limit": ROWS}
    values["allowed"] = request.allowed(request.values, Clock.of(_LIMIT_S))
    return filled(query.cypher, values)


def cell_of(reader: GraphReader, query: CannedQuery) -> Cell | None:
    """The query's cell, with its example answered; None where this graph does not hold what its examples name."""
    cypher = text_of(reader, query)
    if cypher is None:
        return None
    found = answer(reader, query, {**_examples(query), "limit": ROWS}, timeout_s=_LIMIT_S)
    return Cell(query.title, asked(query, found.meta), cypher, drawing_of(found))


def _examples(query: CannedQuery) -> dict[str, Any]:
    return {p.name: p.example for p in query.params if p.required}


def groups(catalogue: Catalogue) -> dict[str, list[CannedQuery]]:
    """The queries by group, in the order of ``GROUPS``."""
    found: dict[str, list[CannedQuery]] = {}
    for query in catalogue.queries:
        found.setdefault(query.group, []).append(query)
    return {group: found[group] for group in GROUPS if group in found}


def start_page(catalogue: Catalogue, address: str, build: str) -> str:
    """The guide's first page as HTML; ``address`` is where the pages lie, without a slash at its end."""
    links = "".join(
        f'<li><a data-exec="guide {address}/{name}.html">{html.escape(GROUPS[name])}</a>, {len(queries)} questions</li>'
        for name, queries in groups(catalogue).items()
    )
    first = (
        f"<h3>ExoMech</h3><p>{_ABOUT}</p>"
        f"<p>{html.escape(_held(build))}</p>"
        f'<p><a data-exec="style {address}/exomech.grass">Take the colours of the figures</a></p>'
        f"<p>Questions by group:</p><ul>{links}</ul>"
    )
    return _page("ExoMech", [first, *map(_slide, pictures())])


def group_page(name: str, cells: Sequence[Cell], address: str) -> str:
    """One group's guide as HTML: a slide for each of its cells."""
    back = f'<p><a data-exec="guide {address}/start.html">All groups</a></p>'
    slides = [_slide(cell) + back for cell in cells]
    return _page(
        f"ExoMech: {GROUPS[name]}",
        slides or [f"<h3>{html.escape(GROUPS[name])}</h3><p>No example is in this graph.</p>{back}"],
    )


def _held(build: str) -> str:
    return f"Build {build}." if build else "There is no graph to ask now: the store has none, or cannot be reached."


def _slide(cell: Cell) -> str:
    text = f"<p>{html.escape(cell.text)}</p>" if cell.text else ""
    drawn = f"<p>{_DRAWN}</p>{_runnable(cell.drawing)}" if cell.drawing else ""
    return f"<h3>{html.escape(cell.title)}</h3>{text}{_runnable(cell.cypher)}{drawn}"


def _runnable(cypher: str) -> str:
    return f'<pre class="pre-scrollable code runnable">{html.escape(cypher, quote=False)}</pre>'


def _page(title: str, slides: Sequence[str]) -> str:
    inner = "".join(f'<slide><div style="padding:0 15px">{slide}</div></slide>\n' for slide in slides)
    return f"<title>{html.escape(title)}</title>\n{inner}"


def start_asciidoc(catalogue: Catalogue, address: str, build: str) -> str:
    """The first page for newer Browsers; not proven against one."""
    links = "".join(
        f"* {address}/{name}.adoc[{GROUPS[name]}], {len(queries)} questions\n"
        for name, queries in groups(catalogue).items()
    )
    head = f"{_ABOUT}\n\n{_held(build)} Colours: {address}/exomech.grass\n\n{links}"
    return asciidoc("ExoMech", pictures(), head)


def asciidoc(title: str, cells: Sequence[Cell], head: str = "") -> str:
    """The same cells for newer Browsers, which take AsciiDoc; not proven against one."""
    parts = [f"= {title}\n", f"\n{head}" if head else ""]
    for cell in cells:
        parts.append(f"\n== {cell.title}\n\n{cell.text}\n\n[source,cypher]\n----\n{cell.cypher}\n----\n")
        if cell.drawing:
            parts.append(f"\n{_DRAWN}\n\n[source,cypher]\n----\n{cell.drawing}\n----\n")
    return "".join(parts)


def grass() -> str:
    """The style: the figures' colours for every label and relationship type. The last rule that fits a node wins."""
    rules = ["node {\n  diameter: 80px;\n}"]
    # Second labels first: a node's own label then wins. Each needs a colour, or the Browser adds a rule that overrides.
    for label in (ENTITY, CYTOKINE, *NODE_LABELS):
        fill, border = node_colours(label)
        rules.append(
            f"node.{label} {{\n  color: {fill};\n  border-color: {border};\n  border-width: 2px;\n"
            f'  text-color-internal: {_ink(fill)};\n  caption: "{{name}}";\n}}'
        )
    rules.append("relationship {\n  color: #999999;\n  shaft-width: 1px;\n}")
    colours = {1: "#0072B2", -1: "#D55E00"}
    for name in RELATIONSHIP_TYPES:
        sign = RELATIONS[name].sign if name in RELATIONS else None
        if sign in colours:
            rules.append(f"relationship.{name} {{\n  color: {colours[sign]};\n  shaft-width: 3px;\n}}")
    return "\n".join(rules) + "\n"


def _ink(fill: str) -> str:
    """Black or white, whichever is read better on this colour (``#rrggbb``)."""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"


def favourites(reader: GraphReader, catalogue: Catalogue) -> bytes:
    """A ZIP of ``.cypher`` files, a folder a group: dropped into the Browser, each becomes a favourite by its title.

    No query is run: half a minute of them would stand before the first byte.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, title: str, cypher: str) -> None:
            archive.writestr(zipfile.ZipInfo(name, _DATE), f"// {title}\n{cypher}\n")

        for number, picture in enumerate(pictures(), start=1):
            put(f"pictures/{number}.cypher", picture.title, picture.cypher)
        for name, queries in groups(catalogue).items():
            for query in queries:
                cypher = text_of(reader, query)
                if cypher is not None:
                    put(f"{name}/{query.name}.cypher", query.title, cypher)
    return out.getvalue()
