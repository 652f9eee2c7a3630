"""Commands about the running thing: ``serve`` and ``status``."""

from __future__ import annotations

import errno
import logging
import socket
import sys
import threading
from typing import Annotated, Any

import orjson
import typer

from api.cli_output import CurationOption, StoreOption, code_version, opened, settings_with, write_out
from api.cli_reports import write_coverage
from api.settings import Settings
from schema import SCHEMA_VERSION
from schema.errors import SettingsError, StoreError, UnknownFormat

_log = logging.getLogger("exomech.api")

GRACE_S = 10
"""Seconds that running requests have to end after a signal to stop."""


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises SettingsError that names the variable at fault."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise SettingsError(f"EXOMECH_HOST: {host!r} is no address of this machine: {error.strerror}") from error
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} of {host} is in use: set EXOMECH_PORT to another one"
            raise SettingsError(message, details={"setting": "port"}) from error
        if error.errno == errno.EACCES:
            message = f"port {port} of {host} is not allowed: set EXOMECH_PORT to one above 1023"
            raise SettingsError(message, details={"setting": "port"}) from error
        message = f"EXOMECH_HOST: {host!r} cannot be listened on: {error.strerror}"
        raise SettingsError(message, details={"setting": "host"}) from error
    found.set_inheritable(True)
    return found


def serve(settings: Settings) -> None:
    """Serve until a signal to stop comes. Raises SettingsError, CatalogueError."""
    import uvicorn

    from api.app import create_app
    from queries.catalogue import packaged
    from queries.statistics import ready

    catalogue = packaged()
    listening = bind(settings.host, settings.port)
    with opened(settings) as store:
        try:
            manifest = store.info().manifest
            _log.info("build %s, data %s, from %s", manifest.build, manifest.data_version, settings.store)
        except StoreError as error:
            # Serve all the same: every answer tells the reason, and a build made meanwhile is followed.
            _log.warning("%s%s", error.message, f"; {error.hint}" if error.hint else "")
        config = uvicorn.Config(
            create_app(store, catalogue, settings),
            log_config=None,
            log_level="warning" if settings.log_level == "info" else settings.log_level,
            access_log=settings.log_level == "debug",
            proxy_headers=bool(settings.forwarded_ips),
            forwarded_allow_ips=settings.forwarded_ips or None,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
            ws="none",
        )
        host, port = listening.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        _log.info("serving http://%s:%d%s (API at /docs); Ctrl-C stops", shown, port, settings.root_path)
        # Beside the start, and not within the time of the first answer that needs it.
        threading.Thread(target=ready, daemon=True).start()
        uvicorn.Server(config).run(sockets=[listening])


def status_of(settings: Settings) -> tuple[dict[str, Any], StoreError | None]:
    """What is known of the store, and the error where it cannot be read."""
    found: dict[str, Any] = {"exomech": code_version(), "schema": SCHEMA_VERSION, "store": settings.store}
    try:
        with opened(settings) as store:
            info = store.info()
    except StoreError as error:
        return found | {"state": error.slug.removeprefix("store-").replace("-", " ")}, error
    return found | {
        "state": "ready",
        "build": info.manifest.build,
        "data": info.manifest.data_version,
        "built by": info.manifest.code_version,
        "engine": f"{info.engine} {info.engine_version}",
        "counts": dict(sorted(info.manifest.counts.items())),
    }, None


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(name="serve")
    def serving(
        host: Annotated[
            str | None, typer.Option("--host", metavar="ADDRESS", help="instead of EXOMECH_HOST (127.0.0.1)")
        ] = None,
        port: Annotated[
            int | None, typer.Option("--port", metavar="NUMBER", help="instead of EXOMECH_PORT (8000)")
        ] = None,
        store: StoreOption = None,
    ) -> None:
        """Answer over HTTP; a new build is followed without a restart."""
        serve(settings_with(host=host, port=port, store=store))

    @app.command(name="status")
    def status(
        store: StoreOption = None,
        form: Annotated[
            str, typer.Option("--format", metavar="FORM", help="text, json; of the coverage also markdown")
        ] = "text",
        coverage: Annotated[
            bool, typer.Option("--coverage", help="tell instead what the curation covers, and what it does not")
        ] = False,
        curation: CurationOption = None,
    ) -> None:
        """Tell the store, its build, counts and engine; or what the curation covers."""
        if coverage:
            write_coverage(settings_with(curation=curation).curation, form)
            return
        if form not in {"text", "json"}:
            raise UnknownFormat(f"the status is not available as {form!r}", hint="there are: text, json")
        found, error = status_of(settings_with(store=store))
        if form == "json":
            write_out(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n", None)
        else:
            counts = found.pop("counts", {})
            for name, value in found.items():
                sys.stdout.write(f"{name:<9} {value}\n")
            for name, number in counts.items():
                sys.stdout.write(f"  {name:<18} {number}\n")
        if error is not None:
            raise error
