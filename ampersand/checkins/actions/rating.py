"""Rating a meeting alone, and changing it for a day."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.checkins import content
from ampersand.checkins.actions.drafts import forget_draft
from ampersand.checkins.actions.sending import Closed
from ampersand.checkins.models import Feedback
from ampersand.checkins.queries import mine, planned, sealed
from ampersand.checkins.rules import windows
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.models import Meeting
from ampersand.meetings.queries import joint
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer


def rate(*, by: Viewer, meeting_id: UUID, lines: Mapping[str, int], note: str = "") -> UUID:
    """Keep how one meeting was, or a new version of it; its id. What is the same as before is not kept again.

    `lines` hold 0 to 10 by line. Raises Hidden, Closed outside the day after the meeting, KeyError for a missing line.
    """
    meeting = joint.one(by, meeting_id)
    case = cases.one(by, meeting.case_id)
    if case.me(by) is None:
        raise Hidden
    window = windows.after(planned.as_meeting(meeting))
    if not (planned.takes(case) and window.is_open(now())):
        raise Closed
    score = content.feedback().score(case.kind, lines)
    said: dict[str, object] = {"lines": dict(lines), "note": note.strip()}
    try:
        with transaction.atomic():
            return _kept(by, meeting, window.key, score, said)
    except IntegrityError:  # pressed twice, or on two devices at once: the first one stands
        rows = Feedback.objects.visible_to(by).filter(meeting_id=meeting_id, person_id=mine.me(by), current=True)
        held: UUID = rows.values_list("pk", flat=True).get()
        return held


def _kept(by: Viewer, meeting: Meeting, window: str, score: float, said: dict[str, object]) -> UUID:
    rows = Feedback.objects.visible_to(by, "write").filter(meeting=meeting, person_id=mine.me(by), current=True)
    old = rows.values_list("pk", "number").first()
    before = mine.rating(by, meeting.pk)
    if old and before and dict(before.said) == said:
        forget_draft(by, meeting.case_id, window)
        return old[0]  # type: ignore[no-any-return]
    lines = said["lines"]
    row = Feedback(
        id=new_id(), meeting=meeting, case_id=meeting.case_id, person_id=mine.me(by),
        number=old[1] + 1 if old else 1, score=score, sent_at=now(),
        team=lines.get("team") if isinstance(lines, dict) else None,
    )  # fmt: skip
    require(by, "write", row)
    row.said = sealed.seal(row.case_id, row.person_id, sealed.FEEDBACK, row.pk, said)
    verb = "checkins.rate_again" if old else "checkins.rate"
    audit.record(chain=row.case_id, actor=by.person_id, verb=verb, subject=row)
    if old and not rows.filter(pk=old[0]).update(current=False):
        raise IntegrityError("another device was a moment earlier")
    row.insert()
    forget_draft(by, meeting.case_id, window)
    return row.id
