"""The work of the commands on tokens and webhooks."""
