"""Other people's loaders, each in an environment of its own from a hashed lock, run as a process on the same rows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from graph.rows import GraphRows

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "benchmarks" / "peers"
ENVIRONMENTS = ROOT / ".venv" / "peers"

SCRIPTS = {"py2neo": "py2neo_bulk.py", "neomodel": "neomodel_rows.py", "kgx": "kgx_sink.py"}


def environment(name: str) -> Path:
    """The Python of the peer's environment, made from its lock at first use and again when the lock has changed."""
    home, lock = ENVIRONMENTS / name, PEERS / f"{name}.lock"
    done = home / "lock"
    python = home / "bin" / "python"
    if not done.exists() or done.read_bytes() != lock.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*command, "-r", str(lock)], check=True)
        done.write_bytes(lock.read_bytes())
    return python


def write_rows(rows: GraphRows, file: Path) -> None:
    """The rows as the JSON lines that peers read."""
    with file.open("w", encoding="utf-8") as out:
        for node in rows.nodes:
            out.write(json.dumps({"id": node.id, "labels": node.labels, "props": dict(node.props)}) + "\n")
        for edge in rows.edges:
            line = {"type": edge.type, "source": edge.source, "target": edge.target, "props": dict(edge.props)}
            out.write(json.dumps(line) + "\n")


def rate(name: str, url: str, password: str, file: Path) -> float:
    """Rows a second that the peer loads from ``file``. Raises CalledProcessError with what it printed."""
    command = [str(environment(name)), str(PEERS / SCRIPTS[name]), url, password, str(file)]
    done = subprocess.run(command, cwd=PEERS, capture_output=True, text=True, timeout=1800, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return float(told["rows"] / told["seconds"])
