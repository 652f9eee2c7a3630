"""A drawing as a PDF page: vector shapes, and text that can be searched, in an embedded subset of the font."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from graph.exports.fonts import FAMILY, Font, font
from graph.exports.scene import NONE, Point, Polygon, Scene, Shape, Text

_DATE = "D:20000101000000Z"
"""Fixed, so that the same drawing gives the same bytes on every day; the build names the state of the data."""
_DASHES = {"": "[] 0 d 0 J", "dashed": "[4 2.5] 0 d 0 J", "dotted": "[0.8 2.2] 0 d 1 J"}
_KEPT = ("cvt ", "fpgm", "head", "hhea", "hmtx", "maxp", "prep")


def _colour(text: str) -> str:
    return " ".join(f"{int(text[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def _content(scene: Scene, face: Font) -> bytes:
    high = scene.height
    lines = ["1 j"]

    def at(point: Point) -> str:
        return f"{point[0]:.2f} {high - point[1]:.2f}"

    def path(shape: Shape) -> list[str]:
        assert not isinstance(shape, Text)
        first, *rest = shape.points
        if isinstance(shape, Polygon):
            return [f"{at(first)} m", *(f"{at(p)} l" for p in rest), "h"]
        triples = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        return [f"{at(first)} m", *(f"{at(a)} {at(b)} {at(c)} c" for a, b, c in triples)]

    for shape in scene.shapes():
        if isinstance(shape, Text):
            codes = "".join(f"{face.glyphs.get(c, 0):04X}" for c in shape.text)
            lines.append(
                f"{_colour(shape.fill)} rg BT /F1 {shape.size:.2f} Tf {at((shape.x, shape.y))} Td <{codes}> Tj ET"
            )
            continue
        filled, drawn = shape.fill != NONE, shape.stroke != NONE and shape.width > 0
        if filled:
            lines.append(f"{_colour(shape.fill)} rg")
        if drawn:
            lines.append(f"{_colour(shape.stroke)} RG {shape.width:.2f} w {_DASHES[shape.dash]}")
        if filled or drawn:
            lines += [*path(shape), "B" if filled and drawn else "f" if filled else "S"]
    return "\n".join(lines).encode()


def _with_parts(glyphs: Iterable[int], offsets: tuple[int, ...], outlines: bytes) -> set[int]:
    """The glyphs with those that composite glyphs are made of."""
    found: set[int] = set()
    waiting = [0, *glyphs]
    while waiting:
        glyph = waiting.pop()
        if glyph in found:
            continue
        found.add(glyph)
        start, end = offsets[glyph], offsets[glyph + 1]
        if end <= start or struct.unpack_from(">h", outlines, start)[0] >= 0:
            continue
        at, more = start + 10, True
        while more:
            flags, part = struct.unpack_from(">HH", outlines, at)
            waiting.append(part)
            at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 64 else 8 if flags & 128 else 0)
            more = bool(flags & 32)
    return found


def _subset(face: Font, used: Iterable[int]) -> bytes:
    """A TrueType file with the outlines of ``used`` alone; glyphs keep their numbers."""
    many, outlines = len(face.widths), face.tables["glyf"]
    long = struct.unpack_from(">h", face.tables["head"], 50)[0]
    raw = struct.unpack_from(f">{many + 1}{'I' if long else 'H'}", face.tables["loca"])
    offsets = raw if long else tuple(2 * o for o in raw)
    kept = _with_parts(used, offsets, outlines)
    body, places = b"", []
    for glyph in range(many):
        places.append(len(body))
        if glyph in kept:
            body += outlines[offsets[glyph] : offsets[glyph + 1]]
            body += b"\0" * (-len(body) % 4)
    places.append(len(body))
    tables = {t: face.tables[t] for t in _KEPT if t in face.tables}
    head = bytearray(tables["head"])
    struct.pack_into(">h", head, 50, 1)
    tables |= {"head": bytes(head), "glyf": body, "loca": struct.pack(f">{many + 1}I", *places)}
    power = len(tables).bit_length() - 1
    directory = struct.pack(">IHHHH", 0x00010000, len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    at, parts = 12 + 16 * len(tables), []
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        check = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag.encode(), check, at, len(data))
        at += len(padded)
        parts.append(padded)
    return directory + b"".join(parts)


def _to_unicode(pairs: Iterable[tuple[int, str]]) -> bytes:
    lines = [f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>" for glyph, char in pairs]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _text(value: str) -> str:
    return "<FEFF" + value.encode("utf-16-be").hex().upper() + ">"


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {more}>>\nstream\n".encode() + packed + b"\nendstream"


def to_pdf(scene: Scene) -> bytes:
    """One page of the drawing's size; same drawing, same bytes. Raises FileNotFoundError without the font."""
    face = font()
    characters = sorted({c for t in scene.texts() for c in t.text if c in face.glyphs})
    glyphs = {face.glyphs[c]: c for c in reversed(characters)}
    scale = 1000 / face.units
    widths = " ".join(f"{g} [{face.widths[g] * scale:.0f}]" for g in sorted(glyphs))
    ascent, descent = struct.unpack_from(">hh", face.tables["hhea"], 4)
    box = " ".join(f"{v * scale:.0f}" for v in struct.unpack_from(">hhhh", face.tables["head"], 36))
    program = _subset(face, glyphs)
    name = f"EXOMCH+{FAMILY.replace(' ', '')}"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {scene.width:.2f} {scene.height:.2f}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        _stream(_content(scene, face)),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [6 0 R] "
        "/ToUnicode 9 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering "
        f"(Identity) /Supplement 0 >> /FontDescriptor 7 0 R /CIDToGIDMap /Identity /DW 600 /W [{widths}] >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent "
        f"{ascent * scale:.0f} /Descent {descent * scale:.0f} /CapHeight 714 /StemV 80 /FontFile2 8 0 R >>".encode(),
        _stream(program, f"/Length1 {len(program)} "),
        _stream(_to_unicode(sorted(glyphs.items()))),
        f"<< /Title {_text(scene.title)} /Subject {_text(scene.description)} /Creator (ExoMech) "
        f"/CreationDate ({_DATE}) >>".encode(),
    ]
    data, places = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()
