"""The operator's commands: each runs, prints and gives an exit code."""
