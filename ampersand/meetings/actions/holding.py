"""Keeping a time so that nobody else can have it: neither the therapist nor a room is ever in two meetings.

PostgreSQL refuses the second by an exclusion constraint. SQLite lets one transaction write at a time (they begin
immediate), so what is asked inside one stays true until it is over.
"""

from django.db import IntegrityError, transaction

from ampersand.meetings.models import Meeting
from ampersand.meetings.queries import taken

ONE_AT_A_TIME = "one_at_a_time"  # in the name of both constraints


class Taken(Exception):
    """Something else is at this time; `what` is "therapist", "room" or "away"."""

    def __init__(self, what: str = "therapist") -> None:
        super().__init__(what)
        self.what = what


def hold(row: Meeting) -> None:
    """Store a meeting, new or moved; raises Taken when its time or its room is not free."""
    with transaction.atomic():
        if what := taken.clash(row):
            raise Taken(what)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:  # somebody was quicker by less than a moment
            if ONE_AT_A_TIME not in str(error):
                raise
            raise Taken("room" if "room_" in str(error) else "therapist") from None
