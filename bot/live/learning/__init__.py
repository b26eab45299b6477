"""Learning beside the server: a child process that works lessons out, and a trainer that lets it."""
