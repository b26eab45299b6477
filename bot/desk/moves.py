"""The moves of a case as one table: in which state which verb is legal, and where it leads."""

from enum import StrEnum

from bot.desk.case import State, Wait


class Verb(StrEnum):
    """What can be done with a case that exists."""

    COMMENT = "comment"
    REPLY = "reply"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CLOSE = "close"


MOVES: dict[State, dict[Verb, State]] = {
    State.OPEN: {
        Verb.COMMENT: State.OPEN,
        Verb.REPLY: State.OPEN,
        Verb.RESOLVE: State.RESOLVED,
        Verb.WITHDRAW: State.WITHDRAWN,
    },
    State.RESOLVED: {
        Verb.COMMENT: State.OPEN,  # who writes again is not helped yet
        Verb.REPLY: State.RESOLVED,
        Verb.REOPEN: State.OPEN,
        Verb.CLOSE: State.CLOSED,
    },
    State.WITHDRAWN: {
        Verb.REOPEN: State.OPEN,
        Verb.CLOSE: State.CLOSED,
    },
    State.CLOSED: {
        Verb.REOPEN: State.OPEN,
    },
    State.MERGED: {},
}

HOLDERS: dict[Verb, Wait | None] = {
    Verb.COMMENT: None,
    Verb.REPLY: Wait.CUSTOMER,
    Verb.RESOLVE: Wait.CUSTOMER,
    Verb.REOPEN: None,
    Verb.WITHDRAW: Wait.CUSTOMER,
    Verb.CLOSE: Wait.CUSTOMER,
}
"""Who holds the ball after a verb; None is the party of the first leg."""
