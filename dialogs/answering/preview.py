"""An answer as a customer would be shown it, outside any conversation: for whoever writes the entry."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dialogs.answering import answer
from dialogs.incoming import Incoming, IncomingKind
from dialogs.languages import spoken
from dialogs.matter import Matter, shortened
from dialogs.memory import Memory
from dialogs.ports import CaseSummary, Ports
from dialogs.replies import BotReply
from dialogs.state import State
from dialogs.turn import Turn
from knowledge.entry import VENDOR_FOLDER, Entry
from knowledge.match import Finding, Verdict
from knowledge.people.audience import Asker, Audience, Role


class PreviewKnowledge:
    """The entries that may be shown: the one that is looked at, whatever its status, and what its readers see."""

    def __init__(self, entries: Sequence[Entry], entry: Entry, audience: Audience) -> None:
        self._entries = {each.name: each for each in entries if each is entry or audience.admits(each)}

    def entry(self, name: str) -> Entry | None:
        """Return an entry by its full name, or None when it is not there to be seen."""
        return self._entries.get(name)

    def ask(self, text: str, *, after: Sequence[str] = ()) -> Finding:
        """Find nothing: nobody asks anything here."""
        return Finding(text, "en", Verdict.HANDOFF, 0.0, "", (), (), {}, (), "", "")


class NoHistory:
    """The cases and messages of somebody who never wrote."""

    def of(self, asker: Asker) -> Sequence[CaseSummary]:
        """Return no case."""
        return ()

    def opened_since(self, asker: Asker, since: datetime) -> int:
        """Count none."""
        return 0

    def messages_since(self, asker: Asker, since: datetime) -> int:
        """Count none."""
        return 0


def replies(entry: Entry, entries: Sequence[Entry], keepers: Mapping[str, str], at: datetime) -> tuple[BotReply, ...]:
    """Return what Spot says with this entry to somebody who speaks its language and sees just what its readers see."""
    audience = Audience((entry.partner, VENDOR_FOLDER), entry.visibility, entry.nda)
    asker = Asker(Role.CUSTOMER, "preview", "reader", "Reader", audience, entry.partner)
    turn = Turn(
        state=State(),
        memory=Memory(language=spoken(entry.language) or ""),
        incoming=Incoming(IncomingKind.MESSAGE, at, "preview", entry.question),
        asker=asker,
        knowledge=PreviewKnowledge(entries, entry, audience),
        ports=Ports(NoHistory(), NoHistory()),
        keepers=keepers,
    )
    return answer.show(turn, Matter(turn.mint(), shortened(entry.question)), entry).replies
