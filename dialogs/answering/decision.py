"""What a finding comes to: an answer, a choice or a person; nothing that was no help is shown again."""

from dialogs.answering import answer, clarify
from dialogs.cases import handoff
from dialogs.effects import Effect
from dialogs.matter import Matter
from dialogs.turn import Turn, TurnResult
from knowledge.entry import Entry
from knowledge.match import Finding, Verdict


def decided(turn: Turn, matter: Matter, finding: Finding, *effects: Effect) -> TurnResult:
    """Answer, offer a choice or offer a person."""
    best = finding.best
    if finding.verdict is Verdict.ANSWER and best and best.entry.name not in matter.refused:
        return answer.show(turn, matter, best.entry, *effects)
    return choice(turn, matter, [match.entry for match in finding.offered], *effects)


def choice(turn: Turn, matter: Matter, offered: list[Entry], *effects: Effect) -> TurnResult:
    """Offer what has not been refused yet, or a person."""
    fresh = [entry for entry in offered if entry.name not in matter.refused]
    if fresh:
        return clarify.offer(turn, matter, fresh, *effects)
    return handoff.offer(turn, matter, *effects, lead="still_no_answer" if matter.rephrased else "no_answer")
