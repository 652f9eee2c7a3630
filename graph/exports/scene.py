"""A drawing as plain values: shapes and texts in named groups, in points, with the origin at the top left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Point = tuple[float, float]

# Okabe and Ito's colours, told apart with every common kind of colour blindness.
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999999",
)  # fmt: skip
INK = "#222222"
SOFT = "#555555"
PAPER = "#FFFFFF"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Curve:
    """Cubic curves: 3n+1 points. A closed curve may be filled; ``dash`` is "", "dashed" or "dotted"."""

    points: tuple[Point, ...]
    stroke: str = INK
    width: float = 0.75
    fill: str = NONE
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Polygon:
    """Corners in order."""

    points: tuple[Point, ...]
    stroke: str = INK
    width: float = 0.75
    fill: str = NONE
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line with its baseline at ``y``; ``x`` is its left end. ``width`` is its measured width."""

    x: float
    y: float
    text: str
    size: float
    width: float
    fill: str = INK

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of its line box."""
        return (self.x, self.y - 0.95 * self.size, self.x + self.width, self.y + 0.25 * self.size)


Shape = Curve | Polygon | Text


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together: ``name`` is unique in the drawing, ``title`` is what it is, in words."""

    name: str
    shapes: tuple[Shape, ...] = ()
    groups: tuple[Group, ...] = ()
    title: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing: ``width`` and ``height`` in points, title and description for those who cannot see it."""

    width: float
    height: float
    title: str
    description: str
    groups: tuple[Group, ...] = field(default=())

    def shapes(self) -> Iterator[Shape]:
        """Every shape, in the order in which it is drawn."""

        def walk(groups: tuple[Group, ...]) -> Iterator[Shape]:
            for group in groups:
                yield from group.shapes
                yield from walk(group.groups)

        return walk(self.groups)

    def texts(self) -> list[Text]:
        """Every text, in the order in which it is drawn."""
        return [s for s in self.shapes() if isinstance(s, Text)]


_ARC = 0.5523


def rounded(x: float, y: float, w: float, h: float, r: float) -> tuple[Point, ...]:
    """A rectangle with round corners as closed cubic curves; ``r`` is at most half of the shorter side."""
    r = min(r, w / 2, h / 2)
    k = r * (1 - _ARC)
    x2, y2 = x + w, y + h
    corners: list[Point] = [(x + r, y)]

    def line(to: Point) -> None:
        a = corners[-1]
        corners.extend(
            [
                (a[0] + (to[0] - a[0]) / 3, a[1] + (to[1] - a[1]) / 3),
                (a[0] + (to[0] - a[0]) * 2 / 3, a[1] + (to[1] - a[1]) * 2 / 3),
                to,
            ]
        )

    line((x2 - r, y))
    corners.extend([(x2 - k, y), (x2, y + k), (x2, y + r)])
    line((x2, y2 - r))
    corners.extend([(x2, y2 - k), (x2 - k, y2), (x2 - r, y2)])
    line((x + r, y2))
    corners.extend([(x + k, y2), (x, y2 - k), (x, y2 - r)])
    line((x, y + r))
    corners.extend([(x, y + k), (x + k, y), (x + r, y)])
    return tuple(corners)


def rectangle(x: float, y: float, w: float, h: float) -> tuple[Point, ...]:
    """Its four corners."""
    return ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
