"""Bot Framework activities as values: addresses, texts, mentions, replies and events, in and out."""
