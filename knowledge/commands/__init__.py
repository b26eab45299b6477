"""The curator's commands; each imports what it needs, and nothing heavy, when it runs."""
