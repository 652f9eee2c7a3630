"""Where a record was read, and by whom again: addresses that lead to a source, and a second reader who is another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from loaders.checks.context import FileContext
from loaders.checks.rules import Issue, file_rule
from schema.words import CurationStatus

NO_SOURCE = (
    "academia.edu",  # texts put up by their readers
    "researchgate.net",
    "scribd.com",
    "ouci.dntb.gov.ua",  # indexes: their abstracts are gathered, cut short or mixed up
    "scite.ai",
    "semanticscholar.org",
    "x-mol.com",
    "x-mol.net",
)
"""Hosts, with all below them, at which no page is a source; the guide names them."""

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)


def host_of(address: str) -> str:
    """The host of an http(s) address, in small letters and without a last dot; empty where it is no such address."""
    if re.search(r"[\s<>\"]", address):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:  # a bracket of an IPv6 host that is not closed
        return ""
    return host if parts.scheme in {"http", "https"} and _HOST.fullmatch(host) else ""


@file_rule("read-at-address", "study", "trial")
def read_at_address(ctx: FileContext[Any]) -> Iterator[Issue]:
    """What a study or trial says in `read_at` is the http(s) address of a page."""
    for number, address in enumerate(ctx.document.read_at):
        if not host_of(address):
            yield Issue(
                ("read_at", number),
                f"{address!r} is no address of a page",
                "write the whole of it, such as https://pubmed.ncbi.nlm.nih.gov/34249964/",
            )


@file_rule("read-at-source", "study", "trial")
def read_at_source(ctx: FileContext[Any]) -> Iterator[Issue]:
    """No study or trial was read at a host that holds only copies or index entries of papers."""
    for number, address in enumerate(ctx.document.read_at):
        host = host_of(address)
        if any(host == known or host.endswith(f".{known}") for known in NO_SOURCE):
            yield Issue(
                ("read_at", number),
                f"{host} is no source",
                "read it at the publisher's page, PubMed, Europe PMC, PMC, a preprint server or the trial's register; "
                "what stands at none of these is left out",
            )


@file_rule("second-reader", "study", "pathway", "background", "trial")
def second_reader(ctx: FileContext[Any]) -> Iterator[Issue]:
    """A record is `double` only by a `second_reader` who is not the one that wrote it."""
    curation = ctx.document.curation
    first, second = curation.by, curation.second_reader
    if second is not None and second.casefold() == first.casefold():
        yield Issue(
            ("curation", "second_reader"),
            f"{second!r} wrote the record",
            "name who else read the source again; without one the status is single",
        )
    elif second is None and curation.status is CurationStatus.DOUBLE:
        yield Issue(
            ("curation", "status"),
            "double, but no second reader is named",
            "add `second_reader:`, or write single",
        )
