"""A drawing as SVG: named groups that can be edited, a title and a description, sizes in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from graph.exports.fonts import FAMILY
from graph.exports.scene import Curve, Group, Point, Polygon, Scene, Shape, Text

MM_PER_POINT = 25.4 / 72
_FONTS = f"'{FAMILY}', 'DejaVu Sans', Arial, Helvetica, sans-serif"
_DASHES = {"dashed": "4 2.5", "dotted": "0.8 2.2"}


def _n(value: float) -> str:
    """A number with at most two decimals.

    >>> _n(1.0), _n(2.346)
    ('1', '2.35')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _at(point: Point) -> str:
    return f"{_n(point[0])},{_n(point[1])}"


def _paint(shape: Curve | Polygon) -> str:
    dash = f' stroke-dasharray="{_DASHES[shape.dash]}"' if shape.dash else ""
    round_ends = ' stroke-linecap="round"' if shape.dash == "dotted" else ""
    return f'fill="{shape.fill}" stroke="{shape.stroke}" stroke-width="{_n(shape.width)}"{dash}{round_ends}'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Text):
        # The measured width is stated so that a viewer without the font still keeps the text inside its box.
        return (
            f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" fill="{shape.fill}" '
            f'textLength="{_n(shape.width)}" lengthAdjust="spacingAndGlyphs">{escape(shape.text)}</text>'
        )
    if isinstance(shape, Polygon):
        return f'<polygon points="{" ".join(map(_at, shape.points))}" {_paint(shape)}/>'
    first, *rest = shape.points
    curves = " ".join(
        f"C {_at(a)} {_at(b)} {_at(c)}" for a, b, c in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    )
    return f'<path d="M {_at(first)} {curves}" {_paint(shape)}/>'


def _group(group: Group, indent: str) -> Iterator[str]:
    kind = f" class={quoteattr(group.kind)}" if group.kind else ""
    yield f"{indent}<g id={quoteattr(group.name)}{kind}>"
    if group.title:
        yield f"{indent} <title>{escape(group.title)}</title>"
    for shape in group.shapes:
        yield f"{indent} {_shape(shape)}"
    for inner in group.groups:
        yield from _group(inner, indent + " ")
    yield f"{indent}</g>"


def to_svg(scene: Scene) -> bytes:
    """The drawing as an SVG 1.1 document in UTF-8; same drawing, same bytes."""
    size = f'width="{_n(scene.width * MM_PER_POINT)}mm" height="{_n(scene.height * MM_PER_POINT)}mm"'
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {size} '
        f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="img" aria-labelledby="title desc" '
        f'font-family="{_FONTS}">'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        root,
        f'<title id="title">{escape(scene.title)}</title>',
        f'<desc id="desc">{escape(scene.description)}</desc>',
        f'<rect id="paper" width="{_n(scene.width)}" height="{_n(scene.height)}" fill="#FFFFFF"/>',
    ]
    for group in scene.groups:
        lines += _group(group, "")
    return ("\n".join([*lines, "</svg>"]) + "\n").encode()
