"""What a Neo4j server or its driver says becomes an error of our tree, with what to do about it."""

from __future__ import annotations

import pytest
from neo4j.exceptions import ConfigurationError, Neo4jError, ServiceUnavailable

from graph.backends.neo4j_driver import translate
from schema.errors import ExomechError, ForeignData, QueryFailed, QueryTimeout, SettingsError, StoreUnavailable


def of_server(code: str, message: str = "a message") -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message=message)


@pytest.mark.parametrize(
    ("error", "expected", "hint"),
    [
        (of_server("Neo.ClientError.Transaction.TransactionTimedOut"), QueryTimeout, "ask for less"),
        (of_server("Neo.ClientError.Statement.SyntaxError"), QueryFailed, ""),
        (of_server("Neo.ClientError.Security.Unauthorized"), StoreUnavailable, "EXOMECH_NEO4J_USER"),
        (of_server("Neo.TransientError.General.OutOfMemoryError"), StoreUnavailable, "EXOMECH_STORE"),
        (of_server("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"), StoreUnavailable, "databases.read_only"),
        (
            of_server("Neo.ClientError.Schema.ConstraintValidationFailed", "node 7 still has relationships"),
            ForeignData,
            "a database of its own",
        ),
        (ServiceUnavailable("gone"), StoreUnavailable, "EXOMECH_STORE"),
        (ConfigurationError("no such scheme"), SettingsError, ""),
    ],
    ids=lambda value: value.code if isinstance(value, Neo4jError) else "",
)
def test_each_kind_of_error_has_its_class_and_its_hint(
    error: Exception, expected: type[ExomechError], hint: str
) -> None:
    found = translate(error, "reading")
    assert type(found) is expected
    assert hint in found.hint


def test_a_refused_login_without_a_password_names_the_settings_that_take_one() -> None:
    found = translate(of_server("Neo.ClientError.Security.Unauthorized"), "reading", login=False)
    assert found.message == "the server asks for a password, and none is set"
    assert "EXOMECH_NEO4J_PASSWORD_FILE" in found.hint
