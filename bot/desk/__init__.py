"""The desk: cases and what may be done with them. Plain Python; time and people come in as arguments."""
