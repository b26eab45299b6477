"""Drafts of entries: from gaps and from answered cases, placed in the partner's files."""
