"""The therapist's record: notes with whose words they are, extracts, what leaves, and who looked."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "ampersand.notes"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.notes import policy  # noqa: F401
