"""Where everything is required, a test that would skip fails and says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = """
import pytest

def test_skips():
    pytest.skip("no such tool here")

def test_passes():
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_known():
    assert False
"""


@pytest.mark.parametrize(
    ("value", "summary"), [("1", "1 failed, 1 passed, 1 xfailed"), ("", "1 passed, 1 skipped, 1 xfailed")]
)
def test_skip_is_a_failure_when_all_is_required(tmp_path: Path, value: str, summary: str) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-rs",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:schemathesis",
            "-p",
            "no:hypothesispytest",
            "-c",
            os.devnull,
            str(tmp_path),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "EXOMECH_REQUIRE_ALL": value},
    )
    assert summary in done.stdout, done.stdout
    assert "no such tool here" in done.stdout
