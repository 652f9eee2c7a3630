"""What every peer script shares: the rows to load, from a file of JSON lines, and the report of what it took."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]


class Task(NamedTuple):
    """The server, and the rows: nodes with ``id``, ``labels``, ``props``; edges with ``type``, both ends, ``props``."""

    url: str
    password: str
    nodes: list[Row]
    edges: list[Row]


def task() -> Task:
    """What the command line says: address, password, file."""
    url, password, file = sys.argv[1:4]
    rows = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]
    return Task(url, password, [r for r in rows if "labels" in r], [r for r in rows if "type" in r])


def report(load: Callable[[], None], rows: int) -> None:
    """Run ``load`` and print its time; reading the file and connecting do not count."""
    begin = time.perf_counter()
    load()
    print(json.dumps({"rows": rows, "seconds": time.perf_counter() - begin}))
