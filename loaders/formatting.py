"""The canonical form of a curation file: fields in the model's order, terms as ``CURIE label``, nothing else touched.

The text itself is edited, at the places that the reader gives: comments, quotes and line breaks stay as the curator set
them, and a comment moves with the key below it. (YAML writers tie a comment to the key above, and misplace it when keys
move.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from loaders.checks.shape import fields_at, kind_of
from loaders.checks.terms import WANTED
from loaders.checks.walking import FREE, REFERENCES
from loaders.places import At
from loaders.reading import Parsed, parse, scalar
from loaders.registry import Registry
from schema.curie import Term, fix_prefix, is_curie
from schema.documents import DOCUMENTS
from schema.errors import CurationError

_UNSAFE = re.compile(r"[,\[\]{}#&*!|>'\"%@`]|: |:$|^[-?] |^\s|\s$|^$")
_MAX_PASSES = 2000
_MEANT: Mapping[type, tuple[type, ...]] = {int: (int,), float: (int, float), bool: (bool,)}
"""What a text without its quotes may be, by what its field wants."""

Spot = tuple[At, str, str, str, type]
"""Path of a text, the text, the name of the model that holds it, its field there, and what the field wants."""


def format_text(text: str, registry: Registry, name: str = "text") -> str:
    """The canonical form; ``format_text(format_text(x)) == format_text(x)``, and no value or comment is lost.

    Lines end with LF, and no byte order mark stands in front. A name is expanded only where it stands for exactly one
    entity of the kind that its field wants; a number or truth value loses its quotes where its field wants one. Raises
    CurationError for a text that cannot be read as a curation file.
    """
    parsed = parse(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), name)
    if parsed.problems and (parsed.fatal or any(p.rule == "duplicate-key" for p in parsed.problems)):
        worst = parsed.problems[0]
        raise CurationError(f"{name}:{worst.line}:{worst.col}: {worst.rule}: {worst.message}", hint=worst.hint)
    kind = kind_of(parsed.value)
    if kind is None:
        raise CurationError(f"{name}:1:1: unknown-kind: the file names no kind of record")
    model = DOCUMENTS[kind]
    parsed = _expand(_tidy(parsed), model, registry)
    skipped: set[At] = set()
    for _ in range(_MAX_PASSES):
        at = next((m for m in _disordered(model, parsed.value, ()) if m not in skipped), None)
        if at is None:
            break
        moved = parse(_reorder(parsed, at, _order(model, at, parsed)), name)
        if moved.problems == () and moved.value == parsed.value and moved.text != parsed.text:
            parsed = moved
        else:
            skipped.add(at)
    return parsed.text


def plain(text: str) -> str:
    """``text`` as a YAML scalar: bare where that is safe in any place, else in double quotes."""
    parsed = parse(f"a: {text}", "scalar").value if not _UNSAFE.search(text) else None
    return text if isinstance(parsed, dict) and parsed == {"a": text} else json.dumps(text, ensure_ascii=False)


def _tidy(parsed: Parsed) -> Parsed:
    """No blanks at line ends, one line end at the end, at most one empty line in a row."""
    lines = [line.rstrip(" ") for line in parsed.text.split("\n")]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    tidy = parse("\n".join(kept).strip("\n") + "\n", parsed.name)
    return tidy if tidy.value == parsed.value and not tidy.fatal else parsed


def _expand(parsed: Parsed, model: type[BaseModel], registry: Registry) -> Parsed:
    lines = parsed.text.split("\n")
    local = parsed.value.get("preparations")
    keys = set(local) if isinstance(local, dict) else set()
    spots = []
    for at, text, owner, field, kind in _texts(model, parsed.value, ()):
        if (owner, field) in REFERENCES and text in keys:
            continue
        written = plain(_written(text, owner, field, registry)) if kind is Term else text.strip()
        if (written != plain(text)) if kind is Term else (type(scalar(written)) in _MEANT[kind]):
            spots.append((parsed.positions.of(at), parsed.positions.end(at), written))
    for (line, col), (end_line, end_col), written in sorted(spots, reverse=True):
        if line == end_line:
            row = lines[line - 1]
            lines[line - 1] = f"{row[: col - 1]}{written}{row[end_col - 1 :]}"
    return parse("\n".join(lines), parsed.name) if spots else parsed


def _written(text: str, owner: str, field: str, registry: Registry) -> str:
    head, _, label = text.partition(" ")
    head = fix_prefix(head)
    bare = (owner, field) == ("Context", "model")
    if is_curie(head):
        label = label.strip() or registry.name(head) or ""
    else:
        labels = WANTED.get((owner, field), ())
        found = registry.find(text, () if field == "species" else labels)
        if field == "species":
            found = tuple(i for i in found if i.startswith("NCBITaxon:"))
        if len(found) != 1:
            return text
        head, label = found[0], registry.name(found[0]) or ""
    return head if bare or not label else f"{head} {label}"


def _texts(model: type[BaseModel], value: Any, at: At) -> Iterator[Spot]:
    """Everything that is text and is, or should become, a term, a number or a truth value."""
    if not isinstance(value, Mapping):
        return
    aliases = {f.alias or name: (name, f.annotation) for name, f in model.model_fields.items()}
    for key, inner in value.items():
        if key not in aliases:
            continue
        name, annotation = aliases[key]
        owner = model.__name__
        if (owner, name) in FREE:
            continue
        if (owner, name) in REFERENCES or (owner, name) == ("Context", "model"):
            annotation = Term
        yield from _texts_of(annotation, inner, (*at, key), owner, name)


def _texts_of(annotation: Any, value: Any, at: At, owner: str, field: str) -> Iterator[Spot]:
    if isinstance(annotation, type) and getattr(annotation, "__origin__", None) is None:
        if (annotation is Term or annotation in _MEANT) and isinstance(value, str):
            yield at, value, owner, field, annotation
        elif issubclass(annotation, BaseModel):
            yield from _texts(annotation, value, at)
        return
    origin = getattr(annotation, "__origin__", None)
    if hasattr(annotation, "__metadata__"):
        yield from _texts_of(origin, value, at, owner, field)
    elif origin is tuple:
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _texts_of(get_args(annotation)[0], item, (*at, number), owner, field)
    elif origin is dict:
        for key, item in value.items() if isinstance(value, dict) else ():
            yield from _texts_of(get_args(annotation)[-1], item, (*at, key), owner, field)
    else:
        for part in get_args(annotation):
            yield from _texts_of(part, value, at, owner, field)


def _disordered(model: type[BaseModel], value: Any, at: At) -> Iterator[At]:
    """Paths of mappings whose fields do not stand in the model's order, outermost first."""
    if isinstance(value, dict):
        fields = fields_at(model, at)
        if fields:
            rank = {name: n for n, name in enumerate(fields)}
            ranks = [rank.get(key, len(rank)) for key in value]
            if ranks != sorted(ranks):
                yield at
        for key, inner in value.items():
            yield from _disordered(model, inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _disordered(model, inner, (*at, number))


def _order(model: type[BaseModel], at: At, parsed: Parsed) -> list[str]:
    value = parsed.value
    for part in at:
        value = value[part]
    rank = {name: n for n, name in enumerate(fields_at(model, at))}
    return sorted(value, key=lambda key: rank.get(key, len(rank)))


def _reorder(parsed: Parsed, at: At, order: list[str]) -> str:
    """The text with one mapping's entries in ``order``; unchanged where they cannot be moved as they stand."""
    starts = [0]
    for line in parsed.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    places = parsed.positions

    def offset(place: tuple[int, int]) -> int:
        return min(starts[place[0] - 1] + place[1] - 1, len(parsed.text))

    here = offset(places.of(at))
    if parsed.text[here : here + 1] == "{":
        spans = {key: (offset(places.of((*at, key), key=True)), offset(places.end((*at, key)))) for key in order}
        whole = parsed.text[here : offset(places.end(at))]
        return parsed.text if "#" in whole else _permuted(parsed.text, spans, order)
    return _reordered_block(parsed, at, order)


def _permuted(text: str, spans: Mapping[str, tuple[int, int]], order: list[str]) -> str:
    slots = sorted(spans.values())
    made, here = [], 0
    for (start, end), key in zip(slots, order, strict=True):
        made += [text[here:start], text[slice(*spans[key])]]
        here = end
    return "".join(made) + text[here:]


def _reordered_block(parsed: Parsed, at: At, order: list[str]) -> str:
    lines = parsed.text.split("\n")
    keys = {key: parsed.positions.of((*at, key), key=True) for key in order}
    first_key = min(keys, key=lambda key: keys[key])
    indent = keys[first_key][1] - 1
    if len({line for line, _ in keys.values()}) < len(keys) or any(col - 1 != indent for _, col in keys.values()):
        return parsed.text
    begin = {}
    for key, (line, _) in keys.items():
        top = line - 1
        while key != first_key and top > 0 and (not lines[top - 1].strip() or _is_comment(lines[top - 1], indent)):
            top -= 1
        begin[key] = top
    last = max(keys.values())[0] - 1
    end = last + 1
    while end < len(lines) and (not lines[end].strip() or _deeper(lines[end], indent)):
        end += 1
    while end > last + 1 and not lines[end - 1].strip():
        end -= 1
    order_now = sorted(begin, key=lambda key: begin[key])
    stops = [*(begin[key] for key in order_now[1:]), end]
    chunks = {key: lines[begin[key] : stop] for key, stop in zip(order_now, stops, strict=True)}
    prefix = chunks[first_key][0][:indent]
    if order[0] != first_key:
        new_first = chunks[order[0]]
        while new_first and not new_first[0].strip():
            # An empty line above a key does not belong at the top of a mapping; it goes to the key that makes room.
            new_first.pop(0)
            chunks[first_key].insert(0, "")
        body = next(n for n, line in enumerate(new_first) if not _is_comment(line, indent))
        if body and prefix.strip():
            return parsed.text
        moved = chunks[first_key]
        at_line = next(n for n, line in enumerate(moved) if line.strip())
        moved[at_line] = " " * indent + moved[at_line][indent:]
        new_first[body] = prefix + new_first[body][indent:]
    body_lines = [line for key in order for line in chunks[key]]
    return "\n".join([*lines[: begin[order_now[0]]], *body_lines, *lines[end:]])


def _is_comment(line: str, indent: int) -> bool:
    return line[:indent].strip() == "" and line[indent : indent + 1] == "#"


def _deeper(line: str, indent: int) -> bool:
    """Whether a line behind the last key still belongs to its value, a list at the key's own indentation included."""
    return line[: indent + 1].strip() == "" or (
        indent < len(line) and line[:indent].strip() == "" and line[indent:].startswith("- ")
    )
