"""A wrong setting is one line: its name, what it was, what would be right. Secrets are never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.settings import BadSetting

SECRET = "hunter2-is-secret"  # noqa: S105 (it is the test's)
CASES = {
    "ITA_BOT_PORT": [("abc", "whole number"), ("70000", "65535"), ("-1", "0 to")],
    "ITA_BOT_WORKER_PORT": [("x", "whole number")],
    "ITA_BOT_TRUSTED_PROXIES": [("caddy", "10.0.0.0/8"), ("10.0.0.1/8", "10.0.0.0/8"), ("*", "127.0.0.1")],
    "ITA_BOT_BASE_URL": [("http://example.org", "https://")],
    "ITA_BOT_EVIDENCE_URL": [
        ("/var/evidence", "file:///"),
        ("file://evidence", "file:///"),
        ("gs://bucket", "s3://"),
        ("s3://", "s3://bucket"),
        ("s3://Bucket/../x?y", "s3://bucket"),
    ],
    "ITA_BOT_EXAMPLE_DATA": [("perhaps", "1 or 0")],
    "ITA_BOT_TIMEZONE": [
        ("Bangkok", "Asia/Bangkok"),
        ("Asia", "Asia/Bangkok"),
        ("../etc/passwd", "Asia/Bangkok"),
    ],
    "ITA_BOT_LOG_LEVEL": [("LOUD", "WARNING")],
    "ITA_BOT_LOG_FORMAT": [("xml", "json")],
    "LINE_API_BASE_URL": [("api.line.me", "https://")],
    "LINE_DATA_API_BASE_URL": [("ftp://x", "https://")],
    "DATABASE_URL": [("ita.db", "sqlite:///"), ("postgresql+psycopg://h:port/d", "5432")],
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """No `.env`, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for field in settings.Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    return tmp_path


def refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as caught:
        settings.load()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "right"), [(name, *case) for name, cases in CASES.items() for case in cases]
)
def test_the_line_says_everything(monkeypatch, name, value, right) -> None:
    said = refused(monkeypatch, name, value)
    assert said.startswith(f"{name} is {value!r}: ")
    assert right in said


@pytest.mark.parametrize(
    "value",
    [f"mysql://me:{SECRET}@h/d", f"postgresql+psycopg://me:{SECRET}@h:port/d", f"x://me:p/@{SECRET}@h/d"],
)
def test_a_password_in_an_address_is_not_repeated(monkeypatch, value) -> None:
    said = refused(monkeypatch, "DATABASE_URL", value)
    assert SECRET not in said
    assert "***@h" in said


@pytest.mark.parametrize("value", [f"{SECRET}\nx", f"{SECRET} x", f"{SECRET}ก"])
def test_a_token_is_one_word_and_not_repeated(monkeypatch, value) -> None:
    said = refused(monkeypatch, "LINE_CHANNEL_ACCESS_TOKEN", value)
    assert said.startswith("LINE_CHANNEL_ACCESS_TOKEN is not a token")
    assert SECRET not in said


@pytest.mark.parametrize("value", ["", " ", ",", " , "])
def test_empty_secrets_are_refused(monkeypatch, value) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", value)
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "t")
    with pytest.raises(BadSetting, match="LINE_CHANNEL_SECRET is not set"):
        settings.load().need_line()


def test_an_empty_token_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "s")
    with pytest.raises(BadSetting, match="LINE_CHANNEL_ACCESS_TOKEN is not set"):
        settings.load().need_line()


def test_a_file_of_settings_that_is_no_text_is_refused(nowhere) -> None:
    (nowhere / ".env").write_bytes(b"A=\xff\xfe")
    with pytest.raises(BadSetting, match="UTF-8"):
        settings.load()


def test_what_is_not_set_has_its_default() -> None:
    found = settings.load()
    assert found.database_url == "sqlite:///var/ita-bot.db"
    assert (found.host, found.port, str(found.zone)) == ("127.0.0.1", 8000, "Asia/Bangkok")
    assert found.secrets == ()


SECRETS = {
    "LINE_CHANNEL_SECRET": lambda found: found.channel_secret.get_secret_value(),
    "LINE_CHANNEL_ACCESS_TOKEN": lambda found: found.channel_access_token.get_secret_value(),
    "DATABASE_URL": lambda found: found.database_url,
}
VALUE = "postgresql+psycopg://ita@database/ita"  # it may be any of the three


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(nowhere, monkeypatch, name) -> None:
    (nowhere / "secret").write_text(f"{VALUE}\n", encoding="utf-8")
    monkeypatch.setenv(f"{name}_FILE", str(nowhere / "secret"))
    assert SECRETS[name](settings.load()) == VALUE


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_itself_comes_before_its_file(nowhere, monkeypatch, name) -> None:
    monkeypatch.setenv(f"{name}_FILE", str(nowhere / "missing"))
    monkeypatch.setenv(name, VALUE)
    assert SECRETS[name](settings.load()) == VALUE


def test_an_env_file_may_name_a_file(nowhere) -> None:
    (nowhere / "secret").write_text(SECRET, encoding="utf-8")
    (nowhere / ".env").write_text("LINE_CHANNEL_SECRET_FILE=secret\n", encoding="utf-8")
    assert settings.load().secrets == (SECRET.encode(),)


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_file_is_one_line(nowhere, monkeypatch, name) -> None:
    path = str(nowhere / "missing")
    assert (
        refused(monkeypatch, f"{name}_FILE", path)
        == f"{name}_FILE is {path!r}: cannot be read: No such file or directory"
    )


def test_a_file_that_is_no_text_is_one_line(nowhere, monkeypatch) -> None:
    (nowhere / "secret").write_bytes(b"\xff\xfe")
    said = refused(monkeypatch, "LINE_CHANNEL_SECRET_FILE", str(nowhere / "secret"))
    assert said.endswith("is not a text file")


def test_a_wrong_value_from_a_file_is_told_without_the_value(nowhere, monkeypatch) -> None:
    (nowhere / "secret").write_text(f"mysql://me:{SECRET}@h/d", encoding="utf-8")
    said = refused(monkeypatch, "DATABASE_URL_FILE", str(nowhere / "secret"))
    assert said.startswith("DATABASE_URL is 'mysql://***@h/d': must begin with")


def test_trusted_proxies_are_addresses_and_networks(monkeypatch) -> None:
    monkeypatch.setenv("ITA_BOT_TRUSTED_PROXIES", " 127.0.0.1, 10.0.0.0/8 ,fd00::/8")
    assert settings.load().trusted_proxies == "127.0.0.1,10.0.0.0/8,fd00::/8"


def test_evidence_is_kept_in_the_data_directory_unless_told_otherwise(monkeypatch, tmp_path) -> None:
    assert settings.load().evidence_folder == tmp_path / "var" / "evidence"
    monkeypatch.setenv("ITA_BOT_EVIDENCE_URL", "file:///srv/my%20evidence")
    assert settings.load().evidence_folder == Path("/srv/my evidence")
    monkeypatch.setenv("ITA_BOT_EVIDENCE_URL", "s3://evidence/of/ita")
    assert settings.load().evidence_folder is None
    assert settings.load().evidence_url == "s3://evidence/of/ita"
