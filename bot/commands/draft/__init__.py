"""The commands on drafts that came of answered cases."""
