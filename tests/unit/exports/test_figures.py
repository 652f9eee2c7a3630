"""Figures of every query's example: well formed, nothing clipped or overlapping, text large enough, same bytes."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.exports import captions, drawing, figure, fonts
from graph.exports.bundle import to_bundle
from graph.exports.dot import to_dot
from graph.exports.drawing import draw, picture
from graph.exports.legend import legend
from graph.exports.mermaid import to_mermaid
from graph.exports.pdf import to_pdf
from graph.exports.png import to_png
from graph.exports.subgraph import Reference, Subgraph, best, to_mapping
from graph.exports.svg import to_svg
from queries.catalogue import packaged
from tests.drawings import faults, references_on_edges
from tests.unit.exports.conftest import example
from tests.unit.exports.samples import made, step

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", [q.name for q in packaged().queries])
def test_every_query_has_a_valid_figure(reader, name):
    subgraph = example(reader, name)
    for size, page in captions.SIZES.items():
        scene, part = picture(subgraph, size)
        assert scene.width == page.width
        assert scene.height <= page.height
        assert faults(scene) == []
        on_edges = references_on_edges(scene)
        assert set().union(*on_edges.values()) <= {r.number for r in part.references}
        for edge in part.edges:
            assert on_edges.get(captions.safe(edge.id), set()) == set().union(*part.numbers_of(edge))
        tree = ElementTree.fromstring(to_svg(scene))
        assert tree.find(f"{SVG}title").text
        assert tree.find(f"{SVG}desc").text
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids))


def test_the_flagship_tells_everything_apart(flagship):
    scene = draw(flagship)
    tree = ElementTree.fromstring(to_svg(scene))
    titles = {
        g.get("id"): g.find(f"{SVG}title").text for g in tree.iter(f"{SVG}g") if g.find(f"{SVG}title") is not None
    }
    assert {titles[f"compartment-{n}"] for n in (1, 2, 3)} == {"Donor cell", "Vesicle", "Recipient cell"}
    assert any("(Disease, MONDO:" in title for title in titles.values())
    assert "node-GO-0007249" in titles
    for edge in flagship.edges:
        title = titles[f"edge-{captions.safe(edge.id)}"]
        assert ("decrease" in title) == (edge.sign == -1 and edge.relation in {"TARGETS", "DECREASES"})
        numbers = flagship.number_of()
        assert all(str(numbers[s]) in title for s in edge.studies)
    drawn = " ".join(t.text for t in scene.texts())
    for reference in flagship.references:
        assert f"{reference.number}." in drawn
    assert "increases" in drawn
    assert "decreases or ameliorates" in drawn


def test_the_legend_holds_exactly_what_is_used(flagship):
    only = replace(flagship, edges=tuple(e for e in flagship.edges if e.sign == 1 and e.relation == "CARRIES"))
    names = {g.title for g in legend(only, captions.SIZES["double"], 0)[0].groups}
    assert "carries, is loaded with or releases" in names
    assert not {"increases", "decreases or ameliorates", "reported in this disease"} & names


def test_same_input_same_bytes_in_another_process_and_on_another_day(flagship, tmp_path: Path):
    scene = draw(flagship)
    code = (
        "import sys, pickle, time; time.time = lambda: 4e9\n"
        "from graph.exports.drawing import draw; from graph.exports.pdf import to_pdf\n"
        "from graph.exports.svg import to_svg\n"
        "scene = draw(pickle.loads(sys.stdin.buffer.read())); sys.stdout.buffer.write(to_svg(scene) + to_pdf(scene))"
    )
    import pickle

    command = [sys.executable, "-X", "utf8", "-c", code]
    other = subprocess.run(command, input=pickle.dumps(flagship), capture_output=True, check=True, timeout=60)
    assert other.stdout == to_svg(scene) + to_pdf(scene)


def test_the_pdf_is_read_by_another_program(flagship):
    scene = draw(flagship)
    document = pypdfium2.PdfDocument(to_pdf(scene))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (width, height) == pytest.approx((scene.width, scene.height), abs=0.02)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "NF-κB" in text
    assert "IBD" in text
    assert document.get_metadata_dict()["Title"] == scene.title
    document.close()


def test_the_png_has_the_size_of_the_page_at_300_dots(flagship):
    scene = draw(flagship, "single")
    data = to_png(scene)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    assert abs(wide - scene.width / 72 * 300) <= 1
    assert abs(high - scene.height / 72 * 300) <= 1


def test_above_sixty_edges_the_best_are_drawn_and_a_note_says_so():
    edges = [step(n, f"exomech:ev-{n % 7}", f"HGNC:{n}") for n in range(75)]
    labels = {i: "Vesicle" if "ev" in i else "Gene" for e in edges for i in (e.source, e.target)}
    whole = made(edges, labels)
    kept = best(whole, 60)
    assert [e.row for e in kept.edges] == list(range(60))
    assert [r.number for r in kept.references] == list(range(1, 61))
    scene = draw(whole)
    part = drawing.drawn_part(whole)
    text = " ".join(t.text for t in scene.texts())
    assert f"{len(part.edges)} of 75 steps are drawn" in text
    assert faults(scene) == []


def test_a_line_says_how_it_is_known():
    edges = [
        step(1, "m:1", "HGNC:1", sign=-1, relation="TARGETS", grade_rank=3, grade="strong"),
        step(2, "m:1", "HGNC:2", basis="inferred_by_authors"),
        step(3, "m:1", "HGNC:3", sign=0, relation="AFFECTS", contradicted=True),
        step(4, "HGNC:1", "GO:1", kind="background", basis="background", supporting=(), references=("pubmed:9",)),
    ]
    scene = draw(made(edges, {"m:1": "MiRNA", "HGNC:1": "Gene", "HGNC:2": "Gene", "HGNC:3": "Gene", "GO:1": "Pathway"}))
    svg = to_svg(scene).decode()
    groups = dict(re.findall(r'<g id="(edge-c\d)"[^>]*>(.*?)</g>', svg, re.S))
    assert 'stroke-width="2.6"' in groups["edge-c1"]
    assert "#D55E00" in groups["edge-c1"]
    assert 'fill="#FFFFFF" stroke="#0072B2"' in groups["edge-c2"]
    assert "stroke-dasharray" in groups["edge-c4"]
    drawn = [t.text for t in scene.texts()]
    assert "[1]" in drawn
    assert "(2)" in drawn
    assert "!" in drawn


def test_studies_against_a_step_are_told_apart_from_those_that_measured_it():
    edges = [
        step(1, "m:1", "HGNC:1", supporting=("pubmed:1", "pubmed:2"), against=("pubmed:2", "pubmed:3")),
        step(2, "m:1", "HGNC:2", supporting=(), against=("pubmed:4",)),
    ]
    whole = made(edges, {"m:1": "MiRNA", "HGNC:1": "Gene", "HGNC:2": "Gene"})
    scene = draw(whole)
    drawn = {t.text for t in scene.texts()}
    assert {"[1,2 vs 2,3]", "[vs 4]", "vs n"} <= drawn
    assert "references 1, 2; against: 2, 3)" in scene.description
    assert "measured; against: 4)" in scene.description
    only = replace(whole, edges=(edges[1],))
    entries = {g.title for g in legend(only, captions.SIZES["double"], 0)[0].groups}
    assert "found no such effect, or the opposite: reference n" in entries
    assert "measured by reference n" not in entries, "no study that is drawn measured it"
    flow, dot = to_mermaid(whole).decode(), to_dot(whole).decode()
    assert "studies=pubmed:1,pubmed:2 against=pubmed:2,pubmed:3\n" in flow
    assert "studies= against=pubmed:4\n" in flow
    assert '"increases [vs 4]"' in flow
    assert 'label="1,2 vs 2,3"' in dot
    assert 'label="vs 4"' in dot
    told = zipfile.ZipFile(io.BytesIO(to_bundle(whole))).read("legend.txt").decode()
    assert "m:1 increases HGNC:2 (weak evidence; measured; against: 4)." in told
    data = [(e["supporting"], e["against"]) for e in to_mapping(whole)["edges"]]
    assert data == [(["pubmed:1", "pubmed:2"], ["pubmed:2", "pubmed:3"]), ([], ["pubmed:4"])]


def test_circles_and_odd_names_are_drawn():
    edges = [
        step(1, "HGNC:1", "HGNC:2"),
        step(2, "HGNC:2", "HGNC:1"),
        step(3, "HGNC:2", "HGNC:2"),
        step(4, "GO:1", "HGNC:1"),
    ]
    labels = {"HGNC:1": "Gene", "HGNC:2": "Gene", "GO:1": "Pathway"}
    whole = made(edges, labels, title='<&> "→" \x07 漢字')
    whole = replace(whole, nodes=tuple(replace(n, name="W" * 80, short="W" * 80) for n in whole.nodes))
    scene = draw(whole, "single")
    assert faults(scene) == []
    ElementTree.fromstring(to_svg(scene))
    to_pdf(scene)


KINDS = ["CellSource", "Vesicle", "MiRNA", "Gene", "Pathway", "Process", "CellType", "Disease"]


@pytest.mark.slow
@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.integers(0, 15), st.sampled_from([1, -1, 0, None])), min_size=1, max_size=40
    )
)
def test_any_graph_is_drawn_without_overlap(pairs):
    edges = [step(n, f"x:{a}", f"x:{b}", sign=s) for n, (a, b, s) in enumerate(pairs) if a != b]
    if not edges:
        return
    labels = {f"x:{n}": KINDS[n % len(KINDS)] for n in range(16)}
    whole = made(edges, labels)
    for size in ("single", "double"):
        scene = draw(whole, size)
        assert faults(scene) == []
        assert len(drawing.drawn_part(whole, size).edges) >= 1


def test_rows_without_steps_become_a_table():
    rows = [{"disease_id": "MONDO:1", "disease_name": f"disease {n}", "n": n, "gap": None} for n in range(50)]
    whole = made([], {}, columns=["disease_id", "disease_name", "n", "gap"], rows=rows)
    scene = draw(whole)
    texts = [t.text for t in scene.texts()]
    assert "disease" in texts
    assert "MONDO:1" not in texts
    assert "disease 29" in texts
    assert any(t.startswith("30 of 50 rows are shown") for t in texts)
    assert faults(scene) == []


def compared(**more: object) -> Subgraph:
    rows = [
        {"a_name": f"thing {a}", "b_name": f"source {b}", "direction": ("increase", "decrease", "mixed")[(a + b) % 3],
         "grade_rank": a % 4, "contradicted": a == b, "studies": [f"pubmed:{a}", f"pubmed:{b}"]}
        for a in range(50) for b in range(20) if (a + b) % 4
    ]  # fmt: skip
    whole = made([], {}, columns=list(rows[0]), rows=rows, **more)
    return replace(whole, references=tuple(Reference(n + 1, f"pubmed:{n}", f"Author {n}") for n in range(60)))


def test_a_comparison_becomes_a_matrix_of_signs_with_references():
    picture = {"matrix": {"rows": ["a_name"], "columns": ["b_name"], "cell": "direction"}}
    whole = compared(picture=picture)
    for size in captions.SIZES:
        scene = draw(whole, size)
        assert faults(scene) == []
        texts = [t.text for t in scene.texts()]
        part = drawing.drawn_part(whole, size)
        numbers = {int(n) for t in texts if t.startswith("[") for n in re.findall(r"\d+", t)}
        assert numbers
        assert numbers <= {r.number for r in part.references}
        assert {f"{r.number}." for r in part.references} <= set(texts)
        assert any(" rows are shown" in t for t in texts)
    key = {g.title for group in draw(whole).groups if group.name == "legend" for g in group.groups}
    assert {"increases", "decreases or ameliorates", "other evidence contradicts this", "strong evidence"} <= key


def test_numbers_of_references_are_never_hyphenated():
    picture = {"matrix": {"rows": ["a_name"], "columns": ["b_name"], "cell": "direction"}}
    rows = [
        {"a_name": "thing", "b_name": f"source {b}", "direction": "increase", "grade_rank": 1, "contradicted": True,
         "studies": [f"pubmed:{n}" for n in range(100, 108)]}
        for b in range(20)
    ]  # fmt: skip
    whole = made([], {}, columns=list(rows[0]), rows=rows, picture=picture)
    whole = replace(whole, references=tuple(Reference(n + 1, f"pubmed:{n}", f"Author {n}") for n in range(200)))
    for size in captions.SIZES:
        scene = draw(whole, size)
        texts = [t.text for t in scene.texts()]
        assert faults(scene) == []
        assert any(t.startswith("[1–") for t in texts)
        assert not any("-" in t for t in texts if re.match(r"[\[\d–]", t))
        key = {g.title for group in scene.groups if group.name == "legend" for g in group.groups}
        assert "shown by reference n of the list below" in key
    assert fonts.wrap("[1–5]", 8.0, 13.0) == ("[1–", "5]")
    assert fonts.wrap("[101,103–105]", 8.0, 22.0) == ("[101,", "103–", "105]")


def test_a_table_numbers_the_references_of_its_rows():
    whole = compared(picture={"table": True}, show=["b_name", "direction"])
    scene = draw(whole)
    texts = [t.text for t in scene.texts()]
    assert texts.count("direction") == texts.count("references") == 1
    assert "[1,2]" in texts
    assert "1. " not in texts
    assert len(drawing.drawn_part(whole).references) == len({s for r in whole.meta["rows"][:30] for s in r["studies"]})
    assert faults(scene) == []


def test_a_narrow_table_of_doses_keeps_dose_and_outcome():
    row = {"product": "ev", "unit": "ug_protein", "per": "animal", "route": "intravenous", "system": "in_vivo"}
    row |= {"low": 10.0, "high": 200.0, "n_studies": 4, "n_better": 3, "n_no_effect": 1, "n_worse": 0}
    rows = [row, row | {"high": 10.0, "per": None, "n_no_effect": 0}]
    head = next(q for q in packaged().queries if q.name == "doses")
    whole = made([], {}, columns=list(row), rows=rows, show=list(head.show), picture=dict(head.picture))
    narrow = draw(whole, "single")
    assert narrow.description == "A table of 2 rows: product, dose, route, studies (n), outcomes."
    words = " ".join(t.text for t in narrow.texts())
    assert "10–200 µg" in words
    assert "3 better, 1 no" in words
    assert "Not shown: system." in " ".join(t.text for t in narrow.texts())
    wide = draw(whole, "double")
    assert "dose, route, system, studies (n), better (n), no effect (n), worse (n)" in wide.description
    assert {"10–200 µg protein per animal", "10 µg protein"} <= {t.text for t in wide.texts()}


def test_a_narrow_table_of_trials_keeps_phase_and_status():
    row = {"trial_id": "clinicaltrials:NCT00550524", "disease_names": ["acute respiratory distress syndrome"]}
    row |= {"product": "ev", "source_name": "AD-MSC", "phase": ["1", "2"], "status": "not_yet_recruiting"}
    row |= {"enrolment": 20, "dose": "10 million", "results": ["better"], "studies": ["pubmed:1"]}
    head = next(q for q in packaged().queries if q.name == "trials")
    whole = made([], {}, columns=list(row), rows=[row], show=list(head.show), picture=dict(head.picture))
    whole = replace(whole, references=(Reference(1, "pubmed:1", "Author 1"),))
    assert draw(whole, "single").description == "A table of 1 rows: trial id, diseases, phase, status, references."
    assert "1, 2; not yet" in " ".join(t.text for t in draw(whole, "single").texts())
    assert draw(whole, "double").description.endswith("phase, status, enrolment, dose, results, references.")


def test_another_size_is_refused(flagship):
    with pytest.raises(KeyError):
        draw(flagship, "poster")


@pytest.mark.parametrize("text", ["hsa-miR-146a-5p", "canonical NF-kappaB signal transduction", "x" * 50, "", "a b"])
@pytest.mark.parametrize("most", [20.0, 43.0, 90.0])
def test_lines_fit_and_lose_nothing(text, most):
    lines = fonts.wrap(text, 8.0, most)
    assert all(fonts.width(line, 8.0) <= most for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_the_overlap_check_sees_an_overlap(flagship):
    scene = draw(flagship)
    text = scene.texts()[0]
    assert (
        faults(replace(scene, groups=(*scene.groups, figure.Group("x", (replace(text, text=text.text + "x"),))))) != []
    )
