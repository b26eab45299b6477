"""Rows: what the program records, and the only place that writes SQL."""
