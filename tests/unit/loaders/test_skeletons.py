"""Skeletons: what is empty is exactly what a check lists, and once filled the file is clean and canonical."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.checking import check
from loaders.formatting import format_text
from loaders.reading import parse
from loaders.skeletons import (
    default_label,
    entity_text,
    label_folder,
    new_background,
    new_entity,
    new_study,
    new_trial,
    read_tables,
    study_id,
)
from schema.documents import EntityDocument
from schema.errors import InvalidParameter, UnknownEntity
from tests.unit.loaders.corpora import BASE, copy_base

FILLED = {
    "title": "A title", "first_author": "Somebody", "read_at": "[https://pubmed.ncbi.nlm.nih.gov/34249964/]",
    "year": "2021", "journal": "J", "groups": "[Lab]", "indications": "[IBD]", "source": "BM-MSC", "doi": "10.9999/x",
    "reported_as": "exosomes", "isolation": "[density_gradient]", "characterisation": "[NTA]", "system": "in_vivo",
    "model": "DSS colitis", "relation": "AMELIORATES", "object": "IBD", "aspect": "severity", "species": "mouse",
    "statement": "Vesicles eased colitis.", "pmcid": "PMC9",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "curie"),
    [
        ("34249964", "pubmed:34249964"),
        ("PMID: 34249964", "pubmed:34249964"),
        ("pubmed:34249964", "pubmed:34249964"),
        ("https://pubmed.ncbi.nlm.nih.gov/34249964/", "pubmed:34249964"),
        ("10.3389/fmed.2021.660614", "doi:10.3389/fmed.2021.660614"),
        ("doi:10.3389/fmed.2021.660614", "doi:10.3389/fmed.2021.660614"),
        ("https://doi.org/10.3389/fmed.2021.660614", "doi:10.3389/fmed.2021.660614"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/34249964", "pubmed:34249964"),
        ("pmc8256359", "pmc:PMC8256359"),
        ("PMCID: PMC8256359", "pmc:PMC8256359"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC8256359/", "pmc:PMC8256359"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8256359/", "pmc:PMC8256359"),
    ],
)
def test_ids_in_their_usual_spellings(given: str, curie: str):
    assert study_id(given) == curie


@pytest.mark.parametrize("given", ["", "PMC", "0", "10.12", "Kilpinen 2013", "12 34"])
def test_anything_else_is_refused(given: str):
    with pytest.raises(InvalidParameter, match="no PubMed id, DOI or PMC id"):
        study_id(given)


MADE = {
    "study": lambda: new_study("34249964", "2026-11-24"),
    "study by DOI": lambda: new_study("10.3389/fmed.2021.660614", "2026-11-24"),
    "study by PMC id": lambda: new_study("PMC8256359", "2026-11-24"),
    "trial": lambda: new_trial("NCT04276987", "2026-11-24"),
    "background": lambda: new_background("traf6-il6", "2026-11-24"),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_check_lists_exactly_what_is_to_be_filled(tmp_path: Path, kind: str):
    name, text = MADE[kind]()
    file = tmp_path / name
    file.write_text(text, "utf-8")
    result = check([file], curation=BASE)
    rows = list(enumerate(text.split("\n"), 1))
    empty = [n for n, line in rows if re.match(r" *(- )?\w+: *(#.*)?$", line) and not _opens(text, n)]
    by_line = [n for n, line in rows if "{by: ," in line]
    assert {f.rule for f in result.findings} == {"empty-value"}
    assert sorted(f.line for f in result.findings) == sorted([*empty, *by_line])
    assert parse(text, name).problems == ()


def _opens(text: str, number: int) -> bool:
    """Whether a line opens a block: the next line is deeper."""
    lines = text.split("\n")
    here, below = lines[number - 1], lines[number]
    return bool(below.strip()) and len(below) - len(below.lstrip()) > len(here) - len(here.lstrip(" -"))


def test_a_filled_skeleton_is_clean_and_in_canonical_form(tmp_path: Path):
    root = copy_base(tmp_path)
    name, text = new_study("34249964", "2026-11-24")
    filled = text.replace("{by: ,", "{by: me,")
    first = True
    lines = []
    for line in filled.split("\n"):
        match = re.match(r"( *)(\w+): *(#.*)?$", line)
        if match and match[2] in FILLED:
            value = FILLED[match[2]]
            if match[2] == "species" and first:
                value, first = "human", False
            line = f"{match[1]}{match[2]}: {value}"
        lines.append(line)
    made = format_text("\n".join(lines), check(curation=root).registry)
    file = root / "studies" / name
    file.write_text(made, "utf-8")
    result = check(curation=root)
    assert [f.text for f in result.findings] == []
    assert format_text(made, result.registry) == made
    assert "# what the experiment varied" in made


FILLED_TRIAL = {
    "title": "A title", "conditions": "[IBD]", "product": "ev", "source": "BM-MSC", "donor": "allogeneic",
    "intervention_as": "exosomes", "phase": '["1"]', "status": "completed", "status_date": '"2026-11-01"',
    "enrolment": "12", "route": "intravenous", "dose": "{value: 100, unit: ug_protein, per: kg}", "schedule": "once",
    "country": "Nowhere", "results": "[{direction: benefit, study: pubmed:7, statement: They did better.}]",
    "read_at": "[https://clinicaltrials.gov/study/NCT04276987]",
}  # fmt: skip
FILLED_STEP = {
    "subject": "TRAF6", "relation": "DECREASES", "object": "TNF", "aspect": "activity", "id": "pubmed:7",
    "statement": "It was seen to.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("made", "values", "folder"),
    [(MADE["trial"], FILLED_TRIAL, "trials"), (MADE["background"], FILLED_STEP, "background")],
)
def test_a_filled_trial_and_a_filled_step_are_clean(tmp_path: Path, made, values: dict[str, str], folder: str):
    root = copy_base(tmp_path)
    name, text = made()
    lines = []
    for line in text.replace("{by: ,", "{by: me,").split("\n"):
        match = re.match(r"( *(?:- )?)(\w+): *(#.*)?$", line)
        lines.append(f"{match[1]}{match[2]}: {values[match[2]]}" if match and match[2] in values else line)
    done = format_text("\n".join(lines), check(curation=root).registry)
    (root / folder / name).write_text(done, "utf-8")
    assert [f.text for f in check(curation=root).findings] == []
    assert format_text(done, check(curation=root).registry) == done


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("NCT04276987", "clinicaltrials_NCT04276987.yaml"),
        ("clinicaltrials:NCT04276987", "clinicaltrials_NCT04276987.yaml"),
        ("https://clinicaltrials.gov/study/NCT04276987", "clinicaltrials_NCT04276987.yaml"),
        ("ChiCTR2000030261", "chictr_ChiCTR2000030261.yaml"),
    ],
)
def test_numbers_of_trials(given: str, name: str):
    assert new_trial(given, "2026-11-24")[0] == name


def test_what_names_no_trial_or_step_is_refused():
    with pytest.raises(InvalidParameter, match="no number of a trial registry"):
        new_trial("04276987", "2026-11-24")
    with pytest.raises(InvalidParameter, match="no name of a step"):
        new_background("TRAF6 to IL6", "2026-11-24")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    directory = tmp_path / "tables"
    directory.mkdir()
    (directory / "hgnc.tsv").write_text(
        "id\tlabel\tsynonyms\txrefs\n"
        "hgnc:16400\tNLRP3\tcryopyrin|PYPAF1: long, name|NLRP3|cryopyrin\tncbigene:114548\n"
        "hgnc:1\tA\n"
    )
    (directory / "go.tsv").write_text(
        "id\tlabel\tsynonyms\txrefs\ngo:0007249\tcanonical NF-kappaB signal transduction\t\t\n"
    )
    return directory


def test_an_entity_from_a_table(tables: Path):
    name, text = new_entity("hgnc:16400", tables, release="HGNC 2024-07")
    assert name == "HGNC_16400.yaml"
    document = EntityDocument.model_validate(parse(text, name).value)
    assert (document.entity, document.name, document.label) == ("HGNC:16400", "NLRP3", "Gene")
    assert document.synonyms == ("cryopyrin", "PYPAF1: long, name")
    assert document.xrefs == ("ncbigene:114548",)
    assert document.release == "HGNC 2024-07"


def test_tables_are_read_once_for_many_ids(tables: Path):
    rows = read_tables(tables, ["HGNC:16400", "GO:0007249", "MONDO:0000001"])
    assert sorted(rows) == ["GO:0007249", "HGNC:16400"]
    assert "synonyms" not in entity_text(rows["GO:0007249"])
    assert parse(entity_text(rows["GO:0007249"]), "f").value["label"] == "Pathway"


def test_parents_and_label_may_be_given(tables: Path):
    row = read_tables(tables, ["GO:0007249"])["GO:0007249"]
    value = parse(entity_text(row, label="Process", parents=["GO:0007165 signal transduction"]), "f").value
    assert value["label"] == "Process"
    assert value["parents"] == ["GO:0007165 signal transduction"]


def test_entity_refusals(tables: Path, tmp_path: Path):
    with pytest.raises(InvalidParameter, match="no identifier of a known vocabulary"):
        new_entity("NLRP3", tables)
    with pytest.raises(UnknownEntity, match="HGNC:16401"):
        new_entity("HGNC:16401", tables)
    with pytest.raises(InvalidParameter, match="no node label"):
        new_entity("HGNC:16400", tables, label="Genes")
    with pytest.raises(InvalidParameter, match=r"holds no \.tsv table"):
        new_entity("HGNC:16400", tmp_path / "none")


@pytest.mark.parametrize(
    ("curie", "name", "label"),
    [
        ("CL:0002540", "mesenchymal stem cell of the bone marrow", "CellSource"),
        ("CL:0000235", "macrophage", "CellType"),
        ("HGNC:5", "MALAT1", "Gene"),
        ("HGNC:6", "A1BG-AS1", "LncRNA"),
        ("GO:0070269", "pyroptotic inflammatory response", "Process"),
        ("exomech:x", "x", ""),
    ],
)
def test_default_labels(curie: str, name: str, label: str):
    assert default_label(curie, name) == label


def test_folders_of_labels():
    assert [label_folder(x) for x in ("MiRNA", "LncRNA", "DiseaseModel", "Gene")] == [
        "mirna",
        "lncrna",
        "disease_model",
        "gene",
    ]
