"""Writes of safety, one file for each concern."""

from ampersand.safety.actions.answers import consider

__all__ = ["consider"]
