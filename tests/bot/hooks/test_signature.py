"""Signatures of webhooks: who made them, of what, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.hooks.signature import BadSignature, secret_of, sign, verify

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECRET = secret_of(b"the server's", "northwind")
BODY = b'{"case":"C-1001"}'


@given(some.binary(max_size=200), some.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1)))
def test_what_is_signed_is_believed(body, at):
    at = at.replace(tzinfo=UTC)
    verify(SECRET, sign(SECRET, body, at), body, at)


def test_two_organisations_have_two_secrets_and_neither_is_the_servers():
    secrets = {secret_of(b"the server's", each) for each in ("northwind", "harbour", "northwind2")}
    assert len(secrets) == 3
    assert all(len(each) == 64 for each in secrets)


def test_another_server_secret_gives_other_secrets():
    assert secret_of(b"another", "northwind") != SECRET


GOOD = sign(SECRET, BODY, NOW)


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("", BODY),
        (GOOD, BODY + b" "),
        (GOOD.replace("t=", "t=1"), BODY),
        (sign(secret_of(b"the server's", "harbour"), BODY, NOW), BODY),
        (GOOD.replace("v1", "v0"), BODY),
        (f"{GOOD},v1={'0' * 64}", BODY),
        (GOOD[:-1], BODY),
        (GOOD.upper(), BODY),
        ("t=1,v1=" + "é" * 64, BODY),
        ("t=1,v1=" + "\udcff" * 64, BODY),
        ("t=99999999999999999999,v1=" + "0" * 64, BODY),
    ],
)
def test_what_is_not_this_secrets_signature_of_this_body_is_refused(written, body):
    with pytest.raises(BadSignature):
        verify(SECRET, written, body, NOW)


@pytest.mark.parametrize(("off", "believed"), [(299, True), (301, False), (-299, True), (-301, False)])
def test_a_signature_is_believed_for_five_minutes_either_way(off, believed):
    at = NOW + timedelta(seconds=off)
    if believed:
        verify(SECRET, GOOD, BODY, at)
    else:
        with pytest.raises(BadSignature, match="another time"):
            verify(SECRET, GOOD, BODY, at)
