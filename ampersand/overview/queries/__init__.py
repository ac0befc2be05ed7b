"""Reads that gather from the floors below."""
