"""The tutorial: its commands run in the order of the page on a copy of the curation; `make docs` writes them anew."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from shutil import copytree

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from graph.backends.embedded import EmbeddedStore
from queries.catalogue import packaged
from tests.docs.printed import blocks, settled
from tests.docs.test_printed import WRITE
from tests.serving import COMMAND, environment
from tests.stores import CURATION, ROOT

PAGE = ROOT / "docs" / "tutorial" / "first-hour.md"
FENCE = re.compile(r"^```(?P<kind>shell|yaml)\n(?P<held>.*?)^```$", re.DOTALL | re.MULTILINE)
COMMANDS = re.compile(r"^\$ (?P<command>[^\n]+)\n(?P<printed>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
HOME = "~/exomech"
"""What the page calls the folder of the checkout."""
STUDY = "curation/studies/pubmed_99999999.yaml"


def run(command: str, project: Path) -> str:
    """What a command prints in the folder of the project, to both streams."""
    words = shlex.split(command)
    assert words[0] in {"exomech", "rm"}, command
    words = [*COMMAND, *words[1:]] if words[0] == "exomech" else words
    done = subprocess.run(
        words,
        cwd=project,
        env=environment(store=project / ".exomech") | {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    assert done.returncode in ({0, 1} if words[-2:-1] == ["check"] else {0}), done.stdout
    return "\n".join(line.rstrip() for line in done.stdout.replace(str(project), HOME).splitlines())


@pytest.mark.slow
def test_the_commands_print_what_the_page_shows(tmp_path: Path, curation_directory: Path) -> None:
    project = tmp_path / "exomech"
    copytree(curation_directory, project / ".exomech")
    copytree(CURATION, project / "curation")
    text = PAGE.read_text("utf-8")
    made, shown = text, []
    for fence in FENCE.finditer(text):
        if fence["kind"] == "yaml":
            assert (project / STUDY).exists(), "the page writes over what `exomech new study` made"
            (project / STUDY).write_text(fence["held"], "utf-8")
            continue
        written = ""
        for found in COMMANDS.finditer(fence["held"]):
            printed = run(found["command"], project)
            shown.append((found["command"], found["printed"], printed))
            written += f"$ {found['command']}\n" + (f"{printed}\n" if printed else "")
        made = made.replace(fence.group(), f"```shell\n{written}```")
    if WRITE:
        PAGE.write_text(made, "utf-8")
    else:
        for command, on_page, printed in shown:
            assert settled(on_page) == settled(printed), f"`{command}`: run `make docs`"
    assert (project / "nfkb-in-ibd.svg").read_bytes().rstrip().endswith(b"</svg>")
    assert not (project / STUDY).exists()
    assert "Nobody 2026" in shown[-2][2], "the study is not in the answer"


def test_what_is_read_line_by_line_stands_in_the_answer() -> None:
    text = PAGE.read_text("utf-8")
    first = next(iter(blocks(text)))
    _, _, table = text.partition("| in the answer | means |\n|---|---|\n")
    quoted = [re.match(r"\| `([^`]+)`", line) for line in table.partition("\n\n")[0].splitlines()]
    assert len(quoted) >= 10
    for found in quoted:
        assert found is not None
        assert found[1] in first.printed, f"{found[1]} is not in the answer any more: read the new one"
    claim = re.search(r"evidence-of-claim --claim (\S+)", text)
    assert claim is not None
    assert claim[1] in first.printed


def test_the_pages_it_points_to_answer(curated: EmbeddedStore) -> None:
    links = re.findall(r"<http://127\.0\.0\.1:8000(/[^>]*)>", PAGE.read_text("utf-8"))
    assert len(links) >= 2
    with TestClient(create_app(curated, packaged(), load_settings())) as client:
        for link in links:
            assert client.get(link).status_code == 200, link


def test_one_command_installs_checks_builds_and_serves() -> None:
    [target] = re.findall(r"^```make\nmake (\S+)\n```$", PAGE.read_text("utf-8"), re.MULTILINE)
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    steps = re.findall(r"exomech (\w+)$", done.stdout, re.MULTILINE)
    assert steps == ["check", "build", "serve"]
