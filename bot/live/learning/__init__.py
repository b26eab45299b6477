"""Learning beside the server: a child process that works lessons out, and a teacher that lets it."""
