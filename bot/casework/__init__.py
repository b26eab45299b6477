"""Casework: the desk's verbs as transactions, and everything that follows from a change of a case."""
