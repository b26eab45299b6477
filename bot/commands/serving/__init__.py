"""The work of the command `serve`."""
