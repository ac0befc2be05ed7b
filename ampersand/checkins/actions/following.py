"""A check-in follows its meeting when that moves."""

from ampersand.cases.rules.audience import Audience
from ampersand.checkins.models import CheckIn, CheckInLine
from ampersand.checkins.queries import planned
from ampersand.checkins.rules import windows
from ampersand.meetings.models import Meeting
from ampersand.privacy.scope import system_scope


def follow(meeting: Meeting) -> None:
    """The check-in before a meeting closes when that says now; what was shown of it waits until then again."""
    if meeting.person_id is not None:
        return
    window = windows.before(planned.as_meeting(meeting))
    with system_scope("what was shown of a check-in waits for when it closes now"):
        sent = CheckIn.objects.filter(case_id=meeting.case_id, window=window.key)
        lines = CheckInLine.objects.filter(check_in__in=sent.values("pk"))
        lines.update(closes_at=window.closes, audience=Audience.ME_AND_THERAPIST.value)
        sent.update(closes_at=window.closes)
