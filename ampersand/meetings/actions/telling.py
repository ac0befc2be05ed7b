"""Telling those who take part in a meeting that it is new, has another hour or does not take place; each alone."""

from collections.abc import Iterable
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ampersand.accounts import letters
from ampersand.accounts.models import Person
from ampersand.cases.models import Participation
from ampersand.core.addresses import address
from ampersand.meetings import ics
from ampersand.meetings.ics import Appointment
from ampersand.meetings.models import Meeting


def people_of(row: Meeting) -> list[Person]:
    """Who takes part in a meeting now, with the therapist; read by the program, which tells each alone."""
    parts: QuerySet[Participation] = QuerySet(Participation)
    here = parts.filter(case=row.case_id, role="member", left_at__isnull=True, person__is_active=True)
    if row.person_id is not None:
        here = here.filter(person=row.person_id)
    return [part.person for part in here.select_related("person")]


def changed(row: Meeting, *, but: UUID | None) -> None:
    """A mail to each who takes part, except who did it: that something about a meeting is new, and where to look."""
    _write((one for one in people_of(row) if one.pk != but), row)


def therapist(row: Meeting, *, but: UUID | None) -> None:
    """A mail to the therapist that a client set, moved or called off a meeting."""
    if row.therapist_id != but:
        _write([row.therapist], row)


def earlier(people: Iterable[Person], row: Meeting) -> None:
    """A mail that an earlier time has become free."""
    _write(people, row)


def _write(people: Iterable[Person], row: Meeting) -> None:
    """The same words whatever changed: nobody who looks over a shoulder learns what it is about."""
    link = settings.ADDRESS + address("meetings:meeting", row.pk)
    found = list(people)
    reach = letters.Reach.of(one.pk for one in found)
    one = Appointment(row.pk, row.begins_at, row.ends_at, row.state, row.revision, row.changed_at)
    for person in found:
        with translation.override(person.language):
            words = {"name": person.name, "sender_name": person.sender_name, "link": link}
            body = render_to_string("meetings/mail/changed.txt", words)
            subject = _("Something in your calendar is new")
            file = ics.invitation(one, person.pk, mail=person.email, sender=_sender())
        attached = ("appointment.ics", file.decode(), "text/calendar")
        letters.write(person, subject=subject, body=body, reach=reach, attached=attached)


def _sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
