"""The commands of `app.py`, by who uses them; each imports what it needs when it runs."""
