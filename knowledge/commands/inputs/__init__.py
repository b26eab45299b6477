"""What the curator's commands take: options, where they run, the base they open, the questions of a log."""
