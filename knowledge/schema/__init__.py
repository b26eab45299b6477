"""JSON schemas of the files that people curate, made from what their readers know."""
