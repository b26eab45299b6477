"""The cards of an engagement: whom a sales question is for, and that it is with them. Names are shown as written."""

from functools import partial

from dialogs.cards.cases import command
from dialogs.cards.parts import Part, button, card, heading, plain, quiet, text
from dialogs.cards.questions import spoken_of
from dialogs.languages import say
from dialogs.matter import Matter
from knowledge.people.organisation import TouchPoint


def named(language: str, point: TouchPoint | None) -> str:
    """Return a touch point by name and role, or what to call one whom nobody named."""
    if point is None:
        return say(language, "sales_somebody")
    return ", ".join(each for each in (point.name, point.role) if each)


def reached(language: str, point: TouchPoint | None) -> list[Part]:
    """Return how to reach a touch point, where that is written down."""
    return [plain(say(language, "sales_reach", contact=point.contact))] if point and point.contact else []


def offer(language: str, matter: Matter, point: TouchPoint | None) -> Part:
    """Ask whether to pass a sales question on."""
    tell = partial(say, language)
    pressable = [
        button(tell("button_pass_on"), "open", **spoken_of(matter, "handoff")),
        button(tell("button_decline"), "decline", **spoken_of(matter, "handoff")),
    ]
    asked = plain(tell("sales_offer", who=named(language, point)))
    return card(language, asked, quiet(tell("sales_how")), buttons=pressable)


def beside(language: str, matter: Matter, point: TouchPoint | None) -> Part:
    """Say who answers more, below an answer about sales."""
    more = plain(say(language, "sales_more", who=named(language, point)))
    return card(language, more, buttons=[pass_on(language, matter, "sales")])


def contact(language: str, matter: Matter, point: TouchPoint | None) -> Part:
    """Say who the touch point is."""
    if point is None:
        return card(language, text(say(language, "contact_none")), buttons=[pass_on(language, matter, "contact")])
    who = plain(say(language, "contact", who=named(language, point)))
    return card(language, who, *reached(language, point), buttons=[pass_on(language, matter, "contact")])


def pass_on(language: str, matter: Matter, place: str) -> Part:
    """Return the button that opens an engagement."""
    return button(say(language, "button_pass_on_to"), "open", **spoken_of(matter, place))


def opened(language: str, number: str, key: str, point: TouchPoint | None) -> Part:
    """Say that an engagement is open, and with whom."""
    tell = partial(say, language)
    return card(
        language,
        heading(tell("engaged", number=number)),
        plain(tell("engaged_with", who=named(language, point))),
        *reached(language, point),
        quiet(tell("engaged_next")),
        buttons=[command(language, verb, number, key) for verb in ("comment", "status", "withdraw")],
    )
