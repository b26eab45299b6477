"""How a question finds its entry, and how sure that is."""
