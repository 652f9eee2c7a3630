"""What holds for every test; with EXOMECH_REQUIRE_ALL=1 (continuous integration) nothing is skipped or random."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

REQUIRE_ALL = os.environ.get("EXOMECH_REQUIRE_ALL") == "1"

# A slow machine is no failure. Examples are new on a developer's machine, the same in every run of CI.
settings.register_profile("exomech", deadline=None, derandomize=REQUIRE_ALL, print_blob=True)
settings.load_profile("exomech")


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skipped report into a failed one that still names the reason of the skip."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"skipped although EXOMECH_REQUIRE_ALL=1 demands every test: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if REQUIRE_ALL:
        refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if REQUIRE_ALL:
        refuse_skip(report)
    return report
