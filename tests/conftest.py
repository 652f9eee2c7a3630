"""What holds for every test; with EXOMECH_REQUIRE_ALL=1 (continuous integration) nothing is skipped or random.

Also the two stores that most tests read: of the tiny corpus and of the curation, each built once a run.
It stands alone until a test asks for one of them, as a test of its own copies it elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from graph.backends.embedded import EmbeddedStore
    from tests.servers.fixtures import Servers

ON_THE_LONG_TERM_LINE = frozenset({"tests/conformance/test_neo4j_loading.py", "tests/servers/test_neo4j_browser.py"})
"""Files whose tests use the shared server of Neo4j 5.26 without a word of it in their ids."""

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


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """The Neo4j servers of this process, which its tests share: each test empties the one that it uses."""
    from tests.servers.fixtures import Servers

    kept = Servers(tmp_path_factory.mktemp("servers"))
    yield kept
    kept.stop()


def group_of(nodeid: str) -> str:
    """What has to run in one process, one after the other: the tests of a server, else those of a file."""
    from tests.servers.fixtures import SERVERS

    file = nodeid.partition("::")[0]
    if file in ON_THE_LONG_TERM_LINE:
        return "neo4j-5.26"
    return next((name for name in SERVERS if name in nodeid), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share out groups instead of files, so that a server is started once; the other options of --dist stay as is."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class LoadGroups(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return LoadGroups(config, log)


@pytest.fixture(scope="session")
def tiny_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the tiny corpus with its release, to read."""
    from tests.stores import TINY, built

    return built("tiny", TINY, tmp_path_factory)


@pytest.fixture(scope="session")
def tiny(tiny_directory: Path) -> Iterator[EmbeddedStore]:
    from graph.backends.embedded import EmbeddedStore

    with EmbeddedStore(tiny_directory) as opened:
        yield opened


@pytest.fixture(scope="session")
def curation_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the curation with its releases, to read."""
    from tests.stores import CURATION, built

    return built("curation", CURATION, tmp_path_factory)


@pytest.fixture(scope="session")
def curated(curation_directory: Path) -> Iterator[EmbeddedStore]:
    from graph.backends.embedded import EmbeddedStore

    with EmbeddedStore(curation_directory) as opened:
        yield opened
