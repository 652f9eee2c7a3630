"""The scale of grades, and the classes of claim that decide which rule applies."""

from __future__ import annotations

from enum import StrEnum


class ClaimClass(StrEnum):
    """Class of a claim, which decides its grade rule."""

    CARGO_EFFECT = "cargo_effect"
    PRODUCT_OUTCOME = "product_outcome"
    CARRIAGE = "carriage"
    STRUCTURAL = "structural"
    BACKGROUND = "background"


class Grade(StrEnum):
    """Derived strength of a claim, weakest first in ``GRADE_ORDER``."""

    UNSUPPORTED = "unsupported"
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


GRADE_ORDER: tuple[Grade, ...] = (Grade.UNSUPPORTED, Grade.WEAK, Grade.MODERATE, Grade.STRONG)
