"""Signatures of webhooks, as Standard Webhooks has them: who made them, of what, and when."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.hooks.signature import ID, SIGNATURE, TIMESTAMP, BadSignature, secret_of, secrets_of, sign, verify

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECRET = secret_of(b"the server's", "northwind")
BODY = b'{"case":"C-1001"}'
PUBLISHED_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PUBLISHED = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
"""The vector that the reference libraries of Standard Webhooks are tested with."""
PUBLISHED_BODY = b'{"test": 2432232314}'
PUBLISHED_AT = datetime.fromtimestamp(1614265330, UTC)


def test_the_published_vector_is_what_spot_sends():
    assert sign((PUBLISHED_SECRET,), PUBLISHED["webhook-id"], PUBLISHED_BODY, PUBLISHED_AT) == PUBLISHED


def test_the_published_vector_is_believed():
    assert verify((PUBLISHED_SECRET,), PUBLISHED, PUBLISHED_BODY, PUBLISHED_AT) == PUBLISHED["webhook-id"]


@given(some.binary(max_size=200), some.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1)))
def test_what_is_signed_is_believed(body, at):
    at = at.replace(tzinfo=UTC)
    assert verify((SECRET,), sign((SECRET,), "1", body, at), body, at) == "1"


def test_two_organisations_have_two_secrets_and_neither_is_the_servers():
    secrets = {secret_of(b"the server's", each) for each in ("northwind", "harbour", "northwind2")}
    assert len(secrets) == 3


def test_a_secret_is_written_as_the_standard_has_it():
    prefix, _, rest = SECRET.partition("_")
    assert prefix == "whsec"
    assert 24 <= len(base64.b64decode(rest, validate=True)) <= 64


def test_another_server_secret_gives_other_secrets():
    assert secret_of(b"another", "northwind") != SECRET


GOOD = sign((SECRET,), "id-1", BODY, NOW)
OTHER = "v1," + base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "signatures",
    [
        f"{OTHER} {GOOD[SIGNATURE]}",
        f"{GOOD[SIGNATURE]} {OTHER}",
        f"v1a,xyz v2,{GOOD[SIGNATURE][3:]} {GOOD[SIGNATURE]} nothing",
    ],
)
def test_one_good_signature_among_several_is_enough(signatures):
    assert verify((SECRET,), GOOD | {SIGNATURE: signatures}, BODY, NOW) == "id-1"


def test_while_a_secret_changes_both_sign_and_either_is_believed():
    new, old = secrets_of([b"new", b"old"], "northwind")
    signed = sign((new, old), "1", BODY, NOW)
    for known in ((new,), (old,), (old, new)):
        assert verify(known, signed, BODY, NOW) == "1"
    assert verify((new, old), sign((old,), "1", BODY, NOW), BODY, NOW) == "1"
    with pytest.raises(BadSignature):
        verify((SECRET,), signed, BODY, NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {ID: ""},
        {ID: "id-2"},
        {ID: "id-1."},
        {ID: "id 1"},
        {ID: "\udcff"},
        {ID: "x" * 300},
        {TIMESTAMP: ""},
        {TIMESTAMP: GOOD[TIMESTAMP] + "0"},
        {TIMESTAMP: "-1"},
        {TIMESTAMP: "1.5"},
        {TIMESTAMP: "9" * 20},
        {TIMESTAMP: "\u0661"},
        {SIGNATURE: ""},
        {SIGNATURE: GOOD[SIGNATURE][3:]},
        {SIGNATURE: GOOD[SIGNATURE].replace("v1,", "v1a,")},
        {SIGNATURE: GOOD[SIGNATURE].replace("v1,", "v1=")},
        {SIGNATURE: GOOD[SIGNATURE][:-1]},
        {SIGNATURE: OTHER},
        {SIGNATURE: "v1,"},
        {SIGNATURE: "v1,é"},
        {SIGNATURE: "v1,\udcff"},
    ],
)
def test_what_is_not_this_secrets_signature_is_refused(changes):
    with pytest.raises(BadSignature):
        verify((SECRET,), GOOD | changes, BODY, NOW)


def test_a_header_that_is_missing_is_refused():
    for name in GOOD:
        with pytest.raises(BadSignature):
            verify((SECRET,), {key: value for key, value in GOOD.items() if key != name}, BODY, NOW)


def test_another_body_or_another_secret_is_refused():
    with pytest.raises(BadSignature):
        verify((SECRET,), GOOD, BODY + b" ", NOW)
    with pytest.raises(BadSignature):
        verify((secret_of(b"the server's", "harbour"),), GOOD, BODY, NOW)


@pytest.mark.parametrize("id", ["a.1", ""])
def test_an_id_that_could_be_split_another_way_is_refused_though_it_was_signed(id):
    with pytest.raises(BadSignature):
        verify((SECRET,), sign((SECRET,), id, BODY, NOW), BODY, NOW)


@pytest.mark.parametrize(("off", "believed"), [(299, True), (301, False), (-299, True), (-301, False)])
def test_a_signature_is_believed_for_five_minutes_either_way(off, believed):
    at = NOW + timedelta(seconds=off)
    if believed:
        verify((SECRET,), GOOD, BODY, at)
    else:
        with pytest.raises(BadSignature, match="another time"):
            verify((SECRET,), GOOD, BODY, at)
