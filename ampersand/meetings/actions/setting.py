"""What a therapist does with the meetings of a case they lead: set one or a series, move, call off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.meetings.actions import telling
from ampersand.meetings.actions.freed import tell_who_waits
from ampersand.meetings.actions.holding import Taken, hold
from ampersand.meetings.actions.moved import tell
from ampersand.meetings.models import Calendar, Meeting, Room
from ampersand.meetings.rules import times
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.viewer import Viewer

State = Meeting.State


class ChangedElsewhere(Exception):
    """Somebody else changed the meeting since the page was opened."""


@dataclass(frozen=True)
class Made:
    """What became of a series: the meetings, and the hours that were not free and were left out."""

    meetings: tuple[Meeting, ...]
    left_out: tuple[datetime, ...] = ()


def set_meeting(
    *, by: Viewer, case_id: UUID, at: datetime, minutes: int = 75, person_id: UUID | None = None, zone: str = "",
    room_id: UUID | None = None,
) -> Meeting:  # fmt: skip
    """Set a meeting of everyone in a case, or of one of them alone; raises Hidden, Taken.

    Set twice for one instant, it is set once; set again after it was called off, it is the same meeting as before.
    """
    with transaction.atomic():
        case = _led(by, case_id)
        row = _new(by, case, at, minutes, person_id, zone, room_id)
        if (old := _same(by, row)) is not None:
            if old.state == State.SET:
                return old
            row = _again(old, row)
        hold(row)
        audit.record(chain=case_id, actor=by.person_id, verb="meeting.set", subject=row)
        if row.begins_at > now():
            telling.changed(row, but=by.person_id)
    return row


def set_series(
    *, by: Viewer, case_id: UUID, first: date, hour: time, zone: str, every_weeks: int, number: int, minutes: int,
    person_id: UUID | None = None, room_id: UUID | None = None, series: UUID | None = None,
) -> Made:  # fmt: skip
    """Set a series at one hour of the clock; what is not free is left out and told. Raises Hidden, Taken if all is.

    `series` is made by the form: sent twice, it is set once.
    """
    series = series or new_id()
    made: list[Meeting] = []
    left: list[datetime] = []
    with transaction.atomic():
        case = _led(by, case_id)
        held = _stands(by).filter(case_id=case_id, series=series)
        if held.exists():
            return Made(tuple(held.order_by("begins_at")))
        for at in times.series(first, hour, zone, every_weeks=every_weeks, number=number):
            row = _new(by, case, at, minutes, person_id, zone, room_id)
            row.series, row.every_weeks = series, every_weeks
            try:
                hold(row)
            except Taken:
                left.append(at)
                continue
            audit.record(chain=case_id, actor=by.person_id, verb="meeting.set", subject=row)
            made.append(row)
        if not made:
            raise Taken
        if ahead := [row for row in made if row.begins_at > now()]:
            telling.changed(ahead[0], but=by.person_id)
    return Made(tuple(made), tuple(left))


def move(
    *, by: Viewer, meeting_id: UUID, at: datetime, minutes: int | None = None, revision: int | None = None,
    room_id: UUID | str | None = "same",
) -> Meeting:  # fmt: skip
    """Give a meeting another hour, length or room; raises Hidden, Taken, ChangedElsewhere."""
    with transaction.atomic():
        row = _one(by, meeting_id)
        if revision is not None and revision != row.revision:
            raise ChangedElsewhere
        before = (row.begins_at, row.ends_at, row.room_id)
        _place(row, at, minutes or int((row.ends_at - row.begins_at).total_seconds() // 60))
        if room_id != "same":
            row.room_id = _room(by, room_id if isinstance(room_id, UUID) else None)
        if before == (row.begins_at, row.ends_at, row.room_id):
            return row
        _changed(row)
        hold(row)
        tell(row)
        audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.moved", subject=row)
        telling.changed(row, but=by.person_id)
        tell_who_waits(row, before[0])
    return row


def call_off(*, by: Viewer, meeting_id: UUID, and_later: bool = False) -> list[Meeting]:
    """Say that a meeting does not take place, or did not; with the later ones of its series if wanted. Raises Hidden.

    Called off twice, it was called off once.
    """
    with transaction.atomic():
        first = _one(by, meeting_id, called_off_too=True)
        rows = [first]
        if and_later and first.series:
            later = _stands(by).filter(series=first.series, begins_at__gt=first.begins_at, begins_at__gte=now())
            rows += list(later.select_for_update(of=("self",)).order_by("begins_at"))
        changed = [row for row in rows if row.state != State.CALLED_OFF]
        _store_called_off(by, changed)
        for row in changed:
            if row.begins_at > now():
                tell_who_waits(row, row.begins_at)
        if changed and changed[0].begins_at > now():
            telling.changed(changed[0], but=by.person_id)
    return changed


def _store_called_off(by: Viewer, rows: Iterable[Meeting]) -> None:
    for row in rows:
        row.state = State.CALLED_OFF
        _changed(row)
        row.save(update_fields=["state", "revision", "changed_at"])
        audit.record(chain=row.case_id, actor=by.person_id, verb="meeting.called_off", subject=row)


def _led(by: Viewer, case_id: UUID) -> OneCase:
    case = cases.one(by, case_id)
    if not case.leads(by) or by.person_id is None or case.practice_id is None:
        raise Hidden
    return case


def _new(
    by: Viewer, case: OneCase, at: datetime, minutes: int, person_id: UUID | None, zone: str, room_id: UUID | None
) -> Meeting:
    if not case.is_shared:
        person_id = None
    elif person_id is not None and person_id not in {one.person_id for one in case.members}:
        raise Hidden
    assert by.person_id, "who leads a case has signed in"
    assert case.practice_id, "a case has a practice"
    row = Meeting(
        id=new_id(), case_id=case.id, person_id=person_id, therapist_id=by.person_id, practice_id=case.practice_id,
        zone=zone or by.time_zone, room_id=_room(by, room_id), set_by_id=by.person_id, made_at=now(), changed_at=now(),
    )  # fmt: skip
    rest = Calendar.objects.visible_to(by).filter(practice=case.practice_id).values_list("rest", flat=True).first()
    _place(row, at, minutes, Calendar().rest if rest is None else rest)
    require(by, "write", row)
    return row


def _place(row: Meeting, at: datetime, minutes: int, rest: int | None = None) -> None:
    """Give a row its hour; the rest after it stays as long as it was."""
    after = timedelta(minutes=rest) if rest is not None else row.free_at - row.ends_at
    row.begins_at, row.ends_at = at, at + timedelta(minutes=minutes)
    row.free_at = row.ends_at + after


def _room(by: Viewer, room_id: UUID | None) -> UUID | None:
    if room_id is None or by.practice_id is None:
        return None
    if not Room.objects.filter(pk=room_id, practice_id=by.practice_id, closed_at__isnull=True).exists():
        raise Hidden
    return room_id


def _same(by: Viewer, row: Meeting) -> Meeting | None:
    """The meeting of the same people at the same instant, if there was one; one that stands goes before."""
    rows = Meeting.objects.visible_to(by, "write").filter(case_id=row.case_id, person_id=row.person_id)
    found: list[Meeting] = list(rows.filter(begins_at=row.begins_at).order_by("-changed_at"))
    return min(found, key=lambda one: one.state == State.CALLED_OFF, default=None)


def _again(old: Meeting, row: Meeting) -> Meeting:
    old.ends_at, old.free_at, old.room_id, old.zone = row.ends_at, row.free_at, row.room_id, row.zone
    old.state, old.carried, old.therapist_id = State.SET, False, row.therapist_id
    _changed(old)
    return old


def _changed(row: Meeting) -> None:
    row.revision += 1
    row.changed_at = now()


def _one(by: Viewer, meeting_id: UUID, *, called_off_too: bool = False) -> Meeting:
    rows = Meeting.objects.visible_to(by, "write").filter(pk=meeting_id)
    if not called_off_too:
        rows = rows.exclude(state=State.CALLED_OFF)
    row: Meeting | None = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise Hidden
    _led(by, row.case_id)
    return row


def _stands(by: Viewer) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(by, "write")
    return rows.exclude(state=State.CALLED_OFF)
