"""Writes the generated JSON Schemas beside the schema package, where editors find them."""

from __future__ import annotations

from pathlib import Path

from schema.jsonschema import texts

HERE = Path(__file__).parent.parent / "schema"


def write_schemas(directory: Path = HERE) -> list[Path]:
    """Write every ``*.schema.json``; gives the files whose text changed. Raises OSError."""
    changed = []
    for name, text in texts().items():
        path = directory / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
