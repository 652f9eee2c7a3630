"""Files of the flagship answer on the real curation, read back by programs that we did not write: the same graph."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from graph.backends.embedded import EmbeddedStore
from graph.exports import bel, kgx
from graph.exports.cyjs import to_cyjs
from graph.exports.mermaid import to_mermaid
from graph.exports.subgraph import Subgraph
from queries.answering import answer
from queries.catalogue import packaged
from queries.subgraphs import subgraph_of_answer
from tests.browsing import chromium
from tests.readers import environments

READERS = Path(environments.__file__).parent


@pytest.fixture(scope="module")
def broad(store: EmbeddedStore) -> Subgraph:
    """miRNAs on NF-κB in any disease: edges of every sign and kind."""
    found = answer(store, packaged().get("mirnas-on-pathway"), {"pathway": "NF-kB"}, timeout_s=60)
    subgraph = subgraph_of_answer(store, found)
    assert {e.sign for e in subgraph.edges} >= {1, -1, None}
    assert {e.kind for e in subgraph.edges} >= {"claim", "membership", "structure", "context"}
    return subgraph


def read_by(name: str, script: str, path: Path) -> dict:
    command = [environments.python_with(name), READERS / script, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_kgx_reads_and_validates_tables_and_lines(broad: Subgraph, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(kgx.to_kgx(broad))) as archive:
        archive.extractall(tmp_path)
        losses = json.loads(archive.read("loss.json"))
    directions = {1: "increased", -1: "decreased"}
    expected = Counter(
        (
            kgx.curie(e.source),
            kgx.curie(e.target),
            kgx.predicate(e.relation, e.sign),
            directions.get(e.sign or 0, "") if kgx.predicate(e.relation) == "biolink:affects" else "",
            "" if e.sign is None else str(e.sign),
        )
        for e in broad.edges
    )
    for form, found in read_by("kgx", "read_kgx.py", tmp_path).items():
        assert found["nodes"] == sorted(kgx.curie(n.id) for n in broad.nodes), form
        assert Counter(map(tuple, found["edges"])) == expected, form
        foreign = {m[1] for e in found["errors"] if (m := re.search(r"CURIE prefix '(\w+)' is not represented", e))}
        assert foreign <= set(losses["prefixes_unknown_to_biolink"])
        # KGX takes a capital after a capital for no camel case, and so refuses Biolink's own category.
        other = [e for e in found["errors"] if "CURIE prefix" not in e and "'MicroRNA' is not in CamelCase" not in e]
        assert other == [], form


def test_pybel_compiles_the_script_without_a_warning(broad: Subgraph, tmp_path: Path) -> None:
    path = tmp_path / "answer.bel"
    path.write_bytes(bel.to_bel(broad))
    found = read_by("pybel", "read_bel.py", path)
    assert found["warnings"] == []

    def name(identifier: str) -> str:
        return f"{bel.namespace(identifier)}:{identifier.partition(':')[2]}"

    assert found["nodes"] == sorted(name(n.id) for n in broad.nodes)
    signs = {"increases": 1, "directlyIncreases": 1, "decreases": -1, "directlyDecreases": -1}
    read = Counter((a, b, signs[r]) for a, b, r, _ in found["edges"] if r in signs)
    carried = {"CARRIES", "LOADED_WITH"}
    expected = Counter(
        {
            (name(e.source), name(e.target), e.sign): max(len(e.supporting) + len(e.references), 1)
            for e in broad.edges
            if e.sign in (1, -1) and e.relation not in carried and bel.relation(e) in signs
        }
    )
    assert set(read) == set(expected)
    # A phosphorylated protein is a variant of the protein, which PyBEL adds by itself.
    joined = {frozenset((a, b)) for a, b, relation, _ in found["edges"] if relation != "hasVariant"}
    assert joined == {frozenset((name(e.source), name(e.target))) for e in broad.edges}
    cited = {local for *_, local in found["edges"]}
    assert {e.target for e in broad.edges if e.kind == "structure"} <= cited, "products have ExoMech's own id"
    plain = [e for e in broad.edges if e.relation not in carried]
    assert {s.partition(":")[2] for e in plain for s in e.supporting} <= cited


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as opened:
        yield opened


def in_chromium(page: Page, html: str, directory: Path, **scripts: str) -> dict:
    """What a page writes into its ``<pre id=found>`` when its scripts have run, without a network."""
    for name, text in scripts.items():
        (directory / f"{name}.js").write_text(text, "utf-8")
    loads = "".join(f'<script src="{name}.js"></script>' for name in scripts)
    file = directory / "page.html"
    file.write_text(f'<!doctype html><meta charset="utf-8"><pre id="found"></pre>{loads}{html}', "utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("document.getElementById('found').textContent !== ''")
    return json.loads(page.locator("#found").text_content() or "")


CYTOSCAPE = """<div id="cy" style="width:900px;height:600px"></div><script>
const cy = cytoscape({...DATA, container: document.getElementById('cy'), layout: {name: 'grid'}});
found.textContent = JSON.stringify({
  nodes: cy.nodes().map(n => [n.id(), n.style('background-color'), n.style('label')]),
  edges: cy.edges().map(e => [e.source().id(), e.target().id(), e.data('sign'), e.style('target-arrow-shape')]),
});
</script>"""


def test_cytoscape_js_draws_it_in_a_browser(broad: Subgraph, page: Page, tmp_path: Path) -> None:
    library = environments.script("cytoscape", "dist/cytoscape.min.js")
    html = CYTOSCAPE.replace("DATA", to_cyjs(broad).decode().replace("</", "<\\/"))
    found = in_chromium(page, html, tmp_path, cytoscape=library)
    assert sorted(n[0] for n in found["nodes"]) == sorted(n.id for n in broad.nodes)
    assert {n[2] for n in found["nodes"]} == {n.caption for n in broad.nodes}
    assert len({n[1] for n in found["nodes"]}) >= 5
    read = Counter((a, b, s) for a, b, s, _ in found["edges"])
    assert read == Counter((e.source, e.target, e.sign if e.sign is not None else 0) for e in broad.edges)
    heads = {(s, head) for _, _, s, head in found["edges"] if s}
    assert (-1, "tee") in heads
    assert (1, "triangle") in heads
    assert (-1, "triangle") not in heads


MERMAID = """<script>
const text = TEXT;
mermaid.initialize({startOnLoad: false, maxEdges: 2000});
mermaid.mermaidAPI.getDiagramFromText(text).then(async made => {
  const edges = made.db.getEdges().map(e => [e.start, e.end, e.type]);
  const names = [...made.db.getVertices()].map(([id, v]) => [id, v.text]);
  const drawn = await mermaid.render('drawn', text);
  found.textContent = JSON.stringify({edges, names, drawn: drawn.svg.length});
}).catch(error => { found.textContent = JSON.stringify({error: String(error)}); });
</script>"""


def test_mermaid_parses_and_draws_it_in_a_browser(broad: Subgraph, page: Page, tmp_path: Path) -> None:
    library = environments.script("mermaid", "dist/mermaid.min.js")
    html = MERMAID.replace("TEXT", json.dumps(to_mermaid(broad).decode()).replace("</", "<\\/"))
    found = in_chromium(page, html, tmp_path, mermaid=library)
    assert "error" not in found, found
    ids = {f"n{i}": n.id for i, n in enumerate(broad.nodes)}
    assert {ids[i] for i, _ in found["names"]} == set(ids.values())
    signs = {"arrow_point": 1, "arrow_cross": -1, "arrow_circle": 0}
    read = Counter((ids[a], ids[b], signs[kind]) for a, b, kind in found["edges"])
    assert read == Counter((e.source, e.target, e.sign or 0) for e in broad.edges)
    assert found["drawn"] > 10_000
