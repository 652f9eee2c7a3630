"""Two folders of studies, paired by file name and compared; what cannot be compared is told with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.checks.shape import shape
from loaders.formatting import format_text
from loaders.reading import parse
from loaders.registry import Registry
from loaders.reports.agreement import SETS, VALUES, Compared, Share, compare, set_rows, value_rows
from loaders.reports.sections import Section
from schema.documents import StudyDocument
from schema.errors import CurationError
from schema.inheritance import LikeError


class Comparison(NamedTuple):
    """The studies compared, by name; files that stand on one side alone; files that cannot be read as studies."""

    studies: tuple[Compared, ...]
    only_reference: tuple[str, ...]
    only_other: tuple[str, ...]
    unreadable: tuple[str, ...]


def read_study(file: Path, registry: Registry) -> StudyDocument:
    """A study as its file has it, bare names and ids completed, whether or not it would pass every rule.

    Raises CurationError where it has not the shape of a study.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError(f"{file.name}: cannot be read: {error}") from error
    parsed = parse(format_text(text, registry, file.name), file.name)
    _, document, issues = shape(parsed.value)
    if isinstance(document, StudyDocument):
        return document
    told = f"{'.'.join(map(str, issues[0][1].at))}: {issues[0][1].message}" if issues else "it is no study"
    raise CurationError(f"{file.name}: {told}", hint="`exomech check FILE` lists everything")


def _files(place: Path) -> dict[str, Path]:
    return {f.name: f for f in sorted(place.glob("*.yaml"))} if place.is_dir() else {place.name: place}


def compare_folders(reference: Path, other: Path, registry: Registry) -> Comparison:
    """Compare two folders, or two files whatever their names. Nothing is raised for what the files hold."""
    one, two = _files(reference), _files(other)
    if not reference.is_dir() and not other.is_dir():
        two = {reference.name: other}
    studies, unreadable = [], []
    for name in sorted(one.keys() & two.keys()):
        try:
            sides = read_study(one[name], registry), read_study(two[name], registry)
            studies.append(compare(Path(name).stem, *sides, registry.label))
        except (CurationError, LikeError) as error:
            unreadable.append(str(error))
    return Comparison(
        tuple(studies),
        tuple(sorted(one.keys() - two.keys())),
        tuple(sorted(two.keys() - one.keys())),
        tuple(unreadable),
    )


def _told(share: Share) -> str | None:
    if share.value is None:
        return None
    return f"{share.value:.2f}" + (f" ({share.low:.2f} to {share.high:.2f})" if share.low is not None else "")


def agreement_sections(studies: Sequence[Compared]) -> list[Section]:
    """The two tables of an agreement: sets by F1, values by share and kappa; then each study's own F1 of claims."""
    sets = tuple(
        (r.what, SETS[r.what], r.reference, r.other, r.both, r.precision, r.recall, _told(r.f1))
        for r in set_rows(studies)
    )
    values = tuple((r.what, VALUES[r.what], r.pairs, _told(r.agreement), r.kappa) for r in value_rows(studies))
    each = tuple((s.name, *_counts(s)) for s in studies)
    return [
        Section(
            "What was found",
            ("field", "an entry is", "reference", "other", "both", "precision", "recall", "F1 (95 % interval)"),
            sets,
            f"{len(studies)} studies. Entries are counted per study.",
        ),
        Section(
            "How it was judged",
            ("field", "what", "pairs", "equal (95 % interval)", "kappa"),
            values,
            "On the claims that both found; the study type on every study.",
        ),
        Section(
            "Study by study", ("study", "claims of the reference", "of the other", "of both", "sign differs"), each
        ),
    ]


def _counts(study: Compared) -> tuple[int, int, int, int]:
    both, one, two = (len(part) for part in study.sets["claims found"])
    return both + one, both + two, both, sum(a != b for a, b in study.values["sign"])


def detail_sections(studies: Sequence[Compared]) -> list[Section]:
    """Every disagreement of every study that has one, to be settled at the source."""
    rows = tuple((s.name, told) for s in studies for told in s.unlike)
    return [Section("Disagreements", ("study", "what"), rows)]


__all__ = ["Comparison", "agreement_sections", "compare_folders", "detail_sections", "read_study"]
