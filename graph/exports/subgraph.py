"""The one value that every figure and file is made from: nodes, edges with evidence, references, and its origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["claim", "background", "membership", "structure", "context"]
"""claim: stated by studies here; background: a signalling step known before; membership: member or readout of a
pathway; structure: a cell's vesicles; context: the disease in which a chain was reported."""

LIST_SEPARATOR = "|"
STUDIED_IN = "STUDIED_IN"
"""Type of a context edge: from what a chain ends at to the disease in which it was reported. It has no sign."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity: ``label`` is its primary label, ``short`` the name that people use.

    ``cargo`` tells that a claim of the graph, here or elsewhere, has it carried, loaded or released.
    """

    id: str
    name: str
    label: str
    short: str = ""
    labels: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    species: str = ""
    source: str = ""
    cargo: bool = False

    @property
    def caption(self) -> str:
        """What a figure writes on it."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Edge:
    """A step from ``source`` to ``target`` (node ids).

    ``id`` is the claim's or background record's id, or ``TYPE|source|target``; unique in a subgraph. ``sign`` is +1,
    -1, 0 (direction mixed or not stated) or None (none of its kind). ``grade_rank`` is 0 (unsupported) to 3 (strong),
    None without a claim. ``supporting`` and ``against`` are study ids, sorted; ``references`` are identifiers of
    literature behind background knowledge. ``row`` is the first row of the answer that holds it, from 0.
    """

    id: str
    source: str
    target: str
    relation: str
    kind: Kind
    sign: int | None
    aspect: str = ""
    grade: str = ""
    grade_rank: int | None = None
    level: int = 0
    basis: str = ""
    tier: str = ""
    supporting: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    contradicted: bool = False
    retracted: bool = False
    withdrawn: bool = False
    diseases: tuple[str, ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    row: int = 0

    @property
    def studies(self) -> tuple[str, ...]:
        """Every study that bears on it, sorted."""
        return tuple(sorted({*self.supporting, *self.against}))

    @property
    def dashed(self) -> bool:
        """Not stated by one study for this chain: background knowledge, or a step of an assembled chain."""
        return self.kind != "claim" or self.tier == "assembled"


_ADDRESSES = {
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmc": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "clinicaltrials": "https://clinicaltrials.gov/study/{}",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of literature: ``number`` counts from 1 in the order of first use; ``id`` is a study's or a CURIE."""

    number: int
    id: str
    name: str
    title: str = ""
    first_author: str = ""
    year: int | None = None
    journal: str = ""
    doi: str = ""
    retracted: bool = False
    pmid: str = ""
    status: str = ""
    """State of the study's record (``double``, ``disputed``, ``withdrawn`` ...); empty for a paper that is no study."""

    @property
    def set_aside(self) -> bool:
        """Whether the paper is retracted or its record withdrawn."""
        return self.retracted or self.status == "withdrawn"

    @property
    def address(self) -> str:
        """The DOI's address, or that of PubMed or PubMed Central, or the CURIE itself."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        prefix, _, local = self.id.partition(":")
        return _ADDRESSES.get(prefix, prefix + ":{}").format(local)


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes sorted by id, edges by (row, id), references by number.

    ``meta`` says where it comes from: ``title``, ``query``, ``params``, ``build``, ``data_version``, ``question`` and
    ``warnings`` as far as known. ``left_out`` counts edges that were dropped by ``best``.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    references: tuple[Reference, ...]
    meta: Mapping[str, Any]
    left_out: int = 0

    def node(self, identifier: str) -> Node:
        """The node of this id; raises KeyError."""
        for node in self.nodes:
            if node.id == identifier:
                return node
        raise KeyError(identifier)

    def number_of(self) -> dict[str, int]:
        """Reference id to number."""
        return {r.id: r.number for r in self.references}

    def numbers_of(self, edge: Edge) -> tuple[list[int], list[int]]:
        """The numbers of the references behind an edge, and of the studies against it; each sorted.

        A study that speaks for and against it, by different measurements, stands in both.
        """
        numbers = self.number_of()
        behind = {numbers[r] for r in (*edge.supporting, *edge.references) if r in numbers}
        return sorted(behind), sorted({numbers[r] for r in edge.against if r in numbers})


def order_edges(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Edges in the total order of a subgraph."""
    return tuple(sorted(edges, key=lambda e: (e.row, e.id)))


def best(whole: Subgraph, most: int) -> Subgraph:
    """The first ``most`` edges in the answer's own order, row by row, with the nodes and references that they use.

    Rows stay whole as long as they fit; references are numbered anew from 1.
    """
    if len(whole.edges) <= most:
        return whole
    kept: list[Edge] = []
    for row in sorted({e.row for e in whole.edges}):
        group = [e for e in whole.edges if e.row == row]
        if len(kept) + len(group) > most:
            if not kept:
                kept = group[:most]
            break
        kept += group
    return narrowed(whole, kept)


def narrowed(whole: Subgraph, edges: Sequence[Edge]) -> Subgraph:
    """``whole`` with only these edges, and the nodes and references that they use, numbered anew."""
    ends = {end for e in edges for end in (e.source, e.target)}
    used = {r for e in edges for r in (*e.studies, *e.references)}
    references = [r for r in whole.references if r.id in used]
    return Subgraph(
        tuple(n for n in whole.nodes if n.id in ends),
        order_edges(edges),
        tuple(replace(r, number=i) for i, r in enumerate(references, start=1)),
        whole.meta,
        whole.left_out + len(whole.edges) - len(edges),
    )


Attribute = str | int | float | bool | tuple[str, ...]

NODE_ATTRIBUTES: dict[str, str] = {
    "name": "string", "short": "string", "label": "string", "labels": "list", "xrefs": "list", "species": "string",
    "source_of": "string",
}  # fmt: skip
"""Attributes that every file declares of a node, with their type."""

EDGE_ATTRIBUTES: dict[str, str] = {
    "relation": "string", "kind": "string", "sign": "integer", "sign_known": "boolean", "aspect": "string",
    "grade": "string", "grade_rank": "integer", "level": "integer", "basis": "string", "tier": "string",
    "claim": "string", "supporting": "list", "against": "list", "references": "list", "contradicted": "boolean",
    "retracted": "boolean", "withdrawn": "boolean", "diseases": "list", "statements": "list",
}  # fmt: skip
"""Attributes that every file declares of an edge, with their type."""


def node_attributes(node: Node) -> dict[str, Attribute]:
    """A node's attributes in the order of ``NODE_ATTRIBUTES``, none left out."""
    return {
        "name": node.name, "short": node.caption, "label": node.label, "labels": node.labels, "xrefs": node.xrefs,
        "species": node.species, "source_of": node.source,
    }  # fmt: skip


def edge_attributes(edge: Edge) -> dict[str, Attribute]:
    """An edge's attributes in the order of ``EDGE_ATTRIBUTES``, none left out.

    ``sign`` is 0 where it has none or it is not known; ``sign_known`` tells whether it is +1 or -1. ``grade_rank`` is
    -1 without a claim. ``statements`` hold what each study found, "study: statement".
    """
    return {
        "relation": edge.relation, "kind": edge.kind, "sign": edge.sign or 0, "sign_known": edge.sign in (1, -1),
        "aspect": edge.aspect, "grade": edge.grade,
        "grade_rank": -1 if edge.grade_rank is None else edge.grade_rank, "level": edge.level, "basis": edge.basis,
        "tier": edge.tier, "claim": edge.id if edge.kind == "claim" else "", "supporting": edge.supporting,
        "against": edge.against, "references": edge.references, "contradicted": edge.contradicted,
        "retracted": edge.retracted, "withdrawn": edge.withdrawn, "diseases": edge.diseases,
        "statements": tuple(f"{e.get('study', '')}: {e.get('statement', '')}" for e in edge.evidence),
    }  # fmt: skip


def joined(value: Attribute) -> str | int | float | bool:
    """An attribute as one scalar: lists joined by ``|``."""
    return LIST_SEPARATOR.join(value) if isinstance(value, tuple) else value


def to_mapping(subgraph: Subgraph) -> dict[str, Any]:
    """The whole subgraph as JSON-compatible values."""
    return {
        "meta": dict(subgraph.meta),
        "left_out": subgraph.left_out,
        "nodes": [{"id": n.id, **plain(node_attributes(n))} for n in subgraph.nodes],
        "edges": [
            {"id": e.id, "source": e.source, "target": e.target, **plain(edge_attributes(e)), "sign": e.sign,
             "evidence": [dict(x) for x in e.evidence]}
            for e in subgraph.edges
        ],
        "references": [
            {"number": r.number, "id": r.id, "name": r.name, "title": r.title, "year": r.year, "journal": r.journal,
             "doi": r.doi, "pmid": r.pmid, "address": r.address, "retracted": r.retracted, "status": r.status}
            for r in subgraph.references
        ],
    }  # fmt: skip


def plain(values: Mapping[str, Attribute]) -> dict[str, Any]:
    """Attributes as JSON takes them: lists instead of tuples."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
