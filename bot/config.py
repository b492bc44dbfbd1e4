"""Settings from the environment and from `.env`, checked before anything starts."""

import difflib
import os
import re
from io import StringIO
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM_BASE_URL = "https://api.telegram.org/bot"
TELEGRAM_BASE_FILE_URL = "https://api.telegram.org/file/bot"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOCAL_WEB_PORT = 8091
"""Where the trainers' pages are beside the simulator."""
_TOKEN = re.compile(r"[0-9]{1,19}:[A-Za-z0-9_-]{3,}")
_SECRET = frozenset({"TELEGRAM_BOT_TOKEN"})


class SettingsError(Exception):
    """Settings are wrong; the message names each variable, its value and what is expected."""


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("expected the token as BotFather gives it, like 123456789:AAE…")
    return value


def _bot_url(value: str) -> str:
    trimmed = value.rstrip("/")
    parts = urlsplit(trimmed)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not trimmed.endswith("/bot"):
        raise ValueError(
            "expected an address that begins with http:// or https:// and ends in /bot, "
            "like http://127.0.0.1:8081/bot"
        )
    return trimmed


def _web_url(value: str) -> str:
    trimmed = value.rstrip("/")
    parts = urlsplit(trimmed)
    here = parts.scheme == "http" and parts.hostname in LOOPBACK
    bare = parts.netloc and not parts.path and not parts.query and not parts.username
    if not bare or not (parts.scheme == "https" or here):
        raise ValueError(
            "expected an address without a path that begins with https://, like "
            "https://pourparler.example.org (http:// only on this machine)"
        )
    return trimmed


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _zone(value: object) -> object:
    try:
        return ZoneInfo(value.strip()) if isinstance(value, str) else value
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("expected a name of the IANA list, like Europe/Paris") from None


WebUrl = Annotated[str, AfterValidator(_web_url), BeforeValidator(_stripped)]
BotUrl = Annotated[str, AfterValidator(_bot_url), BeforeValidator(_stripped)]


class Settings(BaseSettings):
    """What an operator can set; every name is described in docs/operations.md."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, case_sensitive=True
    )

    token: Annotated[SecretStr, AfterValidator(_token), BeforeValidator(_stripped)] | None = Field(
        default=None, validation_alias="TELEGRAM_BOT_TOKEN"
    )
    """None starts the local simulator."""
    base_url: BotUrl = Field(default=TELEGRAM_BASE_URL, validation_alias="TELEGRAM_API_BASE_URL")
    base_file_url: BotUrl | None = Field(
        default=None, validation_alias="TELEGRAM_API_BASE_FILE_URL"
    )
    database: Path = Field(
        default=Path("var/pourparler.db"), validation_alias="POURPARLER_DATABASE"
    )
    simulator_port: int = Field(
        default=8090, ge=1, le=65535, validation_alias="POURPARLER_SIMULATOR_PORT"
    )
    web_port: int | None = Field(
        default=None, ge=0, le=65535, validation_alias="POURPARLER_WEB_PORT"
    )
    """Of the trainers' pages; 0 for none. None: none on Telegram, 8091 beside the simulator."""
    web_host: str = Field(default="127.0.0.1", validation_alias="POURPARLER_WEB_HOST")
    """The address they listen on."""
    web_url: WebUrl | None = Field(default=None, validation_alias="POURPARLER_WEB_URL")
    """Where browsers reach them; None: on this machine."""
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        BeforeValidator(lambda v: v.strip().upper() if isinstance(v, str) else v),
    ] = Field(default="INFO", validation_alias="POURPARLER_LOG_LEVEL")
    human_delay: bool = Field(default=True, validation_alias="POURPARLER_HUMAN_DELAY")
    """The persona seems to type before her line."""
    nudge_minutes: float = Field(
        default=10, ge=0, le=1440, validation_alias="POURPARLER_NUDGE_MINUTES"
    )
    """Silence after which the persona speaks first; 0 never."""
    time_zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(
        default=ZoneInfo("Europe/Paris"), validation_alias="POURPARLER_TIME_ZONE"
    )
    """Whose days due days are, and whose mornings reminders keep to."""
    drain_seconds: float = Field(
        default=10, ge=0, le=300, validation_alias="POURPARLER_DRAIN_SECONDS"
    )
    """How long a stop waits for work in hand."""

    @property
    def pages_port(self) -> int:
        """The port of the trainers' pages; 0 when there are none."""
        if self.web_port is not None:
            return self.web_port
        return LOCAL_WEB_PORT if self.token is None else 0

    @property
    def pages_url(self) -> str:
        """Where browsers reach the trainers' pages; empty when there are none."""
        if not self.pages_port:
            return ""
        return self.web_url or f"http://127.0.0.1:{self.pages_port}"

    @property
    def file_url(self) -> str:
        """Where files are fetched from: as set, or beside `base_url`."""
        return self.base_file_url or f"{self.base_url.removesuffix('/bot')}/file/bot"


NAMES: tuple[str, ...] = tuple(
    str(field.validation_alias) for field in Settings.model_fields.values()
)
"""The names of all settings, in the order of the documentation."""


def settings(env_file: Path = Path(".env")) -> Settings:
    """The settings; the environment goes before `env_file`, an empty value counts as unset.

    Raises:
        SettingsError: with every fault at once.
    """
    written = _written(env_file)
    faults = _unknown(written)
    try:
        found = Settings(_env_file=env_file if written else None)
    except ValidationError as error:
        faults += [_told(fault["loc"][0], fault["input"], fault) for fault in error.errors()]
    if not faults and found.web_port and not found.web_url and _on_telegram(found):
        faults.append(
            "POURPARLER_WEB_URL: needed beside POURPARLER_WEB_PORT; expected the https:// address "
            "at which browsers reach the trainers' pages"
        )
    if faults:
        raise SettingsError("\n".join(faults))
    return found


def _on_telegram(chosen: Settings) -> bool:
    return chosen.token is not None and chosen.base_url == TELEGRAM_BASE_URL


def _written(env_file: Path) -> dict[str, str | None]:
    if not env_file.is_file():
        return {}
    try:
        text = env_file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{env_file}: cannot be read ({error}); expected UTF-8 text with a NAME=value per line"
        ) from error
    bindings = list(parse_stream(StringIO(text)))
    if unread := [b.original.line for b in bindings if b.error]:
        lines = ", ".join(str(line) for line in unread)
        raise SettingsError(f"{env_file}:{lines}: cannot be read; expected NAME=value")
    return dict(dotenv_values(stream=StringIO(text)))


def _unknown(written: dict[str, str | None]) -> list[str]:
    faults = []
    for name in sorted({*os.environ, *written}):
        ours = name.startswith("POURPARLER_") and not name.startswith("POURPARLER_TEST_")
        if ours and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            meant = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(NAMES)}"
            faults.append(f"{name}: no such setting{meant}")
    return faults


def _told(name: object, value: object, fault: object) -> str:
    assert isinstance(fault, dict)
    shown = "(value not shown)" if name in _SECRET else f"= {value!r}"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] != "value_error":
        reason = f"expected: {reason[0].lower()}{reason[1:]}"
    return f"{name} {shown}: {reason}"
