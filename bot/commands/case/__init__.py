"""The commands on the cases in the database."""
