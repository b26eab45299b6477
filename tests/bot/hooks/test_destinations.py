"""Where webhooks may go: https, no private address that the operator did not name, and no way around it."""

import socket

import pytest
from aiohttp.resolver import ThreadedResolver

from bot.hooks.destinations import AllowedDestinations, GuardedResolver, OutOfReach
from bot.hooks.post import Post

OPEN = AllowedDestinations()
HERE = AllowedDestinations(local=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example/hook",
        "ftp://portal.example/hook",
        "https:///hook",
        "https://user@portal.example/hook",
        "https://portal.example:99999/hook",
        "https://portal.example/\nhook",
        "https://10.0.0.7/hook",
        "https://127.0.0.1/hook",
        "http://127.0.0.1:8080/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.1.1/hook",
        "https://100.64.0.1/hook",
        "https://0.0.0.0/hook",
        "https://224.0.0.1/hook",
        "https://[::1]/hook",
        "https://[::ffff:10.0.0.7]/hook",
        "https://[64:ff9b::a00:7]/hook",
        "https://[2002:a00:7::]/hook",
        "https://[fd00::1]/hook",
        "https://[fe80::1%25eth0]/hook",
    ],
)
def test_a_url_out_of_reach_is_refused_before_anything_is_opened(url):
    assert OPEN.refusal(url)


@pytest.mark.parametrize(
    "url", ["https://portal.example/hook", "https://93.184.215.14/hook", "https://portal.example:8443/"]
)
def test_https_to_the_internet_is_in_reach(url):
    assert OPEN.refusal(url) is None


def test_a_host_on_the_list_may_be_private_and_its_neighbour_may_not():
    listed = AllowedDestinations(hosts=frozenset({"10.0.0.7", "portal.internal:8443"}))
    assert listed.refusal("https://10.0.0.7/hook") is None
    assert listed.refusal("https://10.0.0.8/hook")
    assert listed.admits("portal.internal", 8443, "10.1.1.1")
    assert not listed.admits("portal.internal", 443, "10.1.1.1")


def test_a_listed_host_gets_no_plain_http():
    assert AllowedDestinations(hosts=frozenset({"portal.internal"})).refusal("http://portal.internal/hook")


def test_without_an_app_id_only_this_machine_and_the_list_are_in_reach():
    assert HERE.refusal("http://127.0.0.1:8080/hook") is None
    assert HERE.refusal("http://localhost:8080/hook") is None
    assert "SPOT_WEBHOOK_HOSTS" in HERE.refusal("https://portal.example/hook")
    assert (
        AllowedDestinations(local=True, hosts=frozenset({"portal.example"})).refusal("https://portal.example/hook")
        is None
    )


def resolving(monkeypatch, *addresses):
    """Let every name have these addresses: the one part of the network that is not this machine."""

    async def resolve(_self, host, port=0, family=socket.AF_INET):
        return [
            {"hostname": host, "host": each, "port": port, "family": family, "proto": 0, "flags": 0}
            for each in addresses
        ]

    monkeypatch.setattr(ThreadedResolver, "resolve", resolve)


async def test_a_name_gives_only_its_addresses_in_reach(monkeypatch):
    resolving(monkeypatch, "10.0.0.7", "93.184.215.14", "::ffff:127.0.0.1")
    found = await GuardedResolver(OPEN).resolve("portal.example", 443)
    assert [each["host"] for each in found] == ["93.184.215.14"]


async def test_a_name_with_private_addresses_only_is_out_of_reach(monkeypatch):
    resolving(monkeypatch, "169.254.169.254")
    with pytest.raises(OutOfReach, match=r"portal\.example"):
        await GuardedResolver(OPEN).resolve("portal.example", 443)


@pytest.mark.parametrize("url", ["https://portal.example/", "https://0x7f.1/"])
async def test_a_name_that_leads_inside_is_told_in_our_own_words(monkeypatch, url):
    resolving(monkeypatch, "127.0.0.1")
    post = Post(OPEN)
    try:
        answer = await post.send(url, {}, b"{}")
    finally:
        await post.close()
    assert not answer.is_taken
    assert "is a private address; SPOT_WEBHOOK_HOSTS may name it" in answer.error
