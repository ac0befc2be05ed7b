"""Reads: the course of a case, the looks at it as a whole, what was marked as seen."""
