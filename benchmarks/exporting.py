"""Figures and whole-graph files: time of figures by number of edges; time and memory of files at a million edges."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.report import Figure
from graph.exports.captions import SIZES
from graph.exports.drawing import draw, picture
from graph.exports.pdf import to_pdf
from graph.exports.png import to_png
from graph.exports.subgraph import Edge, Node, Reference, Subgraph
from graph.exports.svg import to_svg
from graph.exports.whole import FORMS, Whole, write_whole
from graph.rows import EdgeRow, NodeRow
from graph.store import Manifest

EDGES = (10, 30, 60)
HUB = 200
MANY = 1_000_000
FEW = 10_000
_LABELS = ("Vesicle", "MiRNA", "Gene", "Pathway")


def _subgraph(number: int) -> Subgraph:
    """A layered graph of ``number`` edges, three of which share a reference, that one page holds."""
    broad = max(number // 4, 3)
    nodes = tuple(Node(f"x:{k}-{i}", f"thing {k}-{i}", label) for k, label in enumerate(_LABELS) for i in range(broad))
    edges = tuple(
        Edge(
            f"c{i}", f"x:{i % 3}-{i // 3 % broad}", f"x:{i % 3 + 1}-{(i // 3 * 7 + i // 30) % broad}",
            "INCREASES" if i % 2 else "DECREASES", "claim", 1 if i % 2 else -1, grade="weak", grade_rank=1,
            basis="measured", supporting=(f"pubmed:{i // 3}",), row=i,
        )
        for i in range(number)
    )  # fmt: skip
    used = range((number + 2) // 3)
    references = tuple(Reference(i + 1, f"pubmed:{i}", f"Author {i}", "A title of usual length") for i in used)
    return Subgraph(nodes, edges, references, {"title": "A question?", "build": "b", "data_version": "d"})


def _hub(number: int) -> Subgraph:
    """``number`` edges into one node, each with a reference of its own: far more than a page holds."""
    nodes = (Node("x:hub", "hub", "Gene"), *(Node(f"x:{i}", f"thing {i}", _LABELS[i % 3]) for i in range(number)))
    edges = tuple(
        Edge(
            f"c{i}", f"x:{i}", "x:hub", "DECREASES", "claim", -1, grade="weak", grade_rank=1, basis="measured",
            supporting=(f"pubmed:{i}",), row=i,
        )
        for i in range(number)
    )  # fmt: skip
    references = tuple(Reference(i + 1, f"pubmed:{i}", f"Author {i}", "A title of usual length") for i in range(number))
    return Subgraph(nodes, edges, references, {"title": "A question?", "build": "b", "data_version": "d"})


def _best_of(function: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        function()
        found.append(time.perf_counter() - start)
    return min(found)


def _whole(number: int) -> Whole:
    def nodes() -> Iterator[NodeRow]:
        for i in range(1000):
            yield NodeRow(f"HGNC:{i}", ("Gene", "Entity"), {"name": f"G{i}"})

    def edges() -> Iterator[EdgeRow]:
        for i in range(number):
            props = {"kind": "claim", "sign": 1, "grade": "weak", "reports": ("pubmed:1@MONDO:1",), "claim": f"c{i}"}
            yield EdgeRow("INCREASES", f"HGNC:{i % 1000}", f"HGNC:{(i + 7) % 1000}", f"c{i}", props)

    return Whole(nodes, edges, Manifest("b", "c", "s", "d"))


def _measured(form: str, number: int) -> dict[str, float]:
    """Seconds and peak resident memory (MB) of writing ``number`` edges as ``form`` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.exporting", form, str(number)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def _peak_mb() -> float:
    """Peak resident memory of this process in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # On Linux `ru_maxrss` outlives exec and so tells the peak of the process that started this one.
        return float(next(x for x in status.read_text().splitlines() if x.startswith("VmHWM")).split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _measure(form: str, number: int) -> None:
    # A zip needs a file that knows its place, which the null device does not.
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        write_whole(_whole(number), form, out)
        seconds, written = time.perf_counter() - start, out.tell()
    peak = _peak_mb()
    print(json.dumps({"seconds": seconds, "peak": peak, "size": written / 1e6}))


def figures() -> list[Figure]:
    """Every figure of this part."""
    found = []
    draw(_subgraph(3))  # the font is read once
    for number in EDGES:
        subgraph = _subgraph(number)
        scene, part = picture(subgraph)
        assert len(part.edges) == number, f"the page holds {len(part.edges)} of {number} edges"
        laid, svg = _best_of(lambda s=subgraph: draw(s)), _best_of(lambda s=scene: to_svg(s))
        pdf, png = _best_of(lambda s=scene: to_pdf(s)), _best_of(lambda s=scene: to_png(s))
        times = " / ".join(f"{1000 * t:.0f}" for t in (laid + svg, laid + pdf, laid + png))
        found.append(Figure(f"figure of {number} edges: SVG / PDF / PNG, ms", times, "-", "-"))
    for size in SIZES:
        laid = _best_of(lambda s=size: to_svg(draw(_hub(HUB), s)))
        kept = len(picture(_hub(HUB), size)[1].edges)
        what = f"figure of {HUB} edges into one node, {size}: SVG of the {kept} that one page holds, ms"
        found.append(Figure(what, f"{1000 * laid:.0f}", "-", "-"))
    for form in FORMS:
        few, many = _measured(form, FEW), _measured(form, MANY)
        memory = f"peak {many['peak']:.0f} MB; {few['peak']:.0f} MB at {FEW:,} edges"
        what = f"whole graph as {form}, {MANY:,} edges ({many['size']:.0f} MB), s"
        target = f"{many['peak'] / few['peak']:.2f} of the memory (flat: below 1.2)"
        found.append(Figure(what, f"{many['seconds']:.1f}", memory, target))
    return found


if __name__ == "__main__":
    _measure(sys.argv[1], int(sys.argv[2]))
