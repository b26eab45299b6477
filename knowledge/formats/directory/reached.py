"""Reads how a team is reached: by which hours, in which channel, at which webhook."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, Node, TextNode
from knowledge.formats.parts import itself, keyed
from knowledge.loopback import is_loopback_host
from knowledge.people.organisation import Webhook, WebhookFormat
from knowledge.problems.mention import NameKind
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report

REACHED: Mapping[str, fields.Read] = {"hours": values.identifier, "channel": values.line, "webhook": itself}


def address(node: Node) -> str:
    """Return the address of a webhook: https, or http on this machine; nobody's password in it."""
    value = values.line(node)
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or parts.scheme not in ("http", "https"):
        remedy = "write it like https://support.example/spot"
        raise Refused("KB628", node.line, f"{shown(value)} is no web address", remedy)
    if parts.username is not None or parts.password is not None:
        remedy = "delete what stands before the @: calls are signed and need none"
        raise Refused("KB628", node.line, "an address with a user or password in it", remedy)
    if parts.scheme == "http" and not is_loopback_host(host):
        remedy = "write https://; http is for this machine only"
        raise Refused("KB628", node.line, f"{shown(value)} would be sent in the open", remedy)
    return value


WEBHOOK: Mapping[str, fields.Read] = {"url": address, "format": values.OneOf(WebhookFormat)}


def webhook(node: Node | None, report: Report) -> Webhook | None:
    """Make a webhook of its address alone, or of its keys."""
    if node is None:
        return None
    if isinstance(node, TextNode):
        node = MapNode({"url": node}, node.line)
    mapped = keyed(node, "an address", "write webhook: https://support.example/spot", report)
    own = fields.read_keys(mapped, WEBHOOK, report) if mapped else None
    if own and "url" in own.values:
        return Webhook(own.values["url"], own.values.get("format", WebhookFormat.SPOT))
    if own and not own.faulty and not own.has_unknown:
        report.add("KB628", node.line, "a webhook without an address", "write url: https://support.example/spot")
    return None


def mention_hours(own: fields.EntryKeys, by: str, report: Report) -> str:
    """Return the name of the calendar that somebody works by, which is to be looked up; empty for none."""
    name: str = own.values.get("hours", "")
    if name:
        report.mention(NameKind.CALENDAR, name, own.lines["hours"], f"the hours of {by}")
    return name
