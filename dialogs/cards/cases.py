"""The cards of a case: opened, already open, one case, a list. Titles and replies are shown as they were written."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dialogs.cards import parts
from dialogs.cards.parts import Part, button, card, heading, plain, quiet, section, text
from dialogs.languages import day, say
from dialogs.matter import shortened
from dialogs.ports import CaseSummary

LONGEST_REPLY = 500
"""Characters of the team's last words that a status shows; all of them stand in the chat."""
MOST_OTHERS = 3
"""Other cases that something may have been for, offered as buttons."""
BEST_RATING = 5
ACTIONS = {
    "open": ("comment", "withdraw"),
    "resolved": ("reopen",),
    "closed": ("reopen",),
    "withdrawn": ("reopen",),
}
"""What the requester can do with a case, by its state."""
LABELS = {
    "comment": "button_details",
    "status": "button_status",
    "withdraw": "button_withdraw",
    "reopen": "button_reopen",
}


def opened(language: str, number: str, key: str) -> Part:
    """Say that a case is open and what can be done with it."""
    return card(
        language,
        heading(say(language, "opened", number=number)),
        text(say(language, "opened_next")),
        buttons=[command(language, verb, number, key) for verb in ("comment", "status", "withdraw")],
    )


def added(
    language: str,
    number: str,
    key: str,
    *,
    text: str = "",
    question: str = "",
    others: Sequence[str] = (),
    left_out: int = 0,
) -> Part:
    """Say that something was added to a case, with ways to take it back: to another case, or as a question."""
    tell = partial(say, language)
    back = {"number": number, "comment": key} | ({"text": text} if text else {})
    back |= {"question": question} if question else {}
    undo = tell("button_not_for", number=number) if text else tell("button_take_back")
    moves = [button(tell("button_for", number=other), "retract", **back, to=other) for other in others[:MOST_OTHERS]]
    more = [quiet(tell("comment_files_left", count=str(left_out), number=number))] if left_out else []
    shown = [parts.text(tell("comment_added", number=number)), *more]
    return card(language, *shown, buttons=[button(undo, "retract", **back), *moves])


def meant_for(language: str, number: str, text: str, key: str) -> Part:
    """Offer to add what was answered to the case that waits for a word, in case it was meant for it."""
    add = button(say(language, "button_add", number=number), "comment", number=number, key=key, text=text)
    return card(language, quiet(say(language, "comment_instead", number=number)), buttons=[add])


def resolved(language: str, number: str, resolution: int) -> Part:
    """Ask whether a case that was resolved is solved; the resolution tells one of its resolutions from others."""
    tell = partial(say, language)
    pressable = [
        button(tell(f"button_{verb}"), verb, number=number, resolution=str(resolution))
        for verb in ("solved", "unsolved")
    ]
    shown = text(tell("case_resolved", number=number)), quiet(tell("case_resolved_how", number=number))
    return card(language, *shown, buttons=pressable)


def rating(language: str, number: str) -> Part:
    """Ask how well it went, in one tap or not at all."""
    tell = partial(say, language)
    marks = [parts.button(str(mark), "rate", number=number, rating=str(mark)) for mark in range(1, BEST_RATING + 1)]
    left = parts.button(tell("button_rate_no"), "rate", number=number, rating="")
    asked = text(tell("rate_ask", number=number)), quiet(tell("rate_how"))
    return card(language, *asked, parts.row(*marks), parts.row(left))


def already(language: str, number: str, key: str, another: Part, *, still_open: bool) -> Part:
    """Say that this has its case already, with a way to open another."""
    lead = "already" if still_open else "was_opened"
    verbs = ("comment", "status") if still_open else ("status",)
    return card(
        language,
        text(say(language, lead, number=number)),
        quiet(say(language, f"{lead}_how")),
        buttons=[*(command(language, verb, number, key) for verb in verbs), another],
    )


def status(language: str, case: CaseSummary, key: str, at: datetime | None = None) -> Part:
    """Show one case, with what can be done with it; `at` is now, for what is still to come."""
    verbs = ACTIONS.get(case.state, ())
    return card(
        language, *facts(language, case, at), buttons=[command(language, verb, case.number, key) for verb in verbs]
    )


def several(language: str, lead: str, cases: Sequence[CaseSummary], verb: str, key: str) -> Part:
    """Show several cases, each with one button for the verb."""
    shown = [one_of(language, case, verb, key) for case in cases]
    return card(language, heading(lead), *shown)


def one_of(language: str, case: CaseSummary, verb: str, key: str) -> Part:
    """Show a case in a list, with its button."""
    pressable = command(language, verb, case.number, key)
    named = pressable | {
        "title": f"{pressable['title']}: {case.number}",
        "tooltip": f"{pressable['title']}: {case.number}",
    }
    return section(*facts(language, case), {"type": "ActionSet", "actions": [named]})


def facts(language: str, case: CaseSummary, at: datetime | None = None) -> list[Part]:
    """Return a case's number, state, title, who has it, dates and last answer."""
    tell = partial(say, language)
    dates = f"{tell('case_opened', day=day(language, case.opened.date()))}, "
    dates += tell("case_updated", day=day(language, case.updated.date()))
    said = [quiet(tell("case_last_reply")), plain(shortened(case.last_reply, LONGEST_REPLY))] if case.last_reply else []
    state = tell(f"state_{case.state}") if case.state in STATES else case.state
    return [
        heading(
            tell("engagement_heading" if case.kind == "sales" else "case_heading", number=case.number, state=state)
        ),
        plain(case.title),
        *standing(language, case, at),
        quiet(dates),
        *said,
    ]


def standing(language: str, case: CaseSummary, at: datetime | None) -> list[Part]:
    """Say who has an open case, since when, and when the next word is due, where that is still to come."""
    tell = partial(say, language)
    if case.state == "merged" and case.into:
        return [text(tell("case_goes_on", into=case.into))]
    if case.state != "open" or case.waiting not in WAITING:
        return []
    who = plain(tell("waiting_owner", who=case.owner)) if case.owner and not case.is_escalated else None
    with_whom = who or text(tell(f"escalated_{case.waiting}" if case.is_escalated else f"waiting_{case.waiting}"))
    since = [quiet(tell("waiting_since", day=day(language, case.since.date())))] if case.since else []
    due = [quiet(tell("next_word", when=moment(language, case.due)))] if case.due and at and case.due > at else []
    return [with_whom, *since, *due]


def moment(language: str, when: datetime) -> str:
    """Return a day with its time, in UTC: the only zone that nobody mistakes for another."""
    return f"{day(language, when.date())}, {when:%H:%M} UTC"


STATES = frozenset({"open", "resolved", "closed", "withdrawn", "merged"})
WAITING = frozenset({"customer", "partner", "vendor", "product group"})


def command(language: str, verb: str, number: str, key: str) -> Part:
    """Return a button that does something with a case, once however often it is pressed."""
    return button(say(language, LABELS[verb]), verb, number=number, key=f"{key}-{verb}")
