"""Rows of the chat: conversations, their transcripts, and what is due to be sent."""
