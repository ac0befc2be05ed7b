"""Conversations: writing to each other, all together or alone with the therapist."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "ampersand.conversations"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.conversations import policy  # noqa: F401
