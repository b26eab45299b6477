"""The commands on accounts: who they are, and their pages for a review meeting."""
