"""Logged questions as tests write them."""

from datetime import UTC, datetime, timedelta

from knowledge.entry import Visibility
from knowledge.improve.logs.logged import Logged
from knowledge.match import Verdict
from knowledge.people.audience import Audience

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CUSTOMERS = Audience(("harbor", "vendor"), Visibility.CUSTOMER)


def asked(question, verdict="handoff", outcome="unknown", days=0, **more):
    more = {"audience": CUSTOMERS, "partner": "harbor", **more}
    return Logged(question, NOW - timedelta(days=days), verdict=Verdict(verdict), outcome=outcome, **more)
