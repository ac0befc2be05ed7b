"""What each person does about their own calendar: a secret feed, and when they are reminded."""

import secrets

from django.db import transaction

from ampersand.core.clock import now
from ampersand.meetings.models import OwnCalendar
from ampersand.meetings.queries import feeds
from ampersand.privacy import audit
from ampersand.privacy.policy import require
from ampersand.privacy.viewer import Viewer


def make_feed(*, by: Viewer) -> str:
    """A new secret address, told this once; the one before stops at the same moment. Raises Hidden."""
    token = secrets.token_urlsafe(24)
    _keep(by, "feed.made", feed=feeds.digest(token), feed_made_at=now())
    return token


def revoke_feed(*, by: Viewer) -> None:
    """The secret address stops. Raises Hidden."""
    _keep(by, "feed.revoked", feed="", feed_made_at=None)


def remind(*, by: Viewer, hours: int) -> None:
    """Say how many hours before a meeting one is reminded; 0: not at all. Raises Hidden."""
    _keep(by, "reminders.chosen", remind=hours)


def _keep(by: Viewer, verb: str, **told: object) -> None:
    row = feeds.mine(by)
    require(by, "write", row)
    with transaction.atomic():
        OwnCalendar.objects.visible_to(by, "write").update_or_create(told, person_id=row.person_id)
        audit.record(chain=audit.HOUSE, actor=by.person_id, verb=verb, subject=row)
