"""The engine: the narrow store, its SQLite file, the one writing thread, and the migrations."""
