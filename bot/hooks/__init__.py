"""Ways out to other organisations' systems: signed webhooks, and what they say back."""
