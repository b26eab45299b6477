"""The moves as tables: in which state of the case, and of the leg, which verb is legal, and where it leads."""

from enum import StrEnum

from bot.desk.case import CaseState
from bot.desk.leg import LegState


class Verb(StrEnum):
    """What can be done with a case that exists."""

    COMMENT = "comment"
    """The customer adds something."""
    RETRACT = "retract"
    """The customer takes back what they added."""
    REPLY = "reply"
    """The first leg answers the customer, whom the case waits on from then on."""
    UPDATE = "update"
    """The first leg tells the customer how it stands; the wait stays where it is."""
    ACCEPT = "accept"
    ASK = "ask"
    """A leg's party asks the one below: the vendor the partner, the partner the customer."""
    INFORM = "inform"
    """A party tells the leg above what it asked for, or what is new."""
    ANSWER = "answer"
    """A leg's party answers the one below."""
    REJECT = "reject"
    ESCALATE = "escalate"
    """A leg's party opens the next leg."""
    SETTLE = "settle"
    """A leg above the first is done, with its last answer to the one below."""
    NOTE = "note"
    GRADE = "grade"
    """Change the severity."""
    ASSIGN = "assign"
    ATTACH = "attach"
    JOIN = "join"
    """Let somebody else take part."""
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    MERGE = "merge"
    ABSORB = "absorb"
    """Take another case in, which is merged into this one."""
    RELATE = "relate"


_AT_ANY_TIME = (Verb.NOTE, Verb.RELATE)


def _staying(state: CaseState, *verbs: Verb) -> dict[Verb, CaseState]:
    return dict.fromkeys((*verbs, *_AT_ANY_TIME), state)


MOVES: dict[CaseState, dict[Verb, CaseState]] = {
    CaseState.OPEN: {
        **_staying(
            CaseState.OPEN,
            *(
                Verb.COMMENT,
                Verb.RETRACT,
                Verb.REPLY,
                Verb.UPDATE,
                Verb.ACCEPT,
                Verb.ASK,
                Verb.INFORM,
                Verb.ANSWER,
                Verb.REJECT,
            ),
            *(Verb.ESCALATE, Verb.SETTLE, Verb.GRADE, Verb.ASSIGN, Verb.ATTACH, Verb.JOIN, Verb.ABSORB),
        ),
        Verb.RESOLVE: CaseState.RESOLVED,
        Verb.WITHDRAW: CaseState.WITHDRAWN,
        Verb.MERGE: CaseState.MERGED,
    },
    CaseState.RESOLVED: {
        **_staying(CaseState.RESOLVED, Verb.RETRACT, Verb.REPLY, Verb.RATE, Verb.JOIN),
        Verb.COMMENT: CaseState.OPEN,  # who writes again is not helped yet
        Verb.REOPEN: CaseState.OPEN,
        Verb.CONFIRM: CaseState.CLOSED,
        Verb.CLOSE: CaseState.CLOSED,
    },
    CaseState.WITHDRAWN: {
        **_staying(CaseState.WITHDRAWN, Verb.RETRACT),
        Verb.REOPEN: CaseState.OPEN,
        Verb.CLOSE: CaseState.CLOSED,
    },
    CaseState.CLOSED: {
        **_staying(CaseState.CLOSED, Verb.RETRACT, Verb.RATE),
        Verb.REOPEN: CaseState.OPEN,
    },
    CaseState.MERGED: _staying(CaseState.MERGED),
}

ENDED = frozenset({CaseState.WITHDRAWN, CaseState.CLOSED, CaseState.MERGED})
"""The states in which nobody is waited on."""

_WORK: dict[Verb, LegState] = {
    Verb.ASK: LegState.INFORMATION,
    Verb.REPLY: LegState.ACCEPTED,
    Verb.UPDATE: LegState.ACCEPTED,
    Verb.ANSWER: LegState.ACCEPTED,
    Verb.ESCALATE: LegState.ACCEPTED,
    Verb.REJECT: LegState.REJECTED,
    Verb.SETTLE: LegState.CLOSED,
}
"""What the party of a leg can do with it at any time, which takes it on where nobody had."""

LEG_MOVES: dict[LegState, dict[Verb, LegState]] = {
    LegState.OPEN: {**_WORK, Verb.ACCEPT: LegState.ACCEPTED, Verb.INFORM: LegState.OPEN},
    LegState.INFORMATION: {**_WORK, Verb.UPDATE: LegState.INFORMATION, Verb.INFORM: LegState.ACCEPTED},
    LegState.ACCEPTED: {**_WORK, Verb.INFORM: LegState.ACCEPTED},
    LegState.REJECTED: {},
    LegState.CLOSED: {},
}
"""The same for legs; whoever asks has taken the leg, so what was asked for leads back to accepted."""

OF_LATER = frozenset({Verb.REJECT, Verb.SETTLE, Verb.ANSWER})
"""What only a leg that was escalated to can do: the first one replies and resolves."""
