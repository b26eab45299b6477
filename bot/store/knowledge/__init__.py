"""Rows about the knowledge: questions, judgements, drafts, and receipts of what went live."""
