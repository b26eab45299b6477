"""Say why a finding is what it is: at length for a lead, in one breath for the chat panel."""

from collections.abc import Iterator

from knowledge.match import Finding, Match, Verdict

SHOWN = 2
"""Matches explained at length: the winner and the one it beat."""
HEADLINES = {
    Verdict.ANSWER: "Answered",
    Verdict.CLARIFY: "Offered a choice",
    Verdict.HANDOFF: "Handed to a person",
}


def brief(finding: Finding) -> str:
    """Give one or two sentences: the verdict, what decided it, the runner-up."""
    best = finding.best
    if best is None:
        return f"{HEADLINES[finding.verdict]}. {finding.reason}"
    text = f"{HEADLINES[finding.verdict]}: {best.entry.name} at {best.confidence:.2f}. {finding.reason}"
    if len(finding.matches) > 1:
        text += f" Next was {finding.matches[1].entry.name} at {finding.matches[1].confidence:.2f}."
    return text


def explain(finding: Finding) -> str:
    """Give the whole reasoning as plain text: how the question was read, and for the best two what spoke for them."""
    return "\n".join(_lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    yield brief(finding)
    if finding.corrections:
        yield "Read as: " + ", ".join(f"{typed} → {meant}" for typed, meant in finding.corrections) + "."
    if finding.taken:
        yield "Taken as one: " + ", ".join(f"{typed} = {meant}" for typed, meant in finding.taken) + "."
    limits = ", ".join(f"{name} from {value:.2f}" for name, value in finding.thresholds.items())
    yield f"Confidence is {finding.kind}; {limits}."
    for match in finding.matches[:SHOWN]:
        yield from _match(match, finding)
    if len(finding.matches) > 1:
        yield why_not(finding.matches[0], finding.matches[1], finding)


def _match(match: Match, finding: Finding) -> Iterator[str]:
    yield f"{match.entry.name} ({where(match)}): confidence {match.confidence:.4f}, score {match.score:.4f}"
    yield f"  nearest phrasing: {match.phrasing}"
    yield f"  words in common: {', '.join(match.words) or 'none'}"
    parts = (f"{name} {share:.2f} ({match.channels[name]:.2f})" for name, share in shares(match, finding).items())
    yield f"  score from: {', '.join(parts) or 'nothing'}"


def shares(match: Match, finding: Finding) -> dict[str, float]:
    """Give what each channel adds to a match's score, the largest first; those that add nothing are left out."""
    parts = {name: value * finding.weights.get(name, 0.0) for name, value in match.channels.items()}
    return {name: parts[name] for name in sorted(parts, key=lambda name: -parts[name]) if parts[name] > 0.0}


def why_not(winner: Match, other: Match, finding: Finding) -> str:
    """Say what put the runner-up behind the winner."""
    first, second = shares(winner, finding), shares(other, finding)
    gaps = {name: first.get(name, 0.0) - second.get(name, 0.0) for name in {**first, **second}}
    widest = max(gaps, key=lambda name: (gaps[name], name), default=None)
    if widest is None or gaps[widest] <= 0:
        return f"{other.entry.name} is as near; the order of partners and names decided."
    return f"Not {other.entry.name}: it is {gaps[widest]:.2f} behind in {widest}."


def where(match: Match) -> str:
    """Give the file and line of a match's entry."""
    return f"{match.entry.file}:{match.entry.line}"
