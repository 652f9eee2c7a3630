"""A figure with everything that a manuscript needs beside it, in one zip: legend, references, methods, query, data."""

from __future__ import annotations

import re

import orjson

from graph.exports import captions
from graph.exports.drawing import draw, drawn_part
from graph.exports.pdf import to_pdf
from graph.exports.subgraph import Reference, Subgraph, to_mapping
from graph.exports.svg import to_svg
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
        "note": reference.id + ("; RETRACTED" if reference.retracted else ""),
    }
    told = [f"  {name} = {_braced(value)}" for name, value in fields.items() if value]
    told += [f"  doi = {{{reference.doi}}}"] if reference.doi else []
    told += [f"  url = {{{reference.address}}}"] if reference.address.startswith("http") else []
    kind = "article" if reference.journal else "misc"
    return f"@{kind}{{exomech{reference.number},\n" + ",\n".join(told) + "\n}\n"


def methods(subgraph: Subgraph) -> str:
    """A sentence for the methods section."""
    meta = subgraph.meta
    given = ", ".join(f"{k}={v}" for k, v in sorted(dict(meta.get("params", {})).items()) if v not in (None, [], ""))
    return (
        f"The figure shows the answer of the ExoMech knowledge graph (build {meta['build']}, data version "
        f"{meta['data_version']}) to the query {meta.get('query', '')} ({given}): {len(subgraph.edges)} steps between "
        f"{len(subgraph.nodes)} entities, supported by {len(subgraph.references)} references. Evidence grades follow "
        "the published rules of ExoMech.\n"
    )


def _legend(subgraph: Subgraph) -> str:
    size = captions.SIZES["double"]
    entries = captions.legend(subgraph, size, 0.0)[0].groups
    steps = "\n".join(f"- {captions.in_words(e, subgraph)}." for e in subgraph.edges)
    symbols = "\n".join(f"- {g.title}" for g in entries)
    listed = "\n".join(f"{r.number}. {captions.reference_text(r)}" for r in subgraph.references)
    notes = "\n".join(captions.notes(subgraph))
    return (
        f"{subgraph.meta['title']}\n\nSymbols:\n{symbols}\n\nSteps:\n{steps}\n\n{notes}\n\nReferences:\n{listed}\n\n"
        f"{captions.origin(subgraph)}\n"
    )


def to_bundle(subgraph: Subgraph, size: str = "double") -> bytes:
    """A zip with fixed dates; references have the numbers of the figure. Same subgraph, same bytes.

    It holds figure.svg, figure.pdf, legend.txt, references.bib and .csv, methods.txt, query.json, subgraph.json and
    LICENSE.txt.
    """
    part = drawn_part(subgraph, size)
    scene = draw(subgraph, size)
    meta = {k: v for k, v in subgraph.meta.items() if k not in {"rows", "columns"}}
    rows = (
        (r.number, r.id, r.name, r.title, r.year, r.journal, r.doi, r.address, r.retracted) for r in part.references
    )
    header = ("number", "id", "name", "title", "year", "journal", "doi", "address", "retracted")
    return archive(
        {
            "figure.svg": to_svg(scene),
            "figure.pdf": to_pdf(scene),
            "legend.txt": _legend(part).encode(),
            "references.bib": "\n".join(bibtex(r) for r in part.references).encode(),
            "references.csv": comma_table(header, rows),
            "methods.txt": methods(part).encode(),
            "query.json": orjson.dumps(meta, option=orjson.OPT_INDENT_2) + b"\n",
            "subgraph.json": orjson.dumps(to_mapping(subgraph), option=orjson.OPT_INDENT_2) + b"\n",
            "LICENSE.txt": _LICENCE.encode(),
        }
    )
