"""YAML: read with lines and quotes known, and text put into it."""
