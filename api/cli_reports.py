"""Commands that tell of the curation itself: ``compare`` and ``sample``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from api.cli_output import CurationOption, notes, settings_with, terminal, write_out
from schema.errors import InvalidParameter, SettingsError, UnknownFormat

if TYPE_CHECKING:
    from loaders.reports.sections import Section
    from schema.corpus import Corpus

REPORT_FORMATS = ("text", "markdown", "json")
SAMPLES = ("studies", "facts")

ReportOption = Annotated[str, typer.Option("--format", "-f", metavar="FORM", help=", ".join(REPORT_FORMATS))]


def known_form(form: str) -> None:
    """Raises UnknownFormat for a form that a report does not have."""
    if form not in REPORT_FORMATS:
        raise UnknownFormat(f"the report is not available as {form!r}", hint=f"there are: {', '.join(REPORT_FORMATS)}")


def write_report(sections: Sequence[Section], form: str) -> None:
    """Write a report to stdout in one of ``REPORT_FORMATS``."""
    from loaders.reports.sections import as_markdown, as_text, to_mapping

    match form:
        case "json":
            write_out(orjson.dumps(to_mapping(sections), option=orjson.OPT_INDENT_2) + b"\n", None)
        case "markdown":
            write_out(as_markdown(sections).encode(), None)
        case _:
            write_out(as_text(sections, terminal().width).encode(), None)


def corpus_of(curation: Path) -> Corpus:
    """The corpus of a curation. Raises CurationError where its check finds an error."""
    from loaders.building import corpus_of as read
    from loaders.checking import check

    return read(check(curation=curation), curation)


def write_coverage(curation: Path, form: str) -> None:
    """Write what a curation covers. Raises UnknownFormat, CurationError."""
    from loaders.reports.coverage import coverage
    from loaders.searches import read_searches

    known_form(form)
    write_report(coverage(corpus_of(curation), read_searches(curation)), form)


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(name="compare")
    def compare(
        reference: Annotated[Path, typer.Argument(metavar="REFERENCE", help="a study's file, or a folder of them")],
        other: Annotated[
            Path, typer.Argument(metavar="OTHER", help="the same papers as another reader wrote them, same file names")
        ],
        form: ReportOption = "text",
        detail: Annotated[bool, typer.Option("--detail", help="list every disagreement, study by study")] = False,
        curation: CurationOption = None,
    ) -> None:
        """Tell how far two curations of the same papers agree, field by field: F1, share equal, Cohen's kappa."""
        from loaders.checking import REGISTRY_FOLDERS, check
        from loaders.reports.pairing import agreement_sections, compare_folders, detail_sections

        known_form(form)
        for place in (reference, other):
            if not place.exists():
                raise SettingsError(f"{place} does not exist")
        settings = settings_with(curation=curation)
        support = [p for f in REGISTRY_FOLDERS if (p := settings.curation / f).is_dir()]
        registry = check(support, curation=settings.curation).registry
        found = compare_folders(reference, other, registry)
        for told in found.unreadable:
            notes().print(f"left out: {told}", markup=False)
        for side, names in (("reference", found.only_reference), ("other", found.only_other)):
            if names:
                notes().print(f"{len(names)} files only in the {side}", markup=False)
        if not found.studies:
            raise SettingsError(
                "there is no study to compare", hint="both folders hold files of the same names, <study>.yaml"
            )
        write_report([*agreement_sections(found.studies), *(detail_sections(found.studies) if detail else ())], form)

    @app.command(name="sample")
    def sample(
        what: Annotated[str, typer.Argument(metavar="WHAT", help=", ".join(SAMPLES))],
        number: Annotated[int, typer.Option("--number", "-n", min=1, help="how many")] = 20,
        seed: Annotated[int, typer.Option("--seed", help="the same seed picks the same")] = 1,
        form: ReportOption = "text",
        curation: CurationOption = None,
    ) -> None:
        """Pick studies to be curated again, or facts to be looked up again, at random by a seed."""
        from loaders.reports.sampling import sampled_facts, sampled_studies

        known_form(form)
        if what not in SAMPLES:
            raise InvalidParameter(f"there are no {what!r} to pick", hint=f"there are: {', '.join(SAMPLES)}")
        pick = sampled_studies if what == "studies" else sampled_facts
        write_report([pick(corpus_of(settings_with(curation=curation).curation), number, seed)], form)


__all__ = ["REPORT_FORMATS", "corpus_of", "known_form", "register", "write_coverage", "write_report"]
