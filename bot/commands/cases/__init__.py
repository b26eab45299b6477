"""The work of the commands on cases and conversations."""
