"""Parsing and wording of what is typed in safety, one file for each concern."""
