"""The Java runtimes of this machine, and the Neo4j libraries that Maven fetches; both say plainly what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

NEEDS_JAVA = {"5": (17, 21), "2026": (21, 25)}
"""Oldest and newest Java major version that a line of Neo4j runs on, by the first part of its version."""

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>exomech.tests</groupId>
  <artifactId>neo4j-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId><version>5.24.0</version>
    </dependency>
  </dependencies>
</project>
"""

FETCH_LIMIT_S = 900


class MissingTool(Exception):
    """This machine lacks what a server needs; the message says what, and how to get it."""


def cache() -> Path:
    """Where fetched libraries stay: ``EXOMECH_TEST_CACHE``, or ``exomech`` in the user's cache directory."""
    return Path(os.environ.get("EXOMECH_TEST_CACHE") or Path.home() / ".cache" / "exomech")


def _major(home: Path) -> int | None:
    """The major version of the JDK or JRE at ``home``, or None where there is none."""
    try:
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text("utf-8"), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) if found and (home / "bin" / "java").is_file() else None


def _homes() -> Iterator[Path]:
    named = os.environ.get("JAVA_HOME")
    if named:
        yield Path(named)
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parents[1]
    for folder in (Path("/usr/lib/jvm"), Path("/opt/java"), Path("/Library/Java/JavaVirtualMachines")):
        for home in sorted(folder.glob("*")):
            yield from (home, home / "Contents" / "Home")


def java_for(version: str) -> tuple[Path, int]:
    """The oldest Java on this machine that runs this Neo4j, and its major version. Raises MissingTool."""
    low, high = NEEDS_JAVA[version.split(".", 1)[0]]
    fitting = {major: home for home in _homes() if (major := _major(home)) is not None and low <= major <= high}
    if not fitting:
        raise MissingTool(f"Neo4j {version} needs a Java from {low} to {high}; install one, or set JAVA_HOME")
    major = min(fitting)
    return fitting[major] / "bin" / "java", major


def libraries(version: str) -> Path:
    """The directory with the jar files of this Neo4j, fetched on first use (about 40 s). Raises MissingTool."""
    ready = cache() / f"neo4j-{version}"
    if (ready / "complete").exists():
        return ready / "lib"
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingTool(f"Neo4j {version} is fetched by Maven, and there is no `mvn`; install Maven")
    work = cache() / f"neo4j-{version}.{os.getpid()}"
    work.mkdir(parents=True, exist_ok=True)
    (work / "pom.xml").write_text(POM.format(version=version), "utf-8")
    command = [maven, "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=lib"]
    try:
        ran = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=FETCH_LIMIT_S, check=False)
        if ran.returncode:
            raise MissingTool(f"Maven could not fetch Neo4j {version}: {(ran.stdout + ran.stderr).strip()[-400:]}")
        (work / "complete").touch()
        if not ready.exists():
            work.rename(ready)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return ready / "lib"
