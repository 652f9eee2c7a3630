"""The folders of canned queries: what each is about, in the order in which people are shown them."""

from __future__ import annotations

SHARED, INTEGRITY = "shared", "integrity"
"""Folders whose texts the program runs itself: they take no common filter and no page."""

GROUPS: dict[str, str] = {
    "cargo": "Cargo to pathway",
    "paths": "Paths and explanation",
    "products": "Source, priming, product design",
    "diseases": "Recipient, disease, model",
    "evidence": "Evidence quality",
    "translation": "Translation, gaps, figures",
    "cells": "The cell itself, homing and delivery",
}
"""Title of each folder that has a page."""
