"""What is known of each language, as lists in a folder of its own."""
