"""Messages as JSON and back: what comes out is equal to what went in, so the same files teach the same lessons."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from bot.live.learning.frames import MalformedFrame
from bot.live.learning.messages import Beat, Encode, Hold, Message, Task, TaskOutcome, What, With
from knowledge.entry import Entry, Status, Visibility
from knowledge.matching.encoder.semantic_extra import EncoderFiles
from knowledge.matching.query.terms import Term
from knowledge.matching.query.thesaurus import Thesaurus

_TUPLES = ("also", "tags", "follow_ups")


def to_json(message: Message) -> dict[str, Any]:
    """Return a message as JSON can hold it."""
    match message:
        case Hold(entries):
            return {"say": "hold", "entries": [_from_entry(each) for each in entries]}
        case Encode(texts, extra):
            return {"say": "encode", "texts": texts, "extra": _from_with(extra)}
        case Task():
            return {
                "say": "task",
                "what": message.what,
                "names": message.names,
                "thesaurus": _from_thesaurus(message.thesaurus),
                "partners": message.partners,
                "extra": _from_with(message.extra) if message.extra else None,
            }
        case TaskOutcome(troubles):
            return {"say": "outcome", "troubles": troubles}
        case Beat():
            return {"say": "beat"}


def from_json(said: Mapping[str, Any]) -> Message:
    """Return the message; raise Malformed for what is none."""
    try:
        return _MESSAGES[said["say"]](said)
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise MalformedFrame(f"JSON that is no message ({type(fault).__name__})") from fault


def _hold(said: Mapping[str, Any]) -> Hold:
    return Hold(tuple(_to_entry(each) for each in said["entries"]))


def _encode(said: Mapping[str, Any]) -> Encode:
    return Encode(_texts(said["texts"]), _to_with(said["extra"]))


def _task(said: Mapping[str, Any]) -> Task:
    return Task(
        What(said["what"]),
        _texts(said["names"]),
        _to_thesaurus(said["thesaurus"]),
        _texts(said["partners"]),
        _to_with(said["extra"]) if said["extra"] else None,
    )


def _outcome(said: Mapping[str, Any]) -> TaskOutcome:
    return TaskOutcome(_texts(said["troubles"]))


_MESSAGES: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "hold": _hold,
    "encode": _encode,
    "task": _task,
    "outcome": _outcome,
    "beat": lambda _: Beat(),
}


def _texts(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise TypeError("no list of texts")
    return tuple(given)


def _from_entry(entry: Entry) -> dict[str, Any]:
    parts = {each.name: getattr(entry, each.name) for each in fields(entry)}
    return {**parts, "review": entry.review.isoformat() if entry.review else None}


def _to_entry(said: Mapping[str, Any]) -> Entry:
    changed = {
        **{name: _texts(said[name]) for name in _TUPLES},
        "visibility": Visibility(said["visibility"]),
        "status": Status(said["status"]),
        "review": date.fromisoformat(said["review"]) if said["review"] else None,
    }
    return Entry(**{**said, **changed})


def _from_thesaurus(thesaurus: Thesaurus) -> dict[str, Any]:
    terms = [[each.words, each.meaning, each.is_short, each.source] for each in thesaurus.terms]
    return {"terms": terms, "languages": sorted(thesaurus.languages)}


def _to_thesaurus(said: Mapping[str, Any]) -> Thesaurus:
    terms = (Term(_texts(words), _texts(meaning), short, source) for words, meaning, short, source in said["terms"])
    return Thesaurus.of_settled(tuple(terms), said["languages"])


def _from_with(extra: With) -> dict[str, Any]:
    source = {each.name: getattr(extra.source, each.name) for each in fields(extra.source)}
    return {"encoder": extra.encoder, **{name: str(path) if path else None for name, path in source.items()}}


def _to_with(said: Mapping[str, Any]) -> With:
    paths = {each.name: said[each.name] for each in fields(EncoderFiles)}
    return With(said["encoder"], EncoderFiles(**{name: Path(path) if path else None for name, path in paths.items()}))
