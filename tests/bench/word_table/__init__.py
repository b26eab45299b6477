"""How the word table is built: from texts with clear licences and a teacher that is needed here and nowhere else."""
