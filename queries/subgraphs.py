"""Reading the subgraph behind an answer or a record: what figures and files are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.exports.subgraph import STUDIED_IN, Edge, Node, Reference, Subgraph, order_edges
from graph.store import GraphReader
from queries.answering import Answer
from queries.asked import filters, narrower, said
from queries.catalogue import shared_text
from queries.cautions import cautions, ids_of, record_cautions
from queries.records import claim_record, entity_card, mechanism_record, study_record
from queries.resolving import primary_label
from schema.words import Sign

MOST_NEIGHBOURS = 200
"""Claims of an entity that its neighbourhood holds, strongest first."""

_JOINED_BY_US = {"hypotheses": "chain_ids", "bridge": "added_ids"}
"""Questions whose rows join claims of several studies without a column ``tier``: where this one is filled."""

Pair = tuple[str, str, str]
"""Source, target and relation (or id, where the relation is not known) of a step that no claim states."""


@dataclass(slots=True)
class Wanted:
    """What a subgraph is to hold: claims and other steps with the row (from 0) and tier of their first mention."""

    claims: dict[str, tuple[int, str]] = field(default_factory=dict)
    steps: dict[Pair, tuple[int, str, int | None, str]] = field(default_factory=dict)
    """Row, tier, and the sign and aspect that the step must have, where they are known."""
    backgrounds: dict[str, tuple[int, str]] = field(default_factory=dict)
    ends: dict[tuple[str, str], int] = field(default_factory=dict)
    """What a chain ends at and a disease in which it was reported, mapped to the first row that says so."""
    stations: set[str] = field(default_factory=set)
    include_retracted: bool = False


def _node(props: Mapping[str, Any], labels: Sequence[str]) -> Node:
    name = str(props.get("name") or props["id"])
    label = primary_label(labels)
    # What a miRNA is called for short leaves out its arm, which a figure has to tell.
    preferred = [str(p) for p in props.get("preferred_for") or () if len(str(p)) < len(name) and label != "MiRNA"]
    return Node(
        str(props["id"]),
        name,
        label,
        preferred[0] if preferred else name,
        tuple(sorted(labels)),
        tuple(props.get("xrefs") or ()),
        str(props.get("species") or ""),
        str(props.get("source") or ""),
    )


def _chain_steps(row: Mapping[str, Any]) -> Iterable[tuple[Pair, int | None]]:
    """The steps of a row's chain, each with its sign."""
    stations, relations = row.get("chain_ids") or [], row.get("relations") or []
    signs = row.get("signs") or [None] * len(relations)
    if len(stations) == len(relations) + 1 == len(signs) + 1:
        numbers = (None if sign is None else Sign(sign).number for sign in signs)
        yield from zip(zip(stations[:-1], stations[1:], relations, strict=True), numbers, strict=True)


def _in_one_study(edges: Sequence[Edge]) -> bool:
    """Whether one study supports a claim of every pair that these edges join."""
    pairs: dict[frozenset[str], set[str]] = {}
    for edge in edges:
        pairs.setdefault(frozenset({edge.source, edge.target}), set()).update(edge.supporting)
    return bool(pairs) and bool(set.intersection(*pairs.values()))


def _of_answer(found: Answer) -> Wanted:
    wanted = Wanted(include_retracted=bool(found.meta.params_resolved.get("include_retracted")))
    for number, row in enumerate(found.rows):
        tier = "assembled" if row.get(_JOINED_BY_US.get(found.query.name, "")) else str(row.get("tier") or "")
        for claim in ids_of(row, found.query.claim_columns):
            wanted.claims.setdefault(claim, (number, tier))
        for step, sign in _chain_steps(row):
            wanted.steps.setdefault(step, (number, tier, sign, ""))
            wanted.stations |= {step[0], step[1]}
        chain, diseases = row.get("chain_ids") or [], row.get("disease_ids") or []
        for disease in sorted(diseases) if chain else ():
            wanted.ends.setdefault((str(chain[-1]), str(disease)), number)
    return wanted


def _claim_edge(row: Mapping[str, Any], wanted: Wanted, evidence: list[dict[str, Any]], conflicts: set[str]) -> Edge:
    claim = row["claim"]
    place, tier = wanted.claims[row["id"]]
    supporting = sorted({e["study"] for e in evidence if e["bearing"] == "SUPPORTS"})
    against = sorted({e["study"] for e in evidence if e["bearing"] != "SUPPORTS"})
    return Edge(
        id=row["id"],
        source=row["source"]["id"],
        target=row["target"]["id"],
        relation=str(claim["relation"]),
        kind="claim",
        sign=claim.get("sign"),
        aspect=str(claim.get("aspect") or ""),
        grade=str(claim.get("grade") or ""),
        grade_rank=claim.get("grade_rank"),
        level=int(claim.get("level") or 0),
        basis=str(claim.get("basis") or ""),
        tier=tier,
        supporting=tuple(supporting),
        against=tuple(against),
        contradicted=row["id"] in conflicts,
        retracted=bool(claim.get("retracted")),
        withdrawn=bool(claim.get("withdrawn")),
        evidence=tuple(evidence),
        row=place,
    )


def _link_edge(row: Mapping[str, Any], place: int, tier: str) -> Edge:
    link, ends = row["link"], (row["source"], row["target"])
    key = link.get("background") or f"{row['relation']}|{ends[0]}|{ends[1]}|{link.get('aspect', '')}".rstrip("|")
    references = link.get("references") or ([link["reference"]] if link.get("reference") else [])
    return Edge(
        id=str(key),
        source=ends[0],
        target=ends[1],
        relation=str(row["relation"]),
        kind="background" if link.get("kind") == "background" else "membership",
        sign=link.get("sign"),
        aspect=str(link.get("aspect") or ""),
        basis="background",
        tier=tier,
        references=tuple(sorted(str(r) for r in references)),
        row=place,
    )


def _reads(link: Mapping[str, Any], aspect: str) -> bool:
    return not aspect or aspect in (link.get("aspects") or [link.get("aspect")])


def _links(reader: GraphReader, wanted: Wanted, stations: Iterable[str]) -> list[Edge]:
    if not wanted.steps and not wanted.backgrounds:
        return []
    edges = []
    for row in reader.read(shared_text("subgraph-links"), {"ids": sorted(stations)}):
        link = row["link"]
        step = wanted.steps.get((row["source"], row["target"], row["relation"]))
        known = wanted.backgrounds.get(str(link.get("background") or ""))
        if known is not None:
            edges.append(_link_edge(row, *known))
        elif step is not None and step[2] in (None, link.get("sign")) and _reads(link, step[3]):
            edges.append(_link_edge(row, step[0], step[1]))
    return edges


def _sources(reader: GraphReader, nodes: dict[str, Node], edges: Sequence[Edge]) -> list[Edge]:
    """The cells that release the products that are there, and an edge to each."""
    products = sorted(n.id for n in nodes.values() if n.label == "Vesicle")
    found = []
    for row in reader.read(shared_text("subgraph-sources"), {"ids": products}) if products else ():
        source = _node(row["source"], row["labels"])
        nodes.setdefault(source.id, source)
        first = min(e.row for e in edges if row["product"] in (e.source, e.target))
        name = f"SECRETES|{source.id}|{row['product']}"
        found.append(Edge(name, source.id, row["product"], "SECRETES", "structure", None, row=first))
    return found


def _contexts(reader: GraphReader, wanted: Wanted, nodes: dict[str, Node]) -> list[Edge]:
    """From what chains end at to the diseases in which they were reported."""
    diseases = sorted({d for _, d in wanted.ends})
    for row in reader.read(shared_text("subgraph-things"), {"ids": diseases}) if diseases else ():
        nodes.setdefault(row["id"], _node(row["props"], row["labels"]))
    return [
        Edge(f"{STUDIED_IN}|{end}|{disease}", end, disease, STUDIED_IN, "context", None, diseases=(disease,), row=place)
        for (end, disease), place in wanted.ends.items()
        if end in nodes and disease in nodes and end != disease
    ]


def _references(reader: GraphReader, edges: Sequence[Edge], more: Sequence[str] = ()) -> tuple[Reference, ...]:
    """Literature in the order of first use; studies and known papers with their titles, other identifiers bare."""
    order = list(dict.fromkeys([*(r for e in edges for r in (*e.studies, *e.references)), *more]))
    studies = {r["id"]: r["study"] for r in reader.read(shared_text("subgraph-studies"), {"ids": sorted(order)})}
    others = sorted({r for e in edges for r in e.references} - studies.keys())
    for row in reader.read(shared_text("subgraph-papers"), {"ids": others}) if others else ():
        studies[row["id"]] = row["paper"]
    found = []
    for number, identifier in enumerate(order, start=1):
        study = studies.get(identifier, {})
        found.append(
            Reference(
                number,
                identifier,
                str(study.get("name") or identifier),
                str(study.get("title") or ""),
                str(study.get("first_author") or ""),
                study.get("year"),
                str(study.get("journal") or ""),
                str(study.get("doi") or (identifier.partition(":")[2] if identifier.startswith("doi:") else "")),
                bool(study.get("retracted")),
                str(study.get("pmid") or (identifier.partition(":")[2] if identifier.startswith("pubmed:") else "")),
                str(study.get("status") or ""),
            )
        )
    return tuple(found)


def _assemble(reader: GraphReader, wanted: Wanted, meta: Mapping[str, Any], studies: Sequence[str] = ()) -> Subgraph:
    claims = sorted(wanted.claims)
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    if claims:
        evidence: dict[str, list[dict[str, Any]]] = {}
        given = {"claims": claims, "include_retracted": wanted.include_retracted}
        for row in reader.read(shared_text("subgraph-evidence"), given):
            item = {k: v for k, v in row.items() if k != "claim" and v is not None}
            evidence.setdefault(row["claim"], []).append(item)
        conflicts = {
            c
            for row in reader.read(shared_text("subgraph-conflicts"), {"claims": claims})
            for c in (row["a"], row["b"])
        }
        for row in reader.read(shared_text("subgraph-claims"), {"claims": claims}):
            for side in ("source", "target"):
                node = _node(row[side], row[f"{side}_labels"])
                nodes[node.id] = node
            edges.append(_claim_edge(row, wanted, evidence.get(row["id"], []), conflicts))
    stated = {(e.source, e.target, e.relation) for e in edges}
    wanted.steps = {step: place for step, place in wanted.steps.items() if step not in stated}
    missing = sorted(wanted.stations - set(nodes))
    for row in reader.read(shared_text("subgraph-things"), {"ids": missing}) if missing else ():
        nodes[row["id"]] = _node(row["props"], row["labels"])
    edges += [e for e in _links(reader, wanted, nodes) if e.source in nodes and e.target in nodes]
    edges += _sources(reader, nodes, edges)
    edges += _contexts(reader, wanted, nodes)
    unique = order_edges(list({e.id: e for e in edges if e.source != e.target}.values()))
    ends = {end for e in unique for end in (e.source, e.target)}
    rows = reader.read(shared_text("subgraph-cargo"), {"ids": sorted(ends)}) if ends else ()
    cargo = {row["id"] for row in rows}
    kept = tuple(replace(nodes[i], cargo=i in cargo) for i in sorted(nodes) if i in ends)
    return Subgraph(kept, unique, _references(reader, unique, studies), meta)


def _meta(reader: GraphReader, query: str, title: str, params: Mapping[str, Any]) -> dict[str, Any]:
    manifest = reader.info().manifest
    return {
        "query": query,
        "title": title,
        "params": dict(params),
        "build": manifest.build,
        "data_version": manifest.data_version,
    }


def subgraph_of_answer(reader: GraphReader, found: Answer) -> Subgraph:
    """The subgraph of one page of an answer: its claims, the other steps of its chains, and where they come from.

    ``meta`` also holds ``columns``, ``rows`` and ``picture``, for an answer that is drawn as a table or matrix; the
    studies of its rows are then among the references. ``filters`` are what was asked beside the question's blanks, and
    ``narrower`` what can be asked for less. Raises StoreError.
    """
    wanted = _of_answer(found)
    params = {
        name: [v["id"] if isinstance(v, dict) else v for v in value]
        if isinstance(value, list)
        else value["id"]
        if isinstance(value, dict)
        else value
        for name, value in {**found.meta.params_resolved, **found.paging}.items()
    }
    meta = _meta(reader, found.query.name, found.query.asked(found.meta.params_resolved, said), params) | {
        "total": found.meta.total,
        "returned": found.meta.returned,
        "warnings": [w.message for w in found.meta.warnings],
        "columns": [c.name for c in found.columns],
        "rows": found.rows,
        "picture": dict(found.query.picture),
        "show": list(found.query.show),
        "filters": filters(found),
        "narrower": narrower(found),
    }
    drawn_as_rows = {"table", "matrix"} & set(found.query.picture)
    told = [i for row in found.rows for i in ids_of(row, ("studies", "against"))] if drawn_as_rows else []
    whole = _assemble(reader, wanted, meta, told)
    if found.query.name != "bridge":
        return whole
    # A link may be shown by one study after all: its rows do not say so, its edges do.
    shown = {n for n in {e.row for e in whole.edges} if _in_one_study([e for e in whole.edges if e.row == n])}
    edges = (replace(e, tier="reported") if e.tier and e.row in shown else e for e in whole.edges)
    return replace(whole, edges=tuple(edges))


def _of_record(
    reader: GraphReader, wanted: Wanted, kind: str, record: Mapping[str, Any], chains: Sequence[Sequence[str]] = ()
) -> Subgraph:
    """The subgraph of a record, with the warnings on its claims; ``chains`` are claims that it joins."""
    loose = set(wanted.claims).difference(*chains)
    rows = [*chains, *([claim] for claim in sorted(loose))]
    flags = reader.read(shared_text("claim-flags"), {"claims": sorted(wanted.claims)}) if wanted.claims else ()
    meta = _meta(reader, kind, str(record["name"]), {"id": record["id"]}) | {
        "record": record["id"],
        "narrower": [f"query subgraph, entity={record['id']}, limit=10"] if kind == "entity" else [],
        "warnings": [
            w.message for w in (*cautions(rows, {f["id"]: f for f in flags}, chained=True), *record_cautions(record))
        ],
    }
    return _assemble(reader, wanted, meta)


def subgraph_of_claim(reader: GraphReader, identifier: str) -> Subgraph:
    """A claim, and the claims that contradict it. Raises UnknownRecord, StoreError."""
    record = claim_record(reader, identifier)
    others = [c["claim"] for c in record["contradictions"]]
    wanted = Wanted({c: (n, "") for n, c in enumerate(dict.fromkeys([record["id"], *others]))}, include_retracted=True)
    return _of_record(reader, wanted, "claim", record)


def _want_mechanism(record: Mapping[str, Any], wanted: Wanted, first: int) -> list[str]:
    """Have the steps of a mechanism wanted in rows that follow ``first``; gives the claims among them, in order."""
    claims = {s["position"]: s["claim"] for s in record["steps"] if "claim" in s}
    here, aspect, last = record["start"]["id"], "", len(record["steps"])
    wanted.stations |= {here, record["end"]["id"]}
    for step in record["steps"]:
        claim = claims.get(step["position"])
        place = first + step["position"]
        if claim:
            wanted.claims.setdefault(claim["id"], (place, ""))
            here, aspect = claim["object"], str(claim.get("aspect") or "")
        elif "background" in step:
            wanted.backgrounds.setdefault(step["id"], (place, ""))
            here, aspect = step["background"]["object"], str(step["background"].get("aspect") or "")
            wanted.stations |= {step["background"]["subject"], here}
        else:
            after = claims.get(step["position"] + 1)
            end = record["end"]["id"] if step["position"] == last or not after else after["subject"]
            for relation in ("MEMBER_OF", "READOUT_OF"):
                wanted.steps.setdefault((here, end, relation), (place, "", None, aspect))
            here, aspect = end, ""
    return [c["id"] for c in claims.values()]


def subgraph_of_mechanism(reader: GraphReader, identifier: str) -> Subgraph:
    """A mechanism's steps and the claims that span it. Raises UnknownRecord, StoreError."""
    record = mechanism_record(reader, identifier)
    wanted = Wanted(include_retracted=True)
    chain = _want_mechanism(record, wanted, 0)
    for claim in record["spanned_by"]:
        wanted.claims.setdefault(claim["id"], (len(record["steps"]) + 1, ""))
    return _of_record(reader, wanted, "mechanism", record, [chain])


def subgraph_of_study(reader: GraphReader, text: str) -> Subgraph:
    """A study's mechanisms, step by step, then its other claims; a claim with the evidence of every study on it.

    ``text`` is an id, PubMed number, DOI, or author and year. Raises UnknownRecord, AmbiguousName, StoreError.
    """
    record = study_record(reader, text)
    wanted = Wanted(include_retracted=True)
    chains, row = [], 0
    for mechanism in record["mechanisms"]:
        whole = mechanism_record(reader, mechanism["id"])
        chains.append(_want_mechanism(whole, wanted, row))
        row += len(whole["steps"])
    for number, claim in enumerate(record["claims"], start=row + 1):
        wanted.claims.setdefault(claim["id"], (number, ""))
    return _of_record(reader, wanted, "study", record, chains)


def subgraph_of_entity(reader: GraphReader, text: str) -> Subgraph:
    """An entity with the claims that it stands in, strongest first. Raises UnknownEntity, AmbiguousName, StoreError."""
    card = entity_card(reader, text)
    claims = [*card["claims_out"], *card["claims_in"]]
    claims.sort(key=lambda c: (-int(c.get("grade_rank") or 0), -int(c.get("n_support") or 0), c["id"]))
    order = dict.fromkeys(c["id"] for c in claims[:MOST_NEIGHBOURS])
    wanted = Wanted({c: (n, "") for n, c in enumerate(order)})
    return _of_record(reader, wanted, "entity", card)


SUBGRAPHS = {
    "claim": subgraph_of_claim, "mechanism": subgraph_of_mechanism, "study": subgraph_of_study,
    "entity": subgraph_of_entity,
}  # fmt: skip
"""Records that have a subgraph, by kind."""
