"""The settings: environment variables ``EXOMECH_*`` and a ``.env`` file, read here and nowhere else."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schema.errors import SettingsError

PREFIX = "EXOMECH_"

OTHERS = frozenset({"EXOMECH_REQUIRE_ALL", "EXOMECH_TEST_CACHE", "EXOMECH_WRITE_DOCS"})
"""Variables of this name that are no settings: continuous integration sets them for the tests."""


def project_home() -> Path:
    """Where ``curation/`` and ``.exomech/`` are looked for: the working directory, else the checkout of this code."""
    here = Path.cwd()
    checkout = Path(__file__).resolve().parents[1]
    if (here / "curation").is_dir() or not (checkout / "curation").is_dir():
        return here
    return checkout


class Settings(BaseSettings):
    """Everything that can be set; each field is read from ``EXOMECH_<FIELD IN CAPITALS>``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    store: str = Field(
        "",
        description="the graph: a directory, or a `bolt://` or `neo4j://` address; default `.exomech` in the checkout",
    )
    neo4j_user: str = Field("neo4j", min_length=1, description="user name on a Neo4j server")
    neo4j_password: SecretStr | None = Field(None, description="password on a Neo4j server")
    neo4j_password_file: Path | None = Field(
        None, description="a file that holds the password, instead of the password itself"
    )
    host: str = Field("127.0.0.1", min_length=1, description="address that the server listens on")
    port: int = Field(8000, ge=0, le=65535, description="port that the server listens on; 0 takes a free one")
    curation: Path = Field(Path(), description="the curated files; default `curation` in the checkout")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what is logged to stderr")
    timeout: float = Field(10.0, gt=0, le=600, description="seconds that one request may take in the store")
    root_path: str = Field(
        "", pattern=r"^(/[^/?#\s]+)*$", description="path under which a proxy serves the API, such as `/exomech`"
    )
    forwarded_ips: str = Field(
        "", description="addresses of proxies whose X-Forwarded headers are believed, comma-separated"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="web origins that may read answers, comma-separated; `*` for all"
    )
    browser_url: str = Field(
        "",
        pattern=r"^(https?://[^\s#<>\"]+)?$",
        description="address of a Neo4j Browser that answers link to, such as `http://localhost:7474/browser/`",
    )

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: object) -> object:
        """Places that are not set lie in the project's directory."""
        if isinstance(data, dict):
            home = project_home()
            data = {"store": str(home / ".exomech"), "curation": home / "curation"} | data
        return data

    @model_validator(mode="after")
    def _one_password(self) -> Self:
        if self.neo4j_password is not None and self.neo4j_password_file is not None:
            raise ValueError("set EXOMECH_NEO4J_PASSWORD or EXOMECH_NEO4J_PASSWORD_FILE, not both")
        return self

    @property
    def cache(self) -> Path:
        """Where the check keeps what it knows of unchanged files: inside the embedded store, or where it would lie."""
        inside = Path(self.store) if "://" not in self.store else project_home() / ".exomech"
        return inside / "cache"

    def password(self) -> str | None:
        """The password as set, or the first line of its file; None where neither is set. Raises SettingsError."""
        if self.neo4j_password is not None:
            return self.neo4j_password.get_secret_value()
        if self.neo4j_password_file is None:
            return None
        try:
            return self.neo4j_password_file.read_text("utf-8").split("\n", 1)[0]
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{PREFIX}NEO4J_PASSWORD_FILE: {self.neo4j_password_file} cannot be read: {error}",
                details={"setting": "neo4j_password_file"},
            ) from error


def load_settings(**values: object) -> Settings:
    """The settings of this process; ``values`` win over the environment, and None counts as not given.

    Raises SettingsError that names the variable.
    """
    given = {name: value for name, value in values.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        where = f"{PREFIX}{name.upper()}: " if name else ""
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(
            f"{where}{message} (got {first['input']!r})" if name else message, details={"setting": name}
        ) from error


def unknown_variables() -> dict[str, str]:
    """Variables of the environment that begin like a setting and are none, each with the nearest setting or ''."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    strange = sorted(v for v in os.environ if v.startswith(PREFIX) and v not in known | OTHERS)
    return {v: next(iter(get_close_matches(v, known, n=1)), "") for v in strange}
