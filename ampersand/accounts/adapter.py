"""How allauth behaves here: nobody signs up by themselves, mails are neutral, secrets are sealed, messages are ours."""

import base64
import os
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage

from ampersand.accounts import actions, devices, queries
from ampersand.core.pages import see_other
from ampersand.privacy import vault
from ampersand.privacy.keyring import NONCE

HOME = "/"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts begin with an invitation or a practice."""

    def is_open_for_signup(self, request: object) -> bool:
        """Never: accounts are made by invitation."""
        return False

    def get_login_stages(self) -> list[str]:
        """The code, then the second step where there is one."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home leads everyone to their own page."""
        return HOME

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led there after signing in: to our own pages only, named without a host."""
        return url.startswith("/") and bool(super().is_safe_url(url))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our pages say in their own words what was done."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network that a request comes from."""
        return devices.network_of(request)

    def respond_user_inactive(self, request: HttpRequest, user: object) -> HttpResponse:
        """Someone with a passkey whose account was closed."""
        messages.info(request, _("This account is closed. Your practice can tell you more."))
        return see_other("account_login")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """After signing in: the device is known from now on, the house remembers it, and staff are asked no more."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if queries.has_second_step(user.pk):
            request.session["second_factor"] = True
        devices.remember(request, response, user.pk)
        actions.note_sign_in(person=user)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret under a key of the key ring's root, which never rotates."""
        nonce = os.urandom(NONCE)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        sealed = base64.b64decode(encrypted_text)
        return _cipher().decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture on white, so that a camera reads it in the dark theme too."""
        picture: str = qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
        return picture

    def _get_site_name(self) -> str:
        return "Ampersand"


def _cipher() -> AESGCM:
    return AESGCM(vault.ring().secret("second steps"))
