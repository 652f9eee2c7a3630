"""What every text file needs: characters that its format allows, tables, and zip archives with fixed dates."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DATE = (2000, 1, 1, 0, 0, 0)


def clean(text: str) -> str:
    """``text`` without the characters that XML does not allow."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """``text`` with every run of white space as one blank."""
    return " ".join(text.split())


def tsv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table: tabs, LF, never quoted; white space inside a value becomes one blank."""
    lines = ["\t".join(header), *("\t".join(one_line(_cell(v)) for v in row) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def comma_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table by RFC 4180: commas, CRLF, quoted where needed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(v) for v in row] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files in this order, all dated 2000-01-01: same files, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
    return buffer.getvalue()
