"""Identifiers of a paper in the spellings that people paste: PubMed, DOI and PubMed Central."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schema.curie import is_curie

ID_FIELDS: Mapping[str, str] = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}
"""The field of a study that holds its id of each kind, by prefix."""

_WEB = r"https?://(?:www\.)?"
_SPELLINGS: Mapping[str, re.Pattern[str]] = {
    "pubmed": re.compile(
        rf"(?:pubmed:|pmid:?\s*|{_WEB}(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?([1-9]\d{{0,8}})/?",
        re.IGNORECASE,
    ),
    "pmc": re.compile(
        rf"(?:pmc:|pmcid:?\s*|{_WEB}(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/)?(PMC\d+)/?",
        re.IGNORECASE,
    ),
    "doi": re.compile(rf"(?:doi:?\s*|{_WEB}(?:dx\.)?doi\.org/)?(10\.\d{{4,9}}/[!-~]+)", re.IGNORECASE),
}


def paper_id(text: str) -> str:
    """The CURIE of a PubMed id, PMC id or DOI in any usual spelling, a web address included; empty for other texts.

    >>> paper_id("PMID: 34249964"), paper_id("https://doi.org/10.3389/fmed.2021.660614"), paper_id("pmc8256359")
    ('pubmed:34249964', 'doi:10.3389/fmed.2021.660614', 'pmc:PMC8256359')
    """
    for prefix, spelling in _SPELLINGS.items():
        if match := spelling.fullmatch(text.strip()):
            curie = f"{prefix}:{match.group(1).upper() if prefix == 'pmc' else match.group(1)}"
            return curie if is_curie(curie) else ""
    return ""
