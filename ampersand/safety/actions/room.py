"""Room mode: on with one press, off with one press, and on by itself when a joint meeting begins."""

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ampersand.accounts import room
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden, can
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import JointWork
from ampersand.safety.policy.alerts import CLINICAL

LASTS = timedelta(hours=3)  # a room that nobody closed is over then
MEETING, LEFT = "room_meeting", "room_left"  # in the session

type Session = MutableMapping[str, Any]


def enter(*, by: Viewer, session: Session, case_id: UUID | None) -> None:
    """Begin room mode in this sign-in; with a case, its people are in the room. Raises Hidden."""
    if not _treats(by) or (case_id and not Case.objects.visible_to(by).filter(pk=case_id).exists()):
        raise Hidden
    _note(by, room.case_of(session), until=None)
    room.enter(session, case_id)
    _note(by, case_id, until=now() + LASTS)


def leave(*, by: Viewer, session: Session) -> None:
    """End it; for as long as the same meeting is open it does not begin again by itself. Raises Hidden."""
    if not _treats(by):
        raise Hidden
    _note(by, room.case_of(session), until=None)
    room.leave(session)
    if MEETING in session:
        session[LEFT] = session.pop(MEETING)


def joint_meeting_open(*, by: Viewer, session: Session, case_id: UUID, meeting_id: UUID) -> bool:
    """For whatever opens a joint meeting: room mode is on, unless it was ended during this same meeting.

    Whether it began with this.
    """
    if not _treats(by) or str(meeting_id) in (session.get(LEFT), session.get(MEETING)):
        return False
    enter(by=by, session=session, case_id=case_id)
    session[MEETING] = str(meeting_id)
    return True


def _note(by: Viewer, case_id: UUID | None, *, until: datetime | None) -> None:
    """Remember that its people sit together, so that nothing opens on their phones which the others should not see."""
    outside = replace(by, room_mode=False, room_case=None)
    shared = Case.objects.visible_to(outside).filter(pk=case_id).exclude(kind=Case.Kind.INDIVIDUAL)
    if case_id is None or not shared.exists() or not can(outside, "write", JointWork(case_id=case_id)):
        return
    JointWork.objects.visible_to(outside, "write").bulk_create(
        [JointWork(case_id=case_id, room_until=until)],
        update_conflicts=True, unique_fields=["case"], update_fields=["room_until"],
    )  # fmt: skip


def _treats(by: Viewer) -> bool:
    return bool(by.staff_roles & CLINICAL)
