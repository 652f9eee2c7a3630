"""The choice of a backend by the form of the store's address; backends are imported only when they are asked for."""

from __future__ import annotations

from pathlib import Path

from graph.store import Store
from schema.errors import SettingsError

_SERVER_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})


def open_store(url: str, *, timeout_s: float) -> Store:
    """The store at ``url``: a directory, or the address of a server (``bolt://...``, ``neo4j://...``).

    Nothing is read or connected to yet. ``timeout_s`` is the limit on every query, in seconds, above 0.
    Raises SettingsError for an address of another form, for a server, and for a limit that is not positive.
    """
    if not timeout_s > 0:
        raise SettingsError(f"the time limit {timeout_s!r} is not above 0", details={"setting": "timeout"})
    scheme, separator, _ = url.partition("://")
    if separator and scheme.lower() in _SERVER_SCHEMES:
        raise SettingsError(
            f"{url!r} is the address of a server, and this version has the embedded store only",
            hint="give a directory, such as .exomech",
            details={"setting": "store"},
        )
    if separator or not url.strip():
        raise SettingsError(
            f"{url!r} is no store: neither a directory nor a bolt:// or neo4j:// address",
            hint="give a directory, such as .exomech",
            details={"setting": "store"},
        )
    from graph.backends.embedded import EmbeddedStore

    return EmbeddedStore(Path(url), timeout_s=timeout_s)
