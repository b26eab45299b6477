"""Did you mean: up to three entries and none of these, chosen by button, by number or in the asker's own words."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from dialogs.answering import answer, rephrase
from dialogs.cards import questions
from dialogs.cases import sales
from dialogs.effects import Effect, Outcome, RefuseEntries, SetOutcome
from dialogs.languages import understood
from dialogs.matter import Matter, from_button
from dialogs.replies import BotReply
from dialogs.turn import Flow, Turn, TurnResult
from dialogs.understanding.grammar import grammar
from dialogs.understanding.understand import Intent, Phrase
from dialogs.understanding.words import words
from knowledge.entry import Entry

MOST = 3
ALIKE = 84
"""Of 100: how near a word must come to one of an entry's words to be the same, endings and slips aside."""


def offer(turn: Turn, matter: Matter, entries: Sequence[Entry], *effects: Effect) -> TurnResult:
    """Offer the entries to choose from."""
    now = replace(matter, offered=tuple(entry.name for entry in entries[:MOST]))
    one = len(entries) == 1
    card = questions.choices(turn.language, now, entries[:MOST], lead="clarify_one" if one else "clarify")
    choices = BotReply(card=card, slot=f"choose/{now.question}")
    way = sales.beside_choices(turn, now)
    return turn.wait(Flow.CHOOSING, now.as_dict(), choices, *way, effects=effects)


def heard(turn: Turn, phrase: Phrase | None) -> TurnResult | None:
    """Hear the choice: a number, none of these, or own words that fit one entry only."""
    matter = turn.matter
    entries = [found for name in matter.offered if (found := turn.knowledge.entry(name))]
    if phrase and phrase.intent in {Intent.NONE, Intent.NO}:
        return refused(turn, matter)
    if phrase and phrase.intent is Intent.CANCEL:
        return None
    if phrase and phrase.intent is Intent.YES and entries:
        return chosen(turn, matter, entries[0]) if len(entries) == 1 else which(turn, matter, entries)
    if phrase and phrase.intent is Intent.PICK:
        picked = at(entries, phrase.place)
        return chosen(turn, matter, picked) if picked else which(turn, matter, entries)
    meant = None if phrase else named(turn.incoming.text, entries)
    return chosen(turn, matter, meant) if meant else None


def which(turn: Turn, matter: Matter, entries: Sequence[Entry]) -> TurnResult:
    """Show the choices again, since it is not clear which was meant."""
    if not entries:
        return rephrase.offer(turn, matter)
    card = questions.choices(turn.language, matter, entries, lead="which")
    return turn.keep(BotReply(card=card, slot=None))


def at(entries: Sequence[Entry], place: int | None) -> Entry | None:
    """Return the entry at a place counted from 1, or from the end; None where there is none."""
    if not place or not entries or place > len(entries):
        return None
    return entries[place - 1 if place > 0 else place]


def named(text: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the one entry that holds every word of the text that says anything, or None."""
    said = telling(text)
    fitting = [entry for entry in entries if said and all(holds(entry, word) for word in said)]
    return fitting[0] if len(fitting) == 1 else None


def telling(text: str) -> list[str]:
    """Return the words of a text that say which entry is meant."""
    empty = frozenset().union(*(grammar(language).stopwords for language in understood()))
    return [word.folded for word in words(text[:300]) if word.folded not in empty]


def holds(entry: Entry, word: str) -> bool:
    """Return whether one of the entry's phrasings or tags holds the word, endings and slips aside."""
    own = {each.folded for text in (*entry.phrasings, *entry.tags) for each in words(text)}
    return word in own or process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None


def pressed(turn: Turn) -> TurnResult | None:
    """Hear a pressed choice, about whichever question it stands under."""
    data = turn.incoming.data
    named_by = from_button(data)
    if not named_by:
        return None
    now = turn.state.flow == Flow.CHOOSING and turn.matter.question == named_by.question
    matter = turn.matter if now else replace(named_by, offered=(named_by.entry,) if named_by.entry else ())
    if data.get("none") is True:
        return refused(turn, matter)
    entry = turn.knowledge.entry(named_by.entry) if named_by.entry else None
    return chosen(turn, matter, entry) if entry else None


def chosen(turn: Turn, matter: Matter, entry: Entry) -> TurnResult:
    """Answer with the entry that was chosen, and say so in place of the choices."""
    card = questions.chosen(turn.language, entry.question)
    known = turn.memory.answer_to(matter.question)
    effects = () if known else (SetOutcome(matter.question, Outcome.UNKNOWN, entry.name),)
    said = answer.show(
        turn,
        replace(matter, offered=matter.offered or (entry.name,)),
        entry,
        *effects,
        updates=(BotReply(card=card, slot=f"choose/{matter.question}"),),
    )
    return said if turn.pressed else replace(said, answer=None)


def refused(turn: Turn, matter: Matter) -> TurnResult:
    """Take the choices away and ask for other words, or offer a person."""
    card = questions.chosen(turn.language, None)
    none = RefuseEntries(matter.question, matter.offered)
    said = rephrase.offer(turn, matter.refusing(*matter.offered), none, answer=card if turn.pressed else None)
    return replace(said, replies=(BotReply(card=card, slot=f"choose/{matter.question}"), *said.replies))
