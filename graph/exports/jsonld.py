"""A subgraph as JSON-LD: nodes and reified steps with a context that needs no network."""

from __future__ import annotations

from typing import Any

import orjson

from graph.exports.subgraph import Subgraph, edge_attributes, node_attributes, plain
from schema.curie import BASES

VOCABULARY = "https://w3id.org/exomech/vocab/"


def iri(identifier: str) -> str:
    """The address of a CURIE; what has no known prefix lies in ExoMech's own space.

    >>> iri("GO:0007249")
    'http://purl.obolibrary.org/obo/GO_0007249'
    """
    prefix, colon, local = identifier.partition(":")
    if colon and prefix in BASES:
        return BASES[prefix] + local
    return BASES["exomech"] + "".join(c if c.isalnum() or c in "-._~" else "-" for c in identifier)


def _context() -> dict[str, Any]:
    terms: dict[str, Any] = {"@vocab": VOCABULARY}
    terms |= {
        name: {"@id": VOCABULARY + name, "@type": "@id"} for name in ("subject", "object", "supporting", "against")
    }
    terms["references"] = {"@id": VOCABULARY + "references", "@type": "@id"}
    terms["name"] = "http://www.w3.org/2000/01/rdf-schema#label"
    return terms


def to_jsonld(subgraph: Subgraph) -> bytes:
    """``@context`` and ``@graph``: entities, steps (subject, object, relation, sign ...) and references, by address."""
    nodes = [
        {"@id": iri(n.id), "@type": n.label or "Entity", "identifier": n.id}
        | plain({k: v for k, v in node_attributes(n).items() if v and k != "label"})
        for n in subgraph.nodes
    ]
    steps = []
    for edge in subgraph.edges:
        values = plain({k: v for k, v in edge_attributes(edge).items() if v not in ("", ())})
        values |= {k: [iri(x) for x in getattr(edge, k)] for k in ("supporting", "against", "references")}
        steps.append(
            {
                "@id": iri(edge.id),
                "@type": "Step",
                "identifier": edge.id,
                "subject": iri(edge.source),
                "object": iri(edge.target),
            }
            | values
        )
    papers = [
        {
            "@id": iri(r.id),
            "@type": "Reference",
            "identifier": r.id,
            "number": r.number,
            "name": r.name,
            "title": r.title,
        }
        for r in subgraph.references
    ]
    meta = subgraph.meta
    graph = {
        "@type": "Subgraph", "name": meta["title"], "build": meta["build"], "licence": "CC BY 4.0",
    }  # fmt: skip
    body = {"@context": _context(), "@graph": [graph, *nodes, *steps, *papers]}
    return orjson.dumps(body) + b"\n"
