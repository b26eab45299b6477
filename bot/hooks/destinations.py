"""Where webhooks may be posted to: which URLs, and which addresses their hosts may have."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from knowledge.loopback import is_loopback_host

PORTS: Mapping[str, int] = {"https": 443, "http": 80}
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that a gateway takes for the IPv4 address in their last 32 bits."""


class OutOfReach(OSError):
    """A host has no address that may be posted to; the message says why."""


@dataclass(frozen=True, slots=True)
class AllowedDestinations:
    """What the operator allows: the internet, and of private addresses the hosts on the list."""

    local: bool = False
    """Whether Spot runs without an app id: then this machine is allowed, and nothing else that is not on the list."""
    hosts: frozenset[str] = frozenset()
    """`SPOT_WEBHOOK_HOSTS`: `host` or `host:port`."""

    def refusal(self, url: str) -> str | None:
        """Say why nothing is posted to this URL, None where it may be as far as the URL tells."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            return "its URL cannot be read"
        if parts.scheme not in PORTS or not host or parts.username is not None or not url.isprintable():
            return "its URL is no https address"
        if parts.scheme == "http" and not is_loopback_host(host):
            return "its URL is plain http, which goes to this machine only; write https"
        if self.local and not (is_loopback_host(host) or self._lists(host, port)):
            return "without SPOT_APP_ID nothing leaves this machine but for hosts in SPOT_WEBHOOK_HOSTS"
        return None if self.admits(host, port, host) or not _is_address(host) else _private(host)

    def admits(self, host: str, port: int, address: str) -> bool:
        """Return whether a host may be reached at this address."""
        if self._lists(host, port):
            return True
        if not _is_address(address):
            return False
        if self.local:
            return is_loopback_host(address)
        found = _meant(ip_address(address.partition("%")[0]))
        return found.is_global and not found.is_multicast

    def _lists(self, host: str, port: int) -> bool:
        return host in self.hosts or f"{host}:{port}" in self.hosts


class GuardedResolver(AbstractResolver):
    """Resolves hosts, and gives only addresses that may be posted to: what was checked is what is connected to."""

    def __init__(self, reach: AllowedDestinations) -> None:
        self._reach = reach
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the host's addresses that may be posted to; OutOfReach where it has none."""
        found = await self._resolver.resolve(host, port, family)
        allowed = [each for each in found if self._reach.admits(host, port, each["host"])]
        if not allowed:
            raise OutOfReach(_private(host))
        return allowed

    async def close(self) -> None:
        """Let go of nothing: there is nothing to let go of."""


def _private(host: str) -> str:
    return f"{host} is a private address; SPOT_WEBHOOK_HOSTS may name it"


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that is written as an IPv6 address, where one is."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
