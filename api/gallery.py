"""The gallery of figures in docs/gallery; `python -m api.gallery` draws it anew from the current graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from api.cli_output import opened
from api.settings import load_settings
from graph.exports.drawing import draw
from graph.exports.subgraph import Subgraph
from graph.exports.svg import to_svg
from graph.store import GraphReader
from queries.answering import answer
from queries.catalogue import packaged
from queries.subgraphs import subgraph_of_answer, subgraph_of_entity, subgraph_of_mechanism

DIRECTORY = Path(__file__).resolve().parents[1] / "docs" / "gallery"


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture of the gallery: its file, the command that makes it, what it shows, its width, and its subgraph."""

    file: str
    command: str
    shows: str
    width: str
    load: Callable[[GraphReader], Subgraph]


def _query(name: str, **values: str) -> Callable[[GraphReader], Subgraph]:
    def load(reader: GraphReader) -> Subgraph:
        return subgraph_of_answer(reader, answer(reader, packaged().get(name), values, timeout_s=60))

    return load


def _first_mechanism(reader: GraphReader) -> Subgraph:
    found = answer(reader, packaged().get("mirnas-on-pathway"), {"pathway": "NF-kB", "disease": "IBD"}, timeout_s=60)
    claim = found.rows[0]["claims"][0]
    from queries.records import claim_record

    return subgraph_of_mechanism(reader, claim_record(reader, claim)["mechanisms"][0]["id"])


PIECES = (
    Piece(
        "mirnas-on-nfkb-in-ibd", "exomech query mirnas-on-pathway --pathway NF-kB --disease IBD -o figure.svg",
        "The flagship question, 180 mm wide: what releases which vesicles, the miRNAs in them, what these act "
        "on, and how NF-κB falls. A T-bar decreases, a triangle increases; an open head was not measured.",
        "double", _query("mirnas-on-pathway", pathway="NF-kB", disease="IBD"),
    ),
    Piece(
        "mirnas-on-nfkb-in-ibd-single",
        "exomech query mirnas-on-pathway --pathway NF-kB --disease IBD --width single -o figure.svg",
        "The same in one column of a journal (85 mm): it runs from top to bottom, and the text stays at 8 pt.",
        "single", _query("mirnas-on-pathway", pathway="NF-kB", disease="IBD"),
    ),
    Piece(
        "mirnas-on-nfkb", "exomech query mirnas-on-pathway --pathway NF-kB -o figure.svg",
        "Without a disease: reported chains to NF-κB, as many as a page holds. Dashed lines are background knowledge.",
        "double", _query("mirnas-on-pathway", pathway="NF-kB"),
    ),
    Piece(
        "contradictions", "exomech query contradictions -o figure.svg",
        "Where studies disagree: an orange mark is a claim that other evidence contradicts; vs: who found otherwise.",
        "double", _query("contradictions"),
    ),
    Piece(
        "tnf", "exomech draw entity TNF -o figure.svg", "What surrounds one entity, best supported first.", "double",
        lambda reader: subgraph_of_entity(reader, "TNF"),
    ),
    Piece(
        "mechanism", "exomech draw mechanism ID -o figure.svg", "A mechanism as one study states it.", "double",
        _first_mechanism,
    ),
    Piece(
        "compare-sources", "exomech query compare-sources --disease IBD -o figure.svg",
        "Answers that compare become a matrix: what each source and product does, and where that is known from.",
        "double", _query("compare-sources", disease="IBD"),
    ),
    Piece(
        "gaps", "exomech query gaps -o figure.svg",
        "Gaps between diseases and pathways: the darker, the more a pair that nobody studied was to be expected.",
        "double", _query("gaps"),
    ),
    Piece(
        "gaps-cargo", "exomech query gaps --axis disease_cargo --width single -o figure.svg",
        "Gaps between diseases and cargo, in one column: as many of the answer's lines as a page holds.",
        "single", _query("gaps", axis="disease_cargo"),
    ),
    Piece(
        "doses", "exomech query doses --disease ARDS -o figure.svg",
        "Answers that count become a table, every row with its references.", "double", _query("doses", disease="ARDS"),
    ),
)  # fmt: skip
"""The gallery, in order."""


def page() -> str:
    """The Markdown page."""
    lines = [
        "# Gallery",
        "",
        "Drawn by `python -m api.gallery` from the graph. Every picture is SVG whose groups have names (`nodes`,",
        "`edges`, `compartments`, `legend`, `references`), so it can be edited; `-o figure.pdf` and `-o figure.png`",
        "draw the same. Each fits one page: one or two columns of a journal (85 or 180 by 240 mm), or a slide.",
        "`-o figure.zip --format bundle` adds legend text, references as BibTeX and CSV, a sentence for the methods",
        "section and the exact query.",
    ]
    for piece in PIECES:
        lines += ["", f"## {piece.file}", "", piece.shows, "", "```", piece.command, "```", ""]
        lines += [f"![{piece.shows}]({piece.file}.svg)"]
    return "\n".join(lines) + "\n"


def pictures(reader: GraphReader) -> dict[str, bytes]:
    """Every picture as SVG, by the name of its file, in order."""
    return {f"{piece.file}.svg": to_svg(draw(piece.load(reader), piece.width)) for piece in PIECES}


def main() -> None:
    """Draw every picture from the store of the settings, and write the page."""
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    with opened(load_settings()) as reader:
        for name, picture in pictures(reader).items():
            (DIRECTORY / name).write_bytes(picture)
    (DIRECTORY / "README.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
