"""The work of the commands on entries: drafts and the preview."""
