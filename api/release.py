"""A data release: one archive with the records, the graph, tables, schemas, licence, checksums and what changed."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from graph.exports.jsonl import jsonl_lines
from graph.exports.text import archive, tsv
from graph.exports.whole import Whole, write_whole
from graph.projection import project
from graph.rows import GraphRows, NodeRow
from graph.store import Manifest
from loaders.building import UNRELEASED, corpus_of
from loaders.checking import CheckResult
from loaders.releases import FOLDER, release_table
from loaders.reports.coverage import coverage
from loaders.reports.sections import as_markdown
from loaders.searches import FILE_NAME as SEARCHES
from loaders.searches import read_searches
from queries.changes import changes
from schema.corpus import Corpus
from schema.documents import DOCUMENTS
from schema.errors import CurationError, InvalidParameter
from schema.jsonschema import texts
from schema.releases import EMPTY, holds

LICENCE_FILE = "LICENSE-DATA"
CITATION_FILE = "CITATION.cff"
CHANGE_COLUMNS = (
    "claim_id", "change", "reason", "sign", "grade_before", "grade_after", "studies", "claim_name",
)  # fmt: skip
CHECKSUMS = "SHA256SUMS"

_NUMBERS = re.compile(r"\d+")

_README = """\
# ExoMech data {version}

A curated, evidence-first knowledge graph of how mesenchymal stromal cells and their vesicles act: {counts}.
Build {build}, schema version {schema}, licence CC BY 4.0 (LICENSE). Cite as CITATION.cff says, and cite the original
publication of every claim that you rely on.

| file | holds |
| --- | --- |
| `records/*.jsonl` | the curated records, one a line: studies, entities, pathways, background steps, trials |
| `schema/*.schema.json` | JSON Schema of each kind of record |
| `graph.jsonl` | the graph as it is loaded, with all that is derived: a manifest, a line a node, a line an edge |
| `nodes.tsv`, `edges.tsv` | the same as tables; lists are joined by `\\|` |
| `claims.tsv` | every claim with sign, grade, status and name |
| `changes.tsv` | what became of each claim that differs from {previous} |
| `searches.tsv` | the literature searches behind it |
| `COVERAGE.md` | what is covered and what is not |
| `manifest.json` | version, build, counts, and every file with its size and SHA-256 |
| `SHA256SUMS` | the same sums for `sha256sum -c SHA256SUMS` |

The grade of a claim (unsupported, weak, moderate, strong) is derived by a published rule from all of its evidence.
Claims with status `retracted` are supported by retracted studies alone, those with `withdrawn` also by records that
their curators took back: leave both out of any analysis.
"""


def version_order(version: str) -> tuple[tuple[int, ...], str]:
    """Sorts versions by their numbers: 0.9 before 0.10.

    >>> sorted(["0.10", "0.9", "0.9.1"], key=version_order)
    ['0.9', '0.9.1', '0.10']
    """
    return tuple(map(int, _NUMBERS.findall(version))), version


def previous_release(corpus: Corpus) -> str:
    """The latest release before the corpus's own data version, or ``empty`` where there is none."""
    own = corpus.data_version
    earlier = [v for v in corpus.releases if v != own and (own == UNRELEASED or version_order(v) < version_order(own))]
    return max(earlier, key=version_order, default=EMPTY)


def change_rows(corpus: Corpus, rows: GraphRows, since: str) -> list[dict[str, Any]]:
    """What ``changes-since`` answers for a release: one row a claim that differs. Raises InvalidParameter.

    ``rows`` are those of the corpus.
    """
    claims = [n for n in rows.nodes if n.labels[0] == "Claim"]

    def studies(claim: NodeRow) -> list[str]:
        """Those that bear on it; where nothing supports it any more, those set aside too, as in the query."""
        stands = bool(claim.props.get("supporting_studies"))
        return sorted({e.study.id for e in corpus.evidence_of[claim.id] if not (stands and e.study.set_aside)})

    row = {
        "before": corpus.releases.get(since),
        "after": release_table(corpus).splitlines()[1:],
        "held": sorted(corpus.releases),
        "kept": None,
        "ids": [n.id for n in claims],
        "names": [n.props["name"] for n in claims],
        "papers": [" ".join(studies(n)) for n in claims],
    }
    return changes([row], {"release": since, "until": "current"})


def _records(result: CheckResult) -> dict[str, bytes]:
    """The records as JSON Lines by kind, each in the order of its id; only what the files state."""
    found: dict[str, list[tuple[str, bytes]]] = {kind: [] for kind in DOCUMENTS}
    kinds = {model: kind for kind, model in DOCUMENTS.items()}
    for document in result.documents:
        kind = kinds[type(document)]
        value = document.model_dump(mode="json", by_alias=True, exclude_unset=True)
        found[kind].append((str(value[kind]), orjson.dumps(value) + b"\n"))
    return {f"records/{kind}.jsonl": b"".join(line for _, line in sorted(rows)) for kind, rows in found.items()}


def _tables(rows: GraphRows, manifest: Manifest) -> dict[str, bytes]:
    whole = Whole(lambda: rows.nodes, lambda: rows.edges, manifest)
    buffer = io.BytesIO()
    write_whole(whole, "tsv", buffer)
    return unpacked(buffer.getvalue())


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a zip by name. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _beside(curation: Path, name: str) -> bytes:
    file = curation.resolve().parent / name
    if not file.is_file():
        raise CurationError(
            f"a release needs {name} beside the curation", hint=f"put it at {file}, or export from a checkout"
        )
    return file.read_bytes()


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _change_table(rows: Iterable[Mapping[str, Any]]) -> bytes:
    def cell(row: Mapping[str, Any], column: str) -> object:
        value = row[column]
        return "|".join(value) if isinstance(value, list) else value

    return tsv(CHANGE_COLUMNS, ([cell(row, c) for c in CHANGE_COLUMNS] for row in rows))


def release(result: CheckResult, curation: Path, *, code_version: str, since: str | None = None) -> bytes:
    """The archive of a checked curation, a zip with fixed dates: same files, same bytes.

    ``since`` is the release that changes are told against; None takes the one before the curation's own version.
    Raises CurationError for a curation with errors, without licence or citation, or whose own release table is not that
    of its claims; InvalidParameter for a release that is not held.
    """
    corpus = corpus_of(result, curation)
    version = corpus.data_version
    table = release_table(corpus)
    own = corpus.releases.get(version)
    if own is not None and not holds(own, table.splitlines()[1:]):
        raise CurationError(
            f"{FOLDER}/{version}.tsv is not the table of these claims",
            hint="write it anew with `exomech export --format claims`, or raise the version in VERSION",
        )
    before = previous_release(corpus) if since is None else since
    if before != EMPTY and before not in corpus.releases:
        raise InvalidParameter(
            f"there is no release {before!r}", hint=f"there are: {', '.join([*corpus.releases, EMPTY])}"
        )
    rows, manifest = project(corpus, code_version=code_version)
    told = ", ".join(
        f"{manifest.counts.get(label, 0)} {word}"
        for label, word in (("Study", "studies"), ("Claim", "claims"), ("Evidence", "evidence items"),
                            ("Mechanism", "mechanisms"), ("Trial", "trials"))
    )  # fmt: skip
    previous = f"release {before}" if before != EMPTY else "nothing: there is no earlier release"
    files = {
        "README.md": _README.format(
            version=version, counts=told, build=manifest.build, schema=manifest.schema_version, previous=previous
        ).encode(),
        "LICENSE": _beside(curation, LICENCE_FILE),
        CITATION_FILE: _beside(curation, CITATION_FILE),
        **_records(result),
        **{f"schema/{name}": text.encode() for name, text in texts().items()},
        "graph.jsonl": b"".join(jsonl_lines(rows.nodes, rows.edges, manifest)),
        **_tables(rows, manifest),
        "claims.tsv": table.encode(),
        "changes.tsv": _change_table(change_rows(corpus, rows, before)),
        "COVERAGE.md": f"# Coverage\n\n{as_markdown(coverage(corpus, read_searches(curation)))}".encode(),
    }
    if (curation / SEARCHES).is_file():
        files["searches.tsv"] = (curation / SEARCHES).read_bytes()
    return archive(_summed(files, f"exomech-data-{version}", manifest, before))


def _summed(files: Mapping[str, bytes], folder: str, manifest: Manifest, before: str) -> dict[str, bytes]:
    listed = [{"name": n, "bytes": len(d), "sha256": _sum(d)} for n, d in sorted(files.items())]
    body = {"manifest": manifest.to_mapping(), "previous": None if before == EMPTY else before, "files": listed}
    whole = {**files, "manifest.json": orjson.dumps(body, option=orjson.OPT_INDENT_2) + b"\n"}
    sums = "".join(f"{_sum(data)}  {name}\n" for name, data in sorted(whole.items()))
    whole[CHECKSUMS] = sums.encode()
    return {f"{folder}/{name}": whole[name] for name in sorted(whole)}


def verified(data: bytes) -> dict[str, bytes]:
    """The files of an archive by their names inside its folder, once every checksum holds. Raises ValueError."""
    inside = {name.partition("/")[2]: content for name, content in unpacked(data).items()}
    lines = inside.get(CHECKSUMS, b"").decode().splitlines()
    stated = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    if not stated or stated.keys() != inside.keys() - {CHECKSUMS}:
        odd = sorted(stated.keys() ^ (inside.keys() - {CHECKSUMS}))
        raise ValueError(f"the archive does not hold what {CHECKSUMS} lists: {', '.join(odd) or 'there is no list'}")
    for name, digest in stated.items():
        if _sum(inside[name]) != digest:
            raise ValueError(f"{name} is not the file that was released: its SHA-256 differs")
    return inside


__all__ = [
    "CHECKSUMS", "change_rows", "previous_release", "release", "unpacked", "verified", "version_order",
]  # fmt: skip
