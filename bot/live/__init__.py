"""The knowledge base in force: loaded, watched, replaced when a curator saves, and trained beside the server."""
