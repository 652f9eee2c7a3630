"""A picture fits one page, its headings cut nothing, its numbers are all there, its legend shows what it uses."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from graph.exports import captions, drawing
from graph.exports.drawing import picture
from graph.exports.legend import legend
from graph.exports.merging import merged
from graph.exports.paging import most_that_fits
from graph.exports.scene import Curve, Polygon, Scene, Shape, Text
from graph.exports.subgraph import Reference
from tests.drawings import cut_lines, faults, groups_of, references_on_edges
from tests.unit.exports.samples import made, step


@pytest.mark.parametrize("fits", range(8))
def test_the_greatest_count_that_fits_is_found(fits):
    asked = []

    def make(count):
        asked.append(count)
        return f"{count} rows" if count <= fits else None

    assert most_that_fits(range(1, 8), make) == (f"{fits} rows" if fits else None)
    assert len(asked) <= 4, "halves, not one after another"
    assert most_that_fits([], make) is None


HUB = [step(n, f"exomech:ev-{n}", "HGNC:1", sign=-1, relation="DECREASES") for n in range(90)]
HUB_LABELS = {**{f"exomech:ev-{n}": "Vesicle" for n in range(90)}, "HGNC:1": "Gene"}


@pytest.mark.parametrize("size", captions.SIZES)
def test_a_hub_with_many_neighbours_fits_one_page_and_says_what_is_missing(size):
    whole = made(HUB, HUB_LABELS, narrower=["sign=…", "limit=10"], total=200, returned=90, filters=["min_level=2"])
    scene, part = picture(whole, size)
    page = captions.SIZES[size]
    assert page.height * 0.85 < scene.height <= page.height, "as many as the page holds, and no more"
    assert [e.id for e in part.edges] == [f"c{n}" for n in range(len(part.edges))], "the first of the answer"
    told = " ".join(t.text for t in scene.texts())
    assert f"{len(part.edges)} of 90 steps are drawn" in told
    assert "Ask for less: sign=… or limit=10." in told
    assert "Of the answer's 200 rows, 90 were asked for." in told
    assert "ExoMech q, min_level=2, build b" in told
    assert faults(scene) == []
    record = replace(whole, meta=whole.meta | {"record": "HGNC:1", "query": "entity", "narrower": []})
    of_record = " ".join(t.text for t in picture(record, size)[0].texts())
    assert "steps are drawn: the best supported, as many as a page holds." in of_record
    assert "limit=10" not in of_record, "drawing a record takes no limit"


def test_titles_of_references_give_way_before_steps_do():
    edges = [step(n, f"exomech:ev-{n}", f"HGNC:{n}") for n in range(8)]
    labels = {x: "Vesicle" if "ev" in x else "Gene" for e in edges for x in (e.source, e.target)}
    whole = made(edges, labels)
    long = tuple(replace(r, title="A title that goes on and on " * 5, first_author="Lee") for r in whole.references)
    for title, told in ((whole.references, True), (long, False)):
        scene, part = picture(replace(whole, references=title), "slide")
        assert len(part.edges) == 8
        assert any("A title" in t.text for t in scene.texts()) is told


def test_one_row_is_drawn_even_where_its_references_fill_more_than_a_page():
    many = tuple(f"pubmed:{n}" for n in range(150))
    scene, part = picture(
        made([step(1, "exomech:ev-1", "HGNC:1", supporting=many)], {"exomech:ev-1": "Vesicle", "HGNC:1": "Gene"}),
        "slide",
    )
    assert len(part.edges) == 1
    assert scene.height > captions.SIZES["slide"].height
    assert {f"{n}." for n in range(1, 151)} <= {t.text for t in scene.texts()}


@pytest.mark.parametrize("kind", ["table", "matrix"])
@pytest.mark.parametrize("size", captions.SIZES)
def test_rows_fit_one_page_too(size, kind):
    rows = [
        {"a_name": f"thing {n}", "b_name": "source", "direction": "increase", "text": "many words " * 12,
         "studies": [f"pubmed:{n}"], "grade_rank": 1}
        for n in range(60)
    ]  # fmt: skip
    shown = {
        "table": {"table": True},
        "matrix": {"matrix": {"rows": ["a_name"], "columns": ["b_name"], "cell": "direction"}},
    }
    whole = made([], {}, columns=list(rows[0]), rows=rows, picture=shown[kind])
    whole = replace(whole, references=tuple(Reference(n + 1, f"pubmed:{n}", f"Author {n}") for n in range(60)))
    scene, part = picture(whole, size)
    assert captions.SIZES[size].height * 0.7 < scene.height <= captions.SIZES[size].height
    drawn = len(groups_of(scene, "row-"))
    assert len(part.references) == drawn < 60
    assert f"{drawn} of 60 rows are shown" in " ".join(t.text for t in scene.texts())
    huge = made([], {}, columns=["text"], rows=[{"text": "many words " * 900}], picture={"table": True})
    assert picture(huge, size)[0].height > captions.SIZES[size].height, "one row is drawn all the same"


@pytest.mark.parametrize(
    ("product", "box"),
    [("exomech:ev-1", "Vesicle"), ("exomech:secretome-1", "Released by the donor"), ("CL:1", "Released by the donor")],
)
def test_the_vesicles_box_claims_no_vesicle_where_there_is_none(product, box):
    factor = step(1, product, "HGNC:1", relation="CARRIES" if "ev" in product else "RELEASES")
    labels = {product: "CellSource" if product == "CL:1" else "Vesicle", "HGNC:1": "Gene", "HGNC:2": "Gene"}
    scene, _ = picture(made([factor, step(2, "HGNC:1", "HGNC:2")], labels), "double")
    told = " ".join(t.text for t in scene.texts())
    assert [name for name in ("Vesicle", "Released by the donor") if f"{name} " in told] == [box]


def test_a_matrix_tells_which_columns_are_missing_what_empty_means_and_who_speaks_against():
    rows = [
        {"a_name": "TNF", "b_name": f"source {n}", "direction": "decrease", "studies": ["pubmed:1"], "grade_rank": 1,
         "claims": ["c1"], "against": ["pubmed:2"] if n == 0 else []}
        for n in range(30)
    ]  # fmt: skip
    shown = {"matrix": {"rows": ["a_name"], "columns": ["b_name"], "cell": "direction"}}
    claim = step(1, "exomech:ev-1", "HGNC:1", sign=-1, against=("pubmed:2",))
    about = {"columns": list(rows[0]), "picture": shown, "narrower": ["sources=…"]}
    scene, part = picture(made([claim], {"exomech:ev-1": "Vesicle", "HGNC:1": "Gene"}, rows=rows, **about), "double")
    texts = " ".join(t.text for t in scene.texts())
    assert "of 30 columns fit the page. Ask for less: sources=…." in texts
    assert [r.id for r in part.references] == ["pubmed:1", "pubmed:2"]
    assert "[1 vs 2]" in texts
    assert "vs n found no such effect, or the opposite: reference n" in texts
    counted = [{"a_name": f"a{n % 2}", "b_name": f"b{n}", "expected": 1.0} for n in range(3)]
    shown = {"matrix": {"rows": ["a_name"], "columns": ["b_name"], "cell": "expected"}}
    for total, told in ((3, "empty where the answer names no such pair"), (9, "where the 3 rows asked for name no")):
        drawn = picture(made([], {}, rows=counted, columns=list(counted[0]), picture=shown, total=total), "double")[0]
        assert told in " ".join(t.text for t in drawn.texts())


def crowded() -> Scene:
    """From top to bottom, with edges that pass every compartment between the first and the last."""
    chain = ["CL:0002540", "exomech:ev-CL0002540", "mirbase.mature:MIMAT0000449", "HGNC:1", "MONDO:0005265"]
    labels = dict(zip(chain, ("CellSource", "Vesicle", "MiRNA", "Gene", "Disease"), strict=True))
    edges = [step(n, a, b) for n, (a, b) in enumerate(pairwise(chain))]
    edges += [step(10 + n, chain[0], chain[-1], relation=f"R{n}") for n in range(9)]
    scene, part = picture(made(edges, labels), "single")
    assert len(part.edges) == len(edges)
    return scene


def test_headings_of_compartments_stand_beside_the_edges_that_pass():
    scene = crowded()
    headings = groups_of(scene, "compartment-name-")
    assert [h.shapes[0].text for h in headings] == ["Donor cell", "Vesicle", "Recipient cell", "Disease and outcome"]
    assert cut_lines(scene) == []
    assert all(isinstance(s, Text) for h in headings for s in h.shapes), "nothing is painted under a heading"


def test_the_heading_check_sees_a_heading_on_an_edge_on_a_node_and_on_a_frame():
    scene = crowded()
    heading = groups_of(scene, "compartment-name-")[0].shapes[0]

    def on(prefix: str) -> list[str]:
        shapes = [s for g in groups_of(scene, prefix) for s in g.shapes if isinstance(s, Curve | Polygon)]
        x, y = shapes[0].points[0]
        there = replace(heading, x=x - heading.width / 2, y=y + heading.size * 0.3)
        groups = tuple(
            replace(g, groups=(replace(g.groups[0], shapes=(there,)), *g.groups[1:]))
            if g.name == "compartment-names"
            else g
            for g in scene.groups
        )
        return cut_lines(replace(scene, groups=groups))

    assert any("edge-" in told for told in on("edge-c"))
    assert any("node-" in told for told in on("node-"))
    assert any("frame of" in told for told in on("compartment-1"))


def test_the_check_sees_a_label_on_the_line_of_another_edge():
    scene = crowded()
    lines = {g.name: g.shapes[0].points[3] for g in groups_of(scene, "edge-c")}
    labels = next(g for g in scene.groups if g.name == "edge-references")
    first, other = labels.groups[0], lines["edge-c12"]
    text = first.shapes[-1]
    there = replace(text, x=other[0] - text.width / 2, y=other[1] + text.size * 0.3)
    moved = replace(labels, groups=(replace(first, shapes=(there,)), *labels.groups[1:]))
    told = cut_lines(replace(scene, groups=tuple(moved if g is labels else g for g in scene.groups)))
    assert told == [f"'[1]' of {first.name} cuts edge-c12"]


def test_every_number_of_an_edge_stands_on_it_and_in_the_list():
    odd = tuple(f"pubmed:{n}" for n in range(1, 40, 2))
    even = tuple(f"pubmed:{n}" for n in range(0, 40, 2))
    edges = [step(1, "m:1", "HGNC:1", supporting=odd, against=even[:3]), step(2, "m:1", "HGNC:2", supporting=even)]
    whole = made(edges, {"m:1": "MiRNA", "HGNC:1": "Gene", "HGNC:2": "Gene"})
    whole = replace(whole, references=tuple(Reference(n + 1, f"pubmed:{n}", f"Author {n}") for n in range(40)))
    for size in captions.SIZES:
        scene, part = picture(whole, size)
        assert references_on_edges(scene) == {e.id: set().union(*part.numbers_of(e)) for e in part.edges}
        assert {f"{n}." for n in range(1, len(part.references) + 1)} <= {t.text for t in scene.texts()}
        assert faults(scene) == []


def paints(shapes: tuple[Shape, ...]) -> set[tuple[object, ...]]:
    """How shapes are painted, wherever they stand."""
    return {(type(s), s.stroke, s.width, s.fill, s.dash) for s in shapes if isinstance(s, Curve | Polygon)}


def test_the_legend_shows_lines_of_the_figure_and_no_other():
    edges = [
        step(
            1, "m:1", "HGNC:1", sign=-1, relation="TARGETS", grade_rank=3, grade="strong", basis="inferred_by_authors"
        ),
        step(2, "m:1", "HGNC:2", basis="inferred_by_authors", tier="assembled"),
        step(
            3, "HGNC:1", "GO:1", kind="background", sign=-1, basis="background", supporting=(), references=("pubmed:9",)
        ),
    ]
    whole = made(edges, {"m:1": "MiRNA", "HGNC:1": "Gene", "HGNC:2": "Gene", "GO:1": "Pathway"})
    key = legend(whole, captions.SIZES["double"], 0)[0]
    shown = {g.title: paints(g.shapes) for g in key.groups}
    drawn = [paints(g.shapes) for g in groups_of(picture(whole)[0], "edge-c")]
    lines = {t: p for t, p in shown.items() if "evidence" in t or "creases" in t or "dashed" in t}
    assert lines
    assert [t for t, p in lines.items() if p not in drawn] == [], "a line that the figure does not draw"
    assert set(lines) == {
        "decreases or ameliorates, not measured", "increases, not measured", "decreases or ameliorates",
        "dashed: background knowledge, or steps of several studies", "strong evidence", "weak evidence",
    }  # fmt: skip
    one = {g.title for g in legend(replace(whole, edges=(edges[1],)), captions.SIZES["double"], 0)[0].groups}
    assert "dashed: steps of several studies" in one
    assert "decreases or ameliorates" not in one


def test_steps_that_differ_by_their_aspect_alone_are_one_line_that_names_them_all():
    readout = {"relation": "READOUT_OF", "kind": "membership", "basis": "background", "supporting": (), "row": 0}
    edges = [
        step(1, "HGNC:1", "GO:1", aspect="acetylation", **readout, references=("pubmed:1",)),
        step(2, "HGNC:1", "GO:1", aspect="localisation", **readout, references=("pubmed:2",)),
        step(3, "m:1", "HGNC:1", aspect="amount", sign=-1, row=1),
        step(4, "m:1", "HGNC:1", aspect="acetylation", row=2),
        step(5, "m:1", "HGNC:1", aspect="amount", sign=-1, basis="inferred_by_authors", row=3),
    ]
    whole = replace(
        made(edges, {"m:1": "MiRNA", "HGNC:1": "Gene", "GO:1": "Pathway"}),
        references=tuple(Reference(n, f"pubmed:{n}", f"pubmed:{n}") for n in range(1, 6)),
    )
    one = merged(whole).edges
    assert [(e.id, e.aspect, e.references) for e in one if e.target == "GO:1"] == [
        ("c1", "acetylation, localisation", ("pubmed:1", "pubmed:2"))
    ]
    assert [e.id for e in one if e.source == "m:1"] == ["c3", "c4", "c5"], "what is drawn differently stays apart"
    scene, part = picture(whole)
    assert len(groups_of(scene, "edge-c")) == len(part.edges) == 4
    words = [t.text for t in scene.texts()]
    assert words.count("amount") == 2
    assert words.count("acetylation") == 1, "an edge without a neighbour needs no aspect"
    assert references_on_edges(scene)["c1"] == {1, 2}
    assert faults(scene) == []


def test_micrograms_are_printed_as_such():
    rows = [{"dose": "10 ug per kg", "unit": "ug_protein", "gene": "bug"}]
    whole = made([], {}, columns=["dose", "unit", "gene"], rows=rows, picture={"table": True})
    assert {"10 µg per kg", "µg protein", "bug"} <= {t.text for t in drawing.draw(whole).texts()}
