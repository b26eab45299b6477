"""Callbacks: what a receiver of webhooks sends back, over the API."""
