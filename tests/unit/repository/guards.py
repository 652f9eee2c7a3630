"""The promises that the repository keeps about its own files, each a pure function from files to violations.

A guard takes ``{path: text}`` with POSIX paths relative to the repository and returns one line a violation, sorted;
an empty list is a kept promise.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PACKAGES = ("api", "graph", "loaders", "queries", "schema")
DISTRIBUTION = "exomech"
MAX_LINES = 400
MAX_DEPTH = 2

# Where the environment may be touched: settings read it, a backend may set an engine's variable before its import.
SETTINGS = "api/settings.py"
BACKENDS = "graph/backends/"
# Modules that hold Cypher text because it is made from the vocabulary (constraints), or is a file that is written.
CYPHER_DEFINITIONS = ("graph/ddl.py", "graph/exports/cypher.py")

CYPHER = re.compile(
    r"\b(?:MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+[$\[\w]|\bDETACH\s+DELETE\b|\bRETURN\s+[\w$*{\[]"
    r"|\bCREATE\s+(?:CONSTRAINT|INDEX)\b|\bCALL\s*\(\s*\w*\s*\)\s*\{"
)
# Written in pieces so that this file does not break its own guard.
ADDRESSES = re.compile(
    "|".join(
        (
            r"\bpypi\." + "org",
            r"pythonhosted\." + "org",
            r"registry\.npm" + "js",
            r"\bcrates\." + "io",
            r"repo1?\.maven\." + r"(?:apache\.)?org",
            r"proxy\.golang\." + "org",
            r"deb\.debian\." + "org",
            "--(?:extra-)?index" + "-url ",
            "--find" + "-links ",
            r"(?<![\w.])/wor" + "k/",
            r"(?<![\w.])/ro" + "ot/",
            r"(?<![\w.])/home/" + r"\w",
            "/opt/whe" + "els",
            r"\.\./" + "shared",
        )
    )
)


FOLDERS = frozenset(
    {"api", "benchmarks", "curation", "docs", "graph", "loaders", "queries", "schema", "tests", ".ci", ".github"}
)
TOP_LEVEL = frozenset(
    {
        *(
            ".dockerignore",
            ".gitattributes",
            ".gitignore",
            "CHANGELOG.md",
            "CITATION.cff",
            "CONTRIBUTING.md",
            "Dockerfile",
        ),
        *("Dockerfile", "LICENSE", "LICENSE-DATA", "Makefile", "README.md", "docker-compose.yml", "pyproject.toml"),
        *("requirements-dev.lock", "requirements.lock"),
    }
)


def modules(files: Mapping[str, str]) -> Iterator[tuple[str, ast.Module]]:
    """The parsed Python modules of the five packages, by path."""
    for path in sorted(files):
        if path.endswith(".py") and path.split("/")[0] in PACKAGES:
            yield path, ast.parse(files[path], path)


def foreign_providers(providers: Mapping[str, Iterable[str]]) -> list[str]:
    """Distributions other than ours that install one of the five top-level names.

    ``providers`` has the shape of ``importlib.metadata.packages_distributions()``.
    """
    return sorted(
        f"{package}: also provided by {name}"
        for package in PACKAGES
        for name in set(providers.get(package, ()))
        if canonicalize_name(name) != DISTRIBUTION
    )


def imported(files: Mapping[str, str], *roots: str) -> set[str]:
    """Top-level packages that modules under these folders import, their own and the standard library's left out."""
    found: set[str] = set()
    for path, text in files.items():
        if not path.endswith(".py") or path.split("/")[0] not in roots:
            continue
        for node in ast.walk(ast.parse(text, path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {*PACKAGES, "tests", "benchmarks"}


def dependency_gaps(
    packages: Iterable[str],
    declared: Iterable[str],
    providers: Mapping[str, Iterable[str]],
    needed: Iterable[str] = (),
) -> list[str]:
    """Imports that no declared distribution provides, and distributions that are declared and never imported.

    ``declared`` are requirements, ``providers`` the shape of ``importlib.metadata.packages_distributions()``, and
    ``needed`` distributions that do their work without an import.
    """
    names = {canonicalize_name(Requirement(text).name) for text in declared}
    found, used = [], {canonicalize_name(name) for name in needed}
    for package in packages:
        of = {canonicalize_name(name) for name in providers.get(package, (package,))}
        used |= of
        if not of & names:
            found.append(f"{package}: imported, and {' or '.join(sorted(of))} is not declared")
    return sorted(found + [f"{name}: declared, and never imported" for name in names - used])


def long_files(files: Mapping[str, str]) -> list[str]:
    """Source files over ``MAX_LINES`` lines."""
    kinds = {".py", ".cypher", ".js", ".css", ".html"}
    return sorted(
        f"{path}: {lines} lines, over {MAX_LINES}"
        for path, text in files.items()
        if PurePosixPath(path).suffix in kinds and (lines := text.count("\n")) > MAX_LINES
    )


def deep_packages(files: Mapping[str, str]) -> list[str]:
    """Modules and queries that lie deeper than package/subpackage."""
    return sorted(
        f"{path}: deeper than {MAX_DEPTH} packages"
        for path in files
        if path.endswith((".py", ".cypher"))
        and path.split("/")[0] in PACKAGES
        and len(PurePosixPath(path).parent.parts) > MAX_DEPTH
    )


def bad_names(files: Mapping[str, str]) -> list[str]:
    """Modules named like their package, and places named after nothing: ``utils``, ``scripts``."""
    found = []
    for path in files:
        pure = PurePosixPath(path)
        if pure.suffix == ".py" and pure.stem == pure.parent.name:
            found.append(f"{path}: named like its package")
        found.extend(
            f"{path}: {part} says nothing of what it owns"
            for part in (*pure.parent.parts, pure.stem)
            if part in {"utils", "util", "scripts"}
        )
    return sorted(found)


def environment_reads(files: Mapping[str, str]) -> list[str]:
    """Uses of the process environment outside settings; a backend may only assign or ``setdefault``."""
    found = []
    for path, tree in modules(files):
        if path == SETTINGS:
            continue
        allowed: set[int] = set()
        if path.startswith(BACKENDS):
            for node in ast.walk(tree):
                if (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)) or (
                    isinstance(node, ast.Attribute) and node.attr == "setdefault"
                ):
                    allowed.add(id(node.value))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "os":
                names = {alias.name for alias in node.names}
                if names & {"environ", "environb", "getenv"}:
                    found.append(f"{path}:{node.lineno}: imports the environment")
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "os"
                and node.attr in {"environ", "environb", "getenv", "getenvb"}
                and id(node) not in allowed
            ):
                found.append(f"{path}:{node.lineno}: reads the environment")
    return sorted(found)


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constant nodes that are documentation rather than data."""
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # Every bare string statement documents something: a module, a class, a function, the attribute above it.
            found |= {id(line.value) for line in body if isinstance(line, ast.Expr)}
    return found


def stray_cypher(files: Mapping[str, str]) -> list[str]:
    """Cypher text in Python outside the definition modules of ``graph`` and its backends."""
    found = []
    for path, tree in modules(files):
        if path.startswith(BACKENDS) or path in CYPHER_DEFINITIONS:
            continue
        ignored = docstrings(tree)
        found.extend(
            f"{path}:{node.lineno}: Cypher text"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in ignored
            and CYPHER.search(node.value)
        )
    return sorted(found)


def unnamed_loggers(files: Mapping[str, str]) -> list[str]:
    """Loggers not called ``exomech.<module>``: ``graph`` alone could be anybody's. Of others the level may be set."""
    found = []
    for path, tree in modules(files):
        nodes = list(ast.walk(tree))
        levels = [n.value for n in nodes if isinstance(n, ast.Attribute) and n.attr == "setLevel"]
        for node in nodes:
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "getLogger":
                if node in levels:
                    continue
                name = node.args[0] if node.args else None
                if not (isinstance(name, ast.Constant) and str(name.value).split(".")[0] == DISTRIBUTION):
                    found.append(f"{path}:{node.lineno}: logger not named {DISTRIBUTION}.<module>")
    return sorted(found)


def machine_addresses(files: Mapping[str, str]) -> list[str]:
    """Hosts of package registries and paths of one machine, in any file."""
    return sorted(
        f"{path}:{number}: {match.group().strip()}"
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := ADDRESSES.search(line))
    )


def stray_places(files: Mapping[str, str]) -> list[str]:
    """Files outside the places that the project has: what a mistyped command or setting left behind."""
    return [
        f"{name}: no place of the project; delete it"
        for name in files
        if name.partition("/")[0] not in (FOLDERS if "/" in name else TOP_LEVEL) or ":" in name
    ]


def pins(lock: str) -> list[tuple[str, Version, str]]:
    """Name, version and environment marker of every entry of a lock."""
    found = []
    for line in lock.replace("\\\n", " ").splitlines():
        if line and not line.startswith(("#", " ")):
            requirement = Requirement(line.split(" --hash", 1)[0].strip())
            version = Version(str(requirement.specifier).removeprefix("=="))
            found.append((canonicalize_name(requirement.name), version, str(requirement.marker or "")))
    return found


def lock_gaps(requirements: Iterable[str], lock: str) -> list[str]:
    """Requirements that a lock does not satisfy, entries without a hash, entries pinned twice for one environment."""
    found = []
    entries = pins(lock)
    for text in requirements:
        requirement = Requirement(text)
        versions = [version for name, version, _ in entries if name == canonicalize_name(requirement.name)]
        if not versions:
            found.append(f"{text}: not in the lock")
        found.extend(
            f"{text}: the lock has {version}"
            for version in versions
            if not requirement.specifier.contains(version, prereleases=True)
        )
    for line in lock.replace("\\\n", " ").splitlines():
        if line and not line.startswith(("#", " ")) and "--hash=sha256:" not in line:
            found.append(f"{line}: no hash")
    places = Counter((name, marker) for name, _, marker in entries)
    found.extend(
        f"{name}: pinned {times} times for one environment" for (name, _), times in places.items() if times > 1
    )
    return sorted(found)


def lock_differences(core: str, dev: str) -> list[str]:
    """Entries of the core lock that the development lock does not repeat exactly: tests must run what is served."""
    missing = set(pins(core)) - set(pins(dev))
    return sorted(f"{name} {version} {marker}".strip() for name, version, marker in missing)
