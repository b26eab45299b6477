"""Evaluation: labelled questions, sets of them as JSON lines, and the metrics of a matcher."""
