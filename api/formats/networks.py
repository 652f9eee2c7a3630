"""The forms that are made from the subgraph behind an answer: figures and network files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from graph.exports.subgraph import Subgraph

DEFAULT_WIDTH = "double"
"""Width of figures where none is asked for: 180 mm."""

_FIGURES = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
_ZIP = "application/zip"

FILES: dict[str, tuple[str, str, str]] = {
    "graphml": ("application/graphml+xml", "graphml", "graphml:to_graphml"),
    "gexf": ("application/gexf+xml", "gexf", "gexf:to_gexf"),
    "cx2": ("application/vnd.cx2+json", "cx2", "cx2:to_cx2"),
    "cyjs": ("application/vnd.cytoscape+json", "cyjs", "cyjs:to_cyjs"),
    "sif": (_ZIP, "zip", "sif:to_sif"),
    "dot": ("text/vnd.graphviz", "dot", "dot:to_dot"),
    "mermaid": ("text/vnd.mermaid", "mmd", "mermaid:to_mermaid"),
    "kgx": (_ZIP, "zip", "kgx:to_kgx"),
    "jsonld": ("application/ld+json", "jsonld", "jsonld:to_jsonld"),
    "bel": ("text/x-bel", "bel", "bel:to_bel"),
    "sbgn": ("application/x-sbgn+xml", "sbgn", "sbgn:to_sbgn"),
    "adjacency": ("text/csv; header=present", "csv", "adjacency:to_adjacency"),
    "cypher": ("application/x-cypher-query", "cypher", "cypher:to_cypher"),
}
"""Network files: media type, file ending, and the function under ``graph.exports`` that makes them."""


@dataclass(frozen=True, slots=True)
class NetworkForm:
    """A form made from a subgraph: name, media type, file ending, and the function (subgraph, width) -> bytes."""

    name: str
    media_type: str
    ending: str
    draw: Callable[[Subgraph, str], bytes]


def _drawn(name: str) -> Callable[[Subgraph, str], bytes]:
    def make(subgraph: Subgraph, width: str) -> bytes:
        # Imported on use: `exomech --version` and plain tables need no font and no renderer.
        from graph.exports.drawing import draw

        module = import_module(f"graph.exports.{name}")
        data: bytes = getattr(module, f"to_{name}")(draw(subgraph, width))
        return data

    return make


def _bundled(subgraph: Subgraph, width: str) -> bytes:
    from graph.exports.bundle import to_bundle

    return to_bundle(subgraph, width)


def _written(place: str) -> Callable[[Subgraph, str], bytes]:
    module, _, function = place.partition(":")

    def make(subgraph: Subgraph, width: str) -> bytes:
        data: bytes = getattr(import_module(f"graph.exports.{module}"), function)(subgraph)
        return data

    return make


NETWORK_FORMS: dict[str, NetworkForm] = {
    f.name: f
    for f in (
        *(NetworkForm(name, media, name, _drawn(name)) for name, media in _FIGURES.items()),
        NetworkForm("bundle", _ZIP, "zip", _bundled),
        *(NetworkForm(name, media, ending, _written(place)) for name, (media, ending, place) in FILES.items()),
    )
}
"""Every form that is made from a subgraph, figures first."""
