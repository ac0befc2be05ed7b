"""A therapist's own days: meetings, working hours, days away, as a grid of quarters of an hour on their own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.models import Participation
from ampersand.cases.queries import Someone
from ampersand.core.clock import now
from ampersand.meetings.models import Away, Calendar, Hours, Meeting
from ampersand.meetings.rules.grid import Bounds, Place, place
from ampersand.meetings.rules.times import begins, here, instant, monday
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

State = Meeting.State


@dataclass(frozen=True)
class Entry:
    """One meeting in a day: whose, where, and which quarters of an hour it takes."""

    id: UUID
    case_id: UUID
    kind: str
    names: str
    begins_at: datetime
    ends_at: datetime
    room: str
    room_id: UUID | None
    state: str
    revision: int
    place: Place
    alone: bool

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.begins_at).total_seconds() // 60)

    @property
    def where(self) -> str:
        """In which room, or by video."""
        return self.room or str(_("By video"))

    @property
    def runs_now(self) -> bool:
        """Whether it has begun and is not over."""
        return self.begins_at <= now() < self.ends_at


@dataclass(frozen=True)
class Gap:
    """A stretch without meetings to come: working hours, or away and why."""

    place: Place
    words: str


@dataclass(frozen=True)
class Day:
    """One day of the viewer."""

    date: date
    is_today: bool
    entries: tuple[Entry, ...]
    hours: tuple[Gap, ...]
    away: tuple[Gap, ...]


@dataclass(frozen=True)
class Days:
    """Some days side by side, from and to which hour they are drawn."""

    days: tuple[Day, ...]
    bounds: Bounds
    has_hours: bool

    @property
    def marks(self) -> list[tuple[int, str]]:
        """The row at which each whole hour begins, and how it is written."""
        return [((hour - self.bounds.first) * 4 + 1, f"{hour:02}:00") for hour in range(*self.bounds.span)]

    @property
    def rows(self) -> int:
        """How many quarters of an hour are drawn."""
        return (self.bounds.last - self.bounds.first) * 4


def week(viewer: Viewer, day: date) -> Days:
    """The week of a day, Monday to Sunday. Six queries, whatever is in it; raises Hidden for who is no therapist."""
    return _days(viewer, monday(day), 7)


def one_day(viewer: Viewer, day: date) -> Days:
    """One day. Six queries, whatever is in it; raises Hidden for who is no therapist."""
    return _days(viewer, day, 1)


def settings(viewer: Viewer) -> Calendar:
    """How the viewer offers times in their practice; as it is to begin with until they say otherwise."""
    if "therapist" not in viewer.staff_roles or viewer.practice_id is None or viewer.person_id is None:
        raise Hidden
    rows: QuerySet[Calendar] = Calendar.objects.visible_to(viewer).filter(practice=viewer.practice_id)
    return rows.first() or Calendar(therapist_id=viewer.person_id, practice_id=viewer.practice_id)


def hours(viewer: Viewer) -> list[Hours]:
    """The viewer's working hours in their practice, from Monday on."""
    if viewer.practice_id is None:
        return []
    rows: QuerySet[Hours] = Hours.objects.visible_to(viewer).filter(practice=viewer.practice_id)
    return list(rows.select_related("room").order_by("weekday", "begins"))


def away(viewer: Viewer) -> list[Away]:
    """When the viewer is away from now on, the earliest first."""
    rows: QuerySet[Away] = Away.objects.visible_to(viewer).filter(ends_at__gt=now())
    return list(rows.order_by("begins_at")[:100])


@dataclass(frozen=True, slots=True)
class Choice:
    """A case for which a meeting can be set."""

    case_id: UUID
    kind: str
    names: str


def cases_to_meet(viewer: Viewer) -> list[Choice]:
    """The open cases that the viewer leads, by name. Two queries."""
    rows: QuerySet[Participation] = Participation.objects.visible_to(viewer, "write")
    led = rows.filter(person=viewer.person_id, role="therapist", left_at__isnull=True, case__state="open")
    kinds: dict[UUID, str] = dict(led.values_list("case_id", "case__kind"))
    people = cases.people(viewer, list(kinds))
    found = [Choice(key, kind, _names(people.get(key, ()), None)) for key, kind in kinds.items()]
    return sorted(found, key=lambda one: one.names.casefold())


def _days(viewer: Viewer, first: date, number: int) -> Days:
    if "therapist" not in viewer.staff_roles or viewer.person_id is None:
        raise Hidden
    zone, last = viewer.time_zone, first + timedelta(days=number)
    since, until = begins(first, zone), begins(last, zone)
    rows = _meetings(viewer, since, until)
    people = cases.people(viewer, list({row[1] for row in rows}))
    worked, gone = hours(viewer), _away(viewer, since, until)
    bounds = _bounds(rows, worked, zone)
    days = []
    for offset in range(number):
        day = first + timedelta(days=offset)
        entries = tuple(_entry(row, people, bounds, zone) for row in rows if here(row[4], zone).date() == day)
        open_ = tuple(_hours_gap(one, day, bounds, zone) for one in worked if one.weekday == day.weekday())
        shut = tuple(gap for one in gone if (gap := _away_gap(one, day, bounds, zone)))
        days.append(Day(day, day == here(now(), zone).date(), entries, open_, shut))
    return Days(tuple(days), bounds, bool(worked))


def _meetings(viewer: Viewer, since: datetime, until: datetime) -> list[tuple[Any, ...]]:
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(viewer).filter(therapist=viewer.person_id or UUID(int=0))
    found = rows.filter(begins_at__gte=since, begins_at__lt=until).exclude(state=State.CALLED_OFF)
    return list(
        found.order_by("begins_at").values_list(
            "pk", "case_id", "case__kind", "person_id", "begins_at", "ends_at", "room__name", "room_id", "state",
            "revision",
        )
    )  # fmt: skip


def _away(viewer: Viewer, since: datetime, until: datetime) -> list[tuple[datetime, datetime, str]]:
    rows: QuerySet[Away] = Away.objects.visible_to(viewer).filter(ends_at__gt=since, begins_at__lt=until)
    return list(rows.order_by("begins_at").values_list("begins_at", "ends_at", "why"))


def _bounds(rows: Sequence[tuple[Any, ...]], worked: Sequence[Hours], zone: str) -> Bounds:
    ends = [(here(row[4], zone).time(), here(row[5], zone).time()) for row in rows]
    return Bounds.around([*ends, *((one.begins, one.ends) for one in worked)])


def _entry(row: tuple[Any, ...], people: dict[UUID, tuple[Someone, ...]], bounds: Bounds, zone: str) -> Entry:
    key, case_id, kind, person_id, first, last, room, room_id, state, revision = row
    names = _names(people.get(case_id, ()), person_id)
    at = place(here(first, zone), here(last, zone), bounds)
    return Entry(
        key, case_id, kind, names, first, last, room or "", room_id, state, revision, at,
        bool(person_id) and kind != "individual",
    )  # fmt: skip


def _names(people: Sequence[Someone], person_id: UUID | None) -> str:
    members = [one.name for one in people if one.role == "member" and one.here and person_id in (None, one.person_id)]
    return " & ".join(members) or str(_("Nobody has joined yet"))


def _hours_gap(one: Hours, day: date, bounds: Bounds, zone: str) -> Gap:
    first, last = (here(instant(day, hour, one.zone), zone) for hour in (one.begins, one.ends))
    return Gap(place(first, last, bounds), one.room.name if one.room else str(_("online")))


def _away_gap(one: tuple[datetime, datetime, str], day: date, bounds: Bounds, zone: str) -> Gap | None:
    since, until = begins(day, zone), begins(day + timedelta(days=1), zone)
    first, last = max(one[0], since), min(one[1], until)
    if first >= last:
        return None
    return Gap(place(here(first, zone), here(last, zone), bounds), str(Away.Why(one[2]).label))
