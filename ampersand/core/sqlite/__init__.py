"""SQLite as Django drives it, remembering how each query is written."""
