"""Writes: agree on the length of the work, look at it as a whole, mark a reason as seen."""
