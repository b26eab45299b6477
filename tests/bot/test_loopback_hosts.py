"""Every door has the same answer to which host is this machine: what listens, asks, sends, downloads or is written."""

import re

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.commands.question_log import download
from bot.gate import keys
from bot.gate.loopback import is_loopback
from bot.gate.origin import may_send_to
from bot.gate.policy import GatePolicy
from bot.hooks.destinations import AllowedDestinations
from bot.settings import Settings
from knowledge.formats.directory import reached
from knowledge.formats.nodes import TextNode
from knowledge.loopback import is_loopback_host
from knowledge.problems.report import Refused
from knowledge.schema.shapes import SHAPES

THIS_MACHINE = (
    *("localhost", "LOCALHOST", "LocalHost", "127.0.0.1", "127.0.0.2", "127.255.255.254"),
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]"),
)
ELSEWHERE = (
    *("localhost.", "localhost..", "localhost.evil.example", "evil.localhost", "localhost.localdomain", "xlocalhost"),
    *("127.0.0.1.", "127.0.0.1.evil.example", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.01"),
    *("0.0.0.0", "[::]", "0", "128.0.0.1", "10.0.0.7", "192.168.0.1", "169.254.169.254"),
    *("[::ffff:10.0.0.7]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[::2]", "evil.example"),
    *("127.0.0.1%25lo", "[::1%25lo]", "１２７.0.0.1", "localho\u017ft"),
)
BARE = ("::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1")
NO_HOST = (
    None,
    "",
    " ",
    "[",
    "]",
    "[]",
    "[127.0.0.1]",
    "]::1[",
    "[::1",
    "::1]",
    "[[::1]]",
    "::1%lo",
    " localhost",
    "::",
)


def peer_is(address):
    class Transport:
        def get_extra_info(self, name, default=None):
            return (address, 5) if name == "peername" else default

    return Transport()


def request(peer="127.0.0.1", **headers):
    headers = {"Host": "127.0.0.1"} | headers
    return make_mocked_request("GET", "/", headers=headers, transport=peer_is(peer), app=web.Application())


def refuses(fault, work, *args):
    try:
        work(*args)
    except fault:
        return True
    return False


SCHEMA = re.compile(SHAPES[reached.address]["pattern"])
DOORS = {
    "the predicate": is_loopback_host,
    "listen there without an app id": lambda host: not refuses(ValueError, lambda: Settings(host=host)),
    "ask for tokens in plain HTTP": lambda host: (
        not refuses(ValueError, lambda: Settings(token_url=f"http://{host}:1/token"))
    ),
    "serve a request with this Host": lambda host: is_loopback(request(Host=f"{host}:3978")),
    "serve a page from this Origin": lambda host: is_loopback(request(Origin=f"http://{host}:3978")),
    "serve a request from this address": lambda host: is_loopback(request(host.strip("[]").replace("%25", "%"))),
    "reply to this service": lambda host: may_send_to(GatePolicy(), f"http://{host}:3979/"),
    "take keys in plain HTTP": lambda host: (
        not refuses(keys.Unfit, keys._checked, f"http://{host}:1/keys", "http://127.0.0.1:1/")
    ),
    "post a webhook in plain HTTP": lambda host: (
        AllowedDestinations(local=True).refusal(f"http://{host}:8080/hook") is None
    ),
    "download in plain HTTP": lambda host: (
        not refuses(download.CannotFetch, download._checked, f"http://{host}:8080/questions")
    ),
    "write a webhook in plain HTTP": lambda host: (
        not refuses(Refused, reached.address, TextNode(f"http://{host}:8080/hook", 1))
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_to_this_machine_under_each_of_its_names_and_to_nothing_else(door):
    assert [host for host in (*THIS_MACHINE, *ELSEWHERE) if DOORS[door](host)] == list(THIS_MACHINE)


def test_an_address_stands_alone_or_in_its_own_brackets():
    assert [host for host in (*BARE, *NO_HOST) if is_loopback_host(host)] == list(BARE)


def test_without_an_app_id_a_webhook_goes_to_an_address_of_this_machine_only():
    addresses = [host.strip("[]") for host in (*THIS_MACHINE, *ELSEWHERE)]
    taken = [host for host in addresses if AllowedDestinations(local=True).admits("hook.example", 80, host)]
    assert taken == [host.strip("[]") for host in THIS_MACHINE if host.lower() != "localhost"]


def test_an_editor_takes_every_address_that_the_reader_takes_and_no_name_beside():
    taken = [host for host in (*THIS_MACHINE, *ELSEWHERE) if SCHEMA.fullmatch(f"http://{host}:8080/hook")]
    assert [host for host in taken if host in THIS_MACHINE] == list(THIS_MACHINE)
    assert all(host.startswith("[") for host in taken if host in ELSEWHERE)
