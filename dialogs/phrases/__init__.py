"""Short phrases people write to a bot, by language, as templates; data only."""
