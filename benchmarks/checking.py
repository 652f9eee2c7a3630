"""Reading and checking 5,000 study files, against the script anyone would write: CSafeLoader, then model_validate."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import yaml

from benchmarks.report import Figure
from benchmarks.synthetic import CURATION, write_studies
from loaders.checking import check
from loaders.reading import parse
from schema.documents import StudyDocument

FILES = 5_000
ROUNDS = 3


def plain(paths: list[Path]) -> int:
    """Read and validate as a plain script does; no positions, repeated keys unseen."""
    for path in paths:
        StudyDocument.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    return len(paths)


def ours(paths: list[Path]) -> int:
    """Read and validate with our reader: repeated keys and anchors are seen, every line and column is kept."""
    for path in paths:
        parsed = parse(path.read_bytes(), path.name)
        StudyDocument.model_validate(parsed.value)
    return len(paths)


def ours_by_path(paths: list[Path]) -> int:
    """The same with the kept places of every file laid out by path, as `exomech check` does for one with findings."""
    for path in paths:
        parsed = parse(path.read_bytes(), path.name)
        StudyDocument.model_validate(parsed.value)
        assert parsed.positions.of(("study",)) == (1, 8)
    return len(paths)


def seconds(work: Callable[..., object], *args: object, clock: Callable[[], float] = perf_counter) -> float:
    """How long a call takes by the clock; by ``process_time`` what else the machine does is left out."""
    begin = clock()
    work(*args)
    return clock() - begin


def figures(files: int = FILES) -> list[Figure]:
    """The figures of reading and checking."""
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        root = Path(name) / "curation"
        shutil.copytree(CURATION, root)
        shutil.rmtree(root / "studies", ignore_errors=True)
        shutil.rmtree(root / "trials", ignore_errors=True)
        paths = write_studies(root / "studies", files)
        rounds = [
            tuple(seconds(work, paths, clock=process_time) for work in (plain, ours, ours_by_path))
            for _ in range(ROUNDS)
        ]
        base, mine, placed = (median(times) for times in zip(*rounds, strict=True))
        faster, faster_by_path = (median(r[0] / r[n] for r in rounds) for n in (1, 2))
        cache = Path(name) / "cache"
        cold = seconds(lambda: check(curation=root, cache=cache))
        warm = seconds(lambda: check(curation=root, cache=cache))
        result = check(curation=root, cache=cache)
        assert result.files_in > files
        assert result.ok, result.findings[:3]
        return [
            Figure(
                "read + validate, plain script",
                f"{files / base:,.0f} files/s",
                "CSafeLoader + model_validate, processor time",
                "",
            ),
            Figure(
                "read + validate, ours, with line and column of every key and value",
                f"{files / mine:,.0f} files/s",
                f"{faster:.2f}x the plain script",
                ">= 1.5x",
            ),
            Figure(
                "the same, and the places of every file laid out by path",
                f"{files / placed:,.0f} files/s",
                f"{faster_by_path:.2f}x the plain script",
                "reported",
            ),
            Figure("all checks, cold", f"{cold:.1f} s", f"{files / cold:,.0f} files/s", "reported"),
            Figure("all checks, warm (unchanged)", f"{warm:.2f} s", f"{cold / warm:.1f}x faster than cold", ">= 5x"),
        ]
