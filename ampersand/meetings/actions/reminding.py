"""Reminding people of meetings by their safe channel, early enough to move or call off; for the keeper."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from ampersand.accounts import letters
from ampersand.accounts.models import Person
from ampersand.core.addresses import address
from ampersand.core.templatetags.look import moment
from ampersand.meetings.actions.telling import people_of
from ampersand.meetings.models import Meeting, OwnCalendar, Reminded
from ampersand.meetings.models.own import REMIND

LONGEST, LATEST = timedelta(hours=168), timedelta(hours=1)


def remind_whom_it_is_time(now: datetime) -> int:
    """Write to each who takes part in a meeting that comes near, once for each hour it has; how many were written to.

    Whoever was told of the meeting within that time is not reminded as well.
    """
    rows: QuerySet[Meeting] = QuerySet(Meeting)
    near = rows.filter(state=Meeting.State.SET, begins_at__gt=now + LATEST, begins_at__lt=now + LONGEST)
    written = 0
    for row in near.filter(case__state="open").order_by("begins_at"):
        for person in people_of(row):
            early = timedelta(hours=_hours(person))
            is_time = early and row.changed_at < row.begins_at - early <= now
            if is_time and _first(row, person):
                written += _write(person, row)
    return written


def _hours(person: Person) -> int:
    rows: QuerySet[OwnCalendar] = QuerySet(OwnCalendar)
    chosen = rows.filter(person=person).values_list("remind", flat=True).first()
    return REMIND if chosen is None else chosen


def _first(row: Meeting, person: Person) -> bool:
    try:
        with transaction.atomic():
            Reminded(meeting=row, person=person, begins_at=row.begins_at).insert()
    except IntegrityError:
        return False
    return True


def _write(person: Person, row: Meeting) -> bool:
    link = settings.ADDRESS + address("meetings:meeting", row.pk)
    with translation.override(person.language):
        when = strip_tags(str(moment(row.begins_at, person.time_zone)))
        words = {"name": person.name, "sender_name": person.sender_name, "link": link, "when": when}
        body = render_to_string("meetings/mail/reminder.txt", words)
        subject = _("Your appointment")
    return letters.write(person, subject=subject, body=body)
