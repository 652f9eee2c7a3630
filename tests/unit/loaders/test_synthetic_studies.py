"""The benchmark's made-up studies pass every rule that real ones pass, so that its figures are of clean files."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.synthetic import CURATION, write_studies
from loaders.checking import check
from loaders.findings import Severity


def test_the_synthetic_studies_of_the_benchmark_are_clean(tmp_path: Path) -> None:
    root = tmp_path / "curation"
    shutil.copytree(CURATION, root)
    shutil.rmtree(root / "studies")
    shutil.rmtree(root / "trials")
    written = write_studies(root / "studies", 30)
    result = check(curation=root, cache=tmp_path / "cache")
    assert [f for f in result.findings if f.severity is Severity.ERROR] == []
    assert len(written) == 30 == sum(record.kind == "study" for record in result.records)
