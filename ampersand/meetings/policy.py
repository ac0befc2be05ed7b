"""Who may see and do what with meetings. The table of `cases` says it, in kinds:

- *joint meetings* belong to nobody: every member sees them;
- *meetings alone* belong to one person; nobody whom they take part with ever sees one, or a trace of it.

Working hours and days away are the therapist's own: clients are shown times that are free, and nothing else.
"""

from django.db.models import Model, Q

from ampersand.cases.policy import InCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.meetings.models import (
    Answer,
    Attendance,
    Away,
    Calendar,
    Charge,
    Hours,
    Meeting,
    OwnCalendar,
    Paying,
    Reminded,
    Wish,
)
from ampersand.privacy import policy
from ampersand.privacy.policy import Decision, OwnRows
from ampersand.privacy.viewer import Viewer

MINE, TEAM = Audience.ME_AND_THERAPIST, Audience.TEAM
JOINT = InCase(Kind.JOINT_MEETING, since="begins_at")
ALONE = InCase(Kind.OWN_MEETING, owner="person_id", audience=MINE)


class OfMeetings:
    """A meeting without a person is of everyone in the case, one with a person theirs. Room mode shows joint ones."""

    parts = (JOINT, ALONE)
    room_column = JOINT.room_column

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the meetings on which the viewer may do the action."""
        joint = Q(person__isnull=True) & JOINT.where(viewer, action)
        if viewer.room_mode:
            return joint
        return joint | (Q(person__isnull=False) & ALONE.where(viewer, action))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one meeting."""
        assert isinstance(thing, Meeting)
        return (JOINT if thing.person_id is None else ALONE).decide(viewer, action, thing)


JOINT_CHARGE = InCase(Kind.JOINT_CHARGE, since="made_at")
OWN_CHARGE = InCase(Kind.OWN_CHARGE, owner="person_id", audience=MINE)


class OfCharges:
    """A charge without a person may be paid by either, one with a person is theirs to pay and to see."""

    parts = (JOINT_CHARGE, OWN_CHARGE)

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the charges on which the viewer may do the action."""
        joint = Q(person__isnull=True) & JOINT_CHARGE.where(viewer, action)
        return joint | (Q(person__isnull=False) & OWN_CHARGE.where(viewer, action))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one charge."""
        assert isinstance(thing, Charge)
        return (JOINT_CHARGE if thing.person_id is None else OWN_CHARGE).decide(viewer, action, thing)


OWN = frozenset({"read", "write"})
policy.register(Meeting, OfMeetings())
policy.register(Charge, OfCharges())
policy.register(Paying, InCase(Kind.PAYING, audience=TEAM))
policy.register(Answer, InCase(Kind.MEETING_ANSWER, owner="person_id", audience=MINE))
policy.register(Wish, InCase(Kind.MEETING_WISH, owner="person_id", audience=MINE))
policy.register(Attendance, InCase(Kind.ATTENDANCE, owner="person_id", audience=TEAM))
policy.register(OwnCalendar, OwnRows("person_id", OWN, "Your feed and your reminders are yours alone."))
policy.register(Reminded, OwnRows("person_id", OWN, "Of what you were reminded is yours alone."))
policy.register(Calendar, OwnRows("therapist_id", OWN, "How your times are offered is yours to say."))
policy.register(Hours, OwnRows("therapist_id", OWN, "Your working hours are yours; others see times that are free."))
policy.register(Away, OwnRows("therapist_id", OWN, "When you are away is yours; nobody sees why."))
