"""Cases, members, roles, invitations and the audience table: the heart of privacy."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ampersand.cases"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.cases import policy  # noqa: F401
