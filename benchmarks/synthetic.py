"""Seeded synthetic study files in the shape of real ones, on ids of the real registry; they are never curated facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml

ROOT = Path(__file__).resolve().parent.parent
CURATION = ROOT / "curation"


def registry_terms(curation: Path = CURATION) -> dict[str, list[str]]:
    """Terms (``CURIE name``) of the registry by node label, sorted."""
    found: dict[str, list[str]] = {}
    for path in sorted((curation / "entities").rglob("*.yaml")):
        record = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        if not record.get("obsolete"):
            found.setdefault(record["label"], []).append(f"{record['entity']} {record['name']}")
    return found


def study_text(number: int, random: Random, terms: dict[str, list[str]]) -> str:
    """One valid study file of about the size of a real one."""
    mirna, disease = random.choice(terms["MiRNA"]), random.choice(terms["Disease"])
    genes = random.sample(terms["Gene"], 4)
    source, model = random.choice(terms["CellSource"]), random.choice(terms["DiseaseModel"]).partition(" ")[0]
    claims = {
        "carries": ("exo", "CARRIES", mirna, "amount"),
        "eases": ("exo", "AMELIORATES", disease, "severity"),
        "mir_target": (mirna, "TARGETS", genes[0], "amount"),
        "target_next": (genes[0], random.choice(["INCREASES", "DECREASES"]), genes[1], "activity"),
        "exo_gene": ("exo", random.choice(["INCREASES", "DECREASES"]), genes[2], "amount"),
        "exo_other": ("exo", random.choice(["INCREASES", "DECREASES"]), genes[3], "phosphorylation"),
    }
    net = "increase" if claims["target_next"][1] == "DECREASES" else "decrease"
    lines = [
        f"study: pubmed:{800_000_000 + number}",
        f"title: Synthetic study {number}",
        "type: primary",
        "read: abstract",
        f"year: {random.randint(2012, 2026)}",
        f"groups: [laboratory {random.randint(1, 400)}]",
        f"indications: [{quoted(disease)}]",
        'curation: {by: benchmark, date: "2026-11-24", status: draft}',
        "preparations:",
        "  exo:",
        "    product: ev",
        f"    source: {quoted(source)}",
        "    species: NCBITaxon:9606 human",
        "    reported_as: exosomes",
        "    isolation: [differential_ultracentrifugation]",
        f"    size_nm: {random.randint(60, 180)}",
        "  exo_low:",
        "    like: exo",
        "    modified:",
        f"      - {{entity: {quoted(mirna)}, change: loss, at: donor, by: inhibitor}}",
        "contexts:",
        "  animal:",
        "    system: in_vivo",
        "    species: NCBITaxon:10090 mouse",
        f"    model: {model}",
        "    comparator: untreated_disease",
        f"    dose: {{value: {random.randint(10, 200)}, unit: ug_protein, per: animal}}",
        "claims:",
    ]
    for key, (subject, relation, target, aspect) in claims.items():
        lines.append(
            f"  {key}: {{subject: {quoted(subject)}, relation: {relation}, object: {quoted(target)}, aspect: {aspect}}}"
        )
    lines.append("evidence:")
    varied = {"mir_target": (mirna, "donor", "inhibitor"), "target_next": (genes[0], "recipient", "sirna")}
    for key in claims:
        preparation = "exo_low" if key == "mir_target" else "exo"
        design = "perturbation" if key in varied else "quantification" if key == "carries" else "treatment"
        lines += [
            f"  shows_{key}:",
            f"    claims: [{key}]",
            "    basis: measured",
            "    outcome: support",
            f"    preparation: {preparation}",
            "    context: animal",
            "    mode: [vesicle]",
            f"    design: [{design}]",
            "    locator: abstract",
            f"    statement: A made-up finding number {random.randint(1, 10**9)}.",
        ]
        if key in varied:
            entity, at, by = varied[key]
            change = f"{{entity: {quoted(entity)}, change: loss, at: {at}, by: {by}, effect: lost}}"
            lines.append(f"    perturbed: [{change}]")
    lines += [
        "mechanisms:",
        "  chain:",
        "    start: exo",
        f"    end: {quoted(genes[1])}",
        "    steps: [carries, mir_target, target_next]",
        f"    net: {net}",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A flow-safe YAML scalar."""
    return "'" + text.replace("'", "''") + "'" if any(c in text for c in ",:{}[]'#&*!|>\"%@`") else text


def write_studies(directory: Path, number: int, *, seed: int = 1, curation: Path = CURATION) -> list[Path]:
    """Write ``number`` study files under ``directory``; the same seed writes the same bytes."""
    directory.mkdir(parents=True, exist_ok=True)
    return list(_written(directory, number, Random(seed), registry_terms(curation)))


def _written(directory: Path, number: int, random: Random, terms: dict[str, list[str]]) -> Iterator[Path]:
    for n in range(number):
        path = directory / f"pubmed_{800_000_000 + n}.yaml"
        path.write_text(study_text(n, random, terms), "utf-8")
        yield path
