"""The desk's own rules over cases in a dictionary: what the golden conversations of the pure dialogs change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.casework import opening
from bot.casework.chat_effects import COMMANDS
from bot.casework.dialog_ports import summary
from bot.casework.opening import Opening
from bot.casework.people import actor_of
from bot.desk.actor import Actor, CasePerson, lead
from bot.desk.case import Case, CaseKind, Origin, number_in, written
from bot.desk.commands import Ask, Command, Reply, Resolve, Retract
from bot.desk.events import CaseEvent, Change, Happened, Seen
from bot.desk.handlers import handle
from bot.desk.refusals import NoSuchCase
from bot.desk.rules import Rules
from bot.desk.verbs import first_leg
from dialogs.effects import OpenCase, RetractComment
from dialogs.ports import CaseSummary, TeamMessage
from knowledge.people.audience import Asker

SAID = (Happened.REPLIED, Happened.UPDATED, Happened.ASKED, Happened.RESOLVED)
"""What the team says to a customer."""
HEARD = (*SAID, Happened.COMMENTED, Happened.REOPENED)
FIRST = 1001
TEAM = lead(CasePerson("lead/ada", "Ada"))
TEAM_COMMANDS = {"reply": Reply, "update": partial(Reply, keep_waiting=True), "ask": Ask, "resolve": Resolve}
"""The command that the team sends, by what a golden conversation calls it."""


@dataclass
class InMemoryDesk:
    """Cases and their events, changed by the commands that every door sends."""

    rules: Rules
    cases: dict[str, Case] = field(default_factory=dict)
    events: list[CaseEvent] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    """The place of the event that each key made."""

    def of(self, asker: Asker) -> Sequence[CaseSummary]:
        """Return the asker's cases, newest first."""
        return [self._summary(case) for case in reversed(self.cases.values()) if case.is_of(asker.key)][:20]

    def opened_since(self, asker: Asker, since: datetime) -> int:
        """Count the cases that the asker opened since then."""
        return sum(case.is_of(asker.key) and case.opened >= since for case in self.cases.values())

    def open(self, effect: OpenCase, asker: Asker, at: datetime, here: str) -> str:
        """Open a case, or return the one that its key has opened."""
        if effect.key in self.keys:
            return written(self.events[self.keys[effect.key]].number)
        wanted = Opening(effect.title, CaseKind(effect.kind or CaseKind.SUPPORT), effect.severity)
        asked = opening.request(wanted, asker, Origin(here), effect.key, self.rules)
        number = FIRST + len(self.cases)
        return self._keep(first_leg.open(asked, number, at, self.actor(asker, at)), effect.key).name

    def on_case(self, effect: object, asker: Asker, at: datetime) -> None:
        """Do what an effect of the chat asks of the asker's own case."""
        self.do(effect.number, self.actor(asker, at), COMMANDS[type(effect)](effect), effect.key, at, own=True)

    def retract(self, effect: RetractComment, asker: Asker, at: datetime) -> None:
        """Take back a comment."""
        place = self.keys[f"comment|{effect.comment}"]
        command = Retract(place + 1, self.events[place].detail)
        self.do(effect.number, self.actor(asker, at), command, effect.key, at, own=True)

    def do(self, number: str, actor: Actor, command: Command, key: str, at: datetime, *, own: bool = False) -> Case:
        """Do a command on a case, once a key; a DeskError for one that the dialogs should not have sent."""
        case = self.cases.get(number)
        if case is None or (own and not case.is_of(actor.key)):
            raise NoSuchCase(number)
        scoped = f"{command.name}|{key}"
        return case if scoped in self.keys else self._keep(handle(case, actor, command, self.rules, at), scoped)

    def actor(self, asker: Asker, at: datetime) -> Actor:
        """Return the asker as the desk knows them."""
        return actor_of(asker, self.rules.directory, at.date())

    def _keep(self, change: Change, key: str) -> Case:
        self.keys[key] = len(self.events)
        self.events += change.events
        self.cases[change.case.name] = change.case
        return change.case

    def _summary(self, case: Case) -> CaseSummary:
        mine = [(seq, each) for seq, each in enumerate(self.events, 1) if each.number == number_in(case.name)]
        heard = [(seq, each) for seq, each in mine if each.visibility is Seen.CUSTOMER and each.kind in HEARD]
        texts = [each.text for _, each in heard if each.kind in SAID and each.text]
        seq, last = heard[-1] if heard else (0, None)
        word = TeamMessage(seq, last.at, last.kind.value) if last and last.kind in SAID else None
        return summary(case, self.rules.policy, texts[-1] if texts else None, word)
