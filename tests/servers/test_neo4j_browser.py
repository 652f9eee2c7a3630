"""Neo4j Browser in a real Chromium: connect, the guide opens, a cell runs, the graph has the figures' colours."""

from __future__ import annotations

import json
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from graph.exports.styling import node_colours
from loaders.building import build
from queries.groups import GROUPS
from schema.vocabulary import NODE_LABELS
from tests.servers.fixtures import Servers, opener_of, wipe
from tests.servers.neo4j import USER
from tests.serving import TINY, server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]  # fmt: skip
PATIENCE_MS = 60_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian package chromium)"),
]


@pytest.fixture(scope="module")
def api(servers: Servers) -> str:
    """The API's address, as the Browser takes it: it refuses guides of 127.0.0.1."""
    return f"http://localhost:{servers.api_port}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, servers: Servers, api: str) -> Iterator[Page]:
    """The Browser of a server that holds the tiny corpus, with an API beside it, after connecting."""
    neo4j, log = servers.running("neo4j-5.26"), tmp_path_factory.mktemp("browser") / "serve.log"
    wipe(neo4j)
    with closing(opener_of(neo4j)(timeout_s=30)) as store:
        build(TINY, store)
    address = f"http://localhost:{neo4j.http}"
    settings = {
        "neo4j_password": neo4j.password,
        "cors_origins": address,
        "timeout": 60,
        "browser_url": f"{address}/browser/",
    }
    with server(neo4j.url, log=log, port=servers.api_port, **settings), sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = chromium.new_page(viewport={"width": 1500, "height": 950})
        opened.set_default_timeout(PATIENCE_MS)
        opened.goto(f"{address}/browser/?connectURL=bolt://{USER}@localhost:{neo4j.bolt}")
        opened.get_by_test_id("password").fill(neo4j.password)
        opened.get_by_test_id("connect").click()
        yield opened
        chromium.close()


def frame_of(page: Page, command: str) -> Locator:
    """The newest frame whose command holds this text; the style's own frame may come above it at any time."""
    told = page.get_by_test_id("frameCommand").filter(has_text=command)
    return page.get_by_test_id("frame").filter(has=told).first


def drawn(page: Page, command: str) -> set[tuple[str, str]]:
    """Fill and border of every node in the frame of this command."""
    frame = frame_of(page, command)
    expect(frame.locator("g.node").first).to_be_visible(timeout=PATIENCE_MS)
    circles = frame.locator("g.node circle.b-outline")
    return {(c.get_attribute("fill") or "", c.get_attribute("stroke") or "") for c in circles.all()}


def test_guide_and_style_come_by_themselves_and_a_cell_draws_the_graph_in_the_figures_colours(
    page: Page, tmp_path: Path
) -> None:
    guide = page.get_by_test_id("guidesDrawer")
    expect(guide).to_contain_text("How mesenchymal stromal cells", timeout=PATIENCE_MS)
    expect(frame_of(page, "exomech.grass")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_test_id("guideNextSlide").click()
    cell = guide.locator("pre.runnable").first
    expect(cell).to_contain_text(":CARRIES")
    cell.locator("i").click()
    figures = {node_colours(label) for label in NODE_LABELS}
    assert {node_colours("Vesicle"), node_colours("MiRNA")} <= drawn(page, ":CARRIES") <= figures
    arrows = frame_of(page, ":CARRIES").locator("g.relationship path.b-outline")
    # Beside what was asked for, the Browser draws what else lies between the nodes.
    assert {a.get_attribute("fill") for a in arrows.all()} <= {"#0072B2", "#D55E00", "#999999"}
    assert "#0072B2" in {a.get_attribute("fill") for a in arrows.all()}
    page.screenshot(path=tmp_path / "graph.png")


def test_a_group_of_questions_opens_and_its_picture_is_drawn(page: Page, tmp_path: Path) -> None:
    guide = page.get_by_test_id("guidesDrawer")
    page.get_by_test_id("pagination-1").click()
    guide.get_by_text(GROUPS["cargo"], exact=True).click()
    expect(guide).to_contain_text("All groups", timeout=PATIENCE_MS)
    expect(guide).to_contain_text("NLRP3")
    guide.locator("pre.runnable", has_text="The claims of an answer").first.locator("i").click()
    assert node_colours("Vesicle") in drawn(page, "exomech:claim-")
    page.screenshot(path=tmp_path / "group.png")


def test_the_link_of_an_answer_fills_the_editor_and_draws_it(page: Page, api: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{api}/v1/queries/mirnas-on-pathway?pathway=GO:0007249", timeout=60) as answer:
        link = json.loads(answer.read())["meta"]["browser"]
    page.goto(link)
    expect(page.get_by_test_id("activeEditor")).to_contain_text("exomech:claim-", timeout=PATIENCE_MS)
    # The editor is there before the connection is; what is run too early is an error.
    expect(page.get_by_text("Connection credentials are stored").first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_test_id("editor-Run").click()
    assert {node_colours("Vesicle"), node_colours("MiRNA")} <= drawn(page, "The claims of an answer")
    page.screenshot(path=tmp_path / "answer.png")
