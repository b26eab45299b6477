"""Who counts as this machine."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.gate.loopback import is_loopback, is_loopback_host


class Transport:
    def __init__(self, peer):
        self.peer = peer

    def get_extra_info(self, name, default=None):
        return self.peer if name == "peername" else default


def request(peer=("127.0.0.1", 50000), **headers):
    named = {"Host": "127.0.0.1:3978"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return make_mocked_request("POST", "/api/messages", headers=named, transport=Transport(peer), app=web.Application())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:3978", "127.9.9.9:1", "[::1]:3978"])
def test_this_machine_under_any_of_its_names_is_loopback(host):
    assert is_loopback(request(Host=host))
    assert is_loopback(request(peer=("::1", 5, 0, 0), Host=host))


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example:3978"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": ""},
        {"Host": "[::1"},
        {"Host": "evil.example@127.0.0.1"},
        {"Host": "127.0.0.1/evil.example"},
        {"Host": "127.0.0.1?evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X_Forwarded_For": "127.0.0.1"},
        {"X_Forwarded_Anything": "x"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
    ],
    ids=str,
)
def test_what_merely_passes_through_this_machine_is_not_loopback(headers):
    assert not is_loopback(request(**headers))


@pytest.mark.parametrize("peer", [("192.168.0.7", 5), ("10.0.0.1", 5), None, "/run/spot.sock"])
def test_another_machine_is_not_loopback_whatever_it_says(peer):
    assert not is_loopback(request(peer=peer))


def test_a_page_of_our_own_is_loopback():
    assert is_loopback(request(Origin="http://localhost:3978"))


def test_nothing_is_not_a_loopback_host():
    assert not is_loopback_host(None)
    assert not is_loopback_host("0.0.0.0")
