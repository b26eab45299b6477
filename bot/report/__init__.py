"""Reports: what people experienced, what it took, who used the time, and how an account stands."""
