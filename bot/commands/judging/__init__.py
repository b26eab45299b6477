"""The work of the command `judge`."""
