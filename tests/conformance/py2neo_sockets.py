"""py2neo leaves its sockets to the garbage collector, whose warnings would fall on whichever test runs then."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

import pytest

LEAVES_SOCKETS = (
    pytest.mark.usefixtures("closed_sockets"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
)
"""Marks of a module that uses py2neo."""

Test = TypeVar("Test", bound=Callable[..., None])


def leaves_sockets(test: Test) -> Test:
    """Give these marks to one test."""
    for mark in LEAVES_SOCKETS:
        test = mark(test)
    return test


def close_all() -> None:
    """Close what py2neo left open."""
    from py2neo.wiring import Wire  # only where it is installed

    for wire in [thing for thing in gc.get_objects() if type(thing) is Wire]:
        wire.close()
