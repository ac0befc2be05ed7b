"""Meetings: when and where people meet."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "ampersand.meetings"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.meetings import policy  # noqa: F401
