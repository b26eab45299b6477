"""Measures every matcher on every set, with each number of phrasings an entry, on each track, draw by draw."""

import sys
from collections.abc import Iterator, Sequence
from time import perf_counter

from knowledge.entry import Entry
from tests.bench.measuring import Case, Figures, answers, figures, timed_fit
from tests.bench.peers.protocol import Peer
from tests.bench.sets import COUNTS, EvaluationSet, drawn, load
from tests.bench.tracks import TRACKS, clean

Results = dict[Case, list[Figures]]
"""The figures of each case, one a draw."""


def measure(sets: Sequence[tuple[str, int | None]], peers: Sequence[Peer], draws: int) -> Results:
    """Give all figures; say on stderr how far it is."""
    results: Results = {}
    for name, usual in sets:
        data = load(name)
        for count in sorted(COUNTS, key=lambda count: count != usual):
            begun = perf_counter()
            for case, found in _draws(data, count, usual, peers, draws):
                results.setdefault(case, []).append(found)
            took = perf_counter() - begun
            print(f"{name}, {count or 'all'} phrasings an entry: {took:.0f} s", file=sys.stderr, flush=True)
    return results


def _draws(
    data: EvaluationSet, count: int | None, usual: int | None, peers: Sequence[Peer], draws: int
) -> Iterator[tuple[Case, Figures]]:
    tracks = tuple(TRACKS) if count == usual else (clean.__name__,)
    alike = count is None and len(tracks) == 1
    for draw in range(1 if alike else draws):
        entries = drawn(data.entries, count, draw)
        for peer in peers:
            for track, found in measured(peer, entries, data, tracks, draw):
                yield Case(data.name, count, track, peer.NAME), found


def measured(
    peer: Peer, entries: Sequence[Entry], data: EvaluationSet, tracks: Sequence[str], seed: int
) -> Iterator[tuple[str, Figures]]:
    """Build a matcher once, and give its figures on each track."""
    ask, built = timed_fit(peer, entries)
    for track in tracks:
        found, took = answers(ask, [TRACKS[track](one.text, seed) for one in data.asked])
        yield track, figures(data.asked, found, built, took)
