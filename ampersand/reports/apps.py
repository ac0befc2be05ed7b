"""Progress in plain words, reports before, now and at the end, releases, and what left under which signatures."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ampersand.reports"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.reports import policy  # noqa: F401
