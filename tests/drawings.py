"""What a picture must not do: clip, shrink or overlay its text, cut lines by headings, or lack glyphs or references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.exports import captions, fonts
from graph.exports.scene import Curve, Group, Point, Polygon, Scene, Shape, Text

Box = tuple[float, float, float, float]
_STEPS = 24
"""Points by which a curve is told."""
_SQUARE = 12.0
"""Side of the squares in which points are looked for."""


def groups_of(scene: Scene, prefix: str) -> list[Group]:
    """The groups, at any depth, whose names begin so."""

    def walk(groups: tuple[Group, ...]) -> Iterator[Group]:
        for group in groups:
            if group.name.startswith(prefix):
                yield group
            yield from walk(group.groups)

    return list(walk(scene.groups))


def _outline(shape: Shape) -> list[Point]:
    """Points along a shape, close enough that a line between two of them is straight."""
    if isinstance(shape, Text):
        return []
    if isinstance(shape, Polygon):
        return _along([*shape.points, shape.points[0]])
    found = []
    a = shape.points[0]
    for b, c, d in zip(shape.points[1::3], shape.points[2::3], shape.points[3::3], strict=True):
        for step in range(_STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            x, y = (u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i] for i in (0, 1))
            found.append((x, y))
        a = d
    return _along(found)


def _along(points: list[Point]) -> list[Point]:
    found = []
    for a, b in pairwise(points):
        many = max(int(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / 1.5), 1)
        found += [(a[0] + (b[0] - a[0]) * n / many, a[1] + (b[1] - a[1]) * n / many) for n in range(many + 1)]
    return found


def _letters(text: Text) -> Box:
    """Where its letters are, without the room of the line for accents."""
    return (text.x, text.y - 0.75 * text.size, text.x + text.width, text.y + 0.2 * text.size)


def _owner(group: Group) -> str:
    """The edge that a line or its label belongs to, or the node."""
    return group.name.removeprefix("edge-").removeprefix("label-")


def cut_lines(scene: Scene) -> list[str]:
    """Headings of compartments on an edge, a node or a frame; labels of an edge on another edge or a node."""
    squares: dict[tuple[int, int], list[tuple[str, str, Point]]] = {}
    lines = [g for prefix in ("edge-", "node-") for g in groups_of(scene, prefix) if g.shapes]
    frames = [g for g in groups_of(scene, "compartment-") if g.kind == "compartment"]
    drawn = [(_owner(g), g.name, s) for g in lines for s in g.shapes]
    drawn += [
        ("", f"frame of {g.title}", s) for g in frames for s in g.shapes if isinstance(s, Curve) and s.stroke != "none"
    ]
    for owner, name, shape in drawn:
        for x, y in _outline(shape):
            squares.setdefault((int(x // _SQUARE), int(y // _SQUARE)), []).append((owner, name, (x, y)))

    def under(text: Text) -> Iterator[tuple[str, str]]:
        left, top, right, bottom = _letters(text)
        for column in range(int(left // _SQUARE), int(right // _SQUARE) + 1):
            for row in range(int(top // _SQUARE), int(bottom // _SQUARE) + 1):
                for owner, name, (x, y) in squares.get((column, row), ()):
                    if left < x < right and top < y < bottom:
                        yield owner, name

    found = []
    for heading in groups_of(scene, "compartment-name-"):
        for text in heading.shapes:
            assert isinstance(text, Text), "a heading paints nothing over what it stands on"
            found += [f"{text.text!r} cuts {name}" for name in dict.fromkeys(name for _, name in under(text))]
    for label in groups_of(scene, "label-"):
        for text in label.shapes:
            if isinstance(text, Text):
                others = dict.fromkeys(name for owner, name in under(text) if owner not in {"", _owner(label)})
                found += [f"{text.text!r} of {label.name} cuts {name}" for name in others]
    return found


_NUMBER = re.compile(r"(\d+)(?:–(\d+))?†?")


def references_on_edges(scene: Scene) -> dict[str, set[int]]:
    """By edge, every number that stands on it, ranges in full; anything else than numbers there is an error."""
    found = {}
    for group in groups_of(scene, "label-"):
        lines = [s.text for s in group.shapes if isinstance(s, Text) and s.text != "!"]
        # The name of an aspect stands under the numbers.
        text = "".join(line for line in lines if line.startswith("vs") or not line[0].isalpha())
        numbers = set()
        for part in re.split(r"[\[\](),]|vs", text):
            if part.strip():
                told = _NUMBER.fullmatch(part.strip())
                assert told, f"{part!r} on {group.name} is no reference"
                numbers |= set(range(int(told[1]), int(told[2] or told[1]) + 1))
        found[group.name.removeprefix("label-")] = numbers
    return found


def faults(scene: Scene) -> list[str]:
    """Texts that are clipped, too small, without a glyph, or on top of another; headings that cut lines."""
    found = cut_lines(scene)
    texts = scene.texts()
    known = fonts.advances()
    for index, text in enumerate(texts):
        left, top, right, bottom = text.box
        if left < 0 or top < 0 or right > scene.width + 0.01 or bottom > scene.height + 0.01:
            found.append(f"clipped: {text.text}")
        if text.size < captions.SMALLEST:
            found.append(f"{text.size} pt: {text.text}")
        found += [f"no glyph for {c!r}" for c in text.text if c not in known]
        for other in texts[:index]:
            wide = min(right, other.box[2]) - max(left, other.box[0])
            high = min(bottom, other.box[3]) - max(top, other.box[1])
            # Line boxes hold room for accents and tails: letters overlap only where the boxes do so by more than that.
            if wide > 0.8 and high > 0.3 * text.size:
                found.append(f"{text.text!r} on {other.text!r}")
    return found
