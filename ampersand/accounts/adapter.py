"""How allauth behaves here: nobody signs up by themselves, mails are neutral, limits cannot be used against a partner."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts begin with an invitation or a practice."""

    def is_open_for_signup(self, request: object) -> bool:
        """Never: accounts are made by invitation."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""
