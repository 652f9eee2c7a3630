"""What every kind of curation file is made of: the strict and frozen base, its curation, its notices, its names."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from schema import words as w
from schema.curie import Curie, Text

Year = Annotated[int, Field(ge=1950, le=2100, strict=True, description="year of publication")]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description='date, quoted: "2026-11-24"')]
PartialDate = Annotated[
    str,
    Field(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description='quoted: "2026-11-24", or "2026-11" or "2026" where the text gives no more',
    ),
]
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$", description="DOI without prefix or address: 10.1186/...")]
Title = Annotated[Text, Field(description="title of the paper or trial, as printed")]
Journal = Annotated[Text, Field(description="name of the journal")]
Locator = Annotated[Text, Field(description="where it stands: abstract, results, figure 3B, table 2 ...")]
Statement = Annotated[Text, Field(description="what was found or argued, in own words, at most 600 characters")]
Positive = Annotated[float, Field(gt=0, strict=True)]
Number = Annotated[float, Field(strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class Document(BaseModel):
    """Base of every part of a curation file: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False, str_strip_whitespace=True)


class Curation(Document):
    """Who curated the record, when, and how far it was checked."""

    by: Text = Field(description="who wrote the file")
    date: IsoDate
    status: w.CurationStatus = Field(description="single: one reader; double: a second reader agreed")
    second_reader: Text | None = Field(None, description="who read the source again")
    note: Text | None = Field(None, description="what the readers disagreed on and how it was settled")


class Notice(Document):
    """An editorial notice on a study."""

    kind: w.NoticeKind
    id: Curie | None = Field(None, description="identifier of the notice itself: pubmed:... or doi:...")
    year: Year | None = Field(None, description="year of the notice")
    reason: Text | None = Field(None, description="why, in own words")


class NamedAs(Document):
    """What the paper calls a thing, where that leaves something open."""

    as_: Text = Field(alias="as", description="the paper's own term")
    resolution: w.Resolution = w.Resolution.EXACT
