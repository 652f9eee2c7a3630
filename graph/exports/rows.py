"""What the pictures of rows (tables and matrices) share: cells as text, names of columns, numbers of references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.exports.captions import Size, ranges, sides
from graph.exports.fonts import printable
from graph.exports.paging import most_that_fits
from graph.exports.scene import Scene
from graph.exports.subgraph import Subgraph
from schema.species import SPECIES
from schema.vocabulary import RELATIONS

Row = Mapping[str, Any]
_RELATION = re.compile(rf"\b({'|'.join(sorted(RELATIONS))})\b")
_WORD = re.compile(r"(?<![\w:/.])[a-z]+(?:_[a-z]+)+(?![\w:/.])")
"""A word of the vocabulary, as ``in_vivo``: written with blanks in a picture."""
_MICRO = re.compile(r"\bu([gl])\b")
"""Micrograms and microlitres, as units are keyed in on any keyboard."""
_POWER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?e[+-]?\d+(?!\w)")
"""A number with a power of ten, as computers write it."""
PRODUCTS = {"ev": "vesicles", "apoptotic_ev": "apoptotic vesicles"}


def named(row: Row, column: str, captions: Mapping[str, str]) -> str:
    """A cell that names a thing: by its short name in the figure's nodes, where its id stands in the row."""
    if column == "product":
        return PRODUCTS.get(str(row.get(column)), shown(row.get(column)))
    identifier = str(row.get(f"{column.removesuffix('_name')}_id") or "") if column.endswith("_name") else ""
    return printable(captions[identifier]) if identifier in captions else shown(row.get(column))


def numbered(text: str, numbers: Mapping[str, int]) -> str:
    """A text with the identifiers of its studies before a colon written as the numbers of the references."""
    for identifier, number in numbers.items():
        text = text.replace(f"{identifier}: ", f"[{number}] ")
    return text


def shown(value: Any) -> str:
    """A value in a cell: lists by commas, booleans as yes and no, floats to three digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{k.replace('_', ' ')} {shown(v)}" for k, v in value.items() if shown(v))
    if isinstance(value, list | tuple):
        between = "; " if any(isinstance(v, Mapping) or (isinstance(v, str) and " " in v) for v in value) else ", "
        return between.join(shown(v) for v in value)
    text = SPECIES.get(str(value), str(value).removeprefix("clinicaltrials:"))
    text = _POWER.sub(lambda found: _number(float(found[0])), text)
    text = _RELATION.sub(lambda found: found[0].lower().replace("_", " "), text)
    return printable(_MICRO.sub(r"µ\1", _WORD.sub(lambda found: found[0].replace("_", " "), text)))


_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _number(value: float) -> str:
    """Three digits; very large and very small numbers with a power of ten.

    >>> _number(1000000.0), _number(0.00825), _number(250.0)
    ('10⁶', '0.00825', '250')
    """
    if value and not 1e-4 <= abs(value) < 1e5:
        factor, _, power = f"{value:.2e}".partition("e")
        ten = "10" + str(int(power)).translate(_SUPERSCRIPTS)
        factor = factor.rstrip("0").rstrip(".")
        return ten if factor == "1" else f"{factor}×{ten}"
    return f"{value:.3g}"


def heading_of(column: str) -> str:
    """The name of a column in a picture.

    >>> heading_of("source_name"), heading_of("disease_names"), heading_of("n_studies")
    ('source', 'diseases', 'studies (n)')
    """
    if column.endswith("_names"):
        return column.removesuffix("_names").replace("_", " ") + "s"
    if column.startswith("n_"):
        return column.removeprefix("n_").replace("_", " ") + " (n)"
    return column.removesuffix("_name").replace("_", " ")


def with_references_of(subgraph: Subgraph, rows: Sequence[Row]) -> Subgraph:
    """The subgraph without nodes and edges, with the references of these rows, numbered in their order."""
    used = dict.fromkeys(str(s) for row in rows for s in (*(row.get("studies") or ()), *(row.get("against") or ())))
    known = {r.id: r for r in subgraph.references}
    references = [known[i] for i in used if i in known]
    numbered = tuple(replace(r, number=n) for n, r in enumerate(references, start=1))
    return replace(subgraph, nodes=(), edges=(), references=numbered, left_out=0)


def numbers_of(rows: Iterable[Row], numbers: Mapping[str, int]) -> str:
    """The numbers of the rows' references in brackets, those of the studies against it after them (see ``sides``)."""
    behind = ranges(sorted({numbers[s] for row in rows for s in row.get("studies") or () if s in numbers}))
    against = ranges(sorted({numbers[s] for row in rows for s in row.get("against") or () if s in numbers}))
    text = sides(behind, against)
    return f"[{text}]" if text else ""


def fitting_rows(
    number: int, size: Size, drawing: Callable[[int, bool], tuple[Scene, Subgraph]]
) -> tuple[Scene, Subgraph]:
    """The picture of as many rows, up to ``number``, as the page holds; of one row even where it is taller.

    ``drawing`` takes a number of rows, and whether their references are to be without titles.
    """

    def made(rows: int) -> tuple[Scene, Subgraph] | None:
        for short in (False, True):
            found = drawing(rows, short)
            if found[0].height <= size.height:
                return found
        return None

    return most_that_fits(range(1, number + 1), made) or drawing(min(number, 1), True)
