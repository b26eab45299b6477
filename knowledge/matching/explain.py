"""Say why a finding is what it is: as data, at length for a lead, in a few sentences for the chat panel."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from knowledge.match import Finding, Match, Verdict

SHOWN = 2
"""Matches explained at length: the winner and the one it beat."""
NAMED = 5
"""Words that one sentence names at most."""
TELLING = 0.05
"""The part of a score from which a channel is worth a word."""
OPENINGS = {
    Verdict.ANSWER: "Answered: {best}.",
    Verdict.CLARIFY: "Offered a choice; the first is {best}.",
    Verdict.HANDOFF: "Handed to a person; the nearest was {best}.",
}
CHANNELS = {
    "classifier": "all its phrasings together",
    "characters": "letters of the nearest phrasing",
    "characters_mean": "letters of its phrasings on average",
    "words": "words of the nearest phrasing",
    "words_mean": "words of its phrasings on average",
    "meaning": "meaning of the nearest phrasing",
    "meaning_mean": "meaning of its phrasings on average",
    "aligned": "word beside word in the nearest phrasing",
    "aligned_mean": "word beside word in its phrasings on average",
    "agreement": "words in common with the nearest phrasing",
    "coverage": "words found anywhere in the entry",
    "fuzzy": "spelling of the nearest phrasing as a whole",
}
"""What each channel compares a question with, as a lead reads it."""


def as_data(finding: Finding) -> dict[str, Any]:
    """Return the finding as plain JSON data with its explanation: what each channel adds, why not the
    other, in short.
    """
    told = finding.as_dict()
    for candidate, match in zip(told["candidates"], finding.matches[:SHOWN], strict=False):
        candidate["shares"] = {name: round(share, 4) for name, share in shares(match, finding).items()}
    return {**told, "brief": brief(finding), "grounds": describe_matches(finding), "why_not": why_not(finding)}


def brief(finding: Finding) -> str:
    """Return a few sentences on one line: the verdict, what decided it, what the winner has, the runner-up."""
    best = finding.best
    if best is None:
        return f"Handed to a person. {finding.reason}"
    said = [OPENINGS[finding.verdict].format(best=f"{best.entry.name} at {figure(best.confidence)}"), finding.reason]
    said += filter(None, [describe_matches(finding)])
    if len(finding.matches) > 1:
        other = finding.matches[1]
        said.append(f"Next was {other.entry.name} at {figure(other.confidence)}.")
    return " ".join(said)


def describe_matches(finding: Finding) -> str:
    """Say what the winner has of the question and what it lacks; nothing when there is no winner."""
    held = _holds(finding.best, finding) if finding.best else ""
    return f"It {held}." if held else ""


def explain(finding: Finding) -> str:
    """Return the whole reasoning as plain text: how the question was read, and for the best two what spoke for them."""
    return "\n".join(_lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    yield brief(finding)
    if finding.corrections:
        yield "Read as: " + ", ".join(f"{typed} → {meant}" for typed, meant in finding.corrections) + "."
    if finding.taken:
        yield "Taken as one: " + ", ".join(f"{typed} = {meant}" for typed, meant in finding.taken) + "."
    if finding.encoding:
        yield f"Meaning was compared by {finding.encoding.encoder}."
    limits = ", ".join(f"{name} from {figure(value)}" for name, value in finding.thresholds.items())
    yield f"Confidence is {finding.kind}: {limits}."
    for match in finding.matches[:SHOWN]:
        yield from _match(match, finding)
    if told := why_not(finding):
        yield told


def _match(match: Match, finding: Finding) -> Iterator[str]:
    yield f"{match.entry.name} ({where(match)}), confidence {match.confidence:.4f}, score {match.score:.4f}"
    if match.twins:
        yield f"  stands for the same answer in {', '.join(match.twins)}"
    yield f"  nearest phrasing: {match.phrasing}"
    yield f"  has: {', '.join(_read(match.words, finding)) or 'no word of the question'}"
    if match.pairs:
        yield "  near: " + ", ".join(f"{typed} ~ {word} ({near:.2f})" for typed, word, near in match.pairs)
    if match.missing:
        yield f"  lacks: {', '.join(_read(match.missing, finding))}"
    yield f"  score: {', '.join(_parts(match, finding)) or 'nothing'}"


def _parts(match: Match, finding: Finding) -> Iterator[str]:
    """Yield the channels that make up the score, in words, with the part of each; what is slight is put together."""
    parts = shares(match, finding)
    whole = sum(parts.values())
    telling = {name: share for name, share in parts.items() if share >= TELLING * whole}
    for name, share in telling.items():
        yield f"{100 * share / whole:.0f} % {CHANNELS.get(name, name)}"
    if len(telling) < len(parts):
        yield "the rest other likeness"


def shares(match: Match, finding: Finding) -> dict[str, float]:
    """Return what each channel adds to a match's score, the largest first; those that add nothing are left out."""
    parts = {name: value * finding.weights.get(name, 0.0) for name, value in match.channels.items()}
    return {name: parts[name] for name in sorted(parts, key=lambda name: -parts[name]) if parts[name] > 0.0}


def why_not(finding: Finding) -> str:
    """Say what put the runner-up behind the winner; nothing without one."""
    if len(finding.matches) < SHOWN:
        return ""
    winner, other = finding.matches[:SHOWN]
    if finding.verdict is not Verdict.ANSWER and other in finding.offered:
        start = f"{other.entry.name} was offered too"
    else:
        start = f"Not {other.entry.name}"
    reasons = [*_lacks(winner, other, finding), *_behind(winner, other, finding)]
    return f"{start}: {', and '.join(reasons) or 'it is as near, and the order of partners and names decided'}."


def _lacks(winner: Match, other: Match, finding: Finding) -> Iterator[str]:
    lacking = [word for word in other.missing if word not in winner.missing]
    if lacking:
        yield f"it lacks {_listed(_quoted(lacking, finding))}"


def _behind(winner: Match, other: Match, finding: Finding) -> Iterator[str]:
    first, second = shares(winner, finding), shares(other, finding)
    gaps = {name: first.get(name, 0.0) - second.get(name, 0.0) for name in {**first, **second}}
    widest = max(gaps, key=lambda name: (gaps[name], name), default=None)
    if widest is not None and winner.score > other.score:
        scores = f"{other.score:.2f} against {winner.score:.2f}"
        yield f"its score is {scores}, most of the difference in {CHANNELS.get(widest, widest)}"


def _holds(match: Match, finding: Finding) -> str:
    """Say what an entry has of the question and what it lacks, to follow the entry's name; empty when nothing."""
    near = [f"“{word}” for “{typed}”" for typed, word, _ in match.pairs]
    has = [*_quoted(match.words, finding), *near]
    lacks = _quoted(match.missing, finding)
    if not lacks:
        return f"has {_listed(has)}" if has else ""
    return f"has {_listed(has)}, but not {_listed(lacks)}" if has else f"has nothing of {_listed(lacks)}"


def _read(words: Iterable[str], finding: Finding) -> list[str]:
    """Return typed words as they were read."""
    corrected = dict(finding.corrections)
    return [corrected.get(word, word) for word in words]


def _quoted(words: Iterable[str], finding: Finding) -> list[str]:
    return [f"“{word}”" for word in _read(words, finding)]


def _listed(words: Sequence[str]) -> str:
    more = [f"{len(words) - NAMED} more"] if len(words) > NAMED else []
    *most, last = [*words[:NAMED], *more]
    return f"{', '.join(most)} and {last}" if most else last


def figure(confidence: float) -> str:
    """Return a confidence with two decimals, never rounded to nothing."""
    return "under 0.01" if 0 < confidence < 0.005 else f"{confidence:.2f}"


def where(match: Match) -> str:
    """Return the file and line of a match's entry."""
    return f"{match.entry.file}:{match.entry.line}"
