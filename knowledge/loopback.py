"""Which host is this machine and nothing else: the one answer, whoever listens, asks, sends or reads an address."""

from ipaddress import IPv6Address, ip_address

_OCTET = r"(0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])"
URL_HOST = rf"([Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]|127(\.{_OCTET}){{3}}|\[[\dA-Fa-f:.]+\])"
"""A regular expression for schemas: it matches every loopback host in a URL, and of the others only IPv6 addresses."""


def is_loopback_host(host: str | None) -> bool:
    """Return whether a host, written as in a URL or a Host header without its port, can be this machine only.

    When unsure it is not: some systems ask a name server for `localhost.`, and `127.1`, `2130706433` and `0x7f000001`
    are addresses to some programs and names to others.
    """
    if not host:
        return False
    if host.lower() == "localhost":
        return True
    try:
        address = IPv6Address(host[1:-1]) if host[0] == "[" and host[-1] == "]" else ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        return not address.scope_id and (address.ipv4_mapped or address).is_loopback
    return address.is_loopback
