"""What real questions say about the entries: what changes with an edit, what is missing, what is used, what to add."""
