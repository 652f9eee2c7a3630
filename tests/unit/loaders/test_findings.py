"""The four forms of findings."""

from __future__ import annotations

import json

from loaders.checking import rules
from loaders.findings import Finding, Severity, as_github, as_json, as_sarif, as_text, sort_findings

A = Finding("b.yaml", 3, 7, "unknown-id", Severity.ERROR, "HGNC:1 is not in the registry", "did you mean X?")
B = Finding("a b/c.yaml", 10, 1, "orphan-entity", Severity.WARNING, "nothing uses 100%: x,\ny")


def test_text_is_one_line_each():
    assert as_text([A]) == "b.yaml:3:7: unknown-id: HGNC:1 is not in the registry; did you mean X?\n"
    assert as_text([B]) == "a b/c.yaml:10:1: orphan-entity: nothing uses 100%: x, y\n"
    assert as_text([]) == ""


def test_findings_sort_by_file_then_place_and_stand_once():
    later = Finding("b.yaml", 11, 1, "syntax", Severity.ERROR, "m")
    assert sort_findings([later, A, B, A]) == (B, A, later)


def test_json_holds_every_field():
    assert json.loads(as_json([A, B]))[0] == {
        "path": "b.yaml", "line": 3, "col": 7, "rule": "unknown-id", "severity": "error",
        "message": "HGNC:1 is not in the registry", "hint": "did you mean X?",
    }  # fmt: skip
    assert len(json.loads(as_json([A, B]))) == 2


def test_github_escapes_what_would_end_a_command():
    assert (
        as_github([A])
        == "::error file=b.yaml,line=3,col=7,title=unknown-id::HGNC:1 is not in the registry; did you mean X?\n"
    )
    assert (
        as_github([B]) == "::warning file=a b/c.yaml,line=10,col=1,title=orphan-entity::nothing uses 100%25: x,%0Ay\n"
    )


def test_sarif_has_the_shape_of_2_1_0():
    known = {r.id: (r.doc, r.severity) for r in rules().values()}
    log = json.loads(as_sarif([A, B], known, "1.2.3"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "exomech"
    assert driver["semanticVersion"] == "1.2.3"
    assert [r["id"] for r in driver["rules"]] == sorted(known)
    for result, finding in zip(run["results"], (A, B), strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["level"] == finding.severity
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["region"] == {"startLine": finding.line, "startColumn": finding.col}
        assert " " not in place["artifactLocation"]["uri"]
        assert result["message"]["text"].startswith(finding.message[:10])


def test_sarif_takes_a_rule_that_it_was_not_told_of():
    log = json.loads(as_sarif([A], {}, "1"))
    assert log["runs"][0]["tool"]["driver"]["rules"][0]["id"] == "unknown-id"
