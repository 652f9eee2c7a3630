"""The container files are valid, closed to other machines, and agree with the rest of the repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def tool(name: str) -> str:
    """The program beside this Python, else on the path; the locked development environment has both tools."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def open_ports(compose: dict[str, Any]) -> list[str]:
    """Published ports that other machines could reach."""
    return [
        f"{name}: {port}"
        for name, service in compose["services"].items()
        for port in service.get("ports", [])
        if not str(port).startswith("127.0.0.1:")
    ]


def test_dockerfile_has_no_findings() -> None:
    done = subprocess.run([tool("hadolint"), "--no-color", "-"], input=DOCKERFILE, text=True, capture_output=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_hadolint_sees_a_bad_dockerfile() -> None:
    bad = "FROM python\nRUN cd /tmp && sudo true\n"
    done = subprocess.run([tool("hadolint"), "--no-color", "-"], input=bad, text=True, capture_output=True)
    assert done.returncode == 1


@pytest.mark.parametrize("profile", [(), ("--profile", "neo4j")])
def test_compose_file_is_valid(profile: tuple[str, ...]) -> None:
    command = [tool("docker-compose"), *profile, "-f", str(ROOT / "docker-compose.yml"), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_ports_are_published_on_this_machine_only() -> None:
    assert open_ports(yaml.safe_load(COMPOSE)) == []
    assert open_ports({"services": {"api": {"ports": ["8000:8000"]}}}) == ["api: 8000:8000"]


def test_api_container_cannot_write() -> None:
    api = yaml.safe_load(COMPOSE)["services"]["api"]
    assert api["read_only"] is True
    assert api["cap_drop"] == ["ALL"]


def test_default_profile_starts_the_api_alone() -> None:
    services = yaml.safe_load(COMPOSE)["services"]
    assert [name for name, service in services.items() if "profiles" not in service] == ["api"]


def test_image_runs_as_a_user_without_rights_from_the_lock() -> None:
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users
    assert all(user.split(":")[0] not in {"root", "0"} for user in users)
    assert "--require-hashes --only-binary :all: -r requirements.lock" in DOCKERFILE
    assert "curl" not in re.sub(r"^#.*$", "", DOCKERFILE, flags=re.MULTILINE)


def test_every_copied_path_passes_the_ignore_file() -> None:
    admitted = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    sources = {source for line in copied for source in line.split()[:-1]}
    assert sources == admitted
    assert [source for source in sorted(sources) if not (ROOT / source).exists()] == []
