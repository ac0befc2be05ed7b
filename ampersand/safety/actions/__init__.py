"""Writes of safety, one file for each concern."""
