"""Issue forms are forms that GitHub accepts, and their choices are the words of the schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from schema.words import Product, ReadDepth

ROOT = Path(__file__).resolve().parents[3]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


def form(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


def faults(value: dict[str, Any]) -> list[str]:
    """What GitHub would refuse."""
    found = [f"{key} is missing" for key in ("name", "description", "body") if not value.get(key)]
    ids = [part["id"] for part in value.get("body", ()) if "id" in part]
    found += [f"{i} stands twice" for i in ids if ids.count(i) > 1]
    for part in value.get("body", ()):
        attributes = part.get("attributes", {})
        if part.get("type") not in KINDS:
            found.append(f"no type {part.get('type')!r}")
        elif part["type"] == "markdown":
            found += [] if attributes.get("value") else ["markdown without value"]
        elif not attributes.get("label") or "id" not in part:
            found.append("a field without label or id")
        elif part["type"] == "dropdown":
            options = attributes.get("options", [])
            found += [] if options and len(set(options)) == len(options) else [f"options of {part['id']}"]
    if not any(part.get("type") != "markdown" for part in value.get("body", ())):
        found.append("no field")
    return found


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_a_form_is_a_form(path: Path) -> None:
    assert faults(form(path)) == []


def test_faults_are_seen() -> None:
    broken = {
        "name": "x",
        "body": [{"type": "input", "id": "a", "attributes": {}}, {"type": "knob"}, {"type": "dropdown", "id": "a",
                 "attributes": {"label": "y", "options": ["b", "b"]}}],
    }  # fmt: skip
    assert len(faults(broken)) == 6


def test_choices_are_the_words_of_the_schema() -> None:
    body = {part.get("id"): part for part in form(ROOT / ".github" / "ISSUE_TEMPLATE" / "new-study.yml")["body"]}
    options = {key: [o.split(" ")[0] for o in body[key]["attributes"]["options"]] for key in ("read", "product")}
    assert options == {"read": [str(w) for w in ReadDepth], "product": [str(w) for w in Product]}
