"""Giving an answer with its source, and hearing whether it helped."""

import re
from dataclasses import replace
from datetime import timedelta

from dialogs.answering import rephrase
from dialogs.cards import questions
from dialogs.cases import sales
from dialogs.effects import Effect, Outcome, RecordQuestion, RefuseEntries, SetOutcome
from dialogs.languages import day
from dialogs.matter import Matter, from_button, shortened
from dialogs.memory import AnswerRecord, Memory, moment
from dialogs.replies import BotReply, Citation
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.language import other_language
from dialogs.understanding.understand import Intent, Phrase
from knowledge.entry import Entry

ASSUMED_AFTER = timedelta(hours=24)
"""An answer nobody complained about for this long is assumed to have helped."""
REOPENED_WITHIN = timedelta(days=7)
"""Asking for the same entry again within this time says that it had not helped after all."""
FOLLOW_UPS = 3
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~])")


def show(turn: Turn, matter: Matter, entry: Entry, *effects: Effect, updates: tuple[BotReply, ...] = ()) -> TurnResult:
    """Answer with the entry and ask whether it helped."""
    now = replace(matter, entry=entry.name)
    topic = [found for name in turn.memory.topic if (found := turn.knowledge.entry(name))]
    goes_on = any(entry.name in each.follow_ups for each in topic)
    answered = AnswerRecord(now.question, entry.name, turn.incoming.at.isoformat())
    before = reopened(turn, entry)
    card = questions.helped(turn.language, now, follow_ups(turn, entry))
    return turn.remembering(turn.memory.with_answer(answered).with_topic(entry.name, goes_on=goes_on)).wait(
        Flow.ANSWERED,
        now.as_dict(),
        *updates,
        BotReply(told(turn, entry), citations=(citation(entry),)),
        BotReply(card=card, slot=f"helped/{now.question}"),
        *sales.beside(turn, now, entry),
        effects=(*effects, *before),
        answer=updates[0].card if updates else None,
    )


def told(turn: Turn, entry: Entry) -> str:
    """Return the answer with its source, and above it the language it is in where that is not the one spoken."""
    other = other_language(turn.language, entry)
    note = [f"*{turn.say('other_language', in_language=other)}*"] if other else []
    return "\n\n".join((*note, entry.answer.strip(), source(turn, entry)))


def source(turn: Turn, entry: Entry) -> str:
    """Return the line that says where the answer comes from, who keeps it, and when somebody looked at it."""
    keeper = turn.keepers.get(entry.partner)
    link = " · ".join(linked(each) for each in (entry.source or entry.question, keeper) if each)
    if not entry.review:
        return f"*{turn.say('source', source=link)}*"
    key = "source_reviewed" if entry.review <= turn.incoming.at.date() else "source_due"
    return f"*{turn.say(key, source=link, day=day(turn.language, entry.review))}*"


def linked(named: str) -> str:
    """Return a name as plain text, or the link that it is."""
    return named if re.fullmatch(r"https?://[^\s<>()]+", named) else MARKDOWN.sub(r"\\\1", " ".join(named.split()))


def citation(entry: Entry) -> Citation:
    return Citation(entry.name, shortened(entry.question), entry.source, entry.review)


def follow_ups(turn: Turn, entry: Entry) -> list[Entry]:
    """Return what people ask next, as far as the asker may see it."""
    return [found for name in entry.follow_ups if (found := turn.knowledge.entry(name))][:FOLLOW_UPS]


def reopened(turn: Turn, entry: Entry) -> tuple[Effect, ...]:
    """Return what the same entry asked again says about its last answer: it had not helped after all."""
    last = next((each for each in reversed(turn.memory.answers) if each.entry == entry.name), None)
    at = moment(last.at) if last else None
    if not last or not at:
        return ()
    age = turn.incoming.at - at
    settled = last.outcome == Outcome.CONFIRMED or (not last.outcome and age >= ASSUMED_AFTER)
    return (SetOutcome(last.question, Outcome.REOPENED),) if settled and age <= REOPENED_WITHIN else ()


def heard(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear whether the answer helped: yes and thanks confirm it, no asks for other words."""
    matter = turn.matter
    if phrase and phrase.intent in {Intent.YES, Intent.THANKS}:
        return confirmed(turn, matter)
    if phrase and phrase.intent in {Intent.NO, Intent.NONE}:
        return not_helped(turn, matter)
    return None


def pressed(turn: Turn) -> TurnResult | None:
    """Hear a pressed yes or no, about whichever answer it stands under."""
    data = turn.incoming.data
    said, named = data.get("helped"), from_button(data)
    if not named or not isinstance(said, bool):
        return None
    now = turn.state.flow == Flow.ANSWERED and turn.matter.question == named.question
    chosen = (named.entry,) if data.get("chosen") is True else ()
    matter = turn.matter if now else replace(named, offered=chosen)
    return confirmed(turn, matter) if said else not_helped(turn, matter)


def confirmed(turn: Turn, matter: Matter) -> TurnResult:
    """Write down that the answer helped, and put a line in place of the question."""
    effects = (SetOutcome(matter.question, Outcome.CONFIRMED, matter.entry if matter.offered else None),)
    noted = turn.remembering(with_outcome(turn, matter, Outcome.CONFIRMED))
    words = turn.say("confirmed")
    card = questions.line(turn.language, words if turn.pressed else turn.say("helped_noted"))
    changed = BotReply(card=card, slot=f"helped/{matter.question}")
    if not turn.pressed:
        return noted.rest(changed, BotReply(words), effects=effects)
    waiting = turn.state.flow == Flow.ANSWERED and turn.matter.question == matter.question
    return (noted.rest if waiting else noted.keep)(changed, effects=effects, answer=card)


def not_helped(turn: Turn, matter: Matter) -> TurnResult:
    """Note it, and ask for other words or offer a person."""
    before = turn.memory.answer_to(matter.question)
    settled = before and before.outcome == Outcome.CONFIRMED
    reopened = (SetOutcome(matter.question, Outcome.REOPENED),) if settled else ()
    effects: tuple[Effect, ...] = (*reopened, RefuseEntries(matter.question, (matter.entry,)))
    card = questions.line(turn.language, turn.say("not_helped"))
    noted = turn.remembering(with_outcome(turn, matter, Outcome.UNKNOWN))
    said = rephrase.offer(noted, matter.refusing(matter.entry), *effects, answer=card if turn.pressed else None)
    return replace(said, replies=(BotReply(card=card, slot=f"helped/{matter.question}"), *said.replies))


def with_outcome(turn: Turn, matter: Matter, outcome: Outcome) -> Memory:
    """Return the memory with how the answer ended."""
    at = turn.incoming.at.isoformat()
    before = turn.memory.answer_to(matter.question) or AnswerRecord(matter.question, matter.entry, at)
    return turn.memory.with_answer(replace(before, outcome=outcome.value))


def follow(turn: Turn) -> TurnResult | None:
    """Answer with the follow-up whose button was pressed, as a question of its own."""
    name = turn.incoming.data.get("entry")
    entry = turn.knowledge.entry(name) if isinstance(name, str) else None
    if not entry:
        return None
    matter = Matter(turn.mint(), shortened(entry.question), offered=(entry.name,))
    asked = RecordQuestion(matter.question, turn.knowledge.ask(entry.question))
    return show(turn, matter, entry, asked, SetOutcome(matter.question, Outcome.UNKNOWN, entry.name))
