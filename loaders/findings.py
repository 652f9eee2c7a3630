"""What is wrong in curation files, as values with an exact place, and the forms in which people and tools read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error keeps a file out of the graph; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem: file, line and column (from 1), rule, what is wrong, and what to write instead (may be empty).

    Findings sort by file, then place, then rule.
    """

    path: str
    line: int
    col: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""

    @property
    def text(self) -> str:
        """``file:line:col: rule: message; hint`` on one line."""
        told = f"{self.path}:{self.line}:{self.col}: {self.rule}: {self.message}"
        return " ".join((f"{told}; {self.hint}" if self.hint else told).split())


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted, each once."""
    return tuple(sorted(set(findings)))


def as_text(findings: Iterable[Finding]) -> str:
    """One line a finding, each ended by a newline; empty for none."""
    return "".join(f.text + "\n" for f in findings)


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON list of objects with the fields of ``Finding``."""
    rows = [
        {
            "path": f.path,
            "line": f.line,
            "col": f.col,
            "rule": f.rule,
            "severity": f.severity.value,
            "message": f.message,
            "hint": f.hint,
        }
        for f in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands that GitHub Actions shows as annotations, one a line."""
    lines = []
    for f in findings:
        where = f"file={_property(f.path)},line={f.line},col={f.col},title={_property(f.rule)}"
        message = f"{f.message}; {f.hint}" if f.hint else f.message
        lines.append(f"::{f.severity.value} {where}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Iterable[Finding], rules: Mapping[str, tuple[str, Severity]], version: str) -> str:
    """A SARIF 2.1.0 log; ``rules`` gives each rule's sentence and severity, ``version`` the tool's."""
    found = list(findings)
    order = sorted({*rules, *(f.rule for f in found)})
    index = {rule: number for number, rule in enumerate(order)}
    driver: dict[str, Any] = {
        "name": "exomech",
        "semanticVersion": version,
        "rules": [
            {
                "id": rule,
                "shortDescription": {"text": rules[rule][0] if rule in rules else rule},
                "defaultConfiguration": {"level": (rules[rule][1] if rule in rules else Severity.ERROR).value},
            }
            for rule in order
        ],
    }
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": index[f.rule],
            "level": f.severity.value,
            "message": {"text": f"{f.message}; {f.hint}" if f.hint else f.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(f.path)},
                        "region": {"startLine": f.line, "startColumn": f.col},
                    }
                }
            ],
        }
        for f in found
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
