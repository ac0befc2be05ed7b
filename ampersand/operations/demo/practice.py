"""The rest of Linden House, drawn: every kind of course, in a fixed number, spread over the therapists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ampersand.operations.demo import checks_told
from ampersand.operations.demo import people as who
from ampersand.operations.demo.courses import FADING, MILD, RESPONDER, RESTLESS, SETBACK, SLOW, STEADY, WORSE, Course
from ampersand.operations.demo.diary import WEEK, Diary
from ampersand.operations.demo.drawing import drawn
from ampersand.operations.demo.ids import dice
from ampersand.operations.demo.people import Someone
from ampersand.operations.demo.story import evening, stories
from ampersand.operations.demo.treatments import Line, Part, Treatment


@dataclass(frozen=True)
class Kind:
    """A kind of treatment: a course for each member, how many weeks it has run, whether it stopped and how."""

    name: str
    courses: tuple[Course, ...]
    weeks: tuple[int, int] = (16, 38)
    silent: int = 0  # weeks at the end without an answer
    ended: bool = False
    waiting: bool = False  # the second member was asked to join and has not come yet
    half_signed: bool = False  # both are here, one has signed

    @property
    def checks(self) -> str:
        """How the latest round of private checks went, where no case is told apart."""
        if self.name.startswith("begun"):
            return "fresh"
        return "silent" if self.silent else "quiet"

    @property
    def coming(self) -> str:
        """How far everyone is with coming in."""
        if self.waiting or self.half_signed:
            return "writing"
        return "middle" if self.name == "begun" else "told"


COUPLES = (
    *[Kind("both better", (RESPONDER, RESPONDER))] * 7,
    *[Kind("slow", (SLOW, SLOW))] * 6,
    *[Kind("one better, one worse", (RESPONDER, WORSE))] * 3,
    *[Kind("one better, one the same", (RESPONDER, STEADY))] * 4,
    *[Kind("the same", (STEADY, RESTLESS))] * 4,
    *[Kind("worse", (WORSE, SETBACK))] * 3,
    *[Kind("dropped out", (FADING, FADING), (14, 26), silent=6)] * 3,
    Kind("begun", (STEADY, RESTLESS), (1, 3)),
    Kind("begun, half signed", (STEADY, RESTLESS), (1, 3), half_signed=True),
    Kind("begun, one invited", (STEADY,), (1, 2), waiting=True),
    *[Kind("ended", (RESPONDER, MILD), (22, 36), ended=True)] * 4,
)  # with three told by hand: 40
INDIVIDUALS = (
    *[Kind("better", (RESPONDER,))] * 6,
    *[Kind("slow", (SLOW,))] * 4,
    *[Kind("the same", (RESTLESS,))] * 3,
    *[Kind("mild", (MILD,))] * 2,
    *[Kind("worse", (WORSE,))] * 2,
    *[Kind("dropped out", (FADING,), (10, 20), silent=5)] * 2,
    *[Kind("begun", (STEADY,), (1, 3))] * 2,
    *[Kind("ended", (RESPONDER,), (20, 34), ended=True)] * 2,
)  # with two told by hand: 25
FAMILIES = (
    Kind("better", (RESPONDER, SLOW, MILD)),
    Kind("slow", (SLOW, STEADY, SLOW, MILD)),
    Kind("mixed", (WORSE, RESPONDER, RESTLESS)),
    Kind("ended", (MILD, MILD, RESPONDER), (20, 30), ended=True),
)  # fmt: skip - with one told by hand: 5
POLICIES = ("B", "B", "B", "A", "B", "B", "C")  # what couples and families have chosen, in turn
# Couples of Dana's and Hugo's in which a private check was no plain green, or did not come.
CHECKS = {
    "couple-10": "seen", "couple-14": "amber", "couple-22": "unsent", checks_told.RED: "waiting",
    "couple-19": "amber", "couple-23": "seen",
}  # fmt: skip
EXTRAS = ("pcl-5", "core-10", "k6", "scs-sf", "")  # what those who come alone answer besides, in turn


def treatments(today: date) -> Iterator[Treatment]:
    """Every case of the practice: those told by hand, then those drawn."""
    yield from stories(today)
    strangers = who.names()
    for kind_of_case, kinds in (("couple", COUPLES), ("individual", INDIVIDUALS), ("family", FAMILIES)):
        for number, kind in enumerate(kinds):
            yield _case(f"{kind_of_case}-{number}", kind_of_case, kind, strangers, today, number)


def _case(key: str, kind_of_case: str, kind: Kind, strangers: Iterable[Someone], today: date, number: int) -> Treatment:
    chance = dice("case", key)
    people = [person for person, _ in zip(strangers, kind.courses, strict=False)]
    invited = (next(iter(strangers)),) if kind.waiting else ()
    first = today - timedelta(weeks=chance.randint(*kind.weeks), days=chance.randrange(7))
    until = today - timedelta(days=chance.randrange(10, 80)) if kind.ended else None
    therapist = who.THERAPISTS[(number + len(kind_of_case)) % len(who.THERAPISTS)]
    parts = []
    for place, (person, course) in enumerate(zip(people, kind.courses, strict=True)):
        weeks = (today - first).days // 7
        diary = Diary(
            person, first, today, dice("diary", person.email), skips=course.skips, until=until,
            silent_from=weeks + 1 - kind.silent if kind.silent else None,
        )  # fmt: skip
        role = {"individual": "", "couple": "partner"}.get(kind_of_case, "parent" if place < 2 else "child")
        lines = _lines(diary, kind_of_case, role, course, dice("forms", key), number)
        parts.append(Part(person, course.name, tuple(_shared(lines, kind, number, place, first)), role))
    supervised = therapist is who.DANA or number % 5 == 0
    return Treatment(
        key, kind_of_case, tuple(parts), therapist, first - timedelta(days=chance.randint(2, 9)),
        who.EMIL if supervised else None, until, invited, POLICIES[number % len(POLICIES)],
        frozenset({people[-1].email}) if kind.half_signed else frozenset(), CHECKS.get(key, kind.checks), kind.coming,
    )  # fmt: skip


def _lines(diary: Diary, kind_of_case: str, role: str, course: Course, chance: Random, number: int) -> list[Line]:
    """What this member is asked; the same for both of a couple."""
    if kind_of_case == "couple":
        lines = [drawn(diary, "csi-4", course), drawn(diary, "csi-16", course, every=chance.choice((4, 5, 6)), place=1)]
        if chance.random() < 0.6:
            lines.append(drawn(diary, "phq-9", course, every=2, place=2, flagged=_flagged(course, chance)))
        if chance.random() < 0.3:
            lines.append(drawn(diary, "gad-7", course, every=2, place=3, lift=0.05))
        if chance.random() < 0.12:
            lines.append(drawn(diary, "audit-c", MILD, rhythm="intake", place=4))
        return lines
    if role == "child":
        return [drawn(diary, "k6", course, every=2)]
    if kind_of_case == "family":
        return [drawn(diary, "csi-4", course, every=2), drawn(diary, "k6", course, every=4, place=1)]
    lines = [
        drawn(diary, "phq-9", course, every=2, flagged=_flagged(course, chance)),
        drawn(diary, "gad-7", course, every=2, place=1, lift=chance.gauss(0, 0.08)),
    ]
    extra = EXTRAS[number % len(EXTRAS)]
    if extra == "core-10":
        lines.append(drawn(diary, extra, course, rhythm="meeting", place=2))
    elif extra:
        lines.append(drawn(diary, extra, course, every=4, place=2, lift=0.08 if extra == "pcl-5" else 0.0))
    if chance.random() < 0.25:
        lines.append(drawn(diary, "audit-c", MILD, rhythm="intake", place=3))
    return lines


def _flagged(course: Course, chance: Random) -> tuple[int, ...]:
    """Weeks with an answer to the question about safety: rare, and mostly where things get worse."""
    if course in (WORSE, SETBACK):
        return tuple(range(14, 60)) if chance.random() < 0.35 else ()
    return (0, 2) if chance.random() < 0.06 else ()


def _shared(lines: list[Line], kind: Kind, number: int, place: int, first: date) -> list[Line]:
    """A few show their partner how they see the two of them."""
    if kind.name == "both better" and number < 3 and (place == 0 or number == 0):
        return [replace(lines[0], shared_from=evening(first + 8 * WEEK)), *lines[1:]]
    return lines
