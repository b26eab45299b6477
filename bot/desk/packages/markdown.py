"""The escalation package as Markdown: the same facts, for people who read it in a mail or a ticket.

What people wrote is quoted and escaped: it is shown as it was typed, and makes no heading, link or picture.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.writing.markdown import plain

DETAILS = {
    "impact": "Business impact",
    "since": "Since",
    "tried": "Tried already",
    "environment": "Environment",
}


def markdown(package: Mapping[str, Any]) -> str:
    """Return the package as Markdown; its times are UTC."""
    parts = (_head, _facts, _details, _questions, _transcript, _events, _attachments, _legs)
    return "\n".join(line for part in parts for line in part(package)).strip() + "\n"


def _head(package: Mapping[str, Any]) -> Iterator[str]:
    case = package["case"]
    yield f"# {case['number']}: {_line(case['title'])}"
    yield ""
    yield f"**Severity {case['severity']}**: {_line(case['severity_means'])} {_line(case['severity_asks'])}".rstrip()
    yield ""
    if word := package.get("word"):
        yield from _quoted(word)


def _facts(package: Mapping[str, Any]) -> Iterator[str]:
    case, partner = package["case"], package["partner"]
    facts = {
        "Requester": f"{package['requester']['name']} ({package['account']['name']})",
        "Account": _named(package["account"]),
        "Partner": _named(partner) if partner else "none: the vendor serves them",
        "Agreement": _agreement(partner["agreement"] if partner else None),
        "Product": case["product"] or "not said",
        "Language": case["language"] or "not known",
        "Opened": case["opened"],
        "Participants": ", ".join(each["name"] for each in package["participants"]) or "nobody else",
    }
    yield from (f"- {name}: {_line(value)}" for name, value in facts.items())
    yield ""


def _details(package: Mapping[str, Any]) -> Iterator[str]:
    for key, title in DETAILS.items():
        yield f"## {title}"
        yield ""
        yield from _quoted(package["details"][key] or "not said")


def _questions(package: Mapping[str, Any]) -> Iterator[str]:
    if not package["questions"]:
        return
    yield "## Asked before"
    yield ""
    for each in package["questions"]:
        yield from _quoted(each["text"])
        yield from (
            f"- {_line(shown['entry'])}, {shown['shown']} at {shown['confidence']:.2f}: {shown['rated']}"
            for shown in each["entries"]
        )
        yield "" if each["entries"] else "No entry was shown.\n"


def _transcript(package: Mapping[str, Any]) -> Iterator[str]:
    yield from _lines("Transcript", package["transcript"], package["transcript_left_out"])


def _events(package: Mapping[str, Any]) -> Iterator[str]:
    yield from _lines("Since then", package["events"], package["events_left_out"])


def _lines(title: str, lines: list[Mapping[str, Any]], left_out: int) -> Iterator[str]:
    if not lines:
        return
    yield f"## {title}"
    yield ""
    if left_out:
        yield f"{left_out} earlier left out.\n"
    for each in lines:
        done = "" if each["kind"] == "said" else f", {_line(each['kind'])}"
        yield f"{each['at']} {_line(each['name'])}{done}"
        yield ""
        yield from _quoted(each["text"]) if each["text"] else ()


def _attachments(package: Mapping[str, Any]) -> Iterator[str]:
    if package["attachments"]:
        yield "## Attachments"
        yield ""
        yield from (f"- {_line(each['name'])}: `{_code(each['link'])}`" for each in package["attachments"])
        yield ""


def _legs(package: Mapping[str, Any]) -> Iterator[str]:
    yield "## Legs"
    yield ""
    for each in package["legs"]:
        owner = f", {_line(each['owner'])}" if each["owner"] else ""
        reason = f": {_line(each['reason'])}" if each["reason"] else ""
        yield f"{each['leg']}. {_party(each['party'])} {_line(each['organisation'])}{owner}, {each['state']}{reason}"
    yield ""
    held = (f"{_party(party)} {seconds // 60} min" for party, seconds in package["booked"].items())
    yield f"Time waited, by party: {', '.join(held)}."
    yield ""
    yield "## Clocks"
    yield ""
    for each in package["clocks"]:
        whose = f"leg {each['leg']}, {each['kind']}" if each["leg"] else "what the customer was promised"
        late = ", late" if each["is_late"] else ""
        yield f"- {whose}: {each['state']}{late}, due {each['due'] or 'when it runs again'}"


def _named(organisation: Mapping[str, Any]) -> str:
    plan = f", plan {organisation['plan']}" if organisation["plan"] else ""
    return f"{organisation['name']} ({organisation['id']}{plan})"


def _agreement(agreement: Mapping[str, Any] | None) -> str:
    if agreement is None:
        return "none"
    return f"signed {agreement['signed']}, expires {agreement['expires']}"


def _line(text: str) -> str:
    return plain(" ".join(text.split()))


def _party(word: str) -> str:
    return word.replace("_", " ")


def _code(text: str) -> str:
    return " ".join(text.replace("`", "%60").split())


def _quoted(text: str) -> Iterator[str]:
    yield from (f"> {plain(line.strip())}".rstrip() for line in text.splitlines())
    yield ""
