"""A figure with everything that a manuscript needs beside it, in one zip: legend, references, methods, query, data."""

from __future__ import annotations

import re
from typing import Any

import orjson

from graph.exports import captions
from graph.exports.drawing import kind_of, picture
from graph.exports.pdf import to_pdf
from graph.exports.png import to_png
from graph.exports.rows import shown
from graph.exports.scene import Scene
from graph.exports.subgraph import Reference, Subgraph, to_mapping
from graph.exports.svg import to_svg
from graph.exports.symbols import GRADES, weight_of
from graph.exports.text import archive, comma_table, one_line

_LICENCE = """The curated content is licensed under Creative Commons Attribution 4.0 International (CC BY 4.0):
https://creativecommons.org/licenses/by/4.0/
Name "ExoMech", the build and the papers listed in references.bib when you use it.
"""


def _braced(text: str) -> str:
    escaped = re.sub(r"([&%$#_])", r"\\\1", one_line(text).replace("\\", "/").replace("{", "(").replace("}", ")"))
    return "{" + escaped + "}"


def bibtex(reference: Reference) -> str:
    """One entry, keyed ``exomech<number>``; empty fields are left out."""
    fields = {
        "author": reference.first_author and f"{reference.first_author} and others",
        "title": reference.title or reference.name,
        "journal": reference.journal,
        "year": str(reference.year or ""),
        "note": "; ".join([reference.id, *captions.standing(reference)]),
    }
    told = [
        f"  {name} = {_braced(value)}" if name != "title" else f"  title = {{{_braced(value)}}}"
        for name, value in fields.items()
        if value
    ]
    told += [f"  doi = {{{reference.doi}}}"] if reference.doi else []
    told += [f"  pmid = {{{reference.pmid}}}"] if reference.pmid else []
    told += [f"  url = {{{reference.address}}}"] if reference.address.startswith("http") else []
    kind = "article" if reference.journal else "misc"
    return f"@{kind}{{exomech{reference.number},\n" + ",\n".join(told) + "\n}\n"


_SURROUNDINGS = {
    "claim": "the claim", "mechanism": "the steps of the mechanism", "study": "the claims of the study",
    "entity": "the claims about",
}  # fmt: skip
"""What a figure of a record shows, by the record's kind."""


def _many(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def _holds(subgraph: Subgraph, part: Subgraph) -> str:
    references = _many(len(part.references), "reference")
    if kind_of(subgraph) != "figure":
        return f"{_many(len(subgraph.meta.get('rows', ())), 'row')}, with {references}"
    ends = _many(len(part.nodes), "entity", "entities")
    return f"{_many(len(part.edges), 'step')} between {ends}, supported by {references}"


def _told(value: Any) -> str:
    """A parameter's value as it is written in a request."""
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def methods(subgraph: Subgraph, part: Subgraph) -> str:
    """A sentence for the methods section: of the answer, or of what surrounds a record, ``part`` is drawn."""
    meta = subgraph.meta
    build = f"(build {meta['build']}, data version {meta['data_version']})"
    given = ", ".join(
        f"{k}={_told(v)}" for k, v in sorted(dict(meta.get("params", {})).items()) if v not in (None, [], "")
    )
    asked = f"{meta.get('query', '')} ({given})" if given else str(meta.get("query", ""))
    shows = (
        f"{_SURROUNDINGS[str(meta['query'])]} {meta['title']} ({meta['record']}) in the ExoMech knowledge graph {build}"
        if meta.get("record")
        else f"the answer of the ExoMech knowledge graph {build} to the query {asked}"
    )
    grades = "Evidence grades follow the published rules of ExoMech."
    return f"The {kind_of(subgraph)} shows {shows}: {_holds(subgraph, part)}. {grades}\n"


_LOOKS = {
    "cell source": "orange pill", "vesicles or secretome": "sky blue pill with a double border", "RNA": "green hexagon",
    "gene or protein": "white rectangle", "small molecule, drug or stimulus": "purple box with cut corners",
    "pathway": "blue rounded box", "process or component": "grey rounded box", "cell or tissue": "grey pill",
    "disease or outcome": "vermilion box with a double border",
    "group that the paper does not resolve": "box with a dotted border", "releases": "grey line with a ring",
    "reported in this disease": "grey dotted line", "carries, is loaded with or releases": "green open arrow",
    "reaches, gathers in or binds": "purple line with a ring", "increases": "blue triangle",
    "decreases or ameliorates": "vermilion T-bar", "acts; direction mixed or not stated": "grey diamond",
    "measured by reference n": "[n]", "shown by reference n of the list below": "[n]",
    "not measured: inferred by its authors": "(n)", "found no such effect, or the opposite: reference n": "vs n",
    "reference of background knowledge": "n", "retracted": "n†",
    "retracted, or its record withdrawn": "n†",
    "other evidence contradicts this": "orange diamond with an exclamation mark",
} | {f"{g} evidence": f"line of {weight_of(n)} pt" for n, g in enumerate(GRADES)}  # fmt: skip
"""What a symbol of the legend looks like, by its meaning."""


def _symbol(meaning: str) -> str:
    """A symbol of the legend in words.

    >>> _symbol("increases, not measured"), _symbol("dashed: background knowledge")
    ('blue triangle, hollow: increases, not measured', 'dashed: background knowledge')
    """
    look = _LOOKS.get(meaning.removesuffix(", not measured"), "")
    hollow = ", hollow" if meaning.endswith(", not measured") else ""
    return f"{look}{hollow}: {meaning}" if look else meaning


def _legend(subgraph: Subgraph, part: Subgraph, scene: Scene) -> str:
    """What the figure's symbols mean, its steps in words, its notes and references: text to stand under it."""
    drawn = [g for group in scene.groups if group.name == "legend" for g in group.groups]
    parts = {
        "Symbols": [f"- {_symbol(g.title)}" for g in drawn],
        "Steps": [f"- {captions.in_words(e, part)}." for e in part.edges],
        "Notes": [f"- {note}" for note in captions.notes(part)],
        "References": [f"{r.number}. {captions.reference_text(r)}" for r in part.references],
    }
    told = "\n\n".join("\n".join([f"{name}:", *lines]) for name, lines in parts.items() if lines)
    return f"{subgraph.meta['title']}\n\n{told}\n\n{captions.origin(subgraph)}\n"


def to_bundle(subgraph: Subgraph, size: str = "double") -> bytes:
    """A zip with fixed dates; references have the numbers of the figure. Same subgraph, same bytes.

    It holds figure.svg, figure.pdf, figure.png, legend.txt, references.bib and .csv, methods.txt, query.json,
    subgraph.json and LICENSE.txt; rows.csv too where the figure is a table or matrix.
    """
    scene, part = picture(subgraph, size)
    meta = {
        k: v for k, v in subgraph.meta.items() if k not in {"rows", "columns", "picture", "show", "filters", "narrower"}
    }
    listed = (
        (r.number, r.id, r.name, r.title, r.year, r.journal, r.doi, r.pmid, r.address, r.retracted, r.status)
        for r in part.references
    )
    header = ("number", "id", "name", "title", "year", "journal", "doi", "pmid", "address", "retracted", "status")
    columns = list(subgraph.meta.get("columns", ()))
    rows = ([shown(row.get(c)) for c in columns] for row in subgraph.meta.get("rows", ()))
    table = {} if kind_of(subgraph) == "figure" else {"rows.csv": comma_table(columns, rows)}
    return archive(
        {
            "figure.svg": to_svg(scene),
            "figure.pdf": to_pdf(scene),
            "figure.png": to_png(scene),
            "legend.txt": _legend(subgraph, part, scene).encode(),
            "references.bib": "\n".join(bibtex(r) for r in part.references).encode(),
            "references.csv": comma_table(header, listed),
            "methods.txt": methods(subgraph, part).encode(),
            "query.json": orjson.dumps(meta, option=orjson.OPT_INDENT_2) + b"\n",
            "subgraph.json": orjson.dumps(to_mapping(subgraph), option=orjson.OPT_INDENT_2) + b"\n",
            **table,
            "LICENSE.txt": _LICENCE.encode(),
        }
    )
