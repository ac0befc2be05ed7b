"""Reads: what waits, one's own lines, what others show, a case as its therapist sees it."""
