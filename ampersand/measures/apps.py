"""Instruments: assigning, answering, scoring, sharing."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "ampersand.measures"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.measures import policy  # noqa: F401
