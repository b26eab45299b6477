"""The commands on the tokens of the REST API."""
