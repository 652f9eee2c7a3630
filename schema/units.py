"""The one list of units in which primings, challenges and quantities are stated, each in its one spelling."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from schema.words import QuantityKind


class UnitClass(StrEnum):
    """What a unit measures; as with doses, a number is never converted from one class into another."""

    MASS_CONCENTRATION = "mass_concentration"
    MOLAR_CONCENTRATION = "molar_concentration"
    MASS = "mass"
    MASS_PER_WEIGHT = "mass_per_weight"
    SHARE = "share"
    GAS_SHARE = "gas_share"
    ACTIVITY = "activity"
    VOLUME = "volume"
    CELLS = "cells"
    RADIATION = "radiation"
    PRESSURE = "pressure"
    TEMPERATURE = "temperature"
    FIELD = "field"


UNITS: dict[str, UnitClass] = {
    **dict.fromkeys(("pg/ml", "ng/ml", "µg/ml", "mg/ml"), UnitClass.MASS_CONCENTRATION),
    **dict.fromkeys(("pM", "nM", "µM", "mM", "M"), UnitClass.MOLAR_CONCENTRATION),
    **dict.fromkeys(("pg", "ng", "µg", "mg", "g"), UnitClass.MASS),
    **dict.fromkeys(("ng/kg", "µg/kg", "mg/kg", "g/kg"), UnitClass.MASS_PER_WEIGHT),
    "%": UnitClass.SHARE,
    **dict.fromkeys(("% O2", "% CO2"), UnitClass.GAS_SHARE),
    **dict.fromkeys(("U", "IU", "U/ml", "IU/ml", "U/kg", "IU/kg"), UnitClass.ACTIVITY),
    **dict.fromkeys(("µl", "ml", "µl/kg", "ml/kg"), UnitClass.VOLUME),
    **dict.fromkeys(("cells", "cells/ml", "CFU", "CFU/ml", "MOI"), UnitClass.CELLS),
    "Gy": UnitClass.RADIATION,
    **dict.fromkeys(("Pa", "kPa", "mmHg", "dyn/cm2"), UnitClass.PRESSURE),
    "°C": UnitClass.TEMPERATURE,
    **dict.fromkeys(("Hz", "kHz", "MHz", "mT", "V/cm", "mW/cm2", "J/cm2"), UnitClass.FIELD),
}
"""Units of a priming's or challenge's dose, in the order in which they are told."""

QUANTITY_UNITS: dict[QuantityKind, tuple[str, ...]] = {
    QuantityKind.COPIES_PER_VESICLE: ("copies",),
    QuantityKind.VESICLES_PER_COPY: ("vesicles",),
    QuantityKind.SHARE_OF_VESICLES: ("share", "%"),
    QuantityKind.SHARE_IN_VESICLES: ("share", "%"),
    QuantityKind.COPIES_PER_CELL: ("copies",),
    QuantityKind.FOLD_CHANGE: ("fold",),
    QuantityKind.PARTICLES_PER_CELL: ("particles",),
    QuantityKind.RNASE_SENSITIVE_SHARE: ("share", "%"),
}
"""Units of each kind of quantity; a ``share`` lies between 0 and 1. What is counted per what, the kind says."""

_EQUAL = {
    "percent": "%",
    "pct": "%",
    "ng/l": "pg/ml",
    "ug/l": "ng/ml",
    "mg/l": "µg/ml",
    "g/l": "mg/ml",
    "ng/ul": "µg/ml",
    "ug/ul": "mg/ml",
    "nmol/l": "nM",
    "umol/l": "µM",
    "mmol/l": "mM",
    "mol/l": "M",
    "ug/g": "mg/kg",
    "units": "U",
    "units/ml": "U/ml",
    "cc": "ml",
    "dyn/cm^2": "dyn/cm2",
    "dyne/cm2": "dyn/cm2",
    "mw/cm^2": "mW/cm2",
    "j/cm^2": "J/cm2",
    "times": "fold",
    "x": "fold",
    "fraction": "share",
    "molecules": "copies",
    "celsius": "°C",
}
"""Other names of the same unit, folded, with the one spelling."""


def _folded(text: str) -> str:
    """A unit's text without what people write in several ways: case, spaces, the sign for micro, ``per``, ``-1``."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("μ", "u").replace("−", "-")
    plain = re.sub(r"\bper\b", "/", plain)
    plain = re.sub(r"\bmcg\b", "ug", plain)
    plain = re.sub(r"[\s·.*]*(ml|l|kg)\s*-1$", r"/\1", plain)
    return re.sub(r"[\s·]+", "", plain)


_SPELLINGS = {_folded(unit): unit for unit in (*UNITS, *(u for units in QUANTITY_UNITS.values() for u in units))}


def canonical_unit(text: str) -> str:
    """The one spelling of a unit that is written in another way; empty where the text names none of the list.

    >>> canonical_unit("ug/mL"), canonical_unit("mmol/l"), canonical_unit("ng ml-1"), canonical_unit("handful")
    ('µg/ml', 'mM', 'ng/ml', '')
    """
    folded = _folded(text)
    return _SPELLINGS.get(folded) or _EQUAL.get(folded, "")
