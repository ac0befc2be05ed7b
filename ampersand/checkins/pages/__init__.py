"""Pages of check-ins: the week, after a meeting, one's own lines, and a case for those who treat it."""
