"""Sessions kept as sign-ins: revoked by deleting a row, saved only when something changed."""

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.core.signing import JSONSerializer
from django.db import IntegrityError, transaction
from django.db.models import Q

from ampersand.accounts.models import SignIn
from ampersand.accounts.rules.devices import words
from ampersand.core.clock import now
from ampersand.core.live import changed

BEFORE_SIGNING_IN = timedelta(hours=1)
TOPIC = "sign-in"  # what live pages hang on, with the stored key
_rows = SignIn._base_manager


def key_of(cookie: str) -> str:
    """What is stored for a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


class SessionStore(SessionBase):
    """Django's session interface over SignIn rows; the cookie is the session key, only its hash is stored."""

    agent = ""  # what the browser calls itself
    begun = False  # whether the row lasts as long as a signed-in person's

    @classmethod
    def loaded(cls, cookie: str, data: str) -> "SessionStore":
        """A session whose row was read already, together with the person."""
        store = cls(cookie)
        store._session_cache = store._read(data)  # type: ignore[attr-defined]
        return store

    def _read(self, data: str) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(data)
        self.begun = SESSION_KEY in held
        return held

    def load(self) -> dict[str, Any]:
        """The stored data; an unknown or ended session begins anew under another key."""
        data = (
            _rows.filter(key=key_of(self.session_key or ""), ends_at__gt=now()).values_list("data", flat=True).first()
        )
        if data is None:
            self._session_key = None
            return {}
        return self._read(data)

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return _rows.filter(key=key_of(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a fresh key."""
        while True:
            self._session_key = secrets.token_urlsafe(32)
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Store the data and whose sign-in it is; raises UpdateError if it was ended meanwhile."""
        if self.session_key is None:
            return self.create()
        held = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        person_id = held.get(SESSION_KEY)
        row: dict[str, Any] = {"data": JSONSerializer().dumps(held).decode(), "person_id": person_id}
        if must_create or (person_id and not self.begun):
            lasts = settings.SIGN_IN_LASTS if person_id else BEFORE_SIGNING_IN
            row |= {"started_at": now(), "seen_at": now(), "ends_at": now() + lasts}
        if must_create:
            try:
                with transaction.atomic():
                    SignIn(key=key_of(self.session_key), device=words(self.agent), **row).save(force_insert=True)
            except IntegrityError:
                raise CreateError from None
        elif not _rows.filter(key=key_of(self.session_key)).update(**row):
            raise UpdateError
        else:
            changed(TOPIC, key_of(self.session_key))
        self.begun = person_id is not None
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        if key := session_key or self.session_key:
            _rows.filter(key=key_of(key)).delete()
            changed(TOPIC, key_of(key))

    @classmethod
    def clear_expired(cls) -> None:
        """Forget sessions that have ended or were idle for too long."""
        _rows.filter(Q(ends_at__lte=now()) | Q(person__isnull=False, seen_at__lt=now() - settings.IDLE)).delete()
