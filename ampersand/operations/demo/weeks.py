"""Months of check-ins before meetings and ratings after them, for Ana and Ben, whose ratings part, and three others."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ampersand.cases.models import Participation
from ampersand.cases.rules.audience import Audience
from ampersand.checkins import content
from ampersand.checkins.models import CheckIn, CheckInLine, Feedback
from ampersand.checkins.queries import sealed
from ampersand.checkins.rules.lines import MENDED, Line
from ampersand.checkins.rules.windows import CLOSES_BEFORE
from ampersand.core import clock
from ampersand.meetings.models import Meeting
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import at as id_at
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.people import Someone
from ampersand.privacy import audit
from ampersand.privacy.audit import Deed
from ampersand.privacy.vault import Sealer
from ampersand.safety.actions.alerts import raise_alert
from ampersand.safety.rules.alerts import Kind

WEEK = timedelta(days=7)
MINUTES = 75
AGENDA = {
    "Ana": (
        ("talking", "Saying it before it is too late"), ("time", "One evening without phones"),
        ("home", "Who cooks on Tuesdays"), ("closeness", "The morning before the train"),
    ),
    "Noor": (("talking", "What we say when my mother calls"), ("time", "A walk each week"), ("work", "The new hours")),
    "Ben": (
        ("home", "Who cooks, and who says so"), ("work", "The late calls"), ("time", "A free Sunday"),
        ("talking", "Going slower"),
    ),
}  # fmt: skip
PLAIN = (("talking", "A calm start on Sundays"), ("time", "A walk each week"), ("work", "The new hours"))


@dataclass(frozen=True)
class Course:
    """How one person fares: where each line begins and where it leads; how they rate; what they let the others see."""

    person: Someone
    lines: Mapping[str, tuple[float, float]]
    rates: Sequence[float]  # one for each meeting, the latest last; shorter than the meetings: the first ones are 8
    shows: frozenset[str] = frozenset()
    sends_now: bool = False
    alone: str = ""
    skips: frozenset[int] = field(default_factory=frozenset)


ANA = Course(
    who.ANA,
    {"week": (5, 7), "happy": (4, 7), "close": (4, 7), "heard": (3, 7), "rely": (5, 7), "rows": (3, 1)},
    (8, 8.25, 8.5, 8.75, 8.5, 9, 8.75), frozenset({"close", "agenda"}), skips=frozenset({11, 12}),
)  # fmt: skip
BEN = Course(
    who.BEN,
    {"week": (6, 6), "happy": (6, 5), "close": (6, 5), "heard": (6, 4), "rely": (7, 6), "rows": (2, 2)},
    (8, 7.5, 8, 6.5, 5.25, 5.5, 5), frozenset({"agenda"}), sends_now=True, skips=frozenset({7, 11, 12}),
)  # fmt: skip
MILO = Course(
    who.MILO, {"week": (5, 7), "happy": (5, 8), "close": (5, 8), "heard": (5, 7), "rely": (6, 8), "rows": (3, 1)},
    (8, 8, 9), frozenset({"close", "heard", "agenda"}), sends_now=True,
)  # fmt: skip
NOOR = Course(
    who.NOOR, {"week": (4, 7), "happy": (5, 7), "close": (5, 4), "heard": (4, 7), "rely": (6, 8), "rows": (3, 1)},
    (7.5, 8, 8.5), frozenset({"close", "agenda"}), sends_now=True,
    alone="I would like to say something about my mother, alone.",
)  # fmt: skip
OONA = Course(
    who.OONA, {"week": (5, 7), "happy": (4, 6), "close": (4, 6), "heard": (4, 6), "rely": (5, 6), "rows": (4, 3)},
    (7, 7.5, 8),
)  # fmt: skip
PIET = Course(
    who.PIET, {"week": (6, 3), "happy": (6, 4), "close": (6, 4), "heard": (6, 4), "rely": (6, 5), "rows": (3, 4)},
    (7, 6, 5.5),
)  # fmt: skip
FARID = Course(
    who.FARID, {"week": (4, 7), "mood": (8, 4), "hindered": (7, 4), "myself": (4, 6), "life": (4, 6)}, (7.5, 8, 8.25),
    sends_now=True,
)  # fmt: skip


def write() -> None:
    """Write what each sent and how each rated, and the meetings; in a system scope."""
    tomorrow = _evening(1)
    _case((ANA, BEN), "couple", who.DANA, tomorrow, weeks=20)
    _case((MILO, NOOR), "couple", who.DANA, tomorrow - timedelta(hours=3), weeks=12)
    _case((FARID,), "individual", who.HUGO, tomorrow - timedelta(hours=5), weeks=10)
    met = clock.now() - timedelta(hours=3)
    _case((OONA, PIET), "couple", who.DANA, met.replace(second=0, microsecond=0), weeks=9, unrated={who.PIET.id})


def _case(
    courses: Sequence[Course], kind: str, therapist: Someone, latest: datetime, *, weeks: int,
    unrated: Collection[UUID] = (),
) -> None:  # fmt: skip
    """A meeting a week that ends with the latest, which may be still to come."""
    case_id, chance = _case_of(courses[0].person, kind), dice("weeks", courses[0].person.email)
    writer = _Writer(case_id, kind, courses, therapist, chance)
    for number in range(weeks, -1, -1):
        missing = () if number else unrated
        writer.week(latest - number * WEEK, share=1 - number / weeks, number=weeks - number, unrated=missing)
    writer.store()


class _Writer:
    """Gathers the rows of one case, and stores them at once."""

    def __init__(self, case_id: UUID, kind: str, courses: Sequence[Course], therapist: Someone, chance: Random) -> None:
        self.case_id, self.kind, self.courses, self.chance = case_id, kind, courses, chance
        self.therapist = therapist
        self.sealer = Sealer((case_id, one.person.id) for one in courses)
        self.meetings: list[Meeting] = []
        self.sent: list[CheckIn] = []
        self.lines: list[CheckInLine] = []
        self.rated: list[Feedback] = []
        self.deeds: list[Deed] = []

    def week(self, meets_at: datetime, *, share: float, number: int, unrated: Collection[UUID]) -> None:
        """One meeting, the check-ins before it, and the ratings after it, as far as that has happened."""
        set_at = meets_at - timedelta(days=6)
        ends = meets_at + timedelta(minutes=MINUTES)
        row = Meeting(
            id=id_at(set_at, self.chance), case_id=self.case_id, begins_at=meets_at, ends_at=ends, free_at=ends,
            made_at=set_at, changed_at=set_at, zone=who.ZONE, therapist_id=self.therapist.id,
            practice_id=who.PRACTICE, set_by_id=self.therapist.id,
        )  # fmt: skip
        self.meetings.append(row)
        self.deeds.append(Deed(set_at, self.therapist.id, "meeting.set", "meetings.meeting", row.pk))
        for course in self.courses:
            sent_at = meets_at - timedelta(hours=self.chance.randint(8, 40), minutes=self.chance.randint(0, 59))
            if sent_at > clock.now():
                sent_at = clock.now() - timedelta(minutes=self.chance.randint(20, 90))
            over = meets_at < clock.now()
            if number not in course.skips and (over or course.sends_now):
                self._check_in(course, row, sent_at, share, number)
            if over and number not in course.skips and course.person.id not in unrated:
                self._rating(course, row, number)

    def store(self) -> None:
        """Everything at once, with what happened on the chain of the case."""
        Meeting.objects.bulk_create(self.meetings)
        CheckIn.objects.bulk_create(self.sent)
        CheckInLine.objects.bulk_create(self.lines)
        Feedback.objects.bulk_create(self.rated)
        audit.record_many(chain=self.case_id, deeds=sorted(self.deeds, key=lambda deed: deed.at))

    def _check_in(self, course: Course, met: Meeting, at: datetime, share: float, number: int) -> None:
        closes = met.begins_at - CLOSES_BEFORE
        row = CheckIn(
            id=id_at(at, self.chance), case_id=self.case_id, person_id=course.person.id, window=f"m:{met.pk}",
            closes_at=closes, sent_at=at,
        )  # fmt: skip
        self.sent.append(row)
        self.deeds.append(Deed(at, course.person.id, "checkins.send", "checkins.checkin", row.pk))
        for line in content.weekly().of_case(self.kind):
            if number % line.every:
                continue
            said = self._said(course, line, share, number, now=met.begins_at > clock.now())
            if said is not None:
                self._line(course, row, line, said)

    def _said(self, course: Course, line: Line, share: float, number: int, *, now: bool) -> Any:
        if line.kind == "private":
            return {"words": course.alone} if course.alone and now else None
        if line.kind == "agenda":
            some = AGENDA.get(course.person.name, PLAIN)
            topic, words = some[0 if now else number % len(some)]
            return {"topic": topic, "words": words}
        if line.key not in course.lines:
            return None
        first, last = course.lines[line.key]
        value = max(0, min(10, round(first + (last - first) * share + self.chance.gauss(0, 0.8))))
        if line.kind == "scale":
            return value
        heat = max(1, min(10, round(7 - 3 * share + self.chance.gauss(0, 1)))) if value else None
        mended = self.chance.choice(MENDED) if value else ""
        return {"count": value, "heat": heat, "mended": mended}

    def _line(self, course: Course, row: CheckIn, line: Line, said: object) -> None:
        to_show = line.key in course.shows
        shown = to_show and row.closes_at <= clock.now()
        one = CheckInLine(
            id=id_at(row.sent_at, self.chance), check_in=row, case_id=self.case_id, person_id=course.person.id,
            key=line.key, to_show=to_show, sent_at=row.sent_at, closes_at=row.closes_at,
            audience=(Audience.ALL_OF_US if shown else Audience.ME_AND_THERAPIST).value,
        )  # fmt: skip
        one.said = self._sealed(course, sealed.LINE, one.pk, said)
        if line.key == "private":
            source = f"check-in:{row.window}"
            raise_alert(
                case_id=self.case_id, person_id=course.person.id, kind=Kind.PRIVATE_WORD, at=row.sent_at, source=source
            )
        self.lines.append(one)

    def _rating(self, course: Course, met: Meeting, number: int) -> None:
        wanted = self._wanted(course, met)
        lines = {one.key: self._near(wanted) for one in content.feedback().asked(self.kind)}
        counted = [one.key for one in content.feedback().asked(self.kind) if one.counts]
        lines |= dict(zip(counted, _four(wanted), strict=True))
        at = met.begins_at + timedelta(minutes=MINUTES + self.chance.randint(10, 300))
        at = min(at, clock.now())
        row = Feedback(
            id=id_at(at, self.chance), meeting=met, case_id=self.case_id, person_id=course.person.id, sent_at=at,
            score=content.feedback().score(self.kind, lines), team=lines.get("team"),
        )  # fmt: skip
        note = "It went a little fast for me." if course.person is who.BEN and wanted < 6 and number % 2 else ""
        row.said = self._sealed(course, sealed.FEEDBACK, row.pk, {"lines": lines, "note": note})
        self.rated.append(row)
        self.deeds.append(Deed(at, course.person.id, "checkins.rate", "checkins.feedback", row.pk))

    def _wanted(self, course: Course, met: Meeting) -> float:
        """The rating meant for a meeting: the latest ones are told by hand."""
        left = int((clock.now() - met.begins_at) / WEEK)
        return course.rates[-1 - left] if left < len(course.rates) else 8

    def _near(self, wanted: float) -> int:
        return max(0, min(10, round(wanted + self.chance.gauss(-0.5, 0.7))))

    def _sealed(self, course: Course, place: str, row: UUID, said: object) -> bytes:
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return self.sealer.seal(self.case_id, course.person.id, place=place, row=row, text=text)


def _four(mean: float) -> list[int]:
    """Four whole lines with this mean, a quarter at a time."""
    total = round(mean * 4)
    return [total // 4 + (1 if place < total % 4 else 0) for place in range(4)]


def _evening(days: int) -> datetime:
    """Half past six in the evening, some days from today."""
    day = clock.today(who.ZONE) + timedelta(days=days)
    return datetime.combine(day, time(18, 30), ZoneInfo(who.ZONE))


def _case_of(person: Someone, kind: str) -> UUID:
    rows = Participation.objects.filter(person_id=person.id, role="member", case__kind=kind, left_at__isnull=True)
    found: UUID = rows.order_by("joined_at").values_list("case_id", flat=True)[0]
    return found
