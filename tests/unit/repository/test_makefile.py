"""The Makefile offers the promised tasks, refuses an unsuitable Python with a clear line, and CI runs what it runs."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = ("serve", "test", "check", "build", "bench", "install", "lock", "fmt", "clean", "uninstall")
STEPS = (
    "ruff check .",
    "ruff format --check .",
    "bin/mypy",
    "bin/lint-imports",
    "bin/exomech check",
    "bin/exomech fmt --check",
)
"""What comes before any test."""


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # The variables of an outer make would reach the inner one: `make -n` under `make test` must stay a rehearsal.
    outer = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PYTHON", "PYTEST_ARGS"}
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("target", TARGETS)
def test_target_is_listed_by_help(target: str) -> None:
    assert re.search(rf"^  make {target} +\S", make().stdout, re.MULTILINE)


def test_every_phony_target_exists() -> None:
    declared = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[0].split()
    rules = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(declared) == rules


def test_unsuitable_python_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make("install", f"VENV={tmp_path / 'env'}", f"PYTHON={old}")
    assert done.returncode != 0
    assert f"ExoMech needs Python 3.11, 3.12, 3.13 or 3.14; tried: {old}." in done.stderr
    assert not (tmp_path / "env").exists()


@pytest.mark.parametrize(("version", "suitable"), [("3, 10", 0), ("3, 11", 1), ("3, 14", 1), ("3, 15", 0), ("4, 0", 0)])
def test_suitable_versions(version: str, suitable: int) -> None:
    condition = re.search(r"^SUITABLE := import sys; sys\.exit\((not .+)\)$", MAKEFILE, re.MULTILINE)
    assert condition is not None
    exit_code = eval(condition[1].replace("sys.version_info[:2]", f"({version})"))
    assert bool(exit_code) is not bool(suitable)


def test_serve_installs_only_what_serving_needs(tmp_path: Path) -> None:
    plan = make("-n", "serve", f"VENV={tmp_path}").stdout
    assert "-r requirements.lock" in plan
    assert "requirements-dev.lock" not in plan
    assert re.findall(r"bin/exomech (\w+)", plan) == ["check", "build", "serve"]


def test_test_runs_every_test_once(tmp_path: Path) -> None:
    plan = make("-n", "test", f"VENV={tmp_path}").stdout.strip().splitlines()
    assert [line.partition(" -m pytest ")[2] for line in plan[-2:]] == [
        '-m "not alone" --numprocesses 2 --dist loadfile --no-loadscope-reorder',
        "-m alone",
    ]
    assert (
        make("-n", "test", f"VENV={tmp_path}", "PYTEST_ARGS=-k kidney").stdout.strip().endswith("-m pytest -k kidney")
    )
    for step in STEPS:
        assert any(step in line for line in plan), step


def test_check_runs_the_same_steps_before_the_unit_tests(tmp_path: Path) -> None:
    plan = make("-n", "check", f"VENV={tmp_path}").stdout.strip().splitlines()
    assert "-m pytest tests/unit" in plan[-1]
    for step in STEPS:
        assert any(step in line for line in plan[:-1]), step


def test_ci_demands_every_test() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in text
    assert "export EXOMECH_REQUIRE_ALL=1" in text
    assert text.strip().splitlines()[-1].startswith("make test")
