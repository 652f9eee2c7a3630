"""Building the embedded graph of the real curation, first and again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.report import Figure
from benchmarks.synthetic import CURATION
from graph.backends.embedded import EmbeddedStore
from loaders.building import build


def figures() -> list[Figure]:
    """Seconds from curation files to an answering graph."""
    with tempfile.TemporaryDirectory(prefix="exomech-bench-") as name:
        store = EmbeddedStore(Path(name) / "store")
        begin = perf_counter()
        first = build(CURATION, store)
        cold = perf_counter() - begin
        begin = perf_counter()
        again = build(CURATION, store)
        unchanged = perf_counter() - begin
        store.close()
        assert first.rows.written == first.rows.rows_in
        assert again.rows.written == 0
        size = f"{first.files_in} files, {first.rows.rows_in:,} rows"
        return [
            Figure("embedded build of the real curation", f"{cold:.2f} s", size, "< 10 s"),
            Figure("the same again, unchanged", f"{unchanged:.2f} s", f"{again.rows.written} rows written", "reported"),
        ]
