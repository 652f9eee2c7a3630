"""Every guard holds for this repository, and every guard is seen to fail on an offending input."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from api.formats.networks import FILES
from tests.unit.repository import guards

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CORE = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DEV = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")

FileGuard = Callable[[Mapping[str, str]], list[str]]


def read_files() -> dict[str, str]:
    """Every text file that is, or would be, committed; without git, every file outside hidden folders."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            # Under a git hook these name another work tree.
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        ).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    else:
        paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        names = [path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts[:-1])]
    files = {}
    for name in sorted(set(names)):
        path = ROOT / name
        if not path.is_file() or path.stat().st_size > 5_000_000:
            continue
        try:
            files[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture: no text to judge
    return files


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    found = read_files()
    assert {"pyproject.toml", "Makefile", "schema/__init__.py"} <= found.keys()
    return found


OFFENDERS: list[tuple[FileGuard, dict[str, str], int]] = [
    (guards.long_files, {"graph/rows.py": "x = 1\n" * 401}, 1),
    (guards.long_files, {"tests/unit/test_a.py": "x = 1\n" * 401, "queries/a/b.cypher": "//\n" * 402}, 2),
    (guards.deep_packages, {"graph/backends/neo/driver.py": ""}, 1),
    (guards.deep_packages, {"queries/a/b/c.cypher": ""}, 1),
    (guards.bad_names, {"graph/graph.py": ""}, 1),
    (guards.bad_names, {"loaders/utils.py": "", "scripts/x.sh": ""}, 2),
    (guards.environment_reads, {"loaders/reading.py": "import os\nX = os.environ['X']\n"}, 1),
    (guards.environment_reads, {"schema/a.py": "from os import getenv\n"}, 1),
    (guards.environment_reads, {"graph/backends/a.py": "import os\nX = os.environ.get('X')\nos.getenv('Y')\n"}, 2),
    (guards.stray_cypher, {"api/routes.py": "Q = 'MATCH (n) RETURN n'\n"}, 1),
    (guards.stray_cypher, {"queries/a.py": "def f(x):\n    return f'UNWIND ${x} AS r'\n"}, 1),
    (guards.stray_cypher, {"graph/store.py": "class A:\n    q = 'CREATE CONSTRAINT FOR ...'\n"}, 1),
    (guards.unnamed_loggers, {"api/a.py": "import logging\nL = logging.getLogger(__name__)\n"}, 1),
    (guards.unnamed_loggers, {"api/a.py": "from logging import getLogger\nL = getLogger('graph')\n"}, 1),
    (guards.stray_places, {"0": "", "utils/a.py": "", "tests/store:/a.json": ""}, 3),
    (guards.machine_addresses, {"README.md": "see https://pypi." + "org/project/x\n"}, 1),
    (guards.machine_addresses, {"Makefile": "cd /wor" + "k/main\n", "docs/a.md": "in ../" + "shared/design\n"}, 2),
    (guards.machine_addresses, {"requirements.lock": "--index" + "-url https://example.org/simple\n"}, 1),
]

INNOCENT: list[tuple[FileGuard, dict[str, str]]] = [
    (guards.long_files, {"graph/rows.py": "x = 1\n" * 400, "curation/big.yaml": "a: b\n" * 900}),
    (guards.deep_packages, {"graph/backends/embedded.py": "", "tests/unit/graph/backends/test_a.py": ""}),
    (guards.bad_names, {"graph/__init__.py": "", "graph/store.py": ""}),
    (guards.environment_reads, {"api/settings.py": "import os\nX = os.environ\n"}),
    (
        guards.environment_reads,
        {"graph/backends/a.py": "import os\nos.environ['A'] = '0'\nos.environ.setdefault('B', '')\n"},
    ),
    (guards.stray_cypher, {"graph/ddl.py": "Q = 'CREATE CONSTRAINT x'\n", "graph/backends/a.py": "Q = 'MATCH (n)'\n"}),
    (
        guards.stray_cypher,
        {"queries/a.py": '"""Refuses CREATE (n)."""\nWRITES = ("CREATE", "MERGE")\nX = 1\n"""RETURN x."""\n'},
    ),
    (guards.unnamed_loggers, {"api/a.py": "import logging\nL = logging.getLogger('exomech.api')\n"}),
    (guards.unnamed_loggers, {"api/a.py": "import logging\nlogging.getLogger('neo4j').setLevel('ERROR')\n"}),
    (guards.stray_places, {"README.md": "", ".ci/run": "", "docs/a.md": ""}),
    (guards.machine_addresses, {"README.md": "https://example.org/wor" + "k/1 and docs.pytest.org\n"}),
]

FILE_GUARDS = sorted({guard for guard, _, _ in OFFENDERS}, key=lambda guard: guard.__name__)


@pytest.mark.parametrize("guard", FILE_GUARDS, ids=lambda guard: guard.__name__)
def test_repository_keeps(guard: FileGuard, files: dict[str, str]) -> None:
    assert guard(files) == []


@pytest.mark.parametrize(("guard", "offending", "count"), OFFENDERS)
def test_guard_refuses(guard: FileGuard, offending: dict[str, str], count: int) -> None:
    assert len(guard(offending)) == count


@pytest.mark.parametrize(("guard", "innocent"), INNOCENT)
def test_guard_admits(guard: FileGuard, innocent: dict[str, str]) -> None:
    assert guard(innocent) == []


def test_every_file_guard_has_an_innocent_neighbour() -> None:
    assert {guard for guard, _ in INNOCENT} == set(FILE_GUARDS)


def test_no_other_distribution_provides_a_package() -> None:
    providers = importlib.metadata.packages_distributions()
    assert guards.foreign_providers(providers) == []
    assert set(guards.PACKAGES) <= providers.keys(), "exomech is not installed in this environment"


def test_foreign_provider_is_refused() -> None:
    found = guards.foreign_providers({"schema": ["exomech", "schema"], "graph": ["ExoMech"]})
    assert found == ["schema: also provided by schema"]


def requirements(*groups: str) -> list[str]:
    return PROJECT["project"]["dependencies"] + [
        text for group in groups for text in PROJECT["dependency-groups"][group]
    ]


IMPLIED = {
    "neo4j-rust-ext": "takes the place of the driver's own packing",
    "manimgx-fonts": "its files are read, not its code",
}
"""Distributions that the packages need and do not import."""

IMPLIED_IN_TESTS = {
    "httpx2": "starlette's TestClient asks for it",
    "pytest-xdist": "a plugin of pytest",
}


def test_what_the_packages_import_is_what_they_declare(files: dict[str, str]) -> None:
    extras = [text for texts in PROJECT["project"]["optional-dependencies"].values() for text in texts]
    providers = importlib.metadata.packages_distributions()
    packages = guards.imported(files, *guards.PACKAGES)
    assert {"neo4j", "fastapi", "yaml"} <= packages
    assert guards.dependency_gaps(packages, [*requirements(), *extras], providers, IMPLIED) == []


def test_what_the_tests_import_is_declared(files: dict[str, str]) -> None:
    providers = importlib.metadata.packages_distributions()
    # Each of the peers, and of the programs that read our files, has an environment and a lock of its own.
    elsewhere = ("benchmarks/peers/", "tests/readers/read_")
    here = {path: text for path, text in files.items() if not path.startswith(elsewhere)}
    theirs = guards.imported(here, "tests", "benchmarks") - guards.imported(files, *guards.PACKAGES)
    assert {"pytest", "hypothesis"} <= theirs
    found = guards.dependency_gaps(theirs, PROJECT["dependency-groups"]["test"], providers, IMPLIED_IN_TESTS)
    assert found == []


def test_dependency_guard_refuses() -> None:
    files = {
        "api/a.py": "import os, numpy.random\nfrom yaml import load\nfrom schema import curie\n",
        "x/b.py": "import z",
    }
    packages = guards.imported(files, "api")
    assert packages == {"numpy", "yaml"}
    assert guards.dependency_gaps(packages, ["PyYAML>=6", "curies"], {"yaml": ["pyyaml"]}) == [
        "curies: declared, and never imported",
        "numpy: imported, and numpy is not declared",
    ]
    assert guards.dependency_gaps(["yaml"], ["PyYAML", "fast"], {"yaml": ["PyYAML"]}, ["Fast"]) == []


def test_core_lock_satisfies_the_project() -> None:
    assert guards.lock_gaps(requirements("build"), CORE) == []


def test_development_lock_satisfies_the_project() -> None:
    assert guards.lock_gaps(requirements("build", "test", "check"), DEV) == []


def test_development_lock_repeats_the_core_lock() -> None:
    assert guards.lock_differences(CORE, DEV) == []


def test_lock_guards_refuse() -> None:
    lock = "a==1.0 \\\n    --hash=sha256:00\nb==2.0\nc==1 \\\n    --hash=sha256:00\nc==2 \\\n    --hash=sha256:00\n"
    assert guards.lock_gaps(["a>=2", "d"], lock) == [
        "a>=2: the lock has 1.0",
        "b==2.0: no hash",
        "c: pinned 2 times for one environment",
        "d: not in the lock",
    ]
    assert guards.lock_differences("a==1\nb==1\n", "a==1\nb==2\n") == ["b 1"]


def test_locks_cover_every_supported_python() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    entries = [(name, marker) for name, _, marker in guards.pins(DEV) if "emscripten" not in marker]
    split = {name for name, marker in entries if "python_full_version" in marker}
    assert split, "numpy and scipy have no one release for 3.11 and 3.14: the reading of markers is broken"
    for name in split:
        markers = {marker for other, marker in entries if other == name}
        assert markers == {'python_full_version < "3.12"', 'python_full_version >= "3.12"'}, name


CONTRACTS = {contract["name"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}


def test_contracts_name_every_module_of_each_backend(files: dict[str, str]) -> None:
    modules = {
        path.removesuffix(".py").replace("/", ".")
        for path in files
        if path.startswith("graph/backends/") and path.endswith(".py") and not path.endswith("__init__.py")
    }
    one = CONTRACTS["the embedded backend knows nothing of Neo4j's"]
    other = CONTRACTS["Neo4j's backend knows nothing of the embedded one"]
    assert one["source_modules"] == other["forbidden_modules"]
    assert one["forbidden_modules"] == other["source_modules"]
    assert sorted(one["source_modules"] + one["forbidden_modules"]) == sorted(modules)


def test_a_contract_names_every_file_format() -> None:
    named = set(CONTRACTS["each file format stands alone"]["modules"])
    assert {f"graph.exports.{place.partition(':')[0]}" for _, _, place in FILES.values()} <= named


def test_distribution_cannot_be_uploaded() -> None:
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]
