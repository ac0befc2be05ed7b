"""Coming in: what brings each of us, alone, step by step."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "ampersand.intake"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.intake import policy  # noqa: F401
