"""Meetings as calendar programs read them: neutral words, an id of its own for each person, changes they understand.

Source: RFC 5545 (iCalendar), RFC 5546 (REQUEST and CANCEL: the same UID with a higher SEQUENCE), RFC 7986 (a UID is a
UUID). Written by `icalendar`; the tests read it with another library.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Ampersand//Calendar//EN"


@dataclass(frozen=True, slots=True)
class Appointment:
    """What may leave of a meeting: when, whether it stands, how often it changed."""

    meeting_id: UUID
    begins_at: datetime
    ends_at: datetime
    state: str
    revision: int
    changed_at: datetime


def uid(meeting_id: UUID, person_id: UUID) -> str:
    """The id of a meeting in one person's calendar; from it nobody can tell that another has the same meeting."""
    return str(uuid5(meeting_id, person_id.hex))


def feed(appointments: Iterable[Appointment], person_id: UUID) -> bytes:
    """A whole calendar, to be fetched again and again."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", _("Appointments"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for one in appointments:
        calendar.add_component(_event(one, person_id))
    return bytes(calendar.to_ical())


def invitation(one: Appointment, person_id: UUID, *, mail: str, sender: str) -> bytes:
    """One appointment for a mail: an invitation, the same with another hour, or that it does not take place."""
    off = one.state == "called_off"
    calendar = _calendar("CANCEL" if off else "REQUEST")
    event = _event(one, person_id)
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    attendee = vCalAddress(f"mailto:{mail}")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(one: Appointment, person_id: UUID) -> Event:
    event = Event()
    event.add("uid", uid(one.meeting_id, person_id))
    event.add("summary", _("Appointment"))
    event.add("dtstart", one.begins_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.revision)
    event.add("status", {"called_off": "CANCELLED", "proposed": "TENTATIVE"}.get(one.state, "CONFIRMED"))
    event.add("class", "PRIVATE")
    return event
