"""Settings come from EXOMECH_ variables, and a wrong one is told by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings, load_settings, project_home, unknown_variables
from schema.errors import SettingsError


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"EXOMECH_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_listen_on_this_machine_only():
    settings = load_settings()
    assert (settings.host, settings.port, settings.cors_origins) == ("127.0.0.1", 8000, ())


def test_the_checkout_is_the_home_outside_of_any_curation(clean: Path):
    assert project_home() == Path(__file__).resolve().parents[3]
    (clean / "curation").mkdir()
    assert project_home() == clean
    assert load_settings().store == str(clean / ".exomech")
    assert load_settings().curation == clean / "curation"


def test_environment_and_dotenv_and_arguments_in_that_order(clean: Path, monkeypatch: pytest.MonkeyPatch):
    (clean / ".env").write_text("EXOMECH_PORT=8100\nEXOMECH_TIMEOUT=3\n", "utf-8")
    assert (load_settings().port, load_settings().timeout) == (8100, 3.0)
    monkeypatch.setenv("EXOMECH_PORT", "8200")
    assert load_settings().port == 8200
    assert load_settings(port=8300).port == 8300
    assert load_settings(port=None).port == 8200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("TIMEOUT", "0"),
        ("TIMEOUT", "nan"),
        ("LOG_LEVEL", "loud"),
        ("ROOT_PATH", "exomech/"),
    ],
)
def test_a_wrong_value_is_told_with_its_variable(name: str, value: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(f"EXOMECH_{name}", value)
    with pytest.raises(SettingsError, match=f"EXOMECH_{name}: .*{value}"):
        load_settings()


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EXOMECH_CORS_ORIGINS", "http://localhost:7474, https://a.example")
    assert load_settings().cors_origins == ("http://localhost:7474", "https://a.example")


def test_the_password_comes_from_its_variable_or_its_file_and_is_never_shown(
    clean: Path, monkeypatch: pytest.MonkeyPatch
):
    assert load_settings().password() is None
    (clean / "secret").write_text("s3cret\n", "utf-8")
    monkeypatch.setenv("EXOMECH_NEO4J_PASSWORD_FILE", str(clean / "secret"))
    assert load_settings().password() == "s3cret"
    monkeypatch.setenv("EXOMECH_NEO4J_PASSWORD", "other")
    with pytest.raises(SettingsError, match="not both") as caught:
        load_settings()
    assert "other" not in caught.value.message
    monkeypatch.delenv("EXOMECH_NEO4J_PASSWORD_FILE")
    assert load_settings().password() == "other"
    assert "other" not in repr(load_settings())


def test_a_password_file_that_is_not_there_is_a_wrong_setting(clean: Path):
    with pytest.raises(SettingsError, match="EXOMECH_NEO4J_PASSWORD_FILE"):
        load_settings(neo4j_password_file=clean / "none").password()


def test_misspelt_variables_are_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EXOMECH_PROT", "9000")
    monkeypatch.setenv("EXOMECH_REQUIRE_ALL", "1")
    assert unknown_variables() == {"EXOMECH_PROT": "EXOMECH_PORT"}
