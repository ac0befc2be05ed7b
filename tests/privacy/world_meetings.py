"""The meetings of the world: one of all tomorrow, one of each alone, what each said and who came; hours."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.core.clock import now
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
    Room,
    Wish,
)

if TYPE_CHECKING:
    from tests.privacy.world import World

LONG = timedelta(minutes=30)


def put_case(world: World, name: str, case: Case) -> None:
    """A meeting of all tomorrow, before which a check-in is open now."""
    met = _put(world, f"joint-meeting/{name}", case, timedelta(hours=24))
    world.put(f"joint-charge/{name}", _charge(met, None))
    world.put(f"paying/{name}", Paying(case=case).insert())


def put_past(world: World, name: str, case: Case, about: str) -> Meeting:
    """A meeting of all a week ago."""
    return _put(world, f"joint-meeting/{name}/{about}", case, timedelta(days=-7))


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """A meeting alone, what somebody said to a time, and whether they came."""
    at = f"{name}/{person.name}"
    _put(world, f"own-meeting/{at}", case, timedelta(days=3), person)
    met = _put(world, f"joint-meeting/{name}/noted {person.name}", case, timedelta(days=-21))
    world.put(f"meeting-answer/{at}", Answer(meeting=met, case=case, person=person, suits=True).insert())
    world.put(f"meeting-wish/{at}", Wish(meeting=met, case=case, person=person).insert())
    world.put(f"own-charge/{at}", _charge(met, person))
    note = Attendance(meeting=met, case=case, person=person, how="late", minutes=10, noted_by=world.cast.dana)
    world.put(f"attendance/{at}", note.insert())


def put(world: World) -> None:
    """Two therapists' hours, days away, and rules."""
    practice = world.cast.practice
    for person in (world.cast.ana, world.cast.ben):
        world.put(f"own-calendar/{person.name}", OwnCalendar(person=person, feed=f"hash-{person.name}").insert())
        alone = world.things[f"own-meeting/couple/{person.name}"]
        row = Reminded(meeting=alone, person=person, begins_at=alone.begins_at)
        world.put(f"reminded/{person.name}", row.insert())
    room = Room(practice=practice, name="The garden room")
    room.save()
    world.put("room/garden", room)
    for person in (world.cast.dana, world.cast.hugo):
        calendar = Calendar(therapist=person, practice=practice)
        world.put(f"calendar/{person.name}", calendar.insert())
        hours = Hours(
            therapist=person, practice=practice, weekday=0, begins=time(9), ends=time(17), zone="Europe/Amsterdam"
        )
        world.put(f"hours/{person.name}", hours.insert())
        since = now() + timedelta(days=60)
        away = Away(therapist=person, begins_at=since, ends_at=since + timedelta(days=5), zone="Europe/Amsterdam")
        world.put(f"away/{person.name}", away.insert())


def _put(world: World, name: str, case: Case, after: timedelta, person: Person | None = None) -> Meeting:
    """One more meeting; each a little later than the one before, since Dana has one at a time."""
    begins = now() + after + len(world.of(Meeting)) * timedelta(seconds=1)
    row = Meeting(
        case=case, person=person, therapist=world.cast.dana, practice=case.practice, begins_at=begins,
        ends_at=begins + LONG, free_at=begins + LONG, zone="Europe/Amsterdam", set_by=world.cast.dana, carried=True,
    )  # fmt: skip
    world.put(name, row.insert())
    return row


def _charge(met: Meeting, person: Person | None) -> Charge:
    row = Charge(
        meeting=met, case=met.case, person=person, practice=met.practice, of=met.case.kind, cents=9000, currency="EUR",
        met_at=met.begins_at,
    )  # fmt: skip
    return row.insert()
