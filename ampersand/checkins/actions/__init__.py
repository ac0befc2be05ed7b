"""Verbs: setting a meeting, keeping a draft, sending a check-in, rating a meeting, stopping to show a line."""
