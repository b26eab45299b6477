"""Settings: read from three places, refused in one line when unknown or impossible."""

import logging
import re
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as some

from bot import settings
from bot.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_nothing_configured_listens_on_loopback_with_every_local_channel():
    loaded = settings.load()
    assert (loaded.host, loaded.port, loaded.app_id) == ("127.0.0.1", 3978, "")
    assert set(loaded.channels) == {"msteams", "emulator", "webchat", "directline"}


def test_the_environment_wins_over_dotenv_and_dotenv_over_toml(monkeypatch):
    Path("spot.toml").write_text('port = 4001\ntenants = ["a", "b"]\nknowledge = "content"\n')
    Path(".env").write_text("SPOT_PORT=4002\nSPOT_TENANT=mine\nOTHER=1\n")
    monkeypatch.setenv("SPOT_TENANT", "theirs")
    loaded = settings.load()
    assert (loaded.port, loaded.tenant, loaded.tenants, loaded.knowledge) == (
        4002,
        "theirs",
        ("a", "b"),
        Path("content"),
    )


def test_toml_keys_may_carry_the_prefix():
    Path("spot.toml").write_text("SPOT_PORT = 4001\n")
    assert settings.load().port == 4001


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SPOT_PROT", "1", "SPOT_PROT in the environment: there is no such setting; did you mean SPOT_PORT?"),
        ("SPOT_QQQQ", "1", "SPOT_QQQQ in the environment: there is no such setting; docs/settings.md lists them all"),
        ("SPOT_PORT", "99999", "SPOT_PORT=99999: is too large; the most is 65535"),
        ("SPOT_PORT", "many", "SPOT_PORT=many: is no whole number"),
        ("SPOT_CHANNELS", "msteam", "SPOT_CHANNELS=msteam: msteam is no channel; did you mean msteams?"),
        ("SPOT_TOKEN_URL", "http://login.example", "SPOT_TOKEN_URL=http://login.example: must begin with https://"),
        ("SPOT_OPENID_URL", "ftp://login.example", "SPOT_OPENID_URL=ftp://login.example: must begin with https://"),
        ("SPOT_WATCH", "pol", "SPOT_WATCH=pol: is none of 'auto', 'poll' or 'off'"),
        ("SPOT_BROWSER", "perhaps", "SPOT_BROWSER=perhaps: is neither true nor false"),
        ("SPOT_HOST", "0.0.0.0", "SPOT_HOST=0.0.0.0: without SPOT_APP_ID"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_with_the_nearest_right_one(monkeypatch, name, value, says):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        settings.load()
    assert str(refused.value).startswith(says)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("file", "text"), [(".env", "SPOT_PROT=1\n"), ("spot.toml", "prot = 1\n")])
def test_an_unknown_setting_in_a_file_is_named_with_the_file(file, text):
    Path(file).write_text(text)
    with pytest.raises(SettingsError, match=rf"in {re.escape(file)}: there is no such setting; did you mean SPOT_PORT"):
        settings.load()


def test_a_broken_toml_file_is_told_by_line():
    Path("spot.toml").write_text("port = = 1\n")
    with pytest.raises(SettingsError, match=r"spot\.toml: .*line 1"):
        settings.load()


def test_hosts_for_webhooks_are_a_list(monkeypatch):
    monkeypatch.setenv("SPOT_WEBHOOK_HOSTS", "portal.internal, 10.0.0.7:8443")
    assert settings.load().webhook_hosts == ("portal.internal", "10.0.0.7:8443")


@pytest.mark.parametrize(("written", "read"), [("true", "auto"), ("0", "off"), ("poll", "poll"), ("", "auto")])
def test_watching_can_be_said_with_a_yes_or_a_no_too(monkeypatch, written, read):
    monkeypatch.setenv("SPOT_WATCH", written)
    assert settings.load().watch == read


def test_a_secret_is_never_shown(monkeypatch):
    monkeypatch.setenv("SPOT_APP_SECRET", "hush")
    monkeypatch.setenv("SPOT_SECRET", "hushhush")
    monkeypatch.setenv("SPOT_SECRET_BEFORE", "hush")
    assert "hush" not in repr(settings.load())


def test_with_an_app_id_other_hosts_are_allowed_and_only_teams_may_speak(monkeypatch):
    monkeypatch.setenv("SPOT_APP_ID", "11111111-1111-1111-1111-111111111111")
    monkeypatch.setenv("SPOT_HOST", "0.0.0.0")
    monkeypatch.setenv("SPOT_TENANT", "contoso")
    loaded = settings.load()
    assert loaded.channels == ("msteams",)
    assert loaded.token_url == "https://login.microsoftonline.com/contoso/oauth2/v2.0/token"


def test_every_setting_stands_in_the_table_with_its_default():
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = {found[1]: found[0] for found in re.finditer(r"^\| `(SPOT_[A-Z_]+)` \|.*\|$", table, re.M)}
    assert set(rows) == {f"SPOT_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        assert field.description in rows[f"SPOT_{name.upper()}"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (".env", b"SPOT_PORT=1\nthis is no setting\n", ".env:2: this sets nothing"),
        (".env", b'# why\n\nSPOT_TENANT="a\nSPOT_B=\nc"\nis none\n', ".env:6: this sets nothing"),
        (".env", b'SPOT_PORT=1\nSPOT_TENANT="a\nSPOT_HOST=b\n', ".env:2: this sets nothing"),
        (".env", b'SPOT_TENANT="a\nb" junk\n', ".env:1: this sets nothing"),
        (".env", b"SPOT_TENANT=M\xfcller\n", ".env: this is not UTF-8"),
        ("spot.toml", b"\xff\xfe", "spot.toml: this is not UTF-8"),
    ],
)
def test_a_line_that_says_nothing_and_a_file_that_is_no_text_are_named(file, text, said):
    Path(file).write_bytes(text)
    with pytest.raises(SettingsError, match=re.escape(said)):
        settings.load()


NAMES = {
    "SPOT_TENANT='one\nSPOT_NO=2\nthree'\nSPOT_PORT=1": ["SPOT_TENANT", "SPOT_PORT"],
    "export SPOT_PORT=1 # why\n  # SPOT_NO=1\n\t\n'SPOT_HOST'=x\nSPOT_A": ["SPOT_PORT", "SPOT_HOST", "SPOT_A"],
    "SPOT_PORT=1\r\nSPOT_PORT=1\r\n": ["SPOT_PORT", "SPOT_PORT"],
    "SPOT_PORT=${SPOT_NO}\nSPOT_HOST=#none": ["SPOT_PORT", "SPOT_HOST"],
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_in_dotenv_is_read_where_it_is_set_and_nowhere_else(text, caplog):
    Path(".env").write_text(text, newline="")
    assert list(settings._env_file()) == NAMES[text]
    assert caplog.records == []


WRITTEN = ("A=1", "A='", "'", 'B="', '"', "C", "# D=1", "", "export E=2", "is none", "F=$A", "G=a\\", "\\")


@options(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.sampled_from(WRITTEN), max_size=6))
def test_what_the_settings_read_of_dotenv_is_what_the_library_reads(lines):
    Path(".env").write_text("\n".join(lines))
    assert (read_or_refused() is None) == bool(warned(lines))
    if not warned(lines):
        assert dict.fromkeys(read_or_refused()) == dict.fromkeys(dotenv_values(".env", interpolate=False))


def read_or_refused():
    try:
        return list(settings._env_file())
    except SettingsError:
        return None


def warned(lines):
    """Return what the library warns of."""
    records = []
    logger = logging.getLogger("dotenv.main")
    handler = logging.Handler()
    handler.emit = records.append
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        dotenv_values(stream=StringIO("\n".join(lines)), interpolate=False)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    return records


@pytest.mark.parametrize(("file", "text"), [(".env", "SPOT_PORT=4001\n"), ("spot.toml", "port = 4001\n")])
def test_a_byte_order_mark_hides_no_setting(file, text):
    Path(file).write_text(text, encoding="utf-8-sig")
    assert settings.load().port == 4001
