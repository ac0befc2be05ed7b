"""Reads: what is being written, signed notes, whose words they are, extracts, what leaves."""
