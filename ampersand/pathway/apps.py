"""The course of a piece of work: how long it is, when to look at it as a whole, and what was chosen then."""

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    name = "ampersand.pathway"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.pathway import policy  # noqa: F401
