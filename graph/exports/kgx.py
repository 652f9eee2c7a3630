"""A subgraph as KGX (TSV, JSON Lines): Biolink categories, predicates and qualifiers, and a report of what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from graph.exports.subgraph import Edge, Node, Subgraph
from graph.exports.text import archive, tsv
from schema.vocabulary import RELATIONS

CATEGORIES = {
    "CellSource": "biolink:Cell", "Vesicle": "biolink:CellularComponent", "MiRNA": "biolink:MicroRNA",
    "LncRNA": "biolink:NoncodingRNAProduct", "CircRNA": "biolink:NoncodingRNAProduct", "MRNA": "biolink:Transcript",
    "Gene": "biolink:Gene", "Complex": "biolink:MacromolecularComplex", "Family": "biolink:GeneFamily",
    "SmallMolecule": "biolink:SmallMolecule", "Lipid": "biolink:SmallMolecule", "Drug": "biolink:Drug",
    "Stimulus": "biolink:ChemicalEntity", "Pathway": "biolink:Pathway", "Process": "biolink:BiologicalProcess",
    "CellType": "biolink:Cell", "CellularComponent": "biolink:CellularComponent",
    "Tissue": "biolink:GrossAnatomicalStructure", "Outcome": "biolink:PhenotypicFeature",
    "Disease": "biolink:Disease", "UnresolvedGroup": "biolink:NamedThing",
}  # fmt: skip
"""Our label to Biolink's category; every other label is a biolink:NamedThing."""
_OTHERS = {
    "MEMBER_OF": "biolink:participates_in", "SECRETES": "biolink:produces",
    "STUDIED_IN": "biolink:related_to", "IS_A": "biolink:subclass_of", "PART_OF": "biolink:part_of",
    "MODELS": "biolink:model_of",
}  # fmt: skip
_READOUTS = {1: "biolink:positively_correlated_with", -1: "biolink:negatively_correlated_with"}
_SIGNED = frozenset(
    {"biolink:affects", "biolink:ameliorates_condition", "biolink:exacerbates_condition", *_READOUTS.values()}
)
"""Predicates that tell the sign themselves or by a qualifier."""
_UNSIGNED = frozenset({"biolink:has_part", "biolink:produces"})
"""Predicates of being there, of which +1 says no more."""
_ASPECTS = {
    "amount": "abundance", "activity": "activity", "localisation": "localization",
}  # fmt: skip
_MODIFICATIONS = ("phosphorylation", "ubiquitination", "neddylation", "acetylation", "methylation", "cleavage")
_PREFIXES = {
    "mirbase.mature": "mirbase",
    "complexportal": "ComplexPortal",
    "pubmed": "PMID",
    "pmc": "PMC",
    "reactome": "REACT",
}
FOREIGN_PREFIXES = frozenset({"exomech", "fplx", "cellosaurus"})
"""Prefixes of ours that Biolink's prefix map has not; the loss report names those that are used."""
SOURCE = "infores:exomech"

NODE_COLUMNS = ("id", "category", "name", "xref", "provided_by", "exomech_label", "exomech_id")
EDGE_COLUMNS = (
    "id", "subject", "predicate", "object", "qualified_predicate", "object_aspect_qualifier",
    "object_direction_qualifier", "knowledge_level", "agent_type", "primary_knowledge_source", "publications",
    "negated", "exomech_relation", "exomech_sign", "exomech_aspect", "exomech_grade", "exomech_basis", "exomech_tier",
    "exomech_against", "exomech_contradicted", "exomech_contexts",
)  # fmt: skip


def curie(identifier: str) -> str:
    """An identifier with the prefix as Biolink spells it."""
    prefix, colon, local = identifier.partition(":")
    return f"{_PREFIXES.get(prefix, prefix)}{colon}{local}"


def predicate(relation: str, sign: int | None = None) -> str:
    """The Biolink predicate of a relation; of a readout the one that tells its sign."""
    if relation == "READOUT_OF":
        return _READOUTS.get(sign or 0, "biolink:correlated_with")
    known = RELATIONS.get(relation)
    return known.biolink if known else _OTHERS.get(relation, "biolink:related_to")


def node_record(node: Node) -> dict[str, Any]:
    """One node, keys as in ``NODE_COLUMNS``."""
    return {
        "id": curie(node.id), "category": [CATEGORIES.get(node.label, "biolink:NamedThing")], "name": node.name,
        "xref": [curie(x) for x in node.xrefs], "provided_by": [SOURCE], "exomech_label": node.label,
        "exomech_id": node.id,
    }  # fmt: skip


def edge_record(edge: Edge) -> dict[str, Any]:
    """One edge, keys as in ``EDGE_COLUMNS``; qualifiers only where Biolink's ``affects`` takes them."""
    found = predicate(edge.relation, edge.sign)
    qualified = found == "biolink:affects"
    aspect = _ASPECTS.get(
        edge.aspect, "molecular_modification" if edge.aspect in _MODIFICATIONS else "activity_or_abundance"
    )
    contexts = sorted(
        {f"{k}={e[k]}" for e in edge.evidence for k in ("model", "cell") if e.get(k)} | set(edge.diseases)
    )
    return {
        # KGX splits cells at the bar, ids too.
        "id": edge.id.replace("|", "--"),
        "subject": curie(edge.source),
        "predicate": found,
        "object": curie(edge.target),
        "qualified_predicate": "biolink:causes" if qualified and edge.sign else "",
        "object_aspect_qualifier": aspect if qualified else "",
        "object_direction_qualifier": {1: "increased", -1: "decreased"}.get(edge.sign or 0, "") if qualified else "",
        "knowledge_level": "prediction" if edge.basis == "hypothesis" else "knowledge_assertion",
        "agent_type": "manual_agent",
        "primary_knowledge_source": SOURCE,
        "publications": [curie(s) for s in (*edge.supporting, *edge.references)],
        "negated": False,
        "exomech_relation": edge.relation,
        "exomech_sign": edge.sign if edge.sign is not None else "",
        "exomech_aspect": edge.aspect,
        "exomech_grade": edge.grade,
        "exomech_basis": edge.basis,
        "exomech_tier": edge.tier,
        "exomech_against": [curie(s) for s in edge.against],
        "exomech_contradicted": edge.contradicted,
        "exomech_contexts": contexts,
    }  # fmt: skip


def flat(record: Mapping[str, Any], columns: tuple[str, ...]) -> list[str]:
    """A record as cells: lists joined by ``|``, booleans as Python writes them (KGX reads ``True``)."""
    return ["|".join(map(str, record[c])) if isinstance(record[c], list) else str(record[c]) for c in columns]


def _loses_sign(edge: Edge) -> bool:
    found = predicate(edge.relation, edge.sign)
    return (edge.sign == -1 and found not in _SIGNED) or (edge.sign == 1 and found not in _SIGNED | _UNSIGNED)


def loss_report(nodes: Callable[[], Iterable[Node]], edges: Callable[[], Iterable[Edge]]) -> Iterator[bytes]:
    """JSON of what Biolink has no word for, in pieces: kept in ``exomech_*`` columns, but not readable by others.

    ``nodes`` and ``edges`` give a new iterator each time: no list of them is held.
    """
    aspects = {e.aspect for e in edges() if e.aspect} - set(_ASPECTS) - set(_MODIFICATIONS)
    told: dict[str, Iterable[str]] = {
        "kept_as_biolink": ["subject", "object", "predicate", "direction", "aspect", "publications"],
        "kept_as_own_columns": [c for c in EDGE_COLUMNS if c.startswith("exomech_")],
        "lost": ["evidence items one by one (design, dose, priming, isolation)", "statements", "grade parts"],
        "nodes_without_exact_category": (
            n.id for n in nodes() if n.label in {"Vesicle", "UnresolvedGroup"} or n.label not in CATEGORIES
        ),
        "prefixes_unknown_to_biolink": sorted({n.id.partition(":")[0] for n in nodes()} & FOREIGN_PREFIXES),
        "edges_with_unknown_direction": (e.id for e in edges() if e.sign == 0),
        "edges_whose_direction_is_lost": (e.id for e in edges() if _loses_sign(e)),
        "claims_with_studies_against_only": (e.id for e in edges() if e.against and not e.supporting),
        "aspects_without_exact_qualifier": sorted(aspects),
    }
    yield b"{\n"
    for name, values in told.items():
        yield f'  "{name}": ['.encode()
        for number, value in enumerate(values):
            yield (b",\n    " if number else b"\n    ") + orjson.dumps(value)
        yield b"],\n"
    yield f'  "nodes": {sum(1 for _ in nodes())},\n  "edges": {sum(1 for _ in edges())}\n}}\n'.encode()


def to_kgx(subgraph: Subgraph) -> bytes:
    """A zip: ``nodes.tsv``, ``edges.tsv``, ``nodes.jsonl``, ``edges.jsonl`` and ``loss.json``."""
    nodes = [node_record(n) for n in subgraph.nodes]
    edges = [edge_record(e) for e in subgraph.edges]
    return archive(
        {
            "nodes.tsv": tsv(NODE_COLUMNS, (flat(n, NODE_COLUMNS) for n in nodes)),
            "edges.tsv": tsv(EDGE_COLUMNS, (flat(e, EDGE_COLUMNS) for e in edges)),
            "nodes.jsonl": b"".join(orjson.dumps(n) + b"\n" for n in nodes),
            "edges.jsonl": b"".join(orjson.dumps(e) + b"\n" for e in edges),
            "loss.json": b"".join(loss_report(lambda: subgraph.nodes, lambda: subgraph.edges)),
        }
    )
