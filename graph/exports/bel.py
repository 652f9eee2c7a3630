"""A subgraph as a BEL 2 script: one citation and one evidence text before each statement."""

from __future__ import annotations

from graph.exports.subgraph import Edge, Node, Subgraph
from graph.exports.text import one_line

_FUNCTIONS = {
    "MiRNA": "m", "LncRNA": "r", "CircRNA": "r", "MRNA": "r", "Gene": "p", "Family": "p", "Pathway": "bp",
    "Process": "bp", "Outcome": "bp", "Disease": "path",
}  # fmt: skip
"""BEL function by label; everything else is an abundance."""
_SIGNS = {1: "increases", -1: "decreases", 0: "regulates"}
_WORDS = {
    "CARRIES": "hasComponent", "LOADED_WITH": "hasComponent", "BINDS": "association", "DELIVERED_TO": "association",
    "HOMES_TO": "association", "SECRETES": "association", "STUDIED_IN": "association", "TARGETS": "directlyDecreases",
}  # fmt: skip
_MODIFICATIONS = {
    "phosphorylation": "Ph", "ubiquitination": "Ub", "acetylation": "Ac", "methylation": "Me", "sumoylation": "Sumo",
}  # fmt: skip


_OWN = {
    "structure": "what ExoMech calls this product is released by this source",
    "membership": "ExoMech holds this member or readout without a paper",
    "background": "ExoMech holds this step without a paper",
    "context": "the chain that ends here was reported in this disease",
}
"""Evidence text of steps without a paper, by kind."""


def _quoted(text: str) -> str:
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def namespace(identifier: str) -> str:
    """The namespace keyword of an identifier.

    >>> namespace("mirbase.mature:MIMAT0000449")
    'MIRBASEMATURE'
    """
    return "".join(c for c in identifier.partition(":")[0].upper() if c.isalnum())


def _named(node: Node) -> str:
    return f"{namespace(node.id)}:{_quoted(node.id.partition(':')[2])}"


def term(node: Node, aspect: str = "") -> str:
    """A node as a BEL term; an aspect that is an activity or a modification of a protein is told."""
    function = _FUNCTIONS.get(node.label, "a")
    if function == "p" and aspect in _MODIFICATIONS:
        return f"p({_named(node)}, pmod({_MODIFICATIONS[aspect]}))"
    plain = f"{function}({_named(node)})"
    return f"act({plain})" if aspect == "activity" and function == "p" else plain


def relation(edge: Edge) -> str:
    """The BEL relation of an edge."""
    return _WORDS.get(edge.relation) or _SIGNS.get(edge.sign if edge.sign is not None else 9, "association")


def _citation(identifier: str) -> str:
    prefix, _, local = identifier.partition(":")
    kind = {"pubmed": "PubMed", "doi": "DOI", "pmc": "PubMed Central"}.get(prefix, "Other")
    return f"SET Citation = {{{_quoted(kind)}, {_quoted(local or identifier)}}}"


def _cited(edge: Edge) -> list[tuple[str, str]]:
    """Each citation of an edge, with an evidence text: its papers, or ExoMech's own id where there is none."""
    said = {str(e.get("study")): str(e.get("statement") or "") for e in edge.evidence if e.get("bearing") == "SUPPORTS"}
    papers = [(_citation(i), said.get(i) or edge.relation) for i in (*edge.supporting, *edge.references)]
    if papers or edge.kind == "claim":
        return papers
    # Who releases a product is part of what ExoMech calls that product; the rest has the id of its relationship.
    own = edge.target if edge.kind == "structure" else edge.id
    return [(f"SET Citation = {{{_quoted('Other')}, {_quoted(own)}}}", _OWN[edge.kind])]


def to_bel(subgraph: Subgraph) -> bytes:
    """A script that states each step once for each paper that supports it.

    Evidence against a claim is told by a comment, since BEL states only what was found; so is a claim that no study
    supports.
    """
    nodes = {n.id: n for n in subgraph.nodes}
    meta = subgraph.meta
    told = f"query {meta.get('query', '')}, data {meta['data_version']}"
    lines = [
        f"SET DOCUMENT Name = {_quoted('ExoMech: ' + str(meta['title']))}",
        f"SET DOCUMENT Version = {_quoted('1.0.0+' + str(meta['build']))}",
        f"SET DOCUMENT Description = {_quoted(told)}",
        'SET DOCUMENT Licenses = "CC BY 4.0"',
        'SET DOCUMENT Authors = "The ExoMech contributors"',
        'SET DOCUMENT ContactInfo = "none"',
        "",
    ]
    lines += [f'DEFINE NAMESPACE {name} AS PATTERN ".+"' for name in sorted({namespace(n.id) for n in subgraph.nodes})]
    lines += [f'DEFINE ANNOTATION {name} AS PATTERN ".*"' for name in ("Claim", "Grade", "Basis")]
    for edge in subgraph.edges:
        statement = f"{term(nodes[edge.source])} {relation(edge)} {term(nodes[edge.target], edge.aspect)}"
        cited = _cited(edge)
        for citation, text in cited:
            lines += ["", citation, f"SET Evidence = {_quoted(text)}", f"SET Claim = {_quoted(edge.id)}"]
            lines += [f"SET Grade = {_quoted(edge.grade)}"] if edge.grade else []
            lines += [f"SET Basis = {_quoted(edge.basis)}"] if edge.basis else []
            lines += [statement, "UNSET ALL"]
        lines += [] if cited else ["", f"# no study supports: {statement}"]
        lines += [f"# against: {study}" for study in edge.against]
    return ("\n".join(lines) + "\n").encode()
