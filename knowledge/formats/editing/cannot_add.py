"""The one fault of adding to a file."""


class CannotAdd(Exception):
    """There is no place in the file where it could be added safely; the message says why, and what to do."""
