"""Django's protection against forged forms, as it is, with less ado about its token and its cookie."""

import os
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CsrfViewMiddleware, get_token
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

_LETTERS = CSRF_ALLOWED_CHARS
_PLACES = {letter: place for place, letter in enumerate(_LETTERS)}
_FAIR = len(_LETTERS) * (256 // len(_LETTERS))  # bytes from here on would make some letters likelier than others
_LETTER_OF = bytes(ord(_LETTERS[byte % len(_LETTERS)]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))


class ForgeryMiddleware(CsrfViewMiddleware):
    """Sends the cookie when it is new, and not with every form again."""

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.COOKIES.get(settings.CSRF_COOKIE_NAME) == request.META.get("CSRF_COOKIE"):
            patch_vary_headers(response, ("Cookie",))
        else:
            super()._set_csrf_cookie(request, response)  # type: ignore[misc]


def token(request: HttpRequest) -> dict[str, Any]:
    """For templates: `csrf_token`, the secret of this visitor under a mask of its own on every page."""
    return {"csrf_token": SimpleLazyObject(lambda: _masked(request))}


def _masked(request: HttpRequest) -> str:
    secret = request.META.get("CSRF_COOKIE", "")
    if len(secret) != CSRF_SECRET_LENGTH:
        return get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return masked(secret)


def masked(secret: str) -> str:
    """A token for forms: the visitor's secret under a mask of its own."""
    mask = _random_letters(CSRF_SECRET_LENGTH)
    moved = ((_PLACES[one] + _PLACES[other]) % len(_LETTERS) for one, other in zip(secret, mask, strict=True))
    return mask + "".join([_LETTERS[place] for place in moved])


def _random_letters(count: int) -> str:
    letters = ""
    while len(letters) < count:
        letters += os.urandom(2 * count).translate(_LETTER_OF, _UNFAIR).decode()
    return letters[:count]
