"""Dana's calendar: rooms, working hours, a holiday, a full week with couples, families and single people."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.meetings.actions import charging, setting, times
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.models import Charge, Meeting, Room
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import named
from ampersand.operations.demo.telling import couple, viewer

HOURS = ((9, 0), (10, 30), (13, 0), (14, 30), (16, 30))  # when somebody comes each week
DAYS = (0, 1, 2, 3)
ROOMS = ("The garden room", "The blue room")
LENGTH = {"individual": 50, "couple": 75, "family": 75}
BACK, AHEAD = 2, 4  # weeks


def write() -> None:
    """Write what the office and the two therapists would have written; in a system scope."""
    gita, dana, hugo = viewer(who.GITA, "administrator"), viewer(who.DANA, "therapist"), viewer(who.HUGO, "therapist")
    for name in ROOMS:
        times.add_room(by=gita, name=name)
    room = Room.objects.get(name=ROOMS[0])
    for day in DAYS:
        times.add_hours(
            by=dana, weekday=day, begins=time(9), ends=time(20), zone=who.ZONE, room_id=room.pk if day % 2 else None
        )
    times.add_hours(by=hugo, weekday=1, begins=time(10), ends=time(18), zone=who.ZONE)
    monday = clock.today(who.ZONE) - timedelta(days=clock.today(who.ZONE).weekday())
    rest = monday + timedelta(weeks=6)
    times.go_away(by=dana, begins_at=_at(rest), ends_at=_at(rest + timedelta(days=7)), why="holiday")
    times.settle(by=dana, told={"offers_alone": True, "rest": 10})
    _full_week(monday, room.pk)
    _each_alone()
    _fees()


def _full_week(monday: date, room: UUID) -> None:
    dana = viewer(who.DANA, "therapist")
    held = set(Meeting.objects.filter(therapist_id=who.DANA.id).values_list("case_id", flat=True))
    led = Participation.objects.filter(person_id=who.DANA.id, role="therapist", left_at__isnull=True)
    open_ = led.filter(case__state="open", case__agreed_at__isnull=False).exclude(case__in=held)
    cases = list(open_.order_by("case__opened_on", "case_id").values_list("case_id", "case__kind"))
    for (case_id, kind), (day, (hour, minute)) in _placed(cases, clock.today(who.ZONE).weekday()):
        first = monday + timedelta(days=day, weeks=-BACK)
        try:
            setting.set_series(
                by=dana, case_id=case_id, first=first, hour=time(hour, minute), zone=who.ZONE, every_weeks=1,
                number=BACK + AHEAD, minutes=LENGTH[kind], room_id=room if day % 2 else None,
                series=uuid5(named("series"), str(case_id)),
            )  # fmt: skip
        except Taken:
            continue


def _placed(
    cases: Sequence[tuple[UUID, str]], today: int
) -> Iterator[tuple[tuple[UUID, str], tuple[int, tuple[int, int]]]]:
    """Who comes when. Today single people: while several are there, every page of Dana would be in room mode."""
    places = [(day, hour) for hour in HOURS for day in DAYS]
    single, several = ([case for case in cases if (case[1] == "individual") is one] for one in (True, False))
    for place in places:
        queue = single if place[0] == today or not several else several
        if queue:
            yield queue.pop(0), place


def _each_alone() -> None:
    """One meeting alone with Ana and one with Ben, as long and in the same week."""
    dana, week = viewer(who.DANA, "therapist"), clock.today(who.ZONE) - timedelta(weeks=11)
    friday = week + timedelta(days=4 - week.weekday())
    for person, hour in ((who.ANA, 10), (who.BEN, 11)):
        setting.set_meeting(
            by=dana, case_id=couple(), at=_at(friday, hour), minutes=50, person_id=person.id, zone=who.ZONE
        )


def _fees() -> None:
    """What meetings cost; what was held lately is charged, and most of it is paid."""
    gita = viewer(who.GITA, "administrator")
    asked = {"individual": (9000, ""), "couple": (12000, ""), "family": (13500, ""), "alone": (9000, "")}
    charging.set_fees(by=gita, fees=asked, currency="EUR")
    charging.charge_what_was_held(clock.now())
    older = Charge.objects.filter(met_at__lt=clock.now() - timedelta(days=8))
    older.update(state=Charge.State.PAID, settled_at=clock.now() - timedelta(days=3))


def _at(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(who.ZONE))
