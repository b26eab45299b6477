"""Flat arrays: ragged ones, tables of strings, ids in the order of first sight, and the file that holds them."""
