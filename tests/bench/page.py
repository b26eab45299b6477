"""Words what was measured for docs/figures.md: tables, and a sentence before each."""

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import fill

from tests.bench.german import Crossed
from tests.bench.goals import Goal
from tests.bench.honesty import COLUMNS, Said
from tests.bench.measuring import Case, Spread, spread
from tests.bench.running import Results
from tests.bench.sets import COUNTS

NOT_MEASURED = "–"
WIDTH = 120
DRAWS = {
    False: "One draw: the first phrasings of each entry, one seed for the typing errors.",
    True: "Mean ± standard deviation over {draws} draws, each with other phrasings and other typing errors.",
}


def page(results: Results, goals: Sequence[Goal], said: Sequence[Said], labelled: Iterable[tuple[str, Counter[str]]],
         draws: int, left_out: str, german: Sequence[Crossed] = ()) -> str:  # fmt: skip
    """Return all that the section of the page holds."""
    parts = [
        f"Machine: {machine()}. {DRAWS[draws > 1].format(draws=draws)}",
        f"In this run {left_out}." if left_out else "",
        "## Clean questions\n\n10 phrasings an entry; hint3_curekart: all.\n\n" + clean(results),
        "## Typed in haste\n\nThe same bases. typo: one or two keyboard edits a question, in words of four letters or "
        "more. phone: no capitals, no punctuation, abbreviations, a typo in half.\n\n" + hasty(results),
        "## Phrasings an entry\n\nClean questions, top-1 % / cov95 %. One phrasing an entry is the day a partner "
        "begins.\n\n" + phrasings(results),
        "## What was aimed at\n\nSpot's figures beside what they should at least be in this run.\n\n" + aimed(goals),
        "## Day one\n\nWhat Spot says with nothing judged, by its own verdict.\n\n" + day_one(said),
        "## Asked in German, answered in English\n\nGerman questions of our own, as customers write, to the English "
        "entries of the sample content. Without the semantic extra they are at most offered.\n\n" + across(german),
        "## The sample content's labelled questions\n\nAs `python app.py test` counts them; handed off: those that "
        "nobody should answer and nobody did.\n\n" + sample(labelled),
    ]
    return wrapped("\n\n".join(part.strip() for part in parts if part)) + "\n"


def wrapped(text: str) -> str:
    """Return the text with its prose broken into lines; a table's lines stay whole."""
    return "\n".join(line if line.startswith("|") else fill(line, WIDTH) for line in text.split("\n"))


def machine() -> str:
    """Say in a few words what this runs on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def shown(value: Spread | None, digits: int = 1) -> str:
    """Return a figure, with its deviation where there were several draws."""
    if value is None:
        return NOT_MEASURED
    more = "" if value.deviation is None else f" ± {value.deviation:.{digits}f}"
    return f"{value.mean:.{digits}f}{more}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines).replace("| --- ", "|---").replace("|--- |", "|---|")


def clean(results: Results) -> str:
    """Return the clean track's figures, a line for each set and matcher."""
    head = ("set", "matcher", "top-1 %", "top-3 %", "cov95 %", "AUROC", "built in s", "ms a question")
    digits = {"top1": 1, "top3": 1, "covered": 1, "area": 3, "built": 1, "each": 2}
    rows = []
    for case in usual(results):
        means = spread(results[case])
        rows.append((case.set, case.matcher, *(shown(means[name], places) for name, places in digits.items())))
    return table(head, rows)


def hasty(results: Results) -> str:
    """Return the tracks beside each other."""
    head = ("set", "matcher", "clean top-1", "typo top-1", "phone top-1", "clean cov95", "typo cov95", "phone cov95")
    rows = []
    for case in usual(results):
        cells = (
            figure(results, Case(case.set, case.phrasings, track, case.matcher), name)
            for name in ("top1", "covered")
            for track in ("clean", "typo", "phone")
        )
        rows.append((case.set, case.matcher, *cells))
    return table(head, rows)


def phrasings(results: Results) -> str:
    """Return the figures with one, a few and all phrasings an entry."""
    head = ("set", "matcher", *(str(count or "all") for count in COUNTS))
    rows = []
    for case in usual(results):
        cases = [Case(case.set, count, "clean", case.matcher) for count in COUNTS]
        cells = (both(results, each) for each in cases)
        rows.append((case.set, case.matcher, *cells))
    return table(head, rows)


def both(results: Results, case: Case) -> str:
    """Return top-1 and cov95 of a case."""
    if case not in results:
        return NOT_MEASURED
    return f"{figure(results, case, 'top1')} / {figure(results, case, 'covered')}"


def figure(results: Results, case: Case, name: str) -> str:
    return shown(spread(results[case])[name]) if case in results else NOT_MEASURED


def usual(results: Results) -> list[Case]:
    """Return the clean cases with the usual number of phrasings: those that were typed in haste too."""
    hasty = [case for case in results if case.track == "typo"]
    return [Case(case.set, case.phrasings, "clean", case.matcher) for case in hasty]


def aimed(goals: Sequence[Goal]) -> str:
    """Return each goal with what became of it."""
    rows = [(goal.set, goal.what, *_numbers(goal), goal.verdict) for goal in goals]
    return table(("set", "figure", "measured", "at least", "aim", ""), rows)


def _numbers(goal: Goal) -> list[str]:
    return [f"{value:.{goal.digits}f}" for value in (goal.measured, goal.reach, goal.aim)]


def day_one(said: Sequence[Said]) -> str:
    """Return what is said without anything judged."""
    head = ("set", "phrasings", "answered %", "of these right %", "choice offered %", "right one among them %")
    rows = [
        (each.set, str(each.phrasings or "all"), *map(_percent, (each.answered, each.right, each.offered, each.among)))
        for each in said
    ]
    return table(head, rows)


def across(german: Sequence[Crossed]) -> str:
    """Return how questions in another language than the entries go."""
    head = ("matcher", "questions", "top-1 %", "top-3 %", "answered %", "of these right %", "choice offered %",
            "right one among them %")  # fmt: skip
    rows = []
    for each in german:
        figures = (each.top1, each.top3, each.answered, each.right, each.offered, each.among)
        rows.append((each.matcher, str(each.asked), *map(_percent, figures)))
    return table(head, rows)


def _percent(value: float | None) -> str:
    return NOT_MEASURED if value is None else f"{value:.1f}"


def sample(labelled: Iterable[tuple[str, Counter[str]]]) -> str:
    """Return how the sample content's labelled questions go, a line for each folder."""
    rows = [
        (folder, str(count.total()), *(str(count[column]) for column in COLUMNS)) for folder, count in labelled
    ]  # fmt: skip
    return table(("folder", "questions", *COLUMNS), rows)
