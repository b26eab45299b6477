"""Logged questions: what was really asked, and how it is written down and read again."""
