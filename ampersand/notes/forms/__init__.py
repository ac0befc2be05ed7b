"""Parsing and wording of what is typed."""
