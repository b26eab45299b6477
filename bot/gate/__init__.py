"""Who may speak: decided from the outside in, before anything of a turn runs."""
