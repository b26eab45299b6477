"""The leads' web pages: what was asked, what was said and why, and the cases that came of it."""
