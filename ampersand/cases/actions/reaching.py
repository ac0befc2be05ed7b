"""Looks at how someone may be reached, and calls: both are recorded."""

from uuid import UUID

from ampersand.accounts.models import SafeContact
from ampersand.cases.rules.audience import Action
from ampersand.privacy import audit
from ampersand.privacy.policy import require
from ampersand.privacy.viewer import Viewer


def note_contact_opened(*, by: Viewer, person_id: UUID) -> None:
    """Record that someone looked how a client may be reached."""
    _noted(by, person_id, "contact.opened")


def call_now(*, by: Viewer, person_id: UUID) -> None:
    """Record that someone calls a client now: only then is the code phrase shown. Raises Hidden."""
    _noted(by, person_id, "contact.calling")


def _noted(by: Viewer, person_id: UUID, verb: str) -> None:
    require(by, Action.SEE_CHANNEL, SafeContact(person_id=person_id))
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb=verb, note=str(person_id))
