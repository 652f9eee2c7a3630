"""Figures and network files over HTTP and from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.formats.networks import NETWORK_FORMS
from tests.unit.api.running import Run

ASKED = "/v1/queries/mirnas-on-pathway?pathway=NFkB&disease=IBD"


@pytest.mark.parametrize("name", NETWORK_FORMS)
def test_every_form_is_served_with_its_type_and_tag(client: TestClient, name: str):
    answer = client.get(f"{ASKED}&format={name}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(NETWORK_FORMS[name].media_type.partition(";")[0])
    if name not in {"png", "bundle"}:  # a second at least; that their bytes are equal is shown in test_formats_back
        assert answer.content == client.get(f"{ASKED}&format={name}").content
    again = client.get(f"{ASKED}&format={name}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_the_accept_header_asks_for_figures_too(client: TestClient):
    assert client.get(ASKED, headers={"Accept": "image/svg+xml"}).text.startswith("<?xml")
    assert client.get(ASKED, headers={"Accept": "application/pdf"}).content.startswith(b"%PDF-")


def test_figures_have_the_width_that_was_asked_for(client: TestClient):
    for width, mm in (("single", "85mm"), ("double", "180mm"), ("slide", "254mm")):
        text = client.get(f"{ASKED}&format=svg&width={width}").text
        assert re.search(r'width="([\d.]+mm)"', text)[1] == mm
    assert client.get(f"{ASKED}&format=svg&width=poster").status_code == 422


def test_records_have_their_surroundings(client: TestClient):
    rows = client.get(ASKED).json()["rows"]
    claim, entity = rows[0]["claims"][0], rows[0]["mirna_id"]
    for path in (f"/v1/claims/{claim}", f"/v1/entities/{entity}"):
        read = client.get(f"{path}?format=cyjs").json()
        assert claim in {e["data"]["id"] for e in read["elements"]["edges"]}
        assert client.get(f"{path}?format=svg&width=single").status_code == 200
        assert client.get(f"{path}?format=csv").status_code == 406
    assert client.get(f"/v1/claims/{claim}?format=svg&width=x").status_code == 422
    assert client.get("/v1/search?q=IBD&format=svg").status_code == 406


def test_every_kind_of_record_leaves_as_figure_and_file_of_one_column(client: TestClient):
    claim = client.get(ASKED).json()["rows"][0]["claims"][0]
    mechanism = client.get(f"/v1/claims/{claim}").json()["rows"][0]["mechanisms"][0]["id"]
    paths = [f"/v1/claims/{claim}", f"/v1/mechanisms/{mechanism}", "/v1/studies/pubmed:900000001", "/v1/entities/IBD"]
    for path in paths:
        svg = client.get(f"{path}?format=svg&width=single").text
        assert re.search(r'width="([\d.]+)mm"', svg)[1] == "85"
        assert float(re.search(r'height="([\d.]+)mm"', svg)[1]) <= 240
        edges = client.get(f"{path}?format=cyjs").json()["elements"]["edges"]
        assert edges
        assert client.get(f"{path}?format=csv").status_code == 406


def test_a_study_is_drawn_with_its_mechanisms_and_all_its_claims(client: TestClient):
    record = client.get("/v1/studies/pubmed:900000001").json()["rows"][0]
    drawn = client.get("/v1/studies/pubmed:900000001?format=cyjs").json()["elements"]["edges"]
    assert {c["id"] for c in record["claims"]} == {e["data"]["id"] for e in drawn if e["data"]["kind"] == "claim"}
    for mechanism in record["mechanisms"]:
        whole = client.get(f"/v1/mechanisms/{mechanism['id']}?format=cyjs").json()["elements"]["edges"]
        own = {e["data"]["id"] for e in whole if e["data"]["kind"] in {"background", "membership"}}
        assert own <= {e["data"]["id"] for e in drawn}


def test_mechanisms_are_drawn_whole(client: TestClient):
    claim = client.get(ASKED).json()["rows"][0]["claims"][0]
    found = client.get(f"/v1/claims/{claim}").json()["rows"][0]["mechanisms"]
    assert found
    record = client.get(f"/v1/mechanisms/{found[0]['id']}").json()["rows"][0]
    drawn = client.get(f"/v1/mechanisms/{found[0]['id']}?format=cyjs").json()["elements"]
    assert len([e for e in drawn["edges"] if e["data"]["kind"] != "structure"]) >= len(record["steps"])
    assert {record["start"]["id"], record["end"]["id"]} <= {n["data"]["id"] for n in drawn["nodes"]}


def test_the_command_line_writes_by_the_ending(run: Run, tmp_path: Path):
    for name, begin in (
        ("fig.svg", b"<?xml"),
        ("fig.pdf", b"%PDF"),
        ("net.graphml", b"<?xml"),
        ("net.mmd", b"flowchart"),
    ):
        done = run("query", "mirnas-on-pathway", "--pathway", "NFkB", "-o", name)
        assert done.code == 0, done.err
        assert (tmp_path / name).read_bytes().startswith(begin)
    for kind, record in (("entity", "NFkB"), ("study", "pubmed:900000001")):
        drawn = run("draw", kind, record, "-o", f"{kind}.svg", "--width", "single")
        assert drawn.code == 0, drawn.err
        assert b"85mm" in (tmp_path / f"{kind}.svg").read_bytes()
    assert run("draw", "planet", "Mars").code == 2
    assert run("draw", "entity", "NFkB", "-f", "csv").code == 2


def test_the_whole_graph_by_the_ending(run: Run, tmp_path: Path):
    done = run("export", "-o", "all.jsonl")
    assert done.code == 0, done.err
    assert json.loads((tmp_path / "all.jsonl").read_bytes().splitlines()[0])["form"] == "exomech-rows-1"
    refused = run("export", "-o", "all.svg")
    assert refused.code == 2
    assert "graphml" in refused.err
