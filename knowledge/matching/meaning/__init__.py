"""What English words mean, as small vectors: the table that ships."""
