"""Reads: the viewer first."""
