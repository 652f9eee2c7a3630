"""What was done to cells, vesicles and animals: primings, modifications, loadings, challenges and doses, with units."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from schema import making as m
from schema import words as w
from schema.curie import TermField, Text
from schema.parts import Document, Positive
from schema.units import QUANTITY_UNITS, UNITS

_CLASSES: list[Any] = [unit_class.value.replace("_", " ") for unit_class in UNITS.values()]
Unit = Annotated[
    Text,
    Field(description="unit of the dose", json_schema_extra={"enum": [*UNITS], "enumDescriptions": _CLASSES}),
]
QuantityUnit = Annotated[
    Text,
    Field(
        description="what the number counts; per what, the kind says",
        json_schema_extra={"enum": [*dict.fromkeys(unit for units in QUANTITY_UNITS.values() for unit in units)]},
    ),
]


class Priming(Document):
    """One treatment of the donor cells before the product was taken."""

    agent: TermField = Field(description="what the donor cells were treated with")
    kind: m.PrimingKind
    dose: Positive | None = Field(None, description="amount of the agent, in `unit`")
    unit: Unit | None = Field(None, description="unit of `dose`")
    hours: Positive | None = Field(None, description="how long, in hours")


class Modification(Document):
    """One engineered change of the donor or the product."""

    entity: TermField = Field(description="the molecule or gene that was added or taken away")
    change: w.Change = Field(description="gain: it was added; loss: it was taken away")
    at: Literal[w.Site.DONOR, w.Site.VESICLE] = Field(
        description="donor: in the cells; vesicle: in the vesicles themselves"
    )
    by: w.Means = w.Means.NOT_STATED


class Loading(Document):
    """A cargo or drug put into the vesicle."""

    cargo: TermField = Field(description="what was put in")
    method: Text | None = Field(None, description="electroporation, sonication, incubation ...")


class SizeRange(Document):
    """A size in nm as reported: one number or a range."""

    low: Positive = Field(description="lower end, in nm")
    high: Positive = Field(description="upper end, in nm")


class Challenge(Document):
    """What the cells or animals were challenged with."""

    agent: TermField = Field(description="what was added: lipopolysaccharide, IL-1β ...")
    dose: Positive | None = Field(None, description="amount of the agent, in `unit`")
    unit: Unit | None = Field(None, description="unit of `dose`")
    hours: Positive | None = Field(None, description="how long, in hours")


class Dose(Document):
    """A dose in the unit class in which it was stated; never converted."""

    value: Positive = Field(description="the number, or the lower end of a range, in `unit`")
    high: Positive | None = Field(None, description="upper end where a range was stated")
    unit: m.DoseUnit
    per: m.DosePer | None = None
