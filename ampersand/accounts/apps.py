"""People, sign-in, devices, practices and their staff."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ampersand.accounts"

    def ready(self) -> None:
        """Register the policies."""
        from ampersand.accounts import policy  # noqa: F401
