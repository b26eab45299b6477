"""The question log, for the commands that read or export it."""
