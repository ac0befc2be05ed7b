"""Conflict: what happens in a row, written alone, looked at together, and the loop behind it."""

from django.apps import AppConfig


class ConflictConfig(AppConfig):
    name = "ampersand.conflict"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.conflict import policy  # noqa: F401
