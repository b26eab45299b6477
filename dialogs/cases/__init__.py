"""Dialogs on cases: handing to a person, sales, status, changes, the relay, and what follows a solution."""
