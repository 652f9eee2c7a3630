"""The one list of node labels and of relations with their domain, range, sign and mapping to other vocabularies.

DDL, checks, JSON Schema, docs and styles derive from this module; nothing of it is written down a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schema.words import Aspect


@dataclass(frozen=True, slots=True)
class NodeLabel:
    """A node label: what it is for, the identifier prefixes it takes, and whether it may stand in a causal claim."""

    name: str
    doc: str
    prefixes: tuple[str, ...]
    entity: bool = True
    """Carries the second label ``Entity``: may be the subject or object of a claim."""


LOCAL = "exomech"

NODE_LABELS: dict[str, NodeLabel] = {
    label.name: label
    for label in (
        NodeLabel("CellSource", "MSC by tissue of origin; may itself be a subject", ("CL", LOCAL)),
        NodeLabel("Vesicle", "vesicles, apoptotic vesicles, nanovesicles or secretome of a cell source", (LOCAL,)),
        NodeLabel("MiRNA", "mature miRNA, human unless it has no orthologue", ("mirbase.mature", "mirbase", LOCAL)),
        NodeLabel("LncRNA", "long non-coding RNA", ("HGNC", LOCAL)),
        NodeLabel("CircRNA", "circular RNA", (LOCAL,)),
        NodeLabel("MRNA", "messenger RNA carried as such", ("HGNC", LOCAL)),
        NodeLabel("Gene", "human gene and its protein", ("HGNC",)),
        NodeLabel("Complex", "protein complex, members listed", ("fplx", "complexportal", LOCAL)),
        NodeLabel("Family", "protein family, members listed", ("fplx", LOCAL)),
        NodeLabel("SmallMolecule", "metabolite or other small molecule", ("CHEBI", LOCAL)),
        NodeLabel("Lipid", "lipid", ("CHEBI", LOCAL)),
        NodeLabel("Drug", "drug given, carried or compared with", ("CHEBI", LOCAL)),
        NodeLabel("Stimulus", "what cells are primed or challenged with", ("CHEBI", LOCAL)),
        NodeLabel("Pathway", "signalling pathway", ("GO", "reactome", LOCAL)),
        NodeLabel("Process", "biological process", ("GO", LOCAL)),
        NodeLabel("CellType", "cell type or state, as recipient or as object of a shift", ("CL", "cellosaurus", LOCAL)),
        NodeLabel("CellularComponent", "organelle or other component", ("GO", LOCAL)),
        NodeLabel("Tissue", "tissue, organ or body fluid", ("UBERON", LOCAL)),
        NodeLabel("Outcome", "survival, score, function", ("HP", "GO", LOCAL)),
        NodeLabel("UnresolvedGroup", "a group that the paper does not resolve; never a step of a path", (LOCAL,)),
        NodeLabel("Disease", "disease, or plain sepsis", ("MONDO", "HP")),
        NodeLabel("DiseaseModel", "experimental model of one disease", (LOCAL,), entity=False),
        NodeLabel("Study", "one paper", ("pubmed", "doi", "pmc"), entity=False),
        NodeLabel(
            "Paper",
            "a paper or Reactome record behind background knowledge that is no study here",
            ("pubmed", "doi", "pmc", "reactome"),
            entity=False,
        ),
        NodeLabel("Trial", "registered clinical trial", ("clinicaltrials", "chictr", "irct", LOCAL), entity=False),
        NodeLabel("Claim", "subject, relation family, object, aspect, sign", (LOCAL,), entity=False),
        NodeLabel("Evidence", "one experiment of one study, bearing on claims", (LOCAL,), entity=False),
        NodeLabel("Preparation", "vesicle or cell product as one study made it", (LOCAL,), entity=False),
        NodeLabel("Context", "system in which one study measured", (LOCAL,), entity=False),
        NodeLabel("Mechanism", "ordered chain of claims of one study", (LOCAL,), entity=False),
        NodeLabel("Comparison", "two arms of one study measured against each other", (LOCAL,), entity=False),
        NodeLabel("Quantity", "a number measured of vesicles or cargo", (LOCAL,), entity=False),
        NodeLabel("Critique", "an argued doubt about a claim of the field", (LOCAL,), entity=False),
        NodeLabel("Release", "a release of the data: its claims with sign, grade and status", (LOCAL,), entity=False),
    )
}

CYTOKINE = "Cytokine"
"""Second label of a Gene, Complex or Family that is a cytokine, chemokine or growth factor used as a readout class."""

ENTITY = "Entity"
"""Second label of every node that may stand in a causal claim."""

ENTITY_LABELS: tuple[str, ...] = tuple(n for n, label in NODE_LABELS.items() if label.entity)

CARGO = (
    "MiRNA",
    "LncRNA",
    "CircRNA",
    "MRNA",
    "Gene",
    "Complex",
    "Family",
    "SmallMolecule",
    "Lipid",
    "Drug",
    "CellularComponent",
)
MOLECULE = (
    "MiRNA",
    "LncRNA",
    "CircRNA",
    "MRNA",
    "Gene",
    "Complex",
    "Family",
    "SmallMolecule",
    "Lipid",
    "UnresolvedGroup",
)
PRODUCT = ("Vesicle", "CellSource")
CAUSE = (*PRODUCT, *CARGO, "Stimulus", "Pathway", "Process", "CellType", "UnresolvedGroup")
EFFECT = (*MOLECULE, "Pathway", "Process", "CellType", "CellularComponent", "Tissue", "Outcome")


class Family(StrEnum):
    """The part of a relation that enters the claim's key."""

    SECRETES = "SECRETES"
    CARRIES = "CARRIES"
    LOADED_WITH = "LOADED_WITH"
    RELEASES = "RELEASES"
    LOADS = "LOADS"
    DELIVERED_TO = "DELIVERED_TO"
    HOMES_TO = "HOMES_TO"
    REGULATES = "REGULATES"
    SPONGES = "SPONGES"
    BINDS = "BINDS"
    SEVERITY = "SEVERITY"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a claim may state.

    ``sign`` is +1, -1, 0 (not known: stops a path) or None (no sign: structural, never a step of a signed path).
    ``biolink`` and ``ro`` name the nearest Biolink predicate (with qualifiers) and Relation Ontology term; ``signor`` the SIGNOR effect.
    Nearest is not equal: RO has no term for loading a vesicle, so LOADS and UNLOADS take positively and negatively regulates, as
    INCREASES and DECREASES do, and the qualifiers say of what.
    """

    name: str
    family: Family
    doc: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    sign: int | None
    biolink: str
    qualifiers: str = ""
    ro: str = ""
    signor: str = ""
    step: bool = True
    """May stand in a mechanism and in a traversed path."""


RELATIONS: dict[str, Relation] = {
    r.name: r
    for r in (
        Relation("CARRIES", Family.CARRIES, "the native vesicle holds the cargo", ("Vesicle",), CARGO, 1, "biolink:has_part", ro="BFO:0000051"),
        Relation("LOADED_WITH", Family.LOADED_WITH, "the vesicle holds a cargo or drug put into it", ("Vesicle",), CARGO, 1, "biolink:has_part", "introduced", "BFO:0000051"),
        Relation("RELEASES", Family.RELEASES, "the cell releases a soluble factor", ("CellSource",), CARGO, 1, "biolink:produces", ro="RO:0003000"),
        Relation("LOADS", Family.LOADS, "a stimulus or gene raises the cargo's amount in the vesicle", ("Stimulus", "Drug", "SmallMolecule", "Gene", "Complex", "Family", "MiRNA", "LncRNA", "CircRNA", "Process"), CARGO, 1, "biolink:affects", "object_aspect=abundance;direction=increased", "RO:0002213"),
        Relation("UNLOADS", Family.LOADS, "a stimulus or gene lowers the cargo's amount in the vesicle", ("Stimulus", "Drug", "SmallMolecule", "Gene", "Complex", "Family", "MiRNA", "LncRNA", "CircRNA", "Process"), CARGO, -1, "biolink:affects", "object_aspect=abundance;direction=decreased", "RO:0002212"),
        Relation("DELIVERED_TO", Family.DELIVERED_TO, "the cargo or vesicle reaches the cell or tissue", (*CARGO, *PRODUCT), ("CellType", "Tissue", "CellularComponent"), None, "biolink:located_in", ro="RO:0001025", step=False),
        Relation("HOMES_TO", Family.HOMES_TO, "the cell or vesicle gathers in the tissue", PRODUCT, ("Tissue", "CellType"), None, "biolink:located_in", "homing", "RO:0001025", step=False),
        Relation("TARGETS", Family.REGULATES, "the miRNA lowers a gene that it binds", ("MiRNA",), ("Gene", "MRNA", "LncRNA", "CircRNA", "Family"), -1, "biolink:affects", "object_direction=decreased;causal_mechanism=translation_inhibition", "RO:0002212", "down-regulates quantity by repression"),
        Relation("INCREASES", Family.REGULATES, "raises the object's aspect", CAUSE, EFFECT, 1, "biolink:affects", "object_direction=increased", "RO:0002213", "up-regulates"),
        Relation("DECREASES", Family.REGULATES, "lowers the object's aspect", CAUSE, EFFECT, -1, "biolink:affects", "object_direction=decreased", "RO:0002212", "down-regulates"),
        Relation("AFFECTS", Family.REGULATES, "changes the object; direction mixed or not stated", CAUSE, EFFECT, 0, "biolink:affects", ro="RO:0002211", signor="unknown"),
        Relation("SPONGES", Family.SPONGES, "binds and withdraws a miRNA", ("LncRNA", "CircRNA", "MRNA"), ("MiRNA",), -1, "biolink:affects", "object_aspect=activity;direction=decreased", "RO:0002212", "down-regulates activity"),
        Relation("BINDS", Family.BINDS, "binds; no direction stated", MOLECULE, MOLECULE, None, "biolink:physically_interacts_with", ro="RO:0002436", signor="form complex", step=False),
        Relation("AMELIORATES", Family.SEVERITY, "makes the disease or outcome less severe", CAUSE, ("Disease", "Outcome"), -1, "biolink:ameliorates_condition", ro="RO:0003307"),
        Relation("WORSENS", Family.SEVERITY, "makes the disease or outcome more severe", CAUSE, ("Disease", "Outcome"), 1, "biolink:exacerbates_condition", ro="RO:0003309"),
    )
}  # fmt: skip

BACKGROUND_RELATIONS: dict[str, str] = {
    "IS_A": "a kind to its ontology parent",
    "PART_OF": "a part to its ontology whole",
    "MEMBER_OF": "gene, complex or family to pathway or process, with the sign of its role",
    "READOUT_OF": "gene, complex or family to the pathway or process whose activity an aspect of it reads out, with sign",
}

STRUCTURE_RELATIONS: dict[str, str] = {
    "SECRETES": "cell source to its products",
    "MODELS": "disease model to its one disease",
    "TESTED_IN": "product, or cell source where no study yields the product, to trial",
    "TESTS_FOR": "trial to the disease it treats",
    "RELIES_ON": "trial to a claim it names",
    "HAS_SUBJECT": "claim to subject",
    "HAS_OBJECT": "claim to object",
    "SUPPORTS": "evidence to claim: agrees",
    "REFUTES": "evidence to claim: opposite found",
    "FOUND_NO_EFFECT": "evidence to claim: no effect found",
    "REPORTED_IN": "evidence, comparison, quantity, critique or mechanism to its study",
    "USED": "evidence, comparison or quantity to preparation",
    "FROM": "preparation to cell source",
    "YIELDS": "preparation to the product that its claims are about",
    "PRIMED_BY": "preparation to what the donor cells were primed with, with dose",
    "IN_CONTEXT": "evidence or comparison to context",
    "USED_MODEL": "context to disease model",
    "IN_CELL": "context to recipient cell, a CellType or a CellSource",
    "PERTURBED": "evidence to the entity perturbed",
    "INDICATED_FOR": "study to disease",
    "HAS_STEP": "mechanism to claim, in order",
    "STARTS_AT": "mechanism to its first entity",
    "ENDS_AT": "mechanism to its last entity",
    "SPANNED_BY": "mechanism to a measured claim that covers several steps",
    "CONTRADICTS": "claim to claim",
    "MEASURED_OF": "quantity to the entity measured",
    "ABOUT": "critique to what it doubts, comparison to its endpoint",
}

RELATIONSHIP_TYPES: tuple[str, ...] = (*RELATIONS, *BACKGROUND_RELATIONS, *STRUCTURE_RELATIONS)


ASPECTS: dict[Family, frozenset[Aspect]] = {
    Family.CARRIES: frozenset({Aspect.AMOUNT}),
    Family.LOADED_WITH: frozenset({Aspect.AMOUNT}),
    Family.RELEASES: frozenset({Aspect.AMOUNT}),
    Family.LOADS: frozenset({Aspect.AMOUNT}),
    Family.SECRETES: frozenset({Aspect.AMOUNT}),
    Family.DELIVERED_TO: frozenset({Aspect.LOCALISATION}),
    Family.HOMES_TO: frozenset({Aspect.LOCALISATION}),
    Family.SPONGES: frozenset({Aspect.BINDING}),
    Family.BINDS: frozenset({Aspect.BINDING}),
    Family.SEVERITY: frozenset({Aspect.SEVERITY}),
    Family.REGULATES: frozenset(Aspect) - {Aspect.SEVERITY},
}
"""The aspects that a claim of a family may take; where there is but one, a claim need not write it."""
