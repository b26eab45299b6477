"""The card of a known issue: what is known of it, and the wish to be told when it is solved."""

from functools import partial

from dialogs.cards.parts import Part, button, card, column, heading, plain, quiet
from dialogs.cards.questions import person, spoken_of
from dialogs.languages import say
from dialogs.matter import Matter
from dialogs.ports import Issue


def known(language: str, matter: Matter, issue: Issue) -> Part:
    """Tell what is known, and offer to say when it is solved to somebody who does not wait for that yet."""
    tell = partial(say, language)
    about = {**spoken_of(matter, "issue"), "problem": issue.number}
    wait = [] if issue.waiting else [button(tell("button_tell_me"), "issue", wait=True, **about)]
    else_ = button(tell("button_something_else"), "issue", wait=False, **about)
    return card(
        language,
        heading(tell("issue_lead")),
        plain(f"{issue.number} · {issue.title}", weight="Bolder"),
        plain(issue.text),
        quiet(tell("issue_waiting" if issue.waiting else "issue_question")),
        *column(*wait, else_, person(language, matter, "issue")),
    )
