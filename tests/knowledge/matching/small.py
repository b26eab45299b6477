"""A small base for the tests of matching: entries made in one line each."""

from knowledge.entry import Entry, Visibility
from knowledge.matching.view import View
from knowledge.people.audience import Audience

EVERYBODY = Audience(("harbor", "vendor"), Visibility.CUSTOMER)


def entry(name: str, question: str, *also: str, **more) -> Entry:
    """Make an entry from its full name and phrasings."""
    partner, _, id = name.partition("/")
    facts = {"answer": f"The answer of {id}.", "file": f"{partner}/{id}.md", "line": 1, **more}
    return Entry(partner=partner, id=id, question=question, also=also, **facts)


def view(*entries: Entry, audience: Audience = EVERYBODY) -> View:
    """Return what an audience is answered from."""
    return View(entries, audience)


DESK = (
    entry("harbor/reset", "How do I reset my password?", "I forgot my password", "my password expired"),
    entry("harbor/invoice", "Where can I get a copy of my invoice?", "download an invoice", tags=("billing",)),
    entry("harbor/card", "How do I change the credit card on file?", "update payment method", tags=("billing",)),
    entry("harbor/calendar", "How do I share my calendar?", "let someone see my appointments"),
    entry("vendor/status", "Is there an outage?", "service health", "what does the status page show"),
    entry("harbor/kennwort", "Wie setze ich mein Kennwort zurück?", "Passwort vergessen", language="de"),
)
