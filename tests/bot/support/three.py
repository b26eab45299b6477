"""Three organisations and their people: a vendor with two product groups, two partners, three accounts, a stranger."""

from datetime import date

from bot.casework.people import actor_of
from bot.desk.actor import Actor, CasePerson, lead
from knowledge.agreed.policy import DEFAULT, Policy
from knowledge.load import Loaded
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Agreement, Organisation, ProductGroup, TouchPoint
from knowledge.people.organisation import Person as Listed

TODAY = date(2026, 3, 4)


def people(*names):
    return tuple(Listed(name, name.title()) for name in names)


VENDOR = Organisation(
    Role.VENDOR,
    "northsky",
    "Northsky Cloud",
    people=people("ines", "ivo", "pia", "gus", "ana"),
    support=("ines", "ivo"),
    groups=(
        ProductGroup("mail", "Mail", products=("Mail",), members=("pia",)),
        ProductGroup("files", "Files", products=("Files",), members=("gus",)),
    ),
    account_team=("ana",),
)
HARBOR = Organisation(
    Role.PARTNER,
    "harbor",
    "Harbor IT",
    people=people("mara", "max"),
    agreement=Agreement(date(2026, 1, 1), date(2026, 12, 31), renewed_by="northsky/ana"),
)
SUMMIT = Organisation(
    Role.PARTNER,
    "summit",
    "Summit Services",
    people=people(
        "jon",
    ),
    agreement=Agreement(date(2024, 1, 1), date(2025, 1, 1)),
)
BAKERY = Organisation(
    Role.CUSTOMER,
    "bakery",
    "Lighthouse Bakery",
    people=people("olu", "ann"),
    partners=("harbor",),
    touch_point=TouchPoint("harbor/max", "Max", "partner sales executive"),
)
INN = Organisation(Role.CUSTOMER, "inn", "Saltmarsh Inn", people=people("nell"), partners=("harbor",))
CLINIC = Organisation(Role.CUSTOMER, "clinic", "Valley Clinic", people=people("rosa"), partners=("summit",))
DIRECTORY = Directory((VENDOR, HARBOR, SUMMIT, BAKERY, INN, CLINIC))


def loaded(policy: Policy = DEFAULT) -> Loaded:
    """Return what a content folder with these organisations holds."""
    return Loaded(directory=DIRECTORY, policy=policy)


def asker(written: str):
    """Return somebody as the one who asks."""
    return DIRECTORY.person(written, today=TODAY)


def actor(written: str) -> Actor:
    """Return somebody as the one who acts; `lead` is a lead."""
    if written == "lead":
        return lead(CasePerson("lead/ada", "Ada"))
    return actor_of(asker(written), DIRECTORY, TODAY)
