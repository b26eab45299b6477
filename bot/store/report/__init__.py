"""Rows that reports and leads read: experience, accounts, and what is looked at day by day."""
