"""Skeletons: what is empty is exactly what a check lists, and once filled the file is clean and canonical."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.checking import check
from loaders.formatting import format_text
from loaders.reading import parse
from loaders.skeletons import default_label, entity_text, label_folder, new_entity, new_study, read_tables, study_id
from schema.documents import EntityDocument
from schema.errors import InvalidParameter, UnknownEntity
from tests.unit.loaders.corpora import BASE, copy_base

FILLED = {
    "title": "A title", "first_author": "Somebody", "read_at": "[https://pubmed.ncbi.nlm.nih.gov/34249964/]",
    "year": "2021", "journal": "J", "groups": "[Lab]", "indications": "[IBD]", "source": "BM-MSC", "doi": "10.9999/x",
    "reported_as": "exosomes", "isolation": "[density_gradient]", "characterisation": "[NTA]", "system": "in_vivo",
    "model": "DSS colitis", "relation": "AMELIORATES", "object": "IBD", "aspect": "severity", "species": "mouse",
    "statement": "Vesicles eased colitis.",
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
    ],
)
def test_ids_in_their_usual_spellings(given: str, curie: str):
    assert study_id(given) == curie


@pytest.mark.parametrize("given", ["", "PMC123", "0", "10.12", "Kilpinen 2013", "12 34"])
def test_anything_else_is_refused(given: str):
    with pytest.raises(InvalidParameter, match="neither a PubMed id nor a DOI"):
        study_id(given)


@pytest.mark.parametrize("identifier", ["34249964", "10.3389/fmed.2021.660614"])
def test_a_check_lists_exactly_what_is_to_be_filled(tmp_path: Path, identifier: str):
    name, text = new_study(identifier, "2026-11-24")
    file = tmp_path / name
    file.write_text(text, "utf-8")
    result = check([file], curation=BASE)
    rows = list(enumerate(text.split("\n"), 1))
    empty = [n for n, line in rows if re.match(r" *\w+: *(#.*)?$", line) and not _opens(text, n)]
    by_line = [n for n, line in rows if "{by: ," in line]
    assert {f.rule for f in result.findings} == {"empty-value"}
    assert sorted(f.line for f in result.findings) == sorted([*empty, *by_line])
    assert parse(text, name).problems == ()


def _opens(text: str, number: int) -> bool:
    """Whether a line opens a block: the next line is deeper."""
    lines = text.split("\n")
    here, below = lines[number - 1], lines[number]
    return bool(below.strip()) and len(below) - len(below.lstrip()) > len(here) - len(here.lstrip())


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
