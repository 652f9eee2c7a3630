"""The canonical form: order, completed terms, nothing lost, and the same when done again."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.checking import check, find_files
from loaders.formatting import format_text, plain
from loaders.reading import parse
from loaders.registry import Registry
from schema.errors import CurationError
from tests.unit.loaders.corpora import BASE, STUDY

REGISTRY = check(curation=BASE).registry
TEXT = STUDY.read_text("utf-8")

MESSY = """\
# head


claims:
  # about a
  a:
    object: TNF   # the cytokine
    # why
    relation: DECREASES
    aspect: amount
    subject: exo
  b: {aspect: amount, subject: "miR-146a", object: hgnc:12036, relation: TARGETS}

# about preparations
preparations:
  exo:
    species: human
    modified:
      - change: loss
        entity: hsa-miR-146a-5p
        at: donor
    source: BM-MSC
    product: ev
study: pubmed:1   
year: 2024
# tail
"""  # noqa: W291 - the blanks at a line's end are what is tested

TIDY = """\
# head

study: pubmed:1
year: 2024

# about preparations
preparations:
  exo:
    product: ev
    source: CL:0002540 mesenchymal stem cell of the bone marrow
    species: NCBITaxon:9606 human
    modified:
      - entity: mirbase.mature:MIMAT0000449 hsa-miR-146a-5p
        change: loss
        at: donor
claims:
  # about a
  a:
    subject: exo
    # why
    relation: DECREASES
    object: HGNC:11892 TNF   # the cytokine
    aspect: amount
  b: {subject: mirbase.mature:MIMAT0000449 hsa-miR-146a-5p, relation: TARGETS, object: HGNC:12036 TRAF6, aspect: amount}
# tail
"""


def test_order_terms_and_comments():
    made = format_text(MESSY, REGISTRY)
    assert made == TIDY


@pytest.mark.parametrize("path", find_files([BASE]), ids=lambda p: p.stem)
def test_clean_files_keep_their_values(path):
    text = path.read_text("utf-8")
    made = format_text(text, REGISTRY)
    assert parse(made, "f").value == parse(text, "f").value or "label" not in made
    assert format_text(made, REGISTRY) == made


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("HGNC:1692", "HGNC:1692 CD63"),
        ("hgnc:1692", "HGNC:1692 CD63"),
        ("CD63", "HGNC:1692 CD63"),
        ("cd-63", "HGNC:1692 CD63"),
        ("HGNC:1692 CD63", "HGNC:1692 CD63"),
        ("HGNC:1692 CD36", "HGNC:1692 CD36"),
        ("HGNC:999999", "HGNC:999999"),
        ("no such thing", "no such thing"),
    ],
)
def test_a_term_is_completed_only_where_it_is_certain(written: str, becomes: str):
    text = TEXT.replace("[HGNC:1692 CD63]", f"[{written}]")
    assert f"markers_positive: [{becomes}]" in format_text(text, REGISTRY)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_number_or_truth_value_loses_its_quotes_where_its_field_wants_one(quote: str):
    q = quote
    text = (
        f"study: pubmed:1\npmid: {q}1{q}\nyear: {q} 2024 {q}  # of the issue\njournal: {q}2024{q}\n"
        f"contexts:\n  a:\n    dose: {{value: {q}0.5{q}, high: {q}2{q}, unit: {q}mg{q}}}\n"
        f"preparations:\n  exo:\n    size_nm: {q}120{q}\n    passage: {q}3{q}\n    particles_stated: {q}true{q}\n"
        f"evidence:\n  a:\n    outcome: {q}null{q}\n    result: {{n: {q}6.5{q}, p: {q}0.01{q}}}\n"
    )
    made = parse(format_text(text, REGISTRY), "made").value
    assert (made["pmid"], made["year"], made["journal"]) == (1, 2024, "2024")
    assert made["contexts"]["a"]["dose"] == {"value": 0.5, "high": 2, "unit": "mg"}
    assert made["preparations"]["exo"] == {"passage": "3", "size_nm": 120, "particles_stated": True}
    assert made["evidence"]["a"] == {"outcome": "null", "result": {"n": "6.5", "p": "0.01"}}
    assert "year: 2024  # of the issue" in format_text(text, REGISTRY)


def test_line_ends_and_a_mark_in_front_are_mended():
    canonical = format_text(MESSY, REGISTRY)
    for ends in ("\r\n", "\r"):
        assert format_text("\ufeff" + MESSY.replace("\n", ends), REGISTRY) == canonical


def test_a_name_of_another_kind_is_not_taken():
    text = TEXT.replace("source: CL:0002540 mesenchymal stem cell of the bone marrow", "source: TNF")
    assert "source: TNF\n" in format_text(text, REGISTRY)


def test_a_preferred_name_wins_and_an_ambiguous_one_stays():
    assert "end: GO:0007249 canonical NF-kappaB signal transduction" in format_text(
        TEXT.replace("end: GO:0007249 canonical NF-kappaB signal transduction", "end: NF-κB"), REGISTRY
    )
    twins = dict(REGISTRY.entities)
    for curie in ("HGNC:1692", "HGNC:11892"):
        twins[curie] = twins[curie]._replace(synonyms=("twin",))
    assert "markers_positive: [twin]" in format_text(TEXT.replace("HGNC:1692 CD63", "twin"), Registry(twins))


def test_a_preparations_key_is_no_name():
    twins = dict(REGISTRY.entities)
    twins["HGNC:1692"] = twins["HGNC:1692"]._replace(synonyms=("exo",))
    assert "carries: {subject: exo," in format_text(TEXT, Registry(twins))


def test_the_model_of_a_context_stays_a_bare_identifier():
    text = TEXT.replace("model: exomech:model-dss-colitis", "model: DSS colitis")
    assert "model: exomech:model-dss-colitis\n" in format_text(text, REGISTRY)


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", "study: &x pubmed:1\n", "neither: nor\n", "", "- a\n"])
def test_a_text_that_is_no_curation_file_is_refused_with_its_place(text: str):
    with pytest.raises(CurationError, match=r"^text:\d+:\d+: "):
        format_text(text, REGISTRY)


def test_a_block_of_text_is_not_touched():
    text = "study: pubmed:1\nyear: 2024\ntitle: >-\n  two   \n\n\n  lines\n"
    assert parse(format_text(text, REGISTRY), "f").value == parse(text, "f").value


@pytest.mark.parametrize(
    "value", ["TRAF6", "a, b", "x: y", "- a", "null", "12", "2", "a #b", "", " a", "it's", "κ", "[a]", "true"]
)
def test_plain_scalars_are_read_back_as_text(value: str):
    assert parse(f"{{a: {plain(value)}}}", "f").value == {"a": value}


def shuffled(text: str, seed: int) -> str:
    """The study with the fields of its sections, and its sections, in another order, and comments strewn in."""
    chance = random.Random(seed)
    sections = re.split(r"\n(?=[a-z_]+:)", text.rstrip("\n"))
    chance.shuffle(sections)
    lines = []
    for line in "\n".join(sections).split("\n"):
        flow = re.fullmatch(r"( +\w+: )\{([^{}\[\]]*)\}", line)
        if flow:
            parts = flow[2].split(", ")
            chance.shuffle(parts)
            line = f"{flow[1]}{{{', '.join(parts)}}}"
        if line.strip() and chance.random() < 0.15 and not line.lstrip().startswith("-"):
            indent = len(line) - len(line.lstrip())
            lines.append(f"{' ' * indent}# note {len(lines)}")
        lines.append(
            line + ("  # aside" if chance.random() < 0.1 and line.endswith("}") else "") + " " * chance.randrange(2)
        )
    return "\n".join(lines) + "\n"


@given(st.integers(0, 10**6))
def test_any_order_comes_to_the_same_values_twice(seed: int):
    text = shuffled(TEXT, seed)
    before = parse(text, "f")
    made = format_text(text, REGISTRY)
    assert parse(made, "f").value == before.value
    assert list(parse(made, "f").value) == list(parse(TEXT, "f").value)
    assert format_text(made, REGISTRY) == made
    assert sorted(re.findall(r"# \w+(?: \d+)?", made)) == sorted(re.findall(r"# \w+(?: \d+)?", text))


def test_a_comment_moves_with_the_key_below_it():
    made = format_text("study: pubmed:1\n# the journal\njournal: J\n# the year\nyear: 2024\n", REGISTRY)
    assert made == "study: pubmed:1\n# the year\nyear: 2024\n# the journal\njournal: J\n"
