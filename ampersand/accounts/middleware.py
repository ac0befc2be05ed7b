"""Who is signed in: session, person and staff roles in one indexed query, nothing saved unless something changed."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from ampersand.accounts.models import Person, SignIn
from ampersand.accounts.room import as_seen
from ampersand.accounts.sessions import SessionStore, key_of
from ampersand.core.clock import now
from ampersand.privacy.viewer import NOBODY, Viewer

Next = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Found:
    """What one look at the database says about a cookie; `row` holds the person's columns by name."""

    data: str
    seen_at: datetime
    viewer: Viewer
    row: dict[str, Any] | None = None
    ends_at: datetime | None = None

    @property
    def person(self) -> Person | None:
        """The person as a model, made anew at each look, for those who ask for more than the viewer."""
        if self.row is None:
            return None
        values = [field.to_python(self.row[field.attname]) for field in COLUMNS]
        return Person.from_db("default", [field.attname for field in COLUMNS], values)


# The ORM needs 1.2 ms to build this; as it stands it takes a tenth. test_middleware.py compares the two.
COLUMNS = Person._meta.concrete_fields
_SQL = f"""
SELECT s.data, s.seen_at, s.practice_id, r.practice_id, r.role, h.name,
       {", ".join(f"p.{field.column}" for field in COLUMNS)}, s.ends_at
FROM accounts_signin s
LEFT JOIN accounts_person p ON p.id = s.person_id
LEFT JOIN accounts_staffrole r ON r.person_id = p.id
LEFT JOIN accounts_practice h ON h.id = r.practice_id
WHERE s.key = %s AND s.ends_at > %s
ORDER BY r.practice_id
"""  # noqa: S608 - of our own names


def look_up(cookie: str) -> Found | None:
    """The live sign-in behind a cookie, with its person and staff roles, in one query; None when it has ended."""
    instant = now()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [key_of(cookie), connection.ops.adapt_datetimefield_value(instant)])
        rows = cursor.fetchall()
    if not rows:
        return None
    data, seen_at, _, _, _, _, *person, ends_at = rows[0]
    row = dict(zip((field.attname for field in COLUMNS), person, strict=True))
    if row["id"] is None:
        return Found(data, seen_at, NOBODY)
    if not row["is_active"] or instant - seen_at > settings.IDLE:
        return None
    viewer = Viewer(_uuid(row["id"]), row["name"], row["language"], row["time_zone"], *_acting_for(rows))
    return Found(data, seen_at, viewer, row, ends_at)


def _acting_for(rows: list[Any]) -> tuple[UUID | None, frozenset[str], str]:
    """The practice that someone acts for, what they do there, and its name if they work in others too.

    Without a choice it is the practice that came first; a choice that holds no more counts for nothing.
    """
    held = [row[3:6] for row in rows if row[3]]
    if not held:
        return None, frozenset(), ""
    chosen = rows[0][2]
    acting = chosen if any(practice == chosen for practice, _, _ in held) else held[0][0]
    roles = frozenset(role for practice, role, _ in held if practice == acting)
    several = any(practice != acting for practice, _, _ in held)
    return _uuid(acting), roles, next(name for practice, _, name in held if practice == acting) if several else ""


def _uuid(stored: Any) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)


class SignInMiddleware:
    """Sets `request.session`, `user`, `viewer`, `theme`, `own_name`, `called_at`, and speaks the person’s language."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.languages = frozenset(code for code, _ in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        found = look_up(cookie) if cookie else None
        language = _enter(request, cookie, found).language
        if found and found.row and now() - found.seen_at > SEEN_EVERY and not asks_by_itself(request):
            SignIn._base_manager.filter(key=key_of(cookie)).update(seen_at=now())
        with translation.override(language if language in self.languages else settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if not request.session.is_empty():
            _keep(request, response)
        elif found or (cookie and not _leads_to_sign_in(response)):
            _forget_cookie(response)  # that of an ended sign-in stays until the sign-in page has said why
        return response


def asks_by_itself(request: HttpRequest) -> bool:
    """Whether an open page asks, and not the person: that keeps nobody signed in."""
    return "Asks-By-Itself" in request.headers


def _enter(request: HttpRequest, cookie: str, found: Found | None) -> Viewer:
    session = SessionStore.loaded(cookie, found.data) if found else SessionStore()
    if found and found.row and not still_valid(session, found):
        session, found = SessionStore(), None
    session.agent = request.META.get("HTTP_USER_AGENT", "")
    request.session = session
    viewer = as_seen(session, found.viewer) if found else NOBODY
    row = found.row if found and found.row else {}
    request.viewer, request.theme = viewer, row.get("theme", "")  # type: ignore[attr-defined]
    request.called_at = row.get("called_at")  # type: ignore[attr-defined]
    request.own_name = row.get("sender_name", "")  # type: ignore[attr-defined]
    request.user = SimpleLazyObject(lambda: (found and found.person) or AnonymousUser())  # type: ignore[assignment]
    return viewer


def still_valid(session: SessionStore, found: Found) -> bool:
    same = session.get(SESSION_KEY) == str(found.viewer.person_id)
    return same and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), _session_hash(found.row["password"] if found.row else "")
    )


def _session_hash(password: str) -> str:
    """What Django's `get_session_auth_hash` gives for this password; test_middleware.py compares the two."""
    return hmac.digest(_session_key(), password.encode(), "sha256").hex()


@cache
def _session_key() -> bytes:
    salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
    return hashlib.sha256((salt + settings.SECRET_KEY).encode()).digest()


class EntryMiddleware(LoginRequiredMiddleware):
    """Pages are for those who have signed in, unless they say otherwise."""

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead a visitor to the sign-in page, and come back."""
        if not request.viewer.is_nobody:
            return None
        return super().process_view(request, view, args, kwargs)  # type: ignore[return-value]


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
