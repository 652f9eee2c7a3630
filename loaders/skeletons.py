"""New files to fill in: a study, trial or background step from its id, a registry entry from vocabulary tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from loaders.formatting import plain
from schema.curie import file_stem, fix_prefix, is_curie, prefix_of
from schema.errors import InvalidParameter, UnknownEntity
from schema.papers import paper_id
from schema.vocabulary import LOCAL, NODE_LABELS

_STUDY = """\
# yaml-language-server: $schema=../../schema/study.schema.json
# Every empty field below is to be filled in, or its line deleted: what the text does not state is left out.
# `exomech check` lists what is still empty; CURIEs may be written as bare ids or names: `exomech fmt` completes them.
study: {study}
{ids}title:
first_author:
type: primary                 # primary, trial, review, meta_analysis, critique
read: abstract                # full_text, abstract, secondary (then: via: pubmed:...)
read_at:
year:
journal:
groups:                       # [senior laboratory], for independence
indications:                  # [MONDO:0005265 inflammatory bowel disease]
curation: {{by: , date: "{today}", status: draft}}

preparations:
  ev:
    product: ev               # ev, apoptotic_ev, nanovesicle, secretome, cells
    source:                   # the MSC's tissue of origin; not stated: CL:0000134 mesenchymal stem cell
    species:                  # of the donor
    reported_as:              # the paper's own term: exosomes, sEV ...
    isolation:
    characterisation:

contexts:
  main:
    system:                   # clinical, in_vivo, ex_vivo, in_vitro, in_silico
    species:                  # of the animal, patient or cells
    model:                    # exomech:model-...

claims:
  effect:
    subject: ev               # what the experiment varied: a preparation, or the cargo that was changed
    relation:                 # INCREASES, DECREASES, AMELIORATES, CARRIES, TARGETS ...
    object:                   # what was measured
    aspect:                   # amount, activity, severity, cell_fraction, phosphorylation ...

evidence:
  treatment:
    claims: [effect]
    basis: measured           # measured, inferred_by_authors, background, hypothesis
    outcome: support          # support, refute, "null" (then: direction_tested: up, down, either)
    preparation: ev
    context: main
    mode: [vesicle]
    design: [treatment]
    locator: abstract
    statement:                # one sentence in your own words
"""

_ID_LINES: Mapping[str, str] = {
    "doi": "doi:\n",
    "pubmed": "pmid:                         # the digits alone; by it the list of retractions is asked\n",
    "pmc": "pmcid:\n",
}
"""Lines for the ids that a study is not named by, in the model's order."""

_TRIAL = """\
# yaml-language-server: $schema=../../schema/trial.schema.json
# Every empty field below is to be filled in, or its line deleted: what the text does not state is left out.
trial: {trial}
title:
conditions:                   # [MONDO:0005265 inflammatory bowel disease]
product:                      # ev, apoptotic_ev, nanovesicle, secretome, cells
source:                       # the MSC's tissue of origin; not stated: CL:0000134 mesenchymal stem cell
donor:                        # autologous, allogeneic
intervention_as:              # the registry's own short term for the product
phase:                        # ["1", "2"]; early_1, 1, 2, 3, 4
status:                       # recruiting, completed, terminated, unknown ...
status_date:                  # "2026-11-24", or "2026-11" or "2026": the date of the text in which the status was read
enrolment:
route:
dose:                         # {{value: 100, unit: ug_protein, per: kg}}; units are never converted
schedule:
country:
results:                      # [{{direction: safety_only, study: pubmed:..., statement: in your own words}}]
relies_on: not_read           # none_stated where its own text names no ground; else subject, relation, object, aspect
read_at:
curation: {{by: , date: "{today}", status: draft}}
"""

_BACKGROUND = """\
# yaml-language-server: $schema=../../schema/background.schema.json
# One step that was known beforehand, with the public reference in which you read it.
background: {background}
subject:                      # HGNC:12036 TRAF6
relation:                     # INCREASES, DECREASES ...
object:
aspect:                       # amount, activity, phosphorylation ...
references:
  - id:                       # pubmed:..., doi:..., pmc:..., reactome:...
    locator: abstract
    statement:                # one sentence in your own words
curation: {{by: , date: "{today}", status: draft}}
"""

_LABELS: Mapping[str, str] = {
    "HGNC": "Gene", "GO": "Process", "CL": "CellType", "MONDO": "Disease", "HP": "Disease", "mirbase.mature": "MiRNA",
    "mirbase": "MiRNA", "fplx": "Family", "complexportal": "Complex", "CHEBI": "SmallMolecule", "UBERON": "Tissue",
    "reactome": "Pathway", "cellosaurus": "CellType",
}  # fmt: skip
_PATHWAY_WORDS = re.compile(r"signal|cascade|pathway", re.IGNORECASE)
_SOURCE_WORDS = re.compile(r"mesenchymal (stem|stromal) cell", re.IGNORECASE)
_LNC_WORDS = re.compile(r"^(LINC|MIR\d+HG|SNHG)\d*|-AS\d$|-IT\d$")


class TableRow(NamedTuple):
    """One row of a vocabulary table: ``id`` with its prefix in the preferred spelling."""

    id: str
    label: str
    synonyms: tuple[str, ...]
    xrefs: tuple[str, ...]


def study_id(identifier: str) -> str:
    """The CURIE of a PubMed id, DOI or PMC id in any usual spelling; raises InvalidParameter for anything else.

    >>> study_id("https://doi.org/10.3389/fmed.2021.660614"), study_id("PMID: 34249964")
    ('doi:10.3389/fmed.2021.660614', 'pubmed:34249964')
    """
    curie = paper_id(identifier)
    if not curie:
        raise InvalidParameter(
            f"{identifier!r} is no PubMed id, DOI or PMC id",
            hint="write 34249964, 10.3389/fmed.2021.660614 or PMC8256359",
        )
    return curie


def new_study(identifier: str, today: str) -> tuple[str, str]:
    """File name and text of a study's skeleton; ``today`` is an ISO date. Raises InvalidParameter."""
    study = study_id(identifier)
    ids = "".join(line for prefix, line in _ID_LINES.items() if prefix != prefix_of(study))
    return f"{file_stem(study)}.yaml", _STUDY.format(study=study, ids=ids, today=today)


def new_trial(identifier: str, today: str) -> tuple[str, str]:
    """File name and text of a trial's skeleton, from its registry number. Raises InvalidParameter.

    >>> new_trial("NCT04276987", "2026-11-24")[0]
    'clinicaltrials_NCT04276987.yaml'
    """
    number = identifier.strip().rsplit("/", 1)[-1].rpartition(":")[2]
    prefixes = (p for p in NODE_LABELS["Trial"].prefixes if p != LOCAL)
    trial = next((f"{p}:{number}" for p in prefixes if is_curie(f"{p}:{number}")), None)
    if trial is None:
        raise InvalidParameter(
            f"{identifier!r} is no number of a trial registry", hint="write NCT04276987, ChiCTR2000030261 or IRCT..."
        )
    return f"{file_stem(trial)}.yaml", _TRIAL.format(trial=trial, today=today)


def new_background(name: str, today: str) -> tuple[str, str]:
    """File name and text of a background step's skeleton, from its name in small letters. Raises InvalidParameter.

    >>> new_background("traf6-il6", "2026-11-24")[0]
    'exomech_background-traf6-il6.yaml'
    """
    prefix = f"{LOCAL}:background-"
    background = prefix + name.strip().removeprefix(prefix)
    if not is_curie(background):
        raise InvalidParameter(f"{name!r} is no name of a step", hint="write subject-object, such as traf6-il6")
    return f"{file_stem(background)}.yaml", _BACKGROUND.format(background=background, today=today)


def default_label(curie: str, name: str) -> str:
    """The node label that an identifier most likely has: by prefix, and for GO, CL and HGNC by its name."""
    prefix = prefix_of(curie)
    if prefix == "GO" and _PATHWAY_WORDS.search(name):
        return "Pathway"
    if prefix == "CL" and _SOURCE_WORDS.search(name):
        return "CellSource"
    if prefix == "HGNC" and _LNC_WORDS.search(name):
        return "LncRNA"
    return _LABELS.get(prefix, "")


def read_tables(directory: Path, ids: Iterable[str]) -> dict[str, TableRow]:
    """Rows of the wanted ids from all ``*.tsv`` of a directory (columns id, label, synonyms, xrefs; any prefix case).

    Lists are joined by ``|``. Ids that no table holds are absent from the answer. Raises InvalidParameter where the
    directory holds no table.
    """
    wanted = {i.lower(): i for i in ids}
    tables = sorted(directory.glob("*.tsv"))
    if not tables:
        raise InvalidParameter(f"{directory} holds no .tsv table", hint="give the directory of the vocabulary tables")
    found: dict[str, TableRow] = {}
    for table in tables:
        with table.open(encoding="utf-8") as lines:
            for line in lines:
                identifier, tab, rest = line.partition("\t")
                curie = wanted.get(identifier.lower()) if tab else None
                if curie is None or curie in found:
                    continue
                cells = [*rest.rstrip("\n").split("\t"), "", ""]
                lists = [tuple(x.strip() for x in cell.split("|") if x.strip()) for cell in cells[1:3]]
                found[curie] = TableRow(curie, cells[0].strip(), lists[0], lists[1])
    return found


def entity_text(row: TableRow, *, label: str = "", release: str = "", parents: Iterable[str] = ()) -> str:
    """The registry file of a row; raises InvalidParameter for a label that there is not.

    ``parents`` are written as they are given (``CURIE label``).
    """
    label = label or default_label(row.id, row.label)
    if label not in NODE_LABELS:
        raise InvalidParameter(
            f"no node label for {row.id}: {label or 'none given'}", hint=f"one of {', '.join(NODE_LABELS)}"
        )
    synonyms = [s for s in dict.fromkeys(row.synonyms) if s != row.label and len(s) <= 600]
    lines = [f"entity: {row.id}", f"name: {plain(row.label)}", f"label: {label}"]
    for field, values in (
        ("synonyms", synonyms),
        ("xrefs", list(dict.fromkeys(row.xrefs))),
        ("parents", list(parents)),
    ):
        if values:
            lines += [f"{field}:", *(f"  - {plain(v)}" for v in values)]
    if release:
        lines.append(f"release: {plain(release)}")
    return "\n".join(lines) + "\n"


def new_entity(curie: str, tables: Path, *, label: str = "", release: str = "") -> tuple[str, str]:
    """File name and text of a registry entry; raises InvalidParameter, or UnknownEntity for an id in no table."""
    identifier = fix_prefix(curie.strip())
    if not is_curie(identifier):
        raise InvalidParameter(f"{curie!r} is no identifier of a known vocabulary", hint="write HGNC:16400")
    row = read_tables(tables, [identifier]).get(identifier)
    if row is None:
        raise UnknownEntity(
            f"no table in {tables} holds {identifier}", hint="a thing of the project's own gets an id exomech:..."
        )
    return f"{file_stem(identifier)}.yaml", entity_text(row, label=label, release=release)


def label_folder(label: str) -> str:
    """The folder of an entity's label under ``curation/entities``: snake case.

    >>> label_folder("MiRNA"), label_folder("DiseaseModel")
    ('mirna', 'disease_model')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", "_", label).lower()
