"""One reader a format: text in, entries with file and line out; each reader knows only its own format."""
