"""What `serve` works with: the server, its lock on the data folder, its greeting."""
