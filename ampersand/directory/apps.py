"""Finding a therapist, and asking one for a consultation."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "ampersand.directory"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.directory import policy  # noqa: F401
