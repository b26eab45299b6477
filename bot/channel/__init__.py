"""The channel: adapter on botbuilder-core, mailbox, turn, sender with outbox, Teams shapes."""
