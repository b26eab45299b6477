"""The card that says who Spot is and what it can do."""

from functools import partial

from dialogs.cards.parts import Part, button, card, heading, quiet, text
from dialogs.cards.questions import person
from dialogs.languages import say
from dialogs.matter import Matter


def welcome(language: str, matter: Matter, *, title: str) -> Part:
    """Introduce Spot with three examples and a person."""
    tell = partial(say, language)
    examples = "\n".join(f"- {tell(f'example_{number}')}" for number in (1, 2, 3))
    return card(
        language,
        heading(tell(title)),
        text(tell("welcome")),
        text(f"{tell('examples')}\n\n{examples}"),
        quiet(tell("person_always")),
        buttons=[person(language, matter, "welcome")],
    )


def way_on(language: str, matter: Matter, words: str) -> Part:
    """Say something that is no answer, and show what can be done next."""
    tell = partial(say, language)
    return card(
        language, text(words), buttons=[button(tell("button_help"), "help"), person(language, matter, "welcome")]
    )
