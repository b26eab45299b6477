"""What was judged where Spot runs, for commands that ask as Spot would answer."""

from pathlib import Path

from knowledge.judgement import Judged


def judged(database: Path, target: float) -> Judged:
    """Return all judgements, under the precision that is wished; none where there is no database that can be read."""
    if not database.exists():
        return Judged(target=target)
    from bot.store.engine.store import StoreError
    from bot.store.knowledge import judgements
    from bot.store.sqlite import reading

    try:
        with reading(database) as reader:
            return Judged(judgements.learned_from(reader), target)
    except StoreError:
        return Judged(target=target)
