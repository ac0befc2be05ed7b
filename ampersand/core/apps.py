"""Plumbing that every floor stands on."""

from django.apps import AppConfig

from ampersand.core import lookups


class CoreConfig(AppConfig):
    name = "ampersand.core"

    def ready(self) -> None:
        """Let every query use our lookup."""
        lookups.register()
