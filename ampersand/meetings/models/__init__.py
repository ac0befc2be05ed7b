"""Tables of meetings: the meetings themselves, and the times in which there may be some."""

from ampersand.meetings.models.meetings import Answer, Attendance, Meeting, Wish
from ampersand.meetings.models.money import Charge, Fee, Paying
from ampersand.meetings.models.own import OwnCalendar, Reminded
from ampersand.meetings.models.times import Away, Calendar, Hours, Room

__all__ = [
    "Answer", "Attendance", "Away", "Calendar", "Charge", "Fee", "Hours", "Meeting", "OwnCalendar", "Paying",
    "Reminded", "Room", "Wish",
]  # fmt: skip
