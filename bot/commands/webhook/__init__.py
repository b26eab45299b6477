"""The commands on what goes to webhooks."""
