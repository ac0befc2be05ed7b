"""The door of live pages: who is behind a cookie now, by the same look-up as for every page."""

from django.conf import settings

from ampersand.accounts.middleware import look_up, still_valid
from ampersand.accounts.room import as_seen
from ampersand.accounts.sessions import TOPIC, SessionStore, key_of
from ampersand.core.live import Entry

PERSON = "person"  # what live pages hang on, with the person's id


def door(cookie: str) -> Entry | None:
    """Who is behind a cookie, and until when; None for nobody, for a sign-in that has ended, and without a second step.

    One query.
    """
    found = look_up(cookie)
    if found is None or found.row is None or found.ends_at is None:
        return None
    session = SessionStore.loaded(cookie, found.data)
    viewer = as_seen(session, found.viewer)
    if not still_valid(session, found):
        return None
    if viewer.is_staff and not settings.DEMO and not session.get("second_factor"):
        return None
    until = min(found.seen_at + settings.IDLE, found.ends_at)
    topics = frozenset({f"{PERSON}.{viewer.person_id}", f"{TOPIC}.{key_of(cookie)}"})
    return Entry(viewer, until.timestamp(), topics)
