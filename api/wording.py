"""Sentences about an answer: what was asked, why it is empty, and the references behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.store import GraphReader
from queries.catalogue import shared_text
from queries.cautions import STATES
from queries.definitions import CannedQuery, Meta

_REASONS = {
    "not_searched": "no claim answers the question; time ran out before it was known why",
    "known_but_no_claims": "everything asked about is known, but no claim answers the question",
    "depth_exceeded": "there are answers with more steps only",
    "opposite_sign_only": "there are answers of the opposite sign only",
    "only_retracted": "the only evidence is of retracted studies or withdrawn records",
}


def asked(query: CannedQuery, meta: Meta) -> str:
    """The question with the things that were understood, and their ids, in the place of its blanks."""
    return query.asked(meta.params_resolved, lambda v: f"{v['name']} ({v['id']})" if isinstance(v, dict) else str(v))


def reason(meta: Meta) -> str:
    """Why there are no rows, in one sentence that names the reason's code."""
    code = meta.reason
    if not code:
        return "No rows on this page."
    if code == "filtered_out":
        because = f"the evidence that there is does not pass {', '.join(meta.filtered_by) or 'the filters'}"
    else:
        because = _REASONS.get(code, str(code))
    return f"No rows ({code}): {because}."


def references(reader: GraphReader, studies: Sequence[str]) -> list[str]:
    """A line of a list of references for each study, in the order given, all of them read at once."""
    rows = reader.read(shared_text("subgraph-studies"), {"ids": list(studies)}) if studies else ()
    held = {row["id"]: row["study"] for row in rows}
    return [reference(study, held.get(study, {})) for study in studies]


def reference(study: str, props: Mapping[str, Any]) -> str:
    """Name, journal, id, DOI of a study with these properties, how far it was read, retraction, and a record in doubt.

    >>> reference("pubmed:1", {"name": "Ash 2020", "doi": "10.1/x", "read": "abstract"})
    'Ash 2020; pubmed:1 doi:10.1/x [read: abstract]'
    """
    doi = props.get("doi")
    name = str(props.get("name", study))
    place = [] if study in name else [study]
    place += [f"doi:{doi}"] if doi and str(doi) not in study else []
    journal = f", {props['journal']}" if props.get("journal") else ""
    retracted = " RETRACTED" if props.get("retracted") else ""
    doubted = f" [record {props['status']}]" if props.get("status") in STATES else ""
    secondary = "" if props.get("read", "full_text") == "full_text" else f" [read: {props['read']}]"
    return f"{name}{journal}; {' '.join(place)}".rstrip("; ") + f"{secondary}{retracted}{doubted}"
