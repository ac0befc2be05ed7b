"""Parsing and wording of what is typed on the pages of goals."""
