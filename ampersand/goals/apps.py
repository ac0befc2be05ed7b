"""Goals: writing them together, agreeing, small steps, looking back."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "ampersand.goals"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.goals import policy  # noqa: F401
