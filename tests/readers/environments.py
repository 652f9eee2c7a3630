"""Environments of programs that read our files; never the project's own, whose packages they would replace."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.java import cache

HERE = Path(__file__).parent
NPM = {"cytoscape": "3.35.0", "mermaid": "11.17.2"}
"""Packages of scripts and their versions."""
_TIME_S = 900


def _may_install(what: str) -> None:
    if os.environ.get("EXOMECH_REQUIRE_ALL") != "1":
        pytest.skip(f"{what} is not installed; EXOMECH_REQUIRE_ALL=1 installs it into {cache()}")


def python_with(name: str) -> Path:
    """The Python of the environment that ``<name>.txt`` pins; made in CI where it is not there yet, else a skip."""
    pins = HERE / f"{name}.txt"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    home = cache() / f"{name}-{version}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:12]}"
    python = home / "bin" / "python"
    if not (home / "complete").exists():
        _may_install(name)
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", home], check=True, timeout=_TIME_S)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "-r", pins]
        subprocess.run(install, check=True, timeout=_TIME_S)
        (home / "complete").touch()
    return python


def script(name: str, path: str) -> str:
    """The text of a file of an npm package; installed in CI where it is not there yet, else a skip."""
    home = cache() / f"{name}@{NPM[name]}"
    if not (home / "complete").exists():
        _may_install(name)
        if shutil.which("npm") is None:
            pytest.skip(f"npm is missing, which installs {name} (Debian package npm)")
        home.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", home]
        subprocess.run([*command, f"{name}@{NPM[name]}"], check=True, timeout=_TIME_S)
        (home / "complete").touch()
    return (home / "node_modules" / name / path).read_text("utf-8")
