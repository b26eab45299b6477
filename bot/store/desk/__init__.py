"""Rows of the desk: cases, their events, problems, timers and notices."""
