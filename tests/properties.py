"""How many examples hypothesis tries: all in the profile `thorough`, a share of them in `quick`."""

from hypothesis import settings

QUICK, THOROUGH = "quick", "thorough"
SHARE, FEWEST = 8, 10
"""`quick` tries every eighth of the examples of `thorough`, and no fewer than these."""
USUAL = 100
"""Examples of a property that says no number."""


def register():
    """Register both profiles; `--hypothesis-profile` chooses, and without it every example is tried."""
    settings.register_profile(THOROUGH, max_examples=USUAL)
    settings.register_profile(QUICK, max_examples=_quick(USUAL))
    settings.load_profile(THOROUGH)


def examples(count, **more):
    """Return the settings of a property that `thorough` tries with `count` examples."""
    quick = settings.get_current_profile_name() == QUICK
    return settings(max_examples=_quick(count) if quick else count, deadline=None, **more)


def _quick(count):
    return min(count, max(FEWEST, count // SHARE))
