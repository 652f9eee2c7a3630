"""Reading and checking 5,000 study files, against the script anyone would write: CSafeLoader, then model_validate."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

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
    """Read and validate with our reader, which sees repeated keys and anchors; positions are there when asked for."""
    for path in paths:
        parsed = parse(path.read_bytes(), path.name)
        StudyDocument.model_validate(parsed.value)
    return len(paths)


def ours_with_positions(paths: list[Path]) -> int:
    """The same with every position of every file worked out, as if each had a finding."""
    for path in paths:
        parsed = parse(path.read_bytes(), path.name)
        StudyDocument.model_validate(parsed.value)
        parsed.positions.of(("study",), key=False)
    return len(paths)


def seconds(work: object, *args: object) -> float:
    """How long a call takes."""
    begin = perf_counter()
    assert callable(work)
    work(*args)
    return perf_counter() - begin


def figures(files: int = FILES) -> list[Figure]:
    """The figures of reading and checking."""
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        root = Path(name) / "curation"
        shutil.copytree(CURATION, root)
        shutil.rmtree(root / "studies", ignore_errors=True)
        shutil.rmtree(root / "trials", ignore_errors=True)
        paths = write_studies(root / "studies", files)
        rounds = [(seconds(plain, paths), seconds(ours, paths)) for _ in range(ROUNDS)]
        base, mine = median(p for p, _ in rounds), median(o for _, o in rounds)
        pairwise = median(p / o for p, o in rounds)
        placed = seconds(ours_with_positions, paths)
        cache = Path(name) / "cache"
        cold = seconds(lambda: check(curation=root, cache=cache))
        warm = seconds(lambda: check(curation=root, cache=cache))
        result = check(curation=root, cache=cache)
        assert result.files_in > files
        assert result.ok, result.findings[:3]
        return [
            Figure("read + validate, plain script", f"{files / base:,.0f} files/s", "CSafeLoader + model_validate", ""),
            Figure(
                "read + validate, ours", f"{files / mine:,.0f} files/s", f"{pairwise:.2f}x the plain script", ">= 1.5x"
            ),
            Figure(
                "the same, every position worked out",
                f"{files / placed:,.0f} files/s",
                f"{base / placed:.2f}x",
                "reported",
            ),
            Figure("all checks, cold", f"{cold:.1f} s", f"{files / cold:,.0f} files/s", "reported"),
            Figure("all checks, warm (unchanged)", f"{warm:.2f} s", f"{cold / warm:.1f}x faster than cold", ">= 5x"),
        ]
