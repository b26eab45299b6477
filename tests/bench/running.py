"""Measures every matcher on every set, with each number of phrasings an entry, on each track, draw by draw."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter

from knowledge.entry import Entry
from tests.bench.measuring import Case, Figures, answers, figures, timed_fit
from tests.bench.peers.protocol import Peer
from tests.bench.peers.roster import present
from tests.bench.sets import COUNTS, EvaluationSet, drawn, load
from tests.bench.tracks import TRACKS, clean

Results = dict[Case, list[Figures]]
"""The figures of each case, one a draw."""


def measure(sets: Sequence[tuple[str, int | None]], chosen: tuple[str, ...], draws: int, processes: int = 1) -> Results:
    """Return all figures of the chosen peers, or of all, a set and a draw in a process; say on stderr how far it is."""
    results: Results = {}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_draw, name, usual, chosen, draw) for draw in range(draws) for name, usual in sets]
        for job in jobs:
            for case, found in job.result():
                results.setdefault(case, []).append(found)
    return results


def _draw(name: str, usual: int | None, chosen: tuple[str, ...], draw: int) -> list[tuple[Case, Figures]]:
    """Measure one draw of a set; all phrasings on clean questions are the same in each, and measured in the first."""
    begun, data = perf_counter(), load(name)
    measured_here: list[tuple[Case, Figures]] = []
    for count in sorted(COUNTS, key=lambda count: count != usual):
        tracks = tuple(TRACKS) if count == usual else (clean.__name__,)
        if count is None and count != usual and draw:
            continue
        entries = drawn(data.entries, count, draw)
        for peer in present(chosen):
            for track, found in measured(peer, entries, data, tracks, draw):
                measured_here.append((Case(name, count, track, peer.NAME), found))
    print(f"{name}, draw {draw}: {perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return measured_here


def measured(
    peer: Peer, entries: Sequence[Entry], data: EvaluationSet, tracks: Sequence[str], seed: int
) -> Iterator[tuple[str, Figures]]:
    """Build a matcher once, and return its figures on each track."""
    ask, built = timed_fit(peer, entries)
    for track in tracks:
        found, took = answers(ask, [TRACKS[track](one.text, seed) for one in data.asked])
        yield track, figures(data.asked, found, built, took)
