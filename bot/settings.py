"""Settings, the only reader of the environment: SPOT_… from the environment, `.env` and `spot.toml`, in that order."""

import logging
import os
import sys
import tomllib
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import process

from knowledge.loopback import is_loopback_host

PREFIX = "SPOT_"
ROOT = Path(__file__).resolve().parent.parent
LOCAL_CHANNELS = ("emulator", "webchat", "directline")
KNOWN_CHANNELS = ("msteams", *LOCAL_CHANNELS)
BOT_FRAMEWORK_OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com"


class SettingsError(Exception):
    """A setting is unknown or impossible; the message is one line that says which and what would be right."""


def _nearest(written: str, known: Iterable[str], otherwise: str) -> str:
    """Return `; did you mean X?` for something close to what is known, else what to choose from."""
    found = process.extractOne(written, known, score_cutoff=70)
    return f"; did you mean {found[0]}?" if found else f"; {otherwise}"


def _words(value: Any) -> Any:
    """Split what was written with commas or spaces; a list stays a list."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _secure_url(url: str | None) -> str | None:
    """Refuse a URL that would send secrets over plain http to another machine."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url
    if parts.scheme == "http" and parts.hostname and is_loopback_host(parts.hostname):
        return url
    raise ValueError("must begin with https:// (http:// only to loopback)")


def _known_channels(channels: tuple[str, ...]) -> tuple[str, ...]:
    for channel in channels:
        if channel not in KNOWN_CHANNELS:
            raise ValueError(f"{channel} is no channel{_nearest(channel, KNOWN_CHANNELS, ', '.join(KNOWN_CHANNELS))}")
    return channels


def _yes_or_no(value: Any) -> Any:
    """Read true and false, as people write them, as auto and off."""
    return {"true": "auto", "1": "auto", "false": "off", "0": "off"}.get(str(value).lower(), value)


Watching = Literal["auto", "poll", "off"]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]
Url = Annotated[str | None, AfterValidator(_secure_url)]


class Settings(BaseSettings):
    """Everything that can be set, with its default; docs/settings.md is the same table for people."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, env_file=".env", env_file_encoding="utf-8-sig", extra="ignore"
    )

    host: str = Field("127.0.0.1", description="The address to listen on. Without an app id only loopback is allowed.")
    port: int = Field(3978, ge=1, le=65535, description="The port to listen on; the next free one is taken instead.")
    data: Path = Field(ROOT / "data", description="The folder for the database and the secret; made when missing.")
    knowledge: Path = Field(ROOT / "knowledge" / "content", description="The content folder: one folder a partner.")
    app_id: str = Field(
        "", description="The bot's Microsoft app id. Set: real tokens are required. Not set: loopback only."
    )
    app_secret: str = Field("", description="The client secret that belongs to the app id.", repr=False)
    tenant: str = Field("", description="The bot's own tenant id, for a single-tenant bot.")
    openid_url: Url = Field(BOT_FRAMEWORK_OPENID, description="Where the Bot Framework's signing keys are announced.")
    token_url: Url = Field(None, description="Where the bot gets its own token; follows from the tenant when not set.")
    service_hosts: Words = Field(
        (), description="Further hosts, beside the Bot Framework's, that replies may be sent to."
    )
    channels: Annotated[Words, AfterValidator(_known_channels)] = Field(
        (), description="The channels that may speak: msteams; without an app id also emulator, webchat, directline."
    )
    webhook_hosts: Words = Field(
        (), description="Hosts that webhooks may be posted to though they have a private address: host or host:port."
    )
    tenants: Words = Field(
        (), description="The only tenants that may speak to the bot; empty: all that the channel admits."
    )
    secret: str = Field(
        "",
        description="Signs chat tokens, console sessions and webhooks; not set: made once and kept in the data folder.",
        repr=False,
    )
    secret_before: str = Field(
        "", description="The secret before this one: webhooks are signed with both while it is set.", repr=False
    )
    target_precision: float = Field(
        0.9, ge=0.5, le=0.99, description="The share of what Spot answers alone that should be right."
    )
    semantic: bool = Field(
        False, description="Whether Spot also compares by what texts mean in any language (docs/matching.md)."
    )
    semantic_model: Path | None = Field(
        None, description="The ONNX file of a MiniLM sentence encoder of English, to use beside the multilingual one."
    )
    semantic_vocabulary: Path | None = Field(None, description="The tokenizer.json that belongs to that file.")
    eval_data: Path = Field(ROOT.parent / "shared" / "data", description="The folder of the evaluation sets.")
    browser: bool = Field(True, description="Whether a browser opens when a person starts Spot at a terminal.")
    watch: Annotated[Watching, BeforeValidator(_yes_or_no)] = Field(
        "auto", description="How saved files go live by themselves: auto, poll (look for changes) or off (not at all)."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the call, the environment, .env and spot.toml, the first that says something wins."""
        return init_settings, env_settings, dotenv_settings, _Toml(settings_cls)

    @model_validator(mode="after")
    def _complete(self) -> "Settings":
        if not self.app_id and not is_loopback_host(self.host):
            raise ValueError(
                f"SPOT_HOST={self.host}: without SPOT_APP_ID anybody could speak as anybody, so Spot "
                "listens on loopback only; set SPOT_APP_ID, or SPOT_HOST=127.0.0.1"
            )
        if not self.channels:
            self.channels = ("msteams",) if self.app_id else KNOWN_CHANNELS
        if not self.token_url:
            self.token_url = f"{LOGIN}/{self.tenant or 'botframework.com'}/oauth2/v2.0/token"
        return self

    @property
    def database(self) -> Path:
        """Return the database file."""
        return self.data / "spot.sqlite"

    @property
    def learned(self) -> Path:
        """Return the folder of what was learned; it may be removed at any time."""
        return self.data / "learned"

    @property
    def kept(self) -> Path:
        """Return the folder of the last good version of each knowledge file."""
        return self.data / "knowledge-good"


class _Toml(PydanticBaseSettingsSource):
    """spot.toml in the current folder; keys as in the environment, the prefix and the case do not matter."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """Satisfy the base class; __call__ reads all at once."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the file's values by field name."""
        return {bare(key): value for key, value in _toml().items()}


def bare(name: str) -> str:
    """Return a setting's field name: SPOT_PORT, spot_port and port are one."""
    return name.lower().removeprefix(PREFIX.lower())


def _toml() -> dict[str, Any]:
    path = Path("spot.toml")
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise SettingsError("spot.toml: this is not UTF-8; save it as UTF-8 or take it away") from fault
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"spot.toml: {fault}; mend it or take it away") from fault


def _env_file() -> Iterable[str]:
    """Yield the names in .env; raise SettingsError for a line that sets nothing, which the library only warns of."""
    path = Path(".env")
    if not path.is_file():
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as fault:
        raise SettingsError(".env: this is not UTF-8; save it as UTF-8 or take it away") from fault
    logging.getLogger("dotenv").setLevel(logging.ERROR)
    start = 0
    while start < len(lines):
        end = start + 1
        if lines[start].strip() and not lines[start].lstrip().startswith("#"):
            end = _end_of_statement(lines, start)
            yield from (name for name, _ in _dotenv(lines[start:end]))
        start = end


def _end_of_statement(lines: list[str], start: int) -> int:
    """Return the line after a statement, which a quoted value may carry over several lines.

    The library skips a line that it cannot read, so a statement begins where its first line makes a difference.
    """
    for end in range(start + 1, len(lines) + 1):
        if _dotenv(lines[start:end]) != _dotenv(lines[start + 1 : end]):
            return end
    raise SettingsError(f".env:{start + 1}: this sets nothing; write SPOT_NAME=value, or # before it")


def _dotenv(lines: list[str]) -> list[tuple[str, str | None]]:
    from dotenv import dotenv_values

    return list(dotenv_values(stream=StringIO("\n".join(lines)), interpolate=False).items())


def _named() -> Iterable[tuple[str, str]]:
    """Yield every name that somebody set and where, the unknown ones too."""
    yield from ((name, "the environment") for name in os.environ if name.startswith(PREFIX))
    yield from ((name, ".env") for name in _env_file() if name.upper().startswith(PREFIX))
    yield from ((name, "spot.toml") for name in _toml())


def _refuse_unknown() -> None:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name, where in _named():
        written = PREFIX + bare(name).upper()
        if written not in known:
            hint = _nearest(written, known, "docs/settings.md lists them all")
            raise SettingsError(f"{name} in {where}: there is no such setting{hint}")


def has_screen() -> bool:
    """Return whether a browser could open a window here; a text browser would take the terminal away."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def load(**given: Any) -> Settings:
    """Return the settings; SettingsError says in one line what is unknown or impossible."""
    _refuse_unknown()
    try:
        return Settings(**given)
    except ValidationError as fault:
        raise SettingsError(_sentence(fault)) from None


REMEDIES = {
    "int_parsing": "is no whole number",
    "int_from_float": "is no whole number",
    "float_parsing": "is no number",
    "bool_parsing": "is neither true nor false",
    "literal_error": "is none of {expected}",
    "greater_than_equal": "is too small; the least is {ge}",
    "less_than_equal": "is too large; the most is {le}",
}


def _sentence(fault: ValidationError) -> str:
    first = fault.errors()[0]
    what = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return what
    name = PREFIX + str(first["loc"][0]).upper()
    shown = "" if "SECRET" in name else f"={first['input']}"
    if remedy := REMEDIES.get(first["type"]):
        what = remedy.format(**first.get("ctx", {}))
    return f"{name}{shown}: {what} (docs/settings.md)"
