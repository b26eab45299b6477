"""Rows of the edges: sessions, tokens, answers under an idempotency key, and deliveries to webhooks."""
