"""Where a record was read, and by whom again: what counts as an address, as a source and as a second reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.checking import check
from loaders.checks.sources import NO_SOURCE, host_of
from tests.unit.loaders.corpora import BASE, copy_base, edited

NAME = "studies/pubmed_900000001.yaml"
GUIDE = Path(__file__).parents[3] / "curation" / "GUIDE.md"
TRIAL = next((BASE / "trials").glob("*.yaml"))


def told(tmp_path: Path, old: str, new: str) -> list[str]:
    root = copy_base(tmp_path, **{NAME: edited(old, new)})
    return [f"{f.rule}: {f.message}" for f in check(curation=root).findings]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1/", "pmc.ncbi.nlm.nih.gov"),
        ("HTTP://PubMed.gov./1", "pubmed.gov"),
        ("https://doi.org:443/10.1016/S0968-0004(16)30148-7", "doi.org"),
        ("not a url", ""),
        ("pubmed.ncbi.nlm.nih.gov/1", ""),
        ("ftp://doi.org/10.9999/1", ""),
        ("https:///10.9999/1", ""),
        ("https://publisher/1", ""),
        ("https://[doi.org/1", ""),
        ("https://doi.org/10.9999/1 page 2", ""),
        ("doi:10.9999/1", ""),
    ],
)
def test_an_address_is_http_with_a_host_and_no_blanks(tmp_path: Path, address: str, host: str):
    assert host_of(address) == host
    found = told(tmp_path, "read: abstract\n", f'read: abstract\nread_at: ["{address}"]\n')
    assert found == ([] if host else [f"read-at-address: {address!r} is no address of a page"])


@pytest.mark.parametrize("host", [*NO_SOURCE, *(f"www.{host}" for host in NO_SOURCE)])
def test_a_host_of_copies_is_no_source_nor_is_what_lies_below_it(tmp_path: Path, host: str):
    found = told(tmp_path, "read: abstract\n", f"read: abstract\nread_at: [https://{host}/paper/1]\n")
    assert found == [f"read-at-source: {host} is no source"]


@pytest.mark.parametrize("address", ["https://notacademia.edu/1", "https://doi.org/10.9999/researchgate.net"])
def test_only_the_host_itself_is_meant(tmp_path: Path, address: str):
    assert told(tmp_path, "read: abstract\n", f"read: abstract\nread_at: [{address}]\n") == []


def test_a_trial_is_held_to_the_same(tmp_path: Path):
    text = TRIAL.read_text("utf-8") + "read_at: [the register, https://www.scribd.com/1]\n"
    root = copy_base(tmp_path, **{f"trials/{TRIAL.name}": text})
    assert [f.rule for f in check(curation=root).findings] == ["read-at-address", "read-at-source"]


def test_the_guide_names_every_host_that_is_no_source():
    guide = GUIDE.read_text("utf-8")
    assert [host for host in NO_SOURCE if f"`{host}`" not in guide] == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("status: double, second_reader: another", None),
        ("status: single", None),
        ("status: double", "double, but no second reader is named"),
        ("status: double, second_reader: exomech", "'exomech' wrote the record"),
        ("status: double, second_reader: ExoMech", "'ExoMech' wrote the record"),
        ("status: single, second_reader: exomech", "'exomech' wrote the record"),
    ],
)
def test_double_needs_another_reader(tmp_path: Path, written: str, message: str | None):
    found = told(tmp_path, "status: single}", f"{written}}}")
    assert found == ([] if message is None else [f"second-reader: {message}"])
