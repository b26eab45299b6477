"""How a folder of curated files becomes entries: what is there, what it holds, what is wrong with it."""
