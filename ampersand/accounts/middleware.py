"""Who is signed in: session, person and staff roles in one indexed query, nothing saved unless something changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from ampersand.accounts.models import Person, SignIn
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


def look_up(cookie: str) -> Found | None:
    """The live sign-in behind a cookie, with its person and staff roles, in one query; None when it has ended."""
    instant = now()
    rows = list(
        SignIn._base_manager.filter(key=key_of(cookie), ends_at__gt=instant).values_list(
            "data", "seen_at", "person_id", "person__email", "person__name", "person__language", "person__time_zone",
            "person__theme", "person__sender_name", "person__password", "person__is_active",
            "person__staff_roles__practice_id", "person__staff_roles__role",
        )
    )  # fmt: skip
    if not rows:
        return None
    data, seen_at, person_id, email, name, language, zone, theme, sender, password, active = rows[0][:11]
    if person_id is None:
        return Found(data, seen_at, None, NOBODY)
    if not active or instant - seen_at > settings.IDLE:
        return None
    person = Person(
        id=person_id, email=email, name=name, language=language, time_zone=zone,
        theme=theme, sender_name=sender, password=password, is_active=active,
    )  # fmt: skip
    person._state.adding, person._state.db = False, "default"
    roles = frozenset(row[12] for row in rows if row[12])
    return Found(data, seen_at, person, Viewer(person_id, name, language, zone, rows[0][11], roles))


class SignInMiddleware:
    """Sets `request.session`, `request.user` and `request.viewer`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        found = look_up(cookie) if cookie else None
        _enter(request, cookie, found)
        if found and found.person and now() - found.seen_at > SEEN_EVERY:
            SignIn._base_manager.filter(key=key_of(cookie)).update(seen_at=now())
        response = self.get_response(request)
        return _leave(request, response, had_cookie=bool(cookie))


def _enter(request: HttpRequest, cookie: str, found: Found | None) -> None:
    session = SessionStore.loaded(cookie, found.data) if found else SessionStore()
    session.device = _device(request.headers.get("User-Agent", ""))
    person = found.person if found else None
    if person and not _still_valid(session, person):
        session, person = SessionStore(), None
    request.session = session
    request.viewer = found.viewer if found and person else NOBODY  # type: ignore[attr-defined]
    user = person or AnonymousUser()
    request.user = SimpleLazyObject(lambda: user)  # type: ignore[assignment]


def _still_valid(session: SessionStore, person: Person) -> bool:
    same = session.get(SESSION_KEY) == str(person.pk)
    return same and constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())


def _leave(request: HttpRequest, response: HttpResponse, *, had_cookie: bool) -> HttpResponse:
    session = request.session
    if had_cookie and session.is_empty():
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
    elif session.modified and not session.is_empty() and response.status_code < 500:
        session.save()
        response.set_cookie(
            settings.SESSION_COOKIE_NAME,
            session.session_key or "",
            max_age=settings.SIGN_IN_LASTS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
    return response


def _device(agent: str) -> str:
    """A few plain words for the list of own sign-ins, such as 'Firefox on Android'."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


class SecondFactorMiddleware:
    """Staff without a second factor are led to set one up first, except in the demo."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
