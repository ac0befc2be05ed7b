"""Codes by mail: eight digits that work in the browser that asked for them, three tries, a quarter of an hour."""

import secrets
from typing import Any, Self

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ampersand.accounts import limits
from ampersand.accounts.models import Person
from ampersand.core import mail

NEUTRAL_SENDER = "Messages"


class CodeByMail(LoginCodeVerificationProcess):  # type: ignore[misc]
    """One attempt to sign in with a code, kept in the browser's session; without a person it is a pretence."""

    @classmethod
    def begin(cls, request: HttpRequest, *, person: Person | None, address: str) -> Self:
        """Send a mail to the address and wait for its code; the same work whether or not anyone has the address."""
        login = Login(user=person, email=address)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        process = cls(LoginByCodeStage(LoginStageController(request, login), request, login))
        process.state.update(cls.initial_state(user=person, email=address), initiated_by_user=True)
        process.send_another()
        return process

    @property
    def address(self) -> str:
        """Where the mail went."""
        return str(self.state["email"])

    @property
    def tries_left(self) -> int:
        """How often a code may still be typed in this attempt."""
        return max(0, limits.CODE_TRIES.uses - int(self.state.get("tried", 0)))

    def may_try(self) -> bool:
        """Whether one more code may be tried; counts it, for all browsers tabs and processes together."""
        self.state["tried"] = int(self.state.get("tried", 0)) + 1
        return limits.may(limits.CODE_TRIES, self.state["attempt"])

    def send_another(self) -> None:
        """Send a fresh code; earlier ones work no more."""
        code = self.generate_code() if self.user else ""
        self.state.update(attempt=secrets.token_urlsafe(12), tried=0)
        words = {"code": code, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}
        mail.send(
            to=self.user.email if self.user else self.address,
            subject=_("Your code"),
            body=render_to_string("accounts/mail_code.txt" if self.user else "accounts/mail_no_account.txt", words),
            sender_name=(self.user.sender_name if self.user else "") or NEUTRAL_SENDER,
        )
        self.persist()

    def generate_code(self) -> str:
        """Eight digits, in two groups when shown."""
        digits = f"{secrets.randbelow(10**8):08}"
        self.state["code"] = digits
        return f"{digits[:4]} {digits[4:]}"

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """The code was right: go on to the second step, or in."""
        record_authentication(self.request, self.user, method="code")
        response: Any = perform_login(self.request, Login(user=self.user, redirect_url=redirect_url))
        return response  # type: ignore[no-any-return]
