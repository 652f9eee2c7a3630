"""A drawing as PNG: its SVG painted by resvg with the installed font and no other."""

from __future__ import annotations

from graph.exports.fonts import FAMILY, FILE, font_directory
from graph.exports.scene import Scene
from graph.exports.svg import to_svg

DPI = 300


def to_png(scene: Scene, dpi: int = DPI) -> bytes:
    """The drawing, at 300 dots an inch; same drawing, same bytes. Raises FileNotFoundError without the font."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=to_svg(scene).decode(),
            dpi=dpi,
            skip_system_fonts=True,
            font_files=[str(font_directory() / FILE)],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
