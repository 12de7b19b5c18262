"""Settings from the environment or a `.env` file. Nothing is read at import: the roots call `load`."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

RIGHT = {
    "ITA_BOT_PORT": "must be a whole number from 0 to 65535",
    "ITA_BOT_WORKER_PORT": "must be a whole number from 0 to 65535",
    "ITA_BOT_BASE_URL": "must begin with https://",
    "ITA_BOT_EVIDENCE_URL": "must be like file:///var/lib/ita-bot/evidence or s3://bucket/prefix",
    "ITA_BOT_EXAMPLE_DATA": "must be 1 or 0",
    "ITA_BOT_LOG_LEVEL": "must be DEBUG, INFO, WARNING or ERROR",
    "ITA_BOT_LOG_FORMAT": "must be text or json",
}
"""What would be right, where the check itself does not say it in people's words."""


IN_FILES = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "DATABASE_URL")
"""What may stand in a file that NAME_FILE names, instead of in NAME."""


class BadSetting(ValueError):
    """A setting is missing or malformed; the message is one line for people."""


class Settings(BaseSettings):
    """Every setting, under the name that `README.md` lists."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        validate_by_name=True,
        validate_by_alias=True,
    )

    channel_secret: SecretStr = Field(SecretStr(""), alias="LINE_CHANNEL_SECRET")
    channel_secret_file: Path | None = Field(None, alias="LINE_CHANNEL_SECRET_FILE")
    channel_access_token: SecretStr = Field(SecretStr(""), alias="LINE_CHANNEL_ACCESS_TOKEN")
    channel_access_token_file: Path | None = Field(None, alias="LINE_CHANNEL_ACCESS_TOKEN_FILE")
    api_base_url: str = Field("https://api.line.me", alias="LINE_API_BASE_URL")
    data_api_base_url: str = Field("https://api-data.line.me", alias="LINE_DATA_API_BASE_URL")
    database: str = Field("", alias="DATABASE_URL")
    database_file: Path | None = Field(None, alias="DATABASE_URL_FILE")
    data_dir: Path = Field(Path("var"), alias="ITA_BOT_DATA_DIR")
    evidence: str = Field(
        "",
        alias="ITA_BOT_EVIDENCE_URL",
        pattern=r"^(file:///[^?#]+|s3://[a-z0-9][a-z0-9.-]{1,62}(/[^?#]*)?|)$",
    )
    host: str = Field("127.0.0.1", alias="ITA_BOT_HOST")
    port: int = Field(8000, alias="ITA_BOT_PORT", ge=0, le=65535)
    base_url: str | None = Field(None, alias="ITA_BOT_BASE_URL", pattern="^https://")
    example_data: bool = Field(default=False, alias="ITA_BOT_EXAMPLE_DATA")
    timezone: str = Field("Asia/Bangkok", alias="ITA_BOT_TIMEZONE")
    trusted_proxies: str = Field("", alias="ITA_BOT_TRUSTED_PROXIES")
    worker_port: int | None = Field(None, alias="ITA_BOT_WORKER_PORT", ge=0, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", alias="ITA_BOT_LOG_LEVEL")
    log_format: Literal["text", "json"] = Field("text", alias="ITA_BOT_LOG_FORMAT")

    @model_validator(mode="before")
    @classmethod
    def _from_files(cls, values: dict[str, object]) -> dict[str, object]:
        """Read what files hold, as Docker and Kubernetes hand secrets over; a value itself comes first."""
        read = {
            name: _content(f"{name}_FILE", values[f"{name}_FILE"])
            for name in IN_FILES
            if values.get(f"{name}_FILE") and not values.get(name)
        }
        return values | read

    @field_validator("channel_access_token")
    @classmethod
    def _one_word(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not token.isascii() or (token and not token.isprintable()) or " " in token:
            message = "is not a token: it must be one line of letters, digits and signs, without spaces"
            raise ValueError(message)
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: str) -> str:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        try:
            for part in parts:
                ip_network(part)
        except ValueError as error:
            message = "must be addresses or networks, separated by commas, as 127.0.0.1, 10.0.0.0/8"
            raise ValueError(message) from error
        return ",".join(parts)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = "not a time zone; for example Asia/Bangkok"
            raise ValueError(message) from error
        return value

    @field_validator("api_base_url", "data_api_base_url")
    @classmethod
    def _http(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            message = "must begin with https:// (or http:// for a simulator)"
            raise ValueError(message)
        return value.rstrip("/")

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            message = "must begin with sqlite:/// or postgresql+psycopg://"
            raise ValueError(message)
        try:
            urlsplit(value).port  # noqa: B018 (it is read to see whether it can be)
        except ValueError as error:
            message = "must be like postgresql+psycopg://user:password@host:5432/database"
            raise ValueError(message) from error
        return value

    @property
    def database_url(self) -> str:
        """The database: as set, or a SQLite file in the data directory."""
        return self.database or f"sqlite:///{self.data_dir / 'ita-bot.db'}"

    @property
    def evidence_url(self) -> str:
        """Where evidence is kept: as set, or a folder in the data directory."""
        return self.evidence or (self.data_dir / "evidence").absolute().as_uri()

    @property
    def evidence_folder(self) -> Path | None:
        """The folder where evidence is kept; None if it is a bucket."""
        parts = urlsplit(self.evidence_url)
        return Path(unquote(parts.path)) if parts.scheme == "file" else None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days begin and end."""
        return ZoneInfo(self.timezone)

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """Channel secrets, newest first; several while one is being replaced."""
        parts = (part.strip() for part in self.channel_secret.get_secret_value().split(","))
        return tuple(part.encode() for part in parts if part)

    def need_line(self) -> None:
        """Raise BadSetting unless the channel's secret and token are set."""
        if not self.secrets:
            raise BadSetting(_missing("LINE_CHANNEL_SECRET", "the secret of the LINE channel"))
        if not self.channel_access_token.get_secret_value().strip():
            raise BadSetting(
                _missing("LINE_CHANNEL_ACCESS_TOKEN", "the long-lived token of the LINE channel")
            )


def _missing(name: str, meaning: str) -> str:
    return f"{name} is not set; it must be {meaning} (LINE Developers Console)"


def _content(name: str, path: object) -> str:
    try:
        return Path(str(path)).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"{name} is {str(path)!r}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ValueError(f"{name} is {str(path)!r}: is not a text file") from None


def _shown(value: object) -> str:
    """A value without the name and password that an address may hold."""
    return re.sub(r"//.*@", "//***@", str(value), flags=re.DOTALL)


def load(database_url: str | None = None) -> Settings:
    """Read the settings, with another database if one is given.

    Raises BadSetting with one line that names the setting and what would be right.
    """
    given = {} if database_url is None else {"DATABASE_URL": database_url}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # every other field comes from the environment
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        if not name:
            raise BadSetting(first["msg"].removeprefix("Value error, ")) from None
        reason = RIGHT.get(name) or first["msg"].removeprefix("Value error, ")
        shown = "" if "SECRET" in name or "TOKEN" in name else f" is {_shown(first['input'])!r}:"
        message = f"{name}{shown} {reason}"
        raise BadSetting(message) from None  # its cause repeats the value
    except UnicodeDecodeError:
        raise BadSetting(
            ".env is not a text file: it must be UTF-8, with a NAME=value on each line"
        ) from None
