"""The cards of a question: did this help, did you mean, in other words, hand it to a person, and what came of each."""

from collections.abc import Sequence
from functools import partial

from dialogs.cards.parts import Part, button, card, column, heading, plain, quiet, row, section, text
from dialogs.languages import say
from dialogs.matter import Matter
from dialogs.understanding.language import other_language
from knowledge.entry import Entry


def helped(language: str, matter: Matter, follow_ups: Sequence[Entry]) -> Part:
    """Ask whether the answer helped, and offer what people ask next."""
    tell = partial(say, language)
    asked = {"question": matter.question, "title": matter.title, "entry": matter.entry, "chosen": bool(matter.offered)}
    more = (
        [section(quiet(tell("follow_ups")), *column(*(follow(language, each) for each in follow_ups)))]
        if follow_ups
        else []
    )
    pressable = row(
        button(tell("button_yes"), "helped", helped=True, **asked),
        button(tell("button_no"), "helped", helped=False, **asked),
        person(language, matter, "helped"),
    )
    return card(language, text(tell("helped")), pressable, *more)


def follow(language: str, entry: Entry) -> Part:
    """Return the button that shows another entry."""
    return button(titled(language, entry), "follow", entry=entry.name)


def titled(language: str, entry: Entry) -> str:
    """Return an entry's question, with its language where that is not the one spoken."""
    other = other_language(language, entry)
    return say(language, "in_other_language", question=entry.question, in_language=other) if other else entry.question


def person(language: str, matter: Matter, place: str) -> Part:
    """Return the button that hands the matter to a person; the question's id is its idempotency key."""
    return button(say(language, "button_person"), "person", **spoken_of(matter, place))


def spoken_of(matter: Matter, place: str) -> dict[str, str | bool]:
    """Return what a button must bring back to go on with a matter: its place is the kind of card it stands on."""
    sales: dict[str, str | bool] = {"sales": True} if matter.sales else {}
    return sales | {"question": matter.question, "title": matter.title, "recorded": matter.recorded, "place": place}


def choices(language: str, matter: Matter, offered: Sequence[Entry], *, lead: str) -> Part:
    """Offer up to three entries and none of these, one below the other."""
    tell = partial(say, language)
    asked = {"question": matter.question, "title": matter.title}
    picks = [button(titled(language, entry), "choose", entry=entry.name, **asked) for entry in offered]
    none = button(tell("button_none"), "choose", none=True, offered=[entry.name for entry in offered], **asked)
    return card(
        language, text(tell(lead)), *in_others(language, offered), *column(*picks, none), quiet(tell("clarify_how"))
    )


def in_others(language: str, offered: Sequence[Entry]) -> list[Part]:
    """Say of the offered entries which language they are in, where that is not the one spoken."""
    named = [other_language(language, entry) for entry in offered]
    others = list(dict.fromkeys(each for each in named if each))
    if not others:
        return []
    if None in named:
        return [quiet(say(language, "clarify_languages", in_languages=", ".join(others)))]
    return [quiet(say(language, "clarify_language", in_language=", ".join(others)))]


def chosen(language: str, question: str | None) -> Part:
    """Say what was chosen, in place of the choices; None for none of these."""
    words = say(language, "chosen_none") if question is None else say(language, "chosen", question=question)
    return card(language, plain(words))


def rephrase(language: str, matter: Matter) -> Part:
    """Ask for other words, with a person beside it."""
    return card(language, text(say(language, "rephrase")), buttons=[person(language, matter, "rephrase")])


def handoff(language: str, matter: Matter, *, lead: str, add: Part | None = None) -> Part:
    """Ask for consent to open a case, or to add to the one there is."""
    tell = partial(say, language)
    pressable = [
        button(tell("button_open"), "open", **spoken_of(matter, "handoff")),
        *([add] if add else []),
        button(tell("button_decline"), "decline", **spoken_of(matter, "handoff")),
    ]
    return card(language, heading(tell(lead)), quiet(tell("handoff_how")), buttons=pressable)


def line(language: str, words: str) -> Part:
    """Return a card of one sentence, which takes the place of one whose buttons are done with."""
    return card(language, text(words))
