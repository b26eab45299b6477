"""The escalation package: as data with a schema, and as Markdown."""
