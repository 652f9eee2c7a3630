"""How wide text is in the figures' font, and how it breaks into lines: read from the font file that is installed."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Noto Sans"
"""The one family that figures are set in, in its regular weight."""
FILE = "NotoSans[wght].ttf"
LEADING = 1.25
"""Line height, as a multiple of the font size."""
MISSING = "?"

_SHORTEST_PIECE = 3
_VOWELS = frozenset("aeiouy")
_DIGRAPHS = frozenset({"ph", "th", "ch", "sh", "gh", "qu"})
_WORDS = str.maketrans({"→": "->", "⊣": "-|", "≠": "!=", "↔": "<->", "↑": "up", "↓": "down", "\N{NO-BREAK SPACE}": " "})
_NUMBERS = re.compile(r"[\[(]?\+?\d{1,4}(–\d{1,4})?†?[\])]?,?")
"""Numbers of references, or a part of them: a hyphen in there would read as a range."""
_AFTER_DASH = re.compile(r"(?<=–)")
_BREAKS = re.compile(r"(?<=[-/→,])(?!\s)|\s+")


def font_directory() -> Path:
    """The directory of the installed font files; raises FileNotFoundError where the font package is not installed."""
    spec = find_spec("manimgx_fonts")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("manimgx-fonts is not installed: figures have no font")
    return Path(spec.origin).parent


def _tables(data: bytes) -> dict[str, bytes]:
    number = struct.unpack_from(">H", data, 4)[0]
    found = {}
    for i in range(number):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        found[tag.decode("ascii")] = data[offset : offset + length]
    return found


def _character_map(cmap: bytes) -> dict[int, int]:
    """Unicode to glyph number, from the subtable of format 12, or else 4."""
    found: dict[int, int] = {}
    offsets = [struct.unpack_from(">HHI", cmap, 4 + 8 * i)[2] for i in range(struct.unpack_from(">H", cmap, 2)[0])]
    for start in offsets:
        form = struct.unpack_from(">H", cmap, start)[0]
        if form == 12:
            for i in range(struct.unpack_from(">I", cmap, start + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", cmap, start + 16 + 12 * i)
                found.update({code: glyph + code - first for code in range(first, last + 1)})
        elif form == 4:
            double = struct.unpack_from(">H", cmap, start + 6)[0]
            for i in range(double // 2):
                at = start + 14 + 2 * i
                last = struct.unpack_from(">H", cmap, at)[0]
                first = struct.unpack_from(">H", cmap, at + double + 2)[0]
                delta = struct.unpack_from(">h", cmap, at + 2 * double + 2)[0]
                where = at + 3 * double + 2
                distance = struct.unpack_from(">H", cmap, where)[0]
                for code in range(first, min(last, 0xFFFE) + 1):
                    glyph = code
                    if distance:
                        glyph = struct.unpack_from(">H", cmap, where + distance + 2 * (code - first))[0]
                    found.setdefault(code, (glyph + delta) % 65536 if glyph or not distance else 0)
    return {code: glyph for code, glyph in found.items() if glyph}


@dataclass(frozen=True, slots=True)
class Font:
    """The font file: its tables, units an em, the glyph of each character, and the advance of each glyph in units."""

    tables: Mapping[str, bytes]
    units: int
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]


@cache
def font() -> Font:
    """The installed font, read once. Raises FileNotFoundError where it is not installed."""
    tables = _tables((font_directory() / FILE).read_bytes())
    units = struct.unpack_from(">H", tables["head"], 18)[0]
    long = struct.unpack_from(">H", tables["hhea"], 34)[0]
    many = struct.unpack_from(">H", tables["maxp"], 4)[0]
    widths = tuple(struct.unpack_from(">H", tables["hmtx"], 4 * min(g, long - 1))[0] for g in range(many))
    return Font(tables, units, {chr(c): g for c, g in _character_map(tables["cmap"]).items()}, widths)


@cache
def advances() -> Mapping[str, float]:
    """Each character of the font with its advance, as a share of the font size."""
    face = font()
    return {c: face.widths[g] / face.units for c, g in face.glyphs.items()}


def printable(text: str) -> str:
    """``text`` with a question mark for characters that the font has not, and blanks for control characters."""
    known = advances()
    text = text.translate(_WORDS)
    return "".join(c if c in known else " " if c.isspace() or not c.isprintable() else MISSING for c in text)


@lru_cache(maxsize=65536)
def width(text: str, size: float) -> float:
    """Width of one line in points at ``size`` points."""
    known = advances()
    return size * sum(known.get(c, 0.6) for c in text)


def _syllable(word: str, most: int) -> int:
    """The last place up to ``most`` where a word may be parted: before consonant and vowel, of two consonants between.

    >>> _syllable("macrophage", 7), _syllable("inflammatory", 9), _syllable("0001236", 4)
    (5, 8, 4)
    """
    low = word.casefold()
    for at in range(most, max(_SHORTEST_PIECE, most - 4) - 1, -1):
        before, after = low[at - 2 : at], low[at : at + 2]
        if len(word) - at < _SHORTEST_PIECE or not (before + after).isalpha():
            continue
        # "ph", "th" and the like are one sound.
        open_end = before[-1] in _VOWELS and after[0] not in _VOWELS and (after[-1] in _VOWELS or after in _DIGRAPHS)
        between = before[0] in _VOWELS and before[1] not in _VOWELS and after[0] not in _VOWELS
        if open_end or (between and after[-1] in _VOWELS and before[1] + after[0] not in _DIGRAPHS):
            return at
    return most


def _cut(word: str, size: float, most: float) -> list[str]:
    """A word in pieces that fit, cut where it must be, with a hyphen; numbers of references only after a dash.

    >>> _cut("[101–105]", 8.0, 25.0), _cut("[101", 8.0, 12.0)
    (['[101–', '105]'], ['[101'])
    """
    if _NUMBERS.fullmatch(word):
        return [word] if width(word, size) <= most else _AFTER_DASH.split(word)
    pieces, rest = [], word
    while width(rest, size) > most and len(rest) > 1:
        take = len(rest) - 1
        while take > 1 and width(rest[:take] + "-", size) > most:
            take -= 1
        if len(rest) - take < _SHORTEST_PIECE < take:
            take = len(rest) - _SHORTEST_PIECE
        take = _syllable(rest, take)
        pieces.append(rest[:take] + "-")
        rest = rest[take:]
    return [*pieces, rest]


@lru_cache(maxsize=16384)
def wrap(text: str, size: float, most: float) -> tuple[str, ...]:
    """Lines no wider than ``most`` points: broken at blanks, after hyphens and slashes, and inside words too long."""
    lines: list[str] = []
    line = ""
    position = 0
    parts: list[tuple[str, str]] = []
    for found in [*_BREAKS.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[position:end]:
            parts.append((text[position:end], found.group() if found else ""))
        position = found.end() if found else end
    glue = ""
    for part, after in parts:
        for piece in _cut(part, size, most):
            joined = line + (" " if glue.isspace() else "") + piece if line else piece
            if line and width(joined, size) > most:
                lines.append(line)
                line = piece
            else:
                line = joined
            glue = "x"
        glue = after
    return tuple([*lines, line] if line else lines) or ("",)


@lru_cache(maxsize=4096)
def balanced(text: str, size: float, most: float) -> tuple[str, ...]:
    """As ``wrap``, with lines about equally long: as narrow as the same number of lines allows."""
    lines = wrap(text, size, most)
    narrow = most
    while len(lines) > 1 and narrow > size:
        narrow -= size / 4
        tried = wrap(text, size, narrow)
        if len(tried) > len(lines) or any(line.endswith("-") and line not in text for line in tried):
            break
        lines = tried
    return lines
