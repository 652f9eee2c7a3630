"""A real Neo4j for tests and benchmarks: started on free ports with a password, stopped with SIGTERM."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
import zipfile
from pathlib import Path
from types import TracebackType

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from tests.servers.java import java_for, libraries

LTS, NEWEST = "5.26.30", "2026.08.1"
"""The long-term line and the newest version of the calendar line that the project is tested with."""

USER = "neo4j"
START_LIMIT_S = 120
STOP_LIMIT_S = 60

CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.pagecache.size=256m
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
db.transaction.timeout=30s
"""

KEEPS_PLANS = """dbms.cypher.min_replan_interval=1h
dbms.cypher.statistics_divergence_threshold=1
"""
"""Planning takes tests longer than answering: a plan made for one corpus is used for the next."""

OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Neo4jServer:
    """One server with its own home directory.

    Args:
        home: an empty directory, or that of an earlier server, whose data and password then stay.
        version: for instance ``LTS`` or ``NEWEST``.
        language: 5 or 25, the Cypher version of a query that names none; only the calendar line knows the setting.
        conf: more lines of the configuration file.
        brief: starts and warms up sooner, answers slower in the long run: for tests, not for what is timed.
    """

    def __init__(
        self, home: Path, version: str, *, language: int | None = None, conf: str = "", brief: bool = False
    ) -> None:
        self._brief = brief
        self.home, self.version = home, version
        self.bolt, self.http = free_port(), free_port()
        self._java, self._major = java_for(version)
        self._lib = libraries(version)
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (home / name).mkdir(parents=True, exist_ok=True)
        text = CONF.format(bolt=self.bolt, http=self.http) + conf
        if brief:
            text += KEEPS_PLANS
        if language is not None:
            text += f"db.query.default_language=CYPHER_{language}\n"
        (home / "conf" / "neo4j.conf").write_text(text, "utf-8")
        secret = home / "password"
        if not secret.exists():
            secret.write_text(secrets.token_hex(12), "utf-8")
            self.password = secret.read_text("utf-8")
            self.admin("dbms", "set-initial-password", self.password)
        self.password = secret.read_text("utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for a driver."""
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None
        return self._process.pid

    def admin(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run neo4j-admin, the server being stopped; returns what it printed. Raises RuntimeError where it fails."""
        command = [str(self._java), "-Xmx512m", *self._flags(), "-cp", f"{self._lib}/*"]
        command += ["org.neo4j.cli.AdminTool", *arguments]
        places = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        environment = os.environ | places
        ran = subprocess.run(
            command, env=environment, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
        )
        if ran.returncode:
            raise RuntimeError(f"neo4j-admin {arguments[0]} ended with {ran.returncode}: {ran.stdout}{ran.stderr}")
        return ran.stdout + ran.stderr

    def _flags(self) -> list[str]:
        flags = [f"--add-opens={name}=ALL-UNNAMED" for name in OPENS]
        flags += ["-Dio.netty.tryReflectionSetAccessible=true", "-Dlog4j2.disable.jmx=true"]
        if self._major >= 21:
            flags += ["--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"]
        return flags

    def start(self) -> Neo4jServer:
        """Start the server; returns when it answers. Raises RuntimeError with the end of its log where it does not."""
        with zipfile.ZipFile(self._lib / f"neo4j-{self.version}.jar") as jar:
            entry = jar.read("META-INF/services/org.neo4j.server.startup.EntryPoint").decode("utf-8")
        main = next(line.strip() for line in entry.splitlines() if line.strip() and not line.startswith("#"))
        speed = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if self._brief else ["-XX:+UseG1GC"]
        command = [str(self._java), "-Xms512m", "-Xmx1g", *speed, *self._flags()]
        command += ["-cp", f"{self._lib}/*:{self.home}/plugins/*", main]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home}/conf", "--console-mode"]
        log = self.home / "logs" / "console.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            self._wait(log)
        except BaseException:
            self.kill()
            raise
        return self

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            if self._listens():
                try:
                    with GraphDatabase.driver(self.url, auth=(USER, self.password), connection_timeout=5) as driver:
                        driver.execute_query("RETURN 1")
                        return
                except (DriverError, Neo4jError):
                    pass  # it listens before its databases are there
            time.sleep(0.2)
        raise RuntimeError(f"Neo4j {self.version} did not start: {log.read_text('utf-8', 'replace')[-2000:]}")

    def _listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.bolt)) == 0

    def stop(self) -> None:
        """End the server as an operator does; nothing happens where it does not run."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def freeze(self) -> None:
        """kill -STOP: its sockets stay open and nothing answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """kill -CONT."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    def __enter__(self) -> Neo4jServer:
        return self if self._process is not None else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
