"""Cases, members, roles, invitations and the audience table: the heart of privacy."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ampersand.cases"

    def ready(self) -> None:
        """Register the policies, and let a legal hold keep every key of a case."""
        from ampersand.cases import policy
        from ampersand.privacy import vault

        vault.ask_before_destroying(policy.may_destroy)
