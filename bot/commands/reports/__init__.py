"""The work of the commands that report: accounts and experience."""
