"""Dialogs that answer: questions, choices, known issues, other words, small talk and the welcome."""
