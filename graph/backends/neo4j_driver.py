"""The one module that calls the Neo4j driver: sessions, transactions, and the translation of its errors into ours."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.backends.neo4j_watch import PROBE_S, Watch
from graph.store import Row
from schema.errors import ForeignData, QueryFailed, QueryTimeout, SettingsError, StoreError, StoreUnavailable

T = TypeVar("T")

NAME = "neo4j"

LOAD_LIMIT_S = 6 * 3600.0
"""Limit of a transaction of a load, in seconds; it overrides the server's own, which is meant for queries."""

_MARK = "exomech"
_BATCH_FETCH = 10_000
_STALE_S = 1.0
_ACQUIRE_S = 3.0
_LOST = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError)
_HINT_DOWN = "check that the server runs and that EXOMECH_STORE names its address"
_HINT_LOGIN = "check EXOMECH_NEO4J_USER and EXOMECH_NEO4J_PASSWORD, or EXOMECH_NEO4J_PASSWORD_FILE"
_HINT_READ_ONLY = "take server.databases.read_only out of neo4j.conf for the load"
_HINT_NONE = (
    "set EXOMECH_NEO4J_PASSWORD_FILE to a file whose first line is the password, or EXOMECH_NEO4J_PASSWORD to the "
    "password; EXOMECH_NEO4J_USER where the user is not neo4j"
)

_READ_ONLY = (
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
)
_REFUSALS = ("Neo.ClientError.Statement.", "Neo.ClientError.Schema.", "Neo.DatabaseError.Statement.")
"""Codes that blame the text or the values."""


def _unwrapped(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, outermost first."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__


def translate(error: Exception, doing: str, *, login: bool = True) -> StoreError | SettingsError:
    """The error of our tree for what the driver or the server raised while ``doing`` something ("reading", "loading").

    ``login`` tells whether a password was sent.

    Time limits become QueryTimeout; refused logins, lost, stopped or overloaded servers StoreUnavailable; an address
    or option that the driver does not take SettingsError; a node that cannot go because of a relationship that is not
    ours ForeignData; everything else QueryFailed: the engine refused the text or the values.
    """
    if isinstance(error, ConfigurationError | AuthConfigurationError):
        return SettingsError(f"the driver does not take the address: {error}", details={"setting": "store"})
    code = next((e.code for e in _unwrapped(error) if isinstance(e, Neo4jError) and e.code), "")
    details: dict[str, object] = {"engine": NAME, "exception": code or type(error).__name__}
    text = next((e.message for e in _unwrapped(error) if isinstance(e, Neo4jError) and e.message), str(error))
    reason = f"the engine failed while {doing}: {text}"
    if isinstance(error, AuthError) or code.startswith("Neo.ClientError.Security."):
        if not login:
            return StoreUnavailable("the server asks for a password, and none is set", hint=_HINT_NONE, details=details)
        return StoreUnavailable(f"the server refused the login: {text}", hint=_HINT_LOGIN, details=details)
    if code in _READ_ONLY:
        return StoreUnavailable(f"the server takes no writing: {text}", hint=_HINT_READ_ONLY, details=details)
    if "TransactionTimedOut" in code or code in (
        "Neo.ClientError.Transaction.Terminated",
        "Neo.TransientError.Transaction.Terminated",
    ):
        hint = "ask for less, or raise the limit"
        return QueryTimeout("the query ran past its time limit", hint=hint, details=details)
    if code == "Neo.ClientError.Schema.ConstraintValidationFailed" and "still has relationships" in text:
        return ForeignData(
            f"a node that the new graph lacks has relationships that ExoMech did not write: {text}",
            hint="remove those relationships, or load into a database of its own",
            details=details,
        )
    if code.startswith(_REFUSALS):
        return QueryFailed(reason, details=details)
    # Transactions that ended, databases that are stopped or unknown, memory, disk, deadlocks, connections.
    if isinstance(error, DriverError | TransientError) or code.startswith(
        ("Neo.DatabaseError.", "Neo.ClientError.Database.", "Neo.ClientError.Transaction.", "Neo.ClientError.General.",
         "Neo.ClientError.Cluster.", "Neo.TransientError.")
    ):  # fmt: skip
        return StoreUnavailable(f"the server cannot be used: {text}", hint=_HINT_DOWN, details=details)
    return QueryFailed(reason, details=details)


@contextmanager
def translated(doing: str, *, login: bool = True) -> Iterator[None]:
    """Turn every error of the driver, and of a value that it cannot pack, into one of our tree (see ``translate``)."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translate(error, doing, login=login) from error
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise QueryFailed(f"the driver refused a value while {doing}: {error}", details={"engine": NAME}) from error


class Writer:
    """Runs writing statements, inside one transaction or each in its own; ``watch`` sees whether the server answers."""

    def __init__(self, run: Callable[[str, Mapping[str, Any]], list[Row]], watch: Watch) -> None:
        self._run, self._watch = run, watch

    def run(self, text: str, **params: Any) -> list[Row]:
        """The rows of one statement."""
        with self._watch.over(LOAD_LIMIT_S), translated("loading"):
            return self._run(text, params)


class Connection:
    """One server and one database on it; connects at first use. Safe to use from several threads.

    Args:
        url: an address that the driver takes.
        user: name for the login.
        password: None where the server asks for none.
        patience_s: seconds for which the server may say nothing before what waits for it is ended with an error (see
            ``neo4j_watch``): 0 for readers, ``LOAD_PATIENCE_S`` for a load.
    """

    def __init__(self, url: str, user: str, password: str | None, *, patience_s: float = 0.0) -> None:
        self.url = url
        self._auth = None if password is None else (user, password)
        self._lock = threading.Lock()
        self._driver: neo4j.Driver | None = None
        self._prober: neo4j.Driver | None = None
        self._closed = self._probing = False
        self._watch = Watch(url, self._answers, self._cut, patience_s=patience_s)
        self._write_timeout_s = max(patience_s, PROBE_S)

    def _connected(self) -> neo4j.Driver:
        with self._lock:
            if self._closed:
                raise StoreUnavailable(f"the store {self.url} is closed")
            if self._driver is None:
                self._driver = self._opened(_ACQUIRE_S)
            return self._driver

    def _opened(self, acquire_s: float) -> neo4j.Driver:
        """A driver, which connects at first use and waits so many seconds for a connection that answers."""
        with translated("connecting"):
            # Short limits: with the defaults a server that is gone holds a request for half a minute.
            return neo4j.GraphDatabase.driver(
                self.url,
                auth=self._auth,
                user_agent="exomech",
                connection_timeout=2.0,
                connection_write_timeout=self._write_timeout_s,
                connection_acquisition_timeout=acquire_s,
                max_transaction_retry_time=0.0,
                liveness_check_timeout=30.0,
                telemetry_disabled=True,
                notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
                warn_notification_severity=neo4j.NotificationMinimumSeverity.OFF,
            )

    def _answers(self) -> bool:
        """Whether the server answers within ``PROBE_S`` on a connection that is used for nothing else."""
        with self._lock:
            if self._closed:
                return True
            if self._prober is None:
                self._prober = self._opened(PROBE_S)
            prober, self._probing = self._prober, True
        try:
            prober.get_server_info()
        except Neo4jError:
            return True  # it answers, though with a refusal
        except (DriverError, OSError):
            return False
        finally:
            self._asked(prober)
        return True

    def _asked(self, prober: neo4j.Driver) -> None:
        with self._lock:
            self._probing = False
            if not self._closed:
                return
        _close(prober)

    def _cut(self) -> None:
        """End whatever waits for the server; the next use connects anew."""
        with self._lock:
            driver, self._driver = self._driver, None
        _close(driver)

    def close(self) -> None:
        """Close every connection; the object is not used again."""
        self._watch.close()
        with self._lock:
            self._closed = True
            driver, self._driver = self._driver, None
            # A driver that is closed while it connects keeps the connection open: `_asked` closes it afterwards.
            prober, self._prober = None if self._probing else self._prober, None
        _close(driver)
        _close(prober)

    def read(self, text: str, params: Mapping[str, Any], limit_s: float) -> tuple[list[Row], str]:
        """All rows of one reading statement, and the server's name with its version ("Neo4j/5.26.30").

        A connection that died while it lay idle is replaced once: a restarted server answers at the first request. A
        server that is stuck is StoreUnavailable within four seconds; one that answers may take ``limit_s``.
        """
        begin = time.monotonic()
        with self._watch.over(limit_s), translated("reading", login=self._auth is not None):
            tries = 2
            while True:
                try:
                    return self._read(text, params, limit_s)
                except _LOST:
                    tries -= 1
                    if time.monotonic() - begin > _STALE_S:
                        self._watch.lost()  # a server that does not answer, not a connection that died
                        raise
                    if not tries:
                        raise

    def _read(self, text: str, params: Mapping[str, Any], limit_s: float) -> tuple[list[Row], str]:
        with self._connected().session(default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            result = session.run(_query(text, limit_s), dict(params))
            keys = result.keys()
            rows = [dict(zip(keys, record.values(), strict=True)) for record in result]
            return rows, result.consume().server.agent

    def stream(self, text: str, params: Mapping[str, Any], consume: Callable[[Iterator[list[Any]]], T]) -> T:
        """What ``consume`` makes of the rows of a long reading statement, each a list of values."""
        with (
            self._watch.over(LOAD_LIMIT_S),
            translated("reading", login=self._auth is not None),
            self._connected().session(default_access_mode=neo4j.READ_ACCESS, fetch_size=_BATCH_FETCH) as session,
        ):
            return consume(record.values() for record in session.run(_query(text, LOAD_LIMIT_S), dict(params)))

    @contextmanager
    def transaction(
        self, *, commit: bool = True, before_commit: Callable[[], None] = lambda: None, **marks: str
    ) -> Iterator[Writer]:
        """One transaction: committed at the end of the block, rolled back by any error, or always without ``commit``.

        ``before_commit`` is called as late as can be.
        ``marks`` are its metadata, which ``SHOW TRANSACTIONS`` tells to others.
        """
        with translated("connecting"):
            session = self._connected().session(default_access_mode=neo4j.WRITE_ACCESS)
        try:
            with self._watch.over(LOAD_LIMIT_S), translated("loading", login=self._auth is not None):
                metadata = {"app": _MARK, **marks}
                transaction = session.begin_transaction(metadata=metadata, timeout=LOAD_LIMIT_S)
            yield Writer(lambda text, params: transaction.run(text, dict(params)).data(), self._watch)
            if commit:
                before_commit()
                with self._watch.over(LOAD_LIMIT_S), translated("loading"):
                    transaction.commit()
        finally:
            self._end(session)  # rolls back what was not committed

    @contextmanager
    def statements(self) -> Iterator[Writer]:
        """Statements that are committed one by one."""
        with translated("connecting"):
            session = self._connected().session(default_access_mode=neo4j.WRITE_ACCESS)
        try:
            yield Writer(lambda text, params: session.run(_query(text, LOAD_LIMIT_S), dict(params)).data(), self._watch)
        finally:
            self._end(session)

    def _end(self, session: neo4j.Session) -> None:
        with self._watch.over(LOAD_LIMIT_S, ending=True), suppress(Neo4jError, DriverError, OSError):
            session.close()


def _query(text: str, limit_s: float) -> neo4j.Query:
    return neo4j.Query(text, timeout=max(limit_s, 0.001), metadata={"app": _MARK})


def _close(driver: neo4j.Driver | None) -> None:
    if driver is not None:
        with suppress(Neo4jError, DriverError, OSError):
            driver.close()
