"""Who is signed in: session, person and staff roles in one indexed query, nothing saved unless something changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from ampersand.accounts.models import Person, SignIn
from ampersand.accounts.rules.devices import words
from ampersand.accounts.sessions import SessionStore, key_of
from ampersand.core.clock import now
from ampersand.privacy.viewer import NOBODY, Viewer

Next = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Found:
    """What one look at the database says about a cookie."""

    data: str
    seen_at: datetime
    person: Person | None
    viewer: Viewer


# The ORM needs 1.2 ms to build this; as it stands it takes a tenth. test_middleware.py compares the two.
_SQL = """
SELECT s.data, s.seen_at, s.person_id, p.email, p.name, p.language, p.time_zone, p.theme, p.sender_name, p.password,
       p.is_active, p.made_at, p.called_at, r.practice_id, r.role
FROM accounts_signin s
LEFT JOIN accounts_person p ON p.id = s.person_id
LEFT JOIN accounts_staffrole r ON r.person_id = p.id
WHERE s.key = %s AND s.ends_at > %s
ORDER BY r.practice_id
"""


def look_up(cookie: str) -> Found | None:
    """The live sign-in behind a cookie, with its person and staff roles, in one query; None when it has ended."""
    instant = now()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [key_of(cookie), connection.ops.adapt_datetimefield_value(instant)])
        rows = cursor.fetchall()
    if not rows:
        return None
    data, seen, person_id, email, name, language, zone, theme, sender, password, active, made, called = rows[0][:13]
    seen_at = _instant(seen)
    if person_id is None:
        return Found(data, seen_at, None, NOBODY)
    if not active or instant - seen_at > settings.IDLE:
        return None
    person = Person(
        id=_uuid(person_id), email=email, name=name, language=language, time_zone=zone, theme=theme,
        sender_name=sender, password=password, is_active=True, made_at=_instant(made),
        called_at=_instant(called) if called else None,
    )  # fmt: skip
    person._state.adding, person._state.db = False, "default"
    practice = rows[0][13]  # someone who works for two practices acts for the one that came first
    roles = frozenset(row[14] for row in rows if row[14] and row[13] == practice)
    return Found(
        data, seen_at, person, Viewer(person.id, name, language, zone, _uuid(practice) if practice else None, roles)
    )


def _uuid(stored: Any) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)


def _instant(stored: datetime) -> datetime:
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so


class SignInMiddleware:
    """Sets `request.session`, `request.user` and `request.viewer`, and speaks the person's language."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.languages = frozenset(code for code, _ in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        found = look_up(cookie) if cookie else None
        language = _enter(request, cookie, found).language
        if found and found.person and now() - found.seen_at > SEEN_EVERY and not _asks_by_itself(request):
            SignIn._base_manager.filter(key=key_of(cookie)).update(seen_at=now())
        with translation.override(language if language in self.languages else settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if not request.session.is_empty():
            _keep(request, response)
        elif found or (cookie and not _leads_to_sign_in(response)):
            _forget_cookie(response)  # that of an ended sign-in stays until the sign-in page has said why
        return response


def _asks_by_itself(request: HttpRequest) -> bool:
    """Whether an open page asks, and not the person: that keeps nobody signed in."""
    return "Asks-By-Itself" in request.headers


def _enter(request: HttpRequest, cookie: str, found: Found | None) -> Viewer:
    session = SessionStore.loaded(cookie, found.data) if found else SessionStore()
    session.device = words(request.headers.get("User-Agent", ""))
    person = found.person if found else None
    if person and not _still_valid(session, person):
        session, person = SessionStore(), None
    request.session = session
    viewer = found.viewer if found and person else NOBODY
    request.viewer = viewer  # type: ignore[attr-defined]
    user = person or AnonymousUser()
    request.user = SimpleLazyObject(lambda: user)  # type: ignore[assignment]
    return viewer


def _still_valid(session: SessionStore, person: Person) -> bool:
    same = session.get(SESSION_KEY) == str(person.pk)
    return same and constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    if not request.session.modified or response.status_code >= 500:
        return
    try:
        request.session.save()
    except UpdateError:  # ended from another device during this request
        _forget_cookie(response)
    else:
        _set_cookie(response, request.session.session_key or "")


def _set_cookie(response: HttpResponse, value: str) -> None:
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        value,
        max_age=settings.SIGN_IN_LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _forget_cookie(response: HttpResponse) -> None:
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")


class SecondFactorMiddleware:
    """Staff without a second factor are led to set one up first, except in the demo."""

    OPEN = frozenset(
        {"mfa_index", "mfa_list_webauthn", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"}
        | {"accounts:sign_out", "safety:help", "safety:leave", "safety:exit", "safety:safer_online"}
    )

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead on, unless the page is public or one of the few that stay open."""
        if settings.DEMO or not request.viewer.is_staff or request.session.get("second_factor"):
            return None
        if not getattr(view, "login_required", True) or request.resolver_match.view_name in self.OPEN:
            return None
        return redirect("mfa_index")
