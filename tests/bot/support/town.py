"""A town to look after: a vendor, three partners, three accounts; and what is written down of them."""

from bot.casework.casework import Casework
from bot.casework.opening import Opening
from bot.casework.people import actor_of
from knowledge.load import load
from tests.bot.support.stored import NOW

DIRECTORY = """\
vendor:
  id: denck
  name: Denck
  tenants: [denck-t]
  people: [{id: vera, name: Vera}, {id: tom, name: Tom}, {id: gil, name: Gil}]
  support: [vera]
  account_team: [tom]
  product_groups: [{id: ovens, name: Ovens, products: [ovens], members: [gil]}]
partners:
  - id: harbour
    name: Harbour
    tenants: [harbour-t]
    agreement: {signed: 2026-01-01, expires: 2026-12-31, renewed_by: denck/tom}
    people: [{id: paul, name: Paul}, {id: pia, name: Pia}]
  - id: quay
    name: Quay
    tenants: [quay-t]
    agreement: {signed: 2024-01-01, expires: 2024-12-31, renewed_by: denck/tom}
    people: [{id: quinn, name: Quinn}]
  - {id: pier, name: Pier, tenants: [pier-t], people: [{id: pat, name: Pat}]}
accounts:
  - id: bakery
    name: Bakery | Sons
    tenants: [bakery-t]
    partners: [harbour, quay]
    products: [ovens]
    managed: true
    touch_point: {person: harbour/paul, role: sales executive, contact: paul@harbour.example}
    deputy: harbour/pia
    plan_items:
      - {what: Second oven, owner: harbour/paul, due: 2026-05-01}
      - {what: New contract, owner: harbour/pia, due: 2026-02-01, state: underway}
      - {what: First oven, owner: harbour/paul, due: 2026-01-01, state: done}
    people: [{id: olu, name: Olu}]
  - {id: lido, name: Lido, tenants: [lido-t], partners: [quay], people: [{id: ada, name: Ada}]}
  - {id: kiosk, name: Kiosk, tenants: [kiosk-t], people: [{id: kim, name: Kim}]}
"""
VENDORS = "entries: [{id: taps, question: How do I close a tap?, answer: Turn it.}]\n"
HARBOURS = """\
entries:
  - {id: hours, question: When are you open on Sundays?, answer: From ten.}
  - {id: invoice, question: Where is the invoice of last month?, answer: In the mail.}
"""


def built(folder):
    """Write the knowledge files into a folder and give it."""
    for name, text in {"directory": DIRECTORY, "vendor": VENDORS, "harbour": HARBOURS}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "all.yaml").write_text(text, encoding="utf-8")
    return folder


class Desk:
    """The desk of the town, where people are named as they are written."""

    def __init__(self, store, knowledge, now=lambda: NOW):
        self.loaded = load(knowledge)
        self.casework = Casework(store, now, lambda: self.loaded)

    def asker(self, who):
        return self.loaded.directory.person(who, today=NOW.date())

    def actor(self, who):
        return actor_of(self.asker(who), self.loaded.directory, NOW.date())

    async def opens(self, who, title, **more):
        return await self.casework.open(Opening(title, **more), self.asker(who), self.actor(who), title)
