"""Identifiers as typed values: CURIEs in the Bioregistry's preferred spelling, terms (``CURIE label``), file stems."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, StringConstraints, WithJsonSchema

PREFIXES: dict[str, str] = {
    "CHEBI": r"\d+",
    "CL": r"\d{7}",
    "GO": r"\d{7}",
    "HGNC": r"\d+",
    "HP": r"\d{7}",
    "MONDO": r"\d{7}",
    "NCBITaxon": r"\d+",
    "UBERON": r"\d{7}",
    "cellosaurus": r"CVCL_[A-Z0-9]{4}",
    "chictr": r"ChiCTR[A-Z0-9-]+",
    "clinicaltrials": r"NCT\d{8}",
    "complexportal": r"CPX-\d+",
    "doi": r"10\.\d{4,9}/[!-~]+",
    "exomech": r"[a-z0-9]+(?:[-+][A-Za-z0-9]+)*",
    "fplx": r"[A-Za-z0-9_]+",
    "irct": r"IRCT[A-Z0-9]+",
    "mirbase": r"MI\d{7}",
    "mirbase.mature": r"MIMAT\d{7}",
    "pmc": r"PMC\d+",
    "pubmed": r"[1-9]\d{0,8}",
    "reactome": r"R-HSA-\d+",
}
"""Accepted prefixes with the pattern of their local identifiers."""

_OBO = "http://purl.obolibrary.org/obo/"
_HUB = "https://identifiers.org/"

BASES: dict[str, str] = {
    **{prefix: f"{_OBO}{prefix}_" for prefix in ("CHEBI", "CL", "GO", "HP", "MONDO", "NCBITaxon", "UBERON")},
    **{prefix: f"{_HUB}{prefix}:" for prefix in ("cellosaurus", "clinicaltrials", "complexportal", "fplx", "mirbase")},
    **{prefix: f"{_HUB}{prefix}:" for prefix in ("mirbase.mature", "reactome")},
    "HGNC": f"{_HUB}hgnc:",
    "chictr": "https://bioregistry.io/chictr:",
    "doi": "https://doi.org/",
    "exomech": "https://w3id.org/exomech/",
    "irct": "https://bioregistry.io/irct:",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}
"""What stands before the local identifier in the address of a thing, for each accepted prefix."""

ACCESSIONS = ("mirbase.mature", "mirbase", "cellosaurus", "clinicaltrials", "pmc", "reactome")
"""Prefixes whose local identifiers no other register's look like."""

_LOWER = {prefix.lower(): prefix for prefix in PREFIXES}
_PATTERNS = {prefix: re.compile(pattern) for prefix, pattern in PREFIXES.items()}
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def check_curie(text: str) -> str:
    """Return ``text`` if it is a CURIE of a known prefix in its preferred spelling.

    Raises ValueError that says what is wrong and what to write instead.

    >>> check_curie("HGNC:16400")
    'HGNC:16400'
    >>> check_curie("hgnc:16400")
    Traceback (most recent call last):
    ...
    ValueError: prefix 'hgnc' is written 'HGNC'
    """
    prefix, colon, local = text.partition(":")
    if not colon:
        raise ValueError(f"{text!r} is no CURIE (prefix:identifier)")
    if prefix not in _PATTERNS:
        known = _LOWER.get(prefix.lower())
        if known:
            raise ValueError(f"prefix {prefix!r} is written {known!r}")
        raise ValueError(f"unknown prefix {prefix!r}; known are {', '.join(PREFIXES)}")
    if not _PATTERNS[prefix].fullmatch(local):
        raise ValueError(f"{local!r} is no identifier of {prefix} (pattern {PREFIXES[prefix]})")
    return text


def is_curie(text: str) -> bool:
    """Whether ``text`` is a CURIE of a known prefix in its preferred spelling."""
    prefix, _, local = text.partition(":")
    pattern = _PATTERNS.get(prefix)
    return bool(pattern and pattern.fullmatch(local))


def prefix_of(curie: str) -> str:
    """The prefix of a CURIE."""
    return curie.partition(":")[0]


def fix_prefix(text: str) -> str:
    """``text`` with its prefix in the preferred spelling where the prefix is known in another case, else unchanged."""
    prefix, colon, local = text.partition(":")
    return f"{_LOWER.get(prefix.lower(), prefix)}{colon}{local}"


def of_accession(text: str) -> str:
    """The CURIE of an identifier without its prefix, or with the wrong one, whose form alone tells the register.

    Also of the spelling that ontologies use in addresses. Empty for all other texts: a bare number may be of several.

    >>> of_accession("MIMAT0000449"), of_accession("mirbase:MIMAT0000449"), of_accession("GO_0007249")
    ('mirbase.mature:MIMAT0000449', 'mirbase.mature:MIMAT0000449', 'GO:0007249')
    >>> of_accession("16400")
    ''
    """
    before, _, local = text.rpartition(":")
    for prefix in ACCESSIONS if not before or before.lower() in _LOWER else ():
        if _PATTERNS[prefix].fullmatch(local.upper()):
            return f"{prefix}:{local.upper()}"
    prefix, line, number = text.partition("_")
    curie = fix_prefix(f"{prefix}:{number}")
    return curie if line and is_curie(curie) else ""


def file_stem(curie: str) -> str:
    """The stem of the file that holds the record ``curie``.

    >>> file_stem("doi:10.3389/fmed.2021.660614")
    'doi_10.3389_fmed.2021.660614'
    """
    return re.sub(r"[^A-Za-z0-9.+-]", "_", curie)


class Term(NamedTuple):
    """An identifier with the label that the file writes behind it (empty where it writes none)."""

    id: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.id} {self.label}" if self.label else self.id


def parse_term(text: str) -> Term:
    """Split ``CURIE label``; raises ValueError as ``check_curie`` does."""
    curie, _, label = text.partition(" ")
    return Term(check_curie(curie), label.strip())


def _to_term(value: Any) -> Any:
    if isinstance(value, str):
        return parse_term(value)
    return value


def _check_key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise ValueError(f"{text!r} is no key: lower case letters, digits and underscores, a letter first")
    return text


def _check_reference(text: str) -> str:
    if ":" in text.partition(" ")[0]:
        parse_term(text)
        return text
    return _check_key(text)


Curie = Annotated[
    str,
    AfterValidator(check_curie),
    WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z.]+:\S+$", "description": "an identifier, prefix:local"}),
]
"""A bare identifier."""

TermField = Annotated[
    Term,
    BeforeValidator(_to_term),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[A-Za-z.]+:\S+( .+)?$",
            "description": "identifier, then label: HGNC:16400 NLRP3",
        }
    ),
]
"""A field that holds ``CURIE label``."""

OWN_PRODUCT = "product"
"""Stands for what a trial gives, where an entity would be named."""

OwnProductOrTerm = Annotated[
    Term | Literal["product"],
    BeforeValidator(lambda value: value if value == OWN_PRODUCT else _to_term(value)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(product|[A-Za-z.]+:\S+( .+)?)$",
            "description": "`product` for what the trial gives; else identifier, then label",
        }
    ),
]
"""A field that holds ``CURIE label`` or the word ``product``."""

Key = Annotated[
    str,
    AfterValidator(_check_key),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_]*$",
            "description": "a name for this item, unique in its section of the file",
        }
    ),
]
"""A local key of a section."""

Reference = Annotated[
    str,
    AfterValidator(_check_reference),
    WithJsonSchema({"type": "string", "description": "a key of this file (a preparation) or CURIE label"}),
]
"""A preparation's key, or ``CURIE label``."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
"""A sentence of the curator's own, at most 600 characters."""
