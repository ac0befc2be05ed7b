"""Help now, leaving fast; later the private check, alerts and plans: called by features, calls none."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "ampersand.safety"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.safety import policy  # noqa: F401
