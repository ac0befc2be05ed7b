"""Room mode: on with one press, off with one press, and on by itself when a joint meeting begins."""

from collections.abc import MutableMapping
from typing import Any
from uuid import UUID

from ampersand.accounts import room
from ampersand.cases.models import Case
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.policy.alerts import CLINICAL

MEETING, LEFT = "room_meeting", "room_left"  # in the session

type Session = MutableMapping[str, Any]


def enter(*, by: Viewer, session: Session, case_id: UUID | None) -> None:
    """Begin room mode in this sign-in; with a case, its people are in the room. Raises Hidden."""
    if not _treats(by) or (case_id and not Case.objects.visible_to(by).filter(pk=case_id).exists()):
        raise Hidden
    room.enter(session, case_id)


def leave(*, by: Viewer, session: Session) -> None:
    """End it; for as long as the same meeting is open it does not begin again by itself. Raises Hidden."""
    if not _treats(by):
        raise Hidden
    room.leave(session)
    if MEETING in session:
        session[LEFT] = session.pop(MEETING)


def joint_meeting_open(*, by: Viewer, session: Session, case_id: UUID, meeting_id: UUID) -> None:
    """For whatever opens a joint meeting: room mode is on, unless it was ended during this same meeting."""
    if not _treats(by) or session.get(LEFT) == str(meeting_id):
        return
    if session.get(MEETING) != str(meeting_id):
        enter(by=by, session=session, case_id=case_id)
        session[MEETING] = str(meeting_id)


def _treats(by: Viewer) -> bool:
    return bool(by.staff_roles & CLINICAL)
