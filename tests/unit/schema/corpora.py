"""Small corpora in Python for tests of the judgements; a study is written as the mapping of its YAML file."""

from __future__ import annotations

from typing import Any

from loaders.assembling import assemble
from schema.corpus import Corpus
from schema.documents import EntityDocument, StudyDocument

MIR = "mirbase.mature:MIMAT0000449 hsa-miR-146a-5p"
TRAF6 = "HGNC:12036 TRAF6"
IBD = "MONDO:0005265 inflammatory bowel disease"
SOURCE = "CL:0002540 mesenchymal stem cell of the bone marrow"

ENTITIES = (
    EntityDocument(entity="mirbase.mature:MIMAT0000449", name="hsa-miR-146a-5p", label="MiRNA"),
    EntityDocument(entity="HGNC:12036", name="TRAF6", label="Gene"),
    EntityDocument(entity="HGNC:11892", name="TNF", label="Gene", cytokine=True),
    EntityDocument(entity="HGNC:5438", name="IFNG", label="Gene", cytokine=True),
    EntityDocument(entity="MONDO:0005265", name="inflammatory bowel disease", label="Disease"),
    EntityDocument.model_validate(
        {"entity": "exomech:model-dss-colitis", "name": "DSS colitis", "label": "DiseaseModel", "models": IBD}
    ),
    EntityDocument(
        entity="CL:0002540",
        name="mesenchymal stem cell of the bone marrow",
        label="CellSource",
        preferred_for=("BM-MSC",),
    ),
)

PREPARATIONS: dict[str, Any] = {
    "exo": {"product": "ev", "source": SOURCE, "species": "NCBITaxon:9606 human", "reported_as": "exosomes"},
    "exo_low": {"like": "exo", "modified": [{"entity": MIR, "change": "loss", "at": "donor", "by": "inhibitor"}]},
    "exo_high": {"like": "exo", "modified": [{"entity": MIR, "change": "gain", "at": "donor", "by": "mimic"}]},
    "primed": {"like": "exo", "priming": [{"agent": "HGNC:5438 IFNG", "kind": "cytokine"}]},
}
CONTEXTS: dict[str, Any] = {
    "colon": {
        "system": "in_vivo",
        "species": "NCBITaxon:10090 mouse",
        "model": "exomech:model-dss-colitis",
        "comparator": "untreated_disease",
    },
    "dish": {"system": "in_vitro", "species": "NCBITaxon:9606 human"},
}
CLAIMS: dict[str, Any] = {
    "carries": {"subject": "exo", "relation": "CARRIES", "object": MIR},
    "target": {"subject": MIR, "relation": "TARGETS", "object": TRAF6, "aspect": "amount"},
    "eases": {"subject": "exo", "relation": "AMELIORATES", "object": IBD},
    "mir_eases": {"subject": MIR, "relation": "AMELIORATES", "object": IBD},
}


def item(claim: str, **fields: Any) -> dict[str, Any]:
    """One measured, supporting evidence item on ``claim``, with ``fields`` in place of the defaults."""
    plain = {
        "claims": [claim],
        "basis": "measured",
        "outcome": "support",
        "design": ["treatment"],
        "locator": "abstract",
        "statement": "seen",
    }
    return plain | fields


def study(number: int, *evidence: dict[str, Any], **fields: Any) -> StudyDocument:
    """A study ``pubmed:<number>`` that holds the claims its evidence needs."""
    used = {c for e in evidence for c in e["claims"]}
    plain: dict[str, Any] = {
        "study": f"pubmed:{number}",
        "type": "primary",
        "read": "abstract",
        "year": 2020,
        "groups": [f"laboratory {number}"],
        "indications": [IBD],
        "curation": {"by": "test", "date": "2026-11-24", "status": "single"},
        "preparations": PREPARATIONS,
        "contexts": CONTEXTS,
        "claims": {k: v for k, v in CLAIMS.items() if k in used},
        "evidence": {f"item{n}": e for n, e in enumerate(evidence)},
    }
    return StudyDocument.model_validate(plain | fields)


def corpus(*studies: StudyDocument) -> Corpus:
    """The corpus of these studies and the entities they use."""
    return assemble([*ENTITIES, *studies])


def claim_id(found: Corpus, relation_family: str, object_: str) -> str:
    """The id of the only claim of a family about an object."""
    (only,) = [c.id for c in found.claims.values() if c.key.family == relation_family and c.key.object == object_]
    return only
