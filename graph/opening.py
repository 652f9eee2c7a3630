"""The choice of a backend by the form of the store's address; backends are imported only when they are asked for."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from graph.store import Store
from schema.errors import SettingsError

_SERVER_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})


def open_store(url: str, *, timeout_s: float, user: str = "neo4j", password: str | None = None) -> Store:
    """The store at ``url``: a directory, or the address of a Neo4j server (``bolt://...``, ``neo4j://...``).

    Nothing is read or connected to yet. ``timeout_s`` is the limit on every query, in seconds, above 0. ``user`` and
    ``password`` are for a server; no password means that the server asks for none.
    Raises SettingsError for an address of another form and for a limit that is not positive.
    """
    if not timeout_s > 0:
        raise SettingsError(f"the time limit {timeout_s!r} is not above 0", details={"setting": "timeout"})
    scheme, separator, rest = url.partition("://")
    if separator and scheme.lower() in _SERVER_SCHEMES:
        _refuse_address(url)
        from graph.backends.neo4j_store import Neo4jStore

        return Neo4jStore(f"{scheme.lower()}://{rest}", user=user, password=password, timeout_s=timeout_s)
    # "embedded:/data" would become a directory of that name; a single letter is a drive.
    prefixed = re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", url)
    if separator or prefixed or not url.strip():
        raise SettingsError(
            f"{url!r} is no store: neither a directory nor a bolt:// or neo4j:// address",
            hint="give the Bolt address, such as bolt://127.0.0.1:7687"
            if scheme.lower().startswith("http")
            else "give a directory, such as .exomech",
            details={"setting": "store"},
        )
    from graph.backends.embedded import EmbeddedStore

    return EmbeddedStore(Path(url), timeout_s=timeout_s)


def _refuse_address(url: str) -> None:
    """Raise SettingsError for a server's address that names no host, or more than a host and a port."""
    hint = "write it as bolt://127.0.0.1:7687"
    try:
        parts = urlsplit(url)
        named = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        raise SettingsError(
            "the address of the server is no address", hint=hint, details={"setting": "store"}
        ) from None
    if parts.username is not None or parts.password is not None:
        # The address is not repeated here: it holds a secret.
        raise SettingsError(
            "the address of the server holds a user name",
            hint="set EXOMECH_NEO4J_USER and EXOMECH_NEO4J_PASSWORD instead",
            details={"setting": "store"},
        )
    if not named or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise SettingsError(f"{url!r} is no address of a server", hint=hint, details={"setting": "store"})
