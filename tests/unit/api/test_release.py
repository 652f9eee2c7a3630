"""A data release is unpacked, summed, validated and loaded back: nothing is lost, and a changed byte is seen."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import jsonschema
import pytest

from api.release import change_rows, previous_release, release, unpacked, verified, version_order
from graph.backends.embedded import EmbeddedStore
from graph.exports.jsonl import read_jsonl
from graph.projection import project
from loaders.assembling import assemble
from loaders.building import corpus_of, rows_of
from loaders.checking import check
from queries.answering import answer
from queries.catalogue import packaged
from schema.documents import DOCUMENTS
from schema.errors import CurationError, InvalidParameter
from tests.serving import ROOT, TINY
from tests.unit.api.running import Run


def checkout(target: Path, version: str = "0.2") -> Path:
    """A curation with all that stands beside it in a checkout."""
    curation = target / "curation"
    shutil.copytree(TINY, curation)
    (curation / "VERSION").write_text(f"{version}\n", "utf-8")
    for name in ("LICENSE-DATA", "CITATION.cff"):
        shutil.copy(ROOT / name, target / name)
    log = "date\ttopic\tquery\tstudies_seen\tstudies_new\tnote\n2026-11-24\tcargo: miR-21\tMSC miR-21\t2\t1\t\n"
    (curation / "searches.tsv").write_text(log, "utf-8")
    return curation


@pytest.fixture(scope="module")
def curation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def made(curation: Path) -> bytes:
    return release(check(curation=curation), curation, code_version="1")


@pytest.fixture(scope="module")
def files(made: bytes) -> dict[str, bytes]:
    return verified(made)


def test_the_same_curation_gives_the_same_bytes(made: bytes, tmp_path: Path):
    again = checkout(tmp_path)
    for file in again.rglob("*"):
        file.touch()
    assert release(check(curation=again), again, code_version="1") == made


def test_every_file_is_summed_and_lies_in_one_folder_of_the_version(made: bytes, tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(made)) as source:
        source.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert folder.name == "exomech-data-0.2"
    listed = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    held = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    assert listed.keys() == held - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    stated = json.loads((folder / "manifest.json").read_text())
    assert {f["name"] for f in stated["files"]} == held - {"SHA256SUMS", "manifest.json"}
    assert all((folder / f["name"]).stat().st_size == f["bytes"] for f in stated["files"])
    assert (folder / "LICENSE").read_bytes() == (ROOT / "LICENSE-DATA").read_bytes()


def test_the_records_are_the_curation_and_lead_back_to_the_same_graph(files: dict[str, bytes], curation: Path):
    documents = []
    for kind, model in DOCUMENTS.items():
        lines = files[f"records/{kind}.jsonl"].splitlines()
        schema = json.loads(files[f"schema/{kind}.schema.json"])
        validator = jsonschema.Draft7Validator(schema)
        for line in lines:
            validator.validate(json.loads(line))
            documents.append(model.model_validate(json.loads(line)))
    result = check(curation=curation)
    assert len(documents) == len(result.documents)
    corpus = corpus_of(result, curation)
    again = assemble(documents, data_version=corpus.data_version, releases=corpus.releases)
    assert project(again, code_version="1") == project(corpus, code_version="1")


@pytest.mark.slow
def test_the_graph_is_loaded_back_and_answers(files: dict[str, bytes], curation: Path, tmp_path: Path):
    rows, manifest = read_jsonl(files["graph.jsonl"].splitlines())
    assert manifest.build == rows_of(check(curation=curation), curation)[1].build
    assert json.loads(files["manifest.json"])["manifest"]["build"] == manifest.build
    with EmbeddedStore(tmp_path / "store") as store:
        store.replace(rows, manifest)
        assert store.info().manifest.build == manifest.build
        asked = {"pathway": "NF-κB", "disease": "IBD"}
        assert answer(store, packaged().get("mirnas-on-pathway"), asked).rows


@pytest.mark.slow
def test_changes_are_what_the_question_answers(files: dict[str, bytes], curation: Path, tmp_path: Path):
    head, *lines = files["changes.tsv"].decode().splitlines()
    rows = [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
    loaded, manifest = read_jsonl(files["graph.jsonl"].splitlines())
    with EmbeddedStore(tmp_path / "store") as store:
        store.replace(loaded, manifest)
        query = packaged().get("changes-since")
        asked = answer(store, query, {"release": "0.1", "limit": 1000, "include_retracted": True}).rows
    assert [r["claim_id"] for r in rows] == [r["claim_id"] for r in asked]
    for told, expected in zip(rows, asked, strict=True):
        for column in ("change", "reason", "sign", "grade_before", "grade_after", "claim_name"):
            assert told[column] == (expected[column] or ""), column
        assert told["studies"].split("|") == (expected["studies"] or [""])
    assert {"removed", "added", "regraded"} <= {r["change"] for r in rows}
    assert json.loads(files["manifest.json"])["previous"] == "0.1"


def test_against_nothing_every_claim_is_added(curation: Path):
    corpus = corpus_of(check(curation=curation), curation)
    found = change_rows(corpus, project(corpus, code_version="1")[0], "empty")
    assert len(found) == len(corpus.claims)
    assert {r["change"] for r in found} == {"added"}


@pytest.mark.parametrize("name", ["graph.jsonl", "claims.tsv", "LICENSE"])
def test_a_changed_byte_is_seen(made: bytes, name: str):
    spoilt = unpacked(made)
    path = f"exomech-data-0.2/{name}"
    spoilt[path] = spoilt[path][:-1] + b"x"
    with pytest.raises(ValueError, match=re.escape(name)):
        verified(zipped(spoilt))


def test_a_file_too_many_or_too_few_is_seen(made: bytes):
    less = {n: d for n, d in unpacked(made).items() if not n.endswith("edges.tsv")}
    with pytest.raises(ValueError, match=r"edges\.tsv"):
        verified(zipped(less))
    with pytest.raises(ValueError, match="extra"):
        verified(zipped(unpacked(made) | {"exomech-data-0.2/extra": b""}))
    with pytest.raises(ValueError, match="no list"):
        verified(zipped({}))


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


def test_the_previous_release_is_the_latest_before_this_one(tmp_path: Path):
    curation = checkout(tmp_path, "0.10")
    table = (curation / "releases" / "0.1.tsv").read_text("utf-8")
    for version in ("0.9", "0.9.1", "0.11"):
        (curation / "releases" / f"{version}.tsv").write_text(table, "utf-8")
    corpus = corpus_of(check(curation=curation), curation)
    assert previous_release(corpus) == "0.9.1"
    (curation / "VERSION").unlink()
    assert previous_release(corpus_of(check(curation=curation), curation)) == "0.11"
    assert version_order("0.9") < version_order("0.10")


def test_what_is_no_release_is_refused(tmp_path: Path):
    curation = checkout(tmp_path)
    with pytest.raises(InvalidParameter, match="no release '7'"):
        release(check(curation=curation), curation, code_version="1", since="7")
    shutil.copy(curation / "releases" / "0.1.tsv", curation / "releases" / "0.2.tsv")
    with pytest.raises(CurationError, match=r"releases/0\.2\.tsv is not the table of these claims"):
        release(check(curation=curation), curation, code_version="1")
    (curation / "releases" / "0.2.tsv").unlink()
    (tmp_path / "LICENSE-DATA").unlink()
    with pytest.raises(CurationError, match="needs LICENSE-DATA"):
        release(check(curation=curation), curation, code_version="1")
    (curation / "studies" / "pubmed_1.yaml").write_text("study: pubmed:1\n", "utf-8")
    with pytest.raises(CurationError, match="errors in 1 of"):
        release(check(curation=curation), curation, code_version="1")


@pytest.mark.slow
def test_from_the_command_line(run: Run, tmp_path: Path):
    curation = checkout(tmp_path)
    assert run("export", "--format", "claims", "--curation", str(curation), "-o", "0.2.tsv").code == 0
    shutil.move(tmp_path / "0.2.tsv", curation / "releases" / "0.2.tsv")
    found = run("export", "--format", "release", "--curation", str(curation), "-o", "data.zip")
    assert (found.code, found.err) == (0, "")
    assert json.loads(verified((tmp_path / "data.zip").read_bytes())["manifest.json"])["previous"] == "0.1"
    (curation / "VERSION").unlink()
    found = run("export", "--format", "release", "--since", "0.1", "--curation", str(curation), "-o", "data.zip")
    assert "named 'unreleased'" in found.err
    assert run("export", "--format", "jsonl", "--since", "0.1").code != 0


@pytest.mark.parametrize(
    ("name", "instead"), [("x.tar.gz", "x.zip"), ("data-0.3.0", "data-0.3.0.zip"), ("x.tsv", "x.tsv.zip")]
)
def test_an_archive_is_written_under_no_name_that_says_another_form(run: Run, tmp_path: Path, name: str, instead: str):
    found = run("export", "--format", "release", "-o", name)
    assert (found.code, found.out) == (2, "")
    assert f"a release is a zip archive, which {name} does not say" in found.err
    assert f"write -o {instead}" in found.err
    assert not (tmp_path / name).exists()
