"""Reads `directory/*.yaml`: the organisations, and what each of them is described by."""
