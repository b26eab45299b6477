"""Reads `policy/*.yaml`: what was agreed, by which hours, and who is told."""
