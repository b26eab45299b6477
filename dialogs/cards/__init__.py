"""Adaptive Cards as plain JSON: pure functions that know what a card looks like, never why it is shown."""
