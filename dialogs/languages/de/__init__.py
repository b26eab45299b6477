"""German: what Spot says in it, and the short phrases that it understands."""
