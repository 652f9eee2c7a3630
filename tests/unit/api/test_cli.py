"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import json
import logging
import os
import pty
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len

from queries.catalogue import packaged
from tests.serving import COMMAND, TINY
from tests.unit.api.running import Run

ASK = ["query", "mirnas-on-pathway", "--pathway", "NF-κB", "--disease", "IBD"]


def test_version(run: Run):
    found = run("--version")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("exomech 0.")


@pytest.mark.parametrize(("level", "told"), [("info", False), ("debug", True)])
def test_what_the_driver_logs_is_told_in_debugging_alone(monkeypatch, run: Run, level: str, told: bool):
    monkeypatch.setenv("EXOMECH_LOG_LEVEL", level)
    run("query")
    assert logging.getLogger("neo4j.pool").isEnabledFor(logging.ERROR) is told


@pytest.mark.parametrize("command", ["check", "fmt", "new", "build", "query", "search", "export", "serve", "status"])
def test_every_command_explains_itself(run: Run, command: str):
    found = run(command, "--help")
    assert found.code == 0
    assert f"exomech {command}" in found.out


def test_the_flagship_question_as_a_table(run: Run):
    found = run(*ASK)
    assert (found.code, found.err) == (0, "")
    assert "inflammatory bowel disease (MONDO:0005265)" in " ".join(found.out.split())
    for told in ("⊣", "ulcerative colitis", "decrease", "weak", "2/2", "[1] Alder 2019", "doi:10.5555/tiny.alder"):
        assert told in found.out
    assert "hsa-miR-146a-5p TARGETS TRAF6 (amount) = moderate: direct engagement +1" in found.out
    assert "--wide" in found.out
    table = found.out.split("[1]")[0].splitlines()
    assert max(cell_len(line) for line in table) <= 100


def test_ids_give_the_same_table(run: Run):
    by_id = run("query", "mirnas-on-pathway", "--pathway", "GO:0007249", "--disease", "MONDO:0005265")
    assert by_id.out == run(*ASK).out


@pytest.mark.parametrize("form", ["json", "csv", "tsv"])
def test_other_forms_go_to_stdout_or_to_a_file(run: Run, tmp_path: Path, form: str):
    shown = run(*ASK, "--format", form)
    assert shown.code == 0
    file = tmp_path / f"answer.{form}"
    written = run(*ASK, "-o", str(file))
    assert (written.code, written.out) == (0, "")
    assert file.read_text("utf-8").split() == shown.out.split()
    if form == "json":
        assert json.loads(shown.out)["meta"]["total"] == 2
    else:
        assert shown.out.startswith("mirna_id")


def test_columns_are_chosen_and_misspelt_ones_are_told(run: Run):
    assert run(*ASK, "--columns", "level,mirna_id", "-f", "csv").out.splitlines()[0] == "level,mirna_id"
    wrong = run(*ASK, "--columns", "mirna")
    assert wrong.code == 2
    assert "did you mean mirna_id?" in wrong.err


def test_wide_shows_every_column(run: Run):
    found = run(*ASK, "--wide")
    head = next(line for line in found.out.splitlines() if "chain_ids" in line)
    assert head.split() == [c.name for c in packaged().get("mirnas-on-pathway").columns]


def test_an_empty_answer_says_why_and_gives_a_command_that_works(run: Run):
    found = run(*ASK, "--min-grade", "strong")
    assert found.code == 0
    assert "filtered_out" in found.out
    assert "min_grade" in found.out
    assert "exomech query mirnas-on-pathway --pathway 'NF-κB' --disease IBD" in found.out
    assert "2 rows" in found.out


def test_an_empty_answer_in_another_form_says_why_beside_it(run: Run):
    found = run(*ASK, "--min-grade", "strong", "-f", "csv")
    assert len(found.out.splitlines()) == 1
    assert "filtered_out" in found.err


def test_lists_repeat_and_flags_have_a_negation(run: Run):
    both = ["--system", "in_vivo", "--system", "in_vitro", "--no-descendants", "--include-retracted", "-f", "json"]
    meta = json.loads(run(*ASK, *both).out)["meta"]
    assert meta["params_resolved"]["system"] == ["in_vivo", "in_vitro"]
    assert meta["params_resolved"]["descendants"] is False
    assert meta["params_resolved"]["include_retracted"] is True


@pytest.mark.parametrize("query", packaged().queries, ids=lambda q: q.name)
def test_every_query_is_a_command_with_the_options_of_the_catalogue(run: Run, query):
    found = run("query", query.name, "--help")
    assert found.code == 0
    for param in query.params:
        assert f"--{param.name.replace('_', '-')}" in found.out
    assert "--min-grade" in found.out
    needed = [
        word
        for p in query.params
        if p.required
        for value in (p.example if isinstance(p.example, list) else [p.example])
        for word in (f"--{p.name.replace('_', '-')}", str(value))
    ]
    answered = run("query", query.name, *needed)
    # The example of the real corpus may name a record that the tiny one has not; it is never wrong.
    assert answered.code == 0 or "is held" in answered.err or "has the id" in answered.err, answered.err


def test_queries_are_listed(run: Run):
    found = run("query")
    for query in packaged().queries:
        assert query.name in found.out
    rows = json.loads(run("query", "--format", "json").out)["rows"]
    assert [row["name"] for row in rows] == [q.name for q in packaged().queries]


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["query", "mirnas-on-pathwy"], 2, "did you mean mirnas-on-pathway?"),
        (["query", "mirnas-on-pathway"], 2, "pathway: missing"),
        ([*ASK, "--limit", "0"], 2, "limit: 0"),
        ([*ASK, "--format", "gif"], 2, "There are: json, csv, tsv"),
        ([*ASK, "--pathwy", "x"], 2, "--pathway"),
        (["query", "mirnas-on-pathway", "--pathway", "NFzB"], 2, "GO:0007249"),
        (["search", "a", "--limit", "0"], 2, "limit"),
        (["export", "--format", "svg"], 2, "there are: json"),
        (["check", "--format", "xml"], 2, "there are: text, json, sarif, github"),
        (["check", "nowhere.yaml"], 5, "nowhere.yaml does not exist"),
        (["serve", "--port", "99999"], 5, "EXOMECH_PORT"),
        (["status", "--store", "http://a"], 5, "http://a"),
        (["query", "contradictions", "--store", "nothing-here"], 3, "exomech build"),
        (["status", "--store", "nothing-here"], 3, "exomech build"),
        (["new", "study", "soon"], 2, "no PubMed id, DOI or PMC id"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_what_goes_wrong_is_told_on_stderr_with_its_exit_code(run: Run, args: list[str], code: int, told: str):
    found = run(*args)
    assert found.code == code, found.err
    assert told in " ".join(found.err.split())
    assert "Traceback" not in found.err


def test_a_wrong_setting_names_its_variable(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EXOMECH_TIMEOUT", "soon")
    found = run("status")
    assert found.code == 5
    assert "EXOMECH_TIMEOUT" in found.err


def test_a_misspelt_variable_is_told(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EXOMECH_STOR", "x")
    found = run("status")
    assert found.code == 0
    assert "EXOMECH_STOR is no setting; did you mean EXOMECH_STORE?" in found.err


def test_search(run: Run):
    found = run("search", "nuclear factor κB")
    assert "GO:0007249" in found.out
    assert json.loads(run("search", "IBD", "-f", "json").out)["rows"][0]["id"] == "MONDO:0005265"
    assert "Nothing is called" in run("search", "qqqqqqqq").out


def test_lists_offer_only_the_forms_that_they_take(run: Run):
    told = " ".join(run("search", "--help").out.split())
    assert "table, json, csv, tsv; default" in told
    assert "svg" not in told
    assert "svg" in run("query", "paths", "--help").out


def test_status(run: Run, store_directory: Path):
    found = run("status")
    assert str(store_directory) in found.out
    assert "arcadedb" in found.out
    body = json.loads(run("status", "--format", "json").out)
    assert body["state"] == "ready"
    assert body["counts"]["Study"] == len(list((TINY / "studies").glob("*.yaml")))
    missing = run("status", "--store", "nothing-here", "--format", "json")
    assert json.loads(missing.out)["state"] == "not built"


def test_check_prints_findings_and_counts(run: Run, tmp_path: Path):
    good = run("check")
    assert good.code == 0
    files = len(list(TINY.rglob("*.yaml")))
    assert f"{files} files = {files} clean + 0 rejected; 0 errors" in good.err
    broken = tmp_path / "pubmed_900000001.yaml"
    text = (TINY / "studies" / "pubmed_900000001.yaml").read_text("utf-8")
    broken.write_text(text.replace("title:", "titel:"), "utf-8")
    bad = run("check", str(broken))
    assert bad.code == 1
    assert "titel" in bad.out
    assert bad.out.splitlines()[0].startswith("pubmed_900000001.yaml:")
    assert json.loads(run("check", str(broken), "--format", "json").out)[0]["severity"] == "error"
    assert json.loads(run("check", str(broken), "--format", "sarif").out)["version"] == "2.1.0"
    assert run("check", str(broken), "--format", "github").out.startswith("::error file=")


def test_fmt_names_and_then_mends(run: Run, tmp_path: Path):
    corpus = tmp_path / "corpus"
    shutil.copytree(TINY, corpus)
    run("fmt", str(corpus), "--curation", str(corpus))
    assert run("fmt", "--check", str(corpus), "--curation", str(corpus)).code == 0
    file = corpus / "studies" / "pubmed_900000001.yaml"
    clean = file.read_text("utf-8")
    file.write_text(clean + "   \n\n", "utf-8")
    found = run("fmt", "--check", str(file), "--curation", str(corpus))
    assert (found.code, found.out) == (1, f"{file}\n")
    assert run("fmt", str(file), "--curation", str(corpus)).code == 0
    assert file.read_text("utf-8") == clean
    file.write_bytes(b"\xef\xbb\xbf" + clean.replace("\n", "\r\n").encode())
    assert run("fmt", "--check", str(file), "--curation", str(corpus)).code == 1
    assert run("fmt", str(file), "--curation", str(corpus)).code == 0
    assert file.read_bytes() == clean.encode()
    file.write_text("a: [", "utf-8")
    assert run("fmt", str(file), "--curation", str(corpus)).code == 1
    assert file.read_text("utf-8") == "a: ["


def test_new_study_writes_once(run: Run, tmp_path: Path):
    found = run("new", "study", "10.3389/fmed.2021.660614", "--write", "--curation", str(tmp_path))
    path = tmp_path / "studies" / "doi_10.3389_fmed.2021.660614.yaml"
    assert (found.code, found.out) == (0, f"{path}\n")
    assert "study: doi:10.3389/fmed.2021.660614" in path.read_text("utf-8")
    again = run("new", "study", "10.3389/fmed.2021.660614", "--write", "--curation", str(tmp_path))
    assert again.code == 5
    assert "is there already" in again.err
    assert "study: pubmed:34249964" in run("new", "study", "34249964").out


def test_new_study_says_where_a_paper_is_held(run: Run, tmp_path: Path):
    (tmp_path / "studies").mkdir()
    file = tmp_path / "studies" / "doi_10.9999_HELD.yaml"
    whole = TINY / "studies" / "pubmed_900000001.yaml"
    ids = "study: doi:10.9999/HELD\ndoi: 10.9999/held\npmid: 34249964\npmcid: PMC8256359\n"
    for text in (ids + whole.read_text("utf-8").split("\n", 2)[2], ids):
        file.write_text(text, "utf-8")
        for given in ("34249964", "10.9999/Held", "https://pmc.ncbi.nlm.nih.gov/articles/PMC8256359/"):
            shown = run("new", "study", given, "--curation", str(tmp_path))
            assert shown.code == 0
            assert "is there already" in shown.err
            assert file.name in shown.err
            assert "study: " in shown.out
            refused = run("new", "study", given, "--write", "--curation", str(tmp_path))
            assert refused.code == 5
            assert file.name in refused.err
    assert list((tmp_path / "studies").iterdir()) == [file]
    other = run("new", "study", "34249965", "--curation", str(tmp_path))
    assert "is there already" not in other.err


def test_new_entity_from_tables(run: Run, tmp_path: Path):
    (tmp_path / "hgnc.tsv").write_text("hgnc:16400\tNLRP3\tNALP3|CIAS1\tensembl:ENSG00000162711\n", "utf-8")
    found = run("new", "entity", "HGNC:16400", "--terms", str(tmp_path), "--write", "--curation", str(tmp_path))
    assert found.code == 0, found.err
    text = (tmp_path / "entities" / "gene" / "HGNC_16400.yaml").read_text("utf-8")
    assert "name: NLRP3" in text
    assert run("new", "entity", "HGNC:1", "--terms", str(tmp_path)).code == 2


def test_build_reports_files_and_rows_and_refuses_errors(run: Run, tmp_path: Path):
    corpus, store = tmp_path / "corpus", tmp_path / "store"
    shutil.copytree(TINY, corpus)
    where = ["--curation", str(corpus), "--store", str(store)]
    first = run("build", *where)
    assert first.code == 0, first.err
    files = len(list(TINY.rglob("*.yaml")))
    assert f"files: {files} in = {files} loaded + 0 rejected" in first.out
    again = json.loads(run("build", *where, "--format", "json").out)
    assert again["rows"]["written"] == 0
    assert again["rows"]["in"] == again["rows"]["unchanged"]
    for kind in ("rows", "nodes", "relationships"):
        told = again[kind]
        assert told["in"] == told["written"] + told["unchanged"] + told["removed"] + told["rejected"] > 0
    assert again["rows"]["in"] == again["nodes"]["in"] + again["relationships"]["in"]
    assert again["files"] == {"in": files, "loaded": files, "rejected": 0}
    (corpus / "studies" / "pubmed_900000001.yaml").write_text("study: pubmed:900000001\n", "utf-8")
    refused = run("build", *where)
    assert refused.code == 1
    assert "nothing was built" in refused.err
    assert (
        json.loads(run("status", "--store", str(store), "--format", "json").out)["build"] == again["manifest"]["build"]
    )


def test_a_dry_run_names_what_would_be_added_changed_and_removed(run: Run, tmp_path: Path):
    corpus, store = tmp_path / "corpus", tmp_path / "store"
    shutil.copytree(TINY, corpus)
    where = ["--curation", str(corpus), "--store", str(store)]
    first = run("build", "--dry-run", *where).out
    assert re.search(r"^would change +added  changed  removed$", first, re.M)
    studies = len(list((corpus / "studies").glob("*.yaml")))
    assert re.search(rf"^Study +{studies} +0 +0$", first, re.M)
    assert "  + pubmed:900000001\n" in first
    assert re.search(r"  \+ \.\.\. and \d+ more\n", first)
    assert run("build", *where).code == 0

    assert "would change" not in run("build", "--dry-run", *where).out
    (corpus / "studies" / "pubmed_900000003.yaml").unlink()
    other = corpus / "studies" / "pubmed_900000002.yaml"
    other.write_text(re.sub(r"(?m)^year: .*$", "year: 2001", other.read_text("utf-8")), "utf-8")
    text = run("build", "--dry-run", *where)
    assert re.search(r"^Study +0 +1 +1\n  ~ pubmed:900000002\n  - pubmed:900000003$", text.out, re.M), text.out
    told = json.loads(run("build", "--dry-run", "--format", "json", *where).out)
    study = told["changes"]["nodes"]["Study"]
    assert (study["changed"], study["removed"]) == (
        {"number": 1, "ids": ["pubmed:900000002"]},
        {"number": 1, "ids": ["pubmed:900000003"]},
    )
    assert study["unchanged"] == studies - 2
    for kind in ("nodes", "relationships"):
        listed = told["changes"][kind].values()
        assert told[kind]["removed"] == sum(t["removed"]["number"] for t in listed)
        assert told[kind]["written"] == sum(t["added"]["number"] + t["changed"]["number"] for t in listed)
        assert told[kind]["unchanged"] == sum(t["unchanged"] for t in listed)
    done = json.loads(run("build", "--format", "json", *where).out)
    assert "changes" not in done
    assert [done[k] for k in ("rows", "nodes", "relationships")] == [
        told[k] for k in ("rows", "nodes", "relationships")
    ]


@pytest.mark.parametrize("source", ["curation", "file"])
def test_a_build_shows_its_progress_on_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
):
    monkeypatch.setenv("TERM", "xterm")
    file = tmp_path / "graph.jsonl"
    assert run("export", "-o", str(file)).code == 0
    chosen = ["--from", str(file)] if source == "file" else []
    shown, terminal = pty.openpty()
    told = b""
    command = [*COMMAND, "build", "--store", str(tmp_path / source), *chosen]
    environment = os.environ | {"EXOMECH_CURATION": str(TINY)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=terminal) as built:
        os.close(terminal)
        # Read all the time, as a terminal does: else who writes waits. An OSError says that the other side is closed.
        with suppress(OSError):
            while part := os.read(shown, 65536):
                told += part
    os.close(shown)
    assert built.returncode == 0
    assert b"rows" in told


def test_an_exported_graph_builds_the_same_graph_and_a_spoilt_one_none(run: Run, tmp_path: Path):
    file, store = tmp_path / "graph.jsonl", str(tmp_path / "store")
    assert run("export", "-o", str(file)).code == 0
    loaded = run("build", "--from", str(file), "--store", store, "--format", "json")
    assert loaded.code == 0, loaded.err
    built = json.loads(run("status", "--format", "json").out)["build"]
    assert json.loads(loaded.out)["manifest"]["build"] == built
    assert json.loads(run("status", "--store", store, "--format", "json").out)["build"] == built
    file.write_text("".join(file.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    spoilt = run("build", "--from", str(file), "--store", store)
    assert spoilt.code == 5, spoilt.err
    assert "not of" in spoilt.err
    both = run("build", "--from", str(file), "--curation", str(TINY), "--store", store)
    assert both.code == 5
    assert "give one of the two" in both.err


def test_export_is_the_same_bytes_whatever_the_order_of_the_files(run: Run, tmp_path: Path):
    copy = tmp_path / "copy"
    shutil.copytree(TINY, copy)
    first, second = run("export").out, run("export", "--curation", str(copy)).out
    assert first == second
    body = json.loads(first)
    status = json.loads(run("status", "--format", "json").out)
    assert body["manifest"]["build"] == status["build"]
    assert len({n["id"] for n in body["nodes"]}) == len(body["nodes"])
