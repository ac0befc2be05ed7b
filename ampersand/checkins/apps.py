"""Check-ins: the week between two meetings, and a few lines after each."""

from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "ampersand.checkins"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.checkins import policy  # noqa: F401
