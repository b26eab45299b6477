"""Where an activity says it comes from: its channel, the place it wants replies at, its tenant."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bot.gate.policy import GatePolicy
from bot.gate.refusal import Forbidden, MalformedBody
from bot.gate.token import Claims
from knowledge.loopback import is_loopback_host

BOT_FRAMEWORK_HOSTS = frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"})
BOT_FRAMEWORK_DOMAIN = ".botframework.com"
PORTS = {"https": 443, "http": 80}


def refuse_origin(policy: GatePolicy, activity: Mapping[str, Any], claims: Claims | None) -> None:
    """Refuse a channel or a service URL that is not allowed, or that the token does not speak for."""
    channel, service_url = activity["channelId"], activity["serviceUrl"]
    if channel not in policy.channels:
        raise Forbidden("the channel is not allowed")
    if not may_send_to(policy, service_url):
        raise Forbidden("the service URL is not allowed")
    if claims is None:
        return
    if channel not in claims.endorsements:
        raise Forbidden("the token's key is not endorsed for the channel")
    if claims.service_url.rstrip("/") != service_url.rstrip("/"):
        raise Forbidden("the token is for another service URL")
    if activity.get("deliveryMode") == "expectReplies":
        raise MalformedBody("expectReplies is for local use")


def may_send_to(policy: GatePolicy, service_url: str) -> bool:
    """Return whether replies may go there: without an app id to this machine only, else to the hosts on the list."""
    place = _parts(service_url)
    if place is None or not place.hostname:
        return False
    if not policy.app_id:
        return place.scheme in PORTS and is_loopback_host(place.hostname)
    if place.scheme == "http" and not is_loopback_host(place.hostname):
        return False
    return _is_named(policy, place) or _is_bot_framework(place)


def is_tenant_allowed(policy: GatePolicy, activity: Mapping[str, Any]) -> bool:
    """Return whether every tenant that the activity names may speak; with a list, naming none is not enough."""
    if not policy.tenants:
        return True
    named = {activity["conversation"].get("tenantId"), _channel_tenant(activity)} - {None, ""}
    return bool(named) and named <= policy.tenants


def _channel_tenant(activity: Mapping[str, Any]) -> str | None:
    tenant = (activity.get("channelData") or {}).get("tenant") or {}
    return tenant.get("id")


def _parts(url: str) -> SplitResult | None:
    """Take a URL apart; None for what only looks like one, or carries more than a place."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    odd = parts.username is not None or parts.query or parts.fragment or "\\" in url or not url.isprintable()
    return None if odd or parts.scheme not in PORTS else parts


def _is_named(policy: GatePolicy, place: SplitResult) -> bool:
    host, port = place.hostname, place.port or PORTS[place.scheme]
    if f"{host}:{port}" in policy.service_hosts:
        return True
    return host in policy.service_hosts and (port == PORTS[place.scheme] or is_loopback_host(host))


def _is_bot_framework(place: SplitResult) -> bool:
    host = place.hostname or ""
    known = host in BOT_FRAMEWORK_HOSTS or host.endswith(BOT_FRAMEWORK_DOMAIN)
    return known and place.scheme == "https" and place.port in (None, 443)
