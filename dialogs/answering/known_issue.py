"""A known issue: the problem that a question is about, as the answer, with "tell me when it is solved"."""

from dataclasses import replace

from dialogs.answering import decision
from dialogs.cards import issues, questions
from dialogs.effects import AwaitProblem, Effect
from dialogs.matter import LONGEST_NAME, Matter, UnreadableState, from_button
from dialogs.ports import Issue
from dialogs.replies import BotReply
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.understand import Intent, Phrase
from knowledge.match import Finding, Verdict

OTHERWISE = frozenset({Intent.NO, Intent.NONE})
LEAVING = frozenset({Intent.DECLINE, Intent.CANCEL})


def fitting(turn: Turn, matter: Matter, text: str, finding: Finding) -> Issue | None:
    """Return the issue that a question is about; one that only may be does not stand before a sure answer."""
    issue = turn.ports.problems.like(turn.asker, text, turn.language)
    if issue is None or issue.number in matter.refused:
        return None
    return issue if issue.surely or finding.verdict is not Verdict.ANSWER else None


def offer(turn: Turn, matter: Matter, text: str, issue: Issue, *effects: Effect) -> TurnResult:
    """Tell what is known of it, and offer to say when it is solved."""
    card = issues.known(turn.language, matter, issue)
    data = matter.as_dict() | {"text": text, "problem": issue.number}
    return turn.wait(Flow.KNOWN, data, BotReply(card=card, slot=f"issue/{matter.question}"), effects=effects)


def heard(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear what comes after it: yes waits for it, no goes the normal way; anything else is for others."""
    if phrase and phrase.intent is Intent.YES:
        return waiting(turn, turn.matter, held(turn, "problem"))
    if phrase and phrase.intent in OTHERWISE:
        return something_else(turn, turn.matter, held(turn, "problem"), held(turn, "text"))
    return left(turn) if phrase and phrase.intent in LEAVING else None


def left(turn: Turn) -> TurnResult:
    """Leave it, and take the buttons away."""
    words = turn.say("issue_declined")
    card = questions.line(turn.language, words)
    return turn.rest(BotReply(card=card, slot=f"issue/{turn.matter.question}"))


def pressed(turn: Turn) -> TurnResult | None:
    """Hear a pressed button of the card, however old it is."""
    data = turn.incoming.data
    matter, problem = from_button(data), data.get("problem")
    if not matter or not isinstance(problem, str) or len(problem) > LONGEST_NAME:
        return None
    now = turn.state.flow == Flow.KNOWN and turn.matter.question == matter.question
    matter, text = (turn.matter, held(turn, "text")) if now else (matter, matter.title)
    if data.get("wait") is True:
        return waiting(turn, matter, problem)
    return something_else(turn, matter, problem, text)


def waiting(turn: Turn, matter: Matter, problem: str) -> TurnResult:
    """Note that the asker wants to be told; one that is solved by now is said to be."""
    issue = turn.ports.problems.find(turn.asker, problem)
    words = turn.say("issue_noted", number=issue.number) if issue else turn.say("issue_solved_already")
    card = questions.line(turn.language, words)
    effects = (AwaitProblem(issue.number),) if issue else ()
    changed = BotReply(card=card, slot=f"issue/{matter.question}")
    return turn.rest(changed, effects=effects, answer=card if turn.pressed else None)


def something_else(turn: Turn, matter: Matter, problem: str, text: str) -> TurnResult:
    """Go the normal way with the question, which is not taken for the problem again however it is said."""
    card = questions.line(turn.language, turn.say("issue_left"))
    said = decision.decided(turn, matter.refusing(problem), turn.knowledge.ask(text))
    changed = BotReply(card=card, slot=f"issue/{matter.question}")
    return replace(said, replies=(changed, *said.replies), answer=card if turn.pressed else None)


def held(turn: Turn, key: str) -> str:
    """Return a text that the waiting dialog holds, or raise Unreadable."""
    value = turn.state.data.get(key)
    if not isinstance(value, str):
        raise UnreadableState(f"the {key} of a known issue")
    return value
