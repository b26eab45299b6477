"""Problems in files that people curate: their codes, what is meant instead, and the report of one file."""
